//! The document's folder, and what may be read from it.
//!
//! In: a file as names below the folder. Out: its text and value, each file read once.
//! Invariant: nothing is opened whose real path, links followed, is not in the folder; what is read stays within a
//! number of files and of bytes.

use std::{
    collections::BTreeMap,
    fmt::Display,
    fs::File,
    io::Read as _,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::{
    Diagnostic, Diagnostics, diagnostics,
    load::{self, Source, Sources},
    pointer::Pointer,
};

/// The most files beside the document.
const MOST_FILES: usize = 5_000;
/// The most that they may hold together, in MiB.
const MOST_MEGABYTES: u64 = 64;

/// The folder, with the files that were read.
pub(super) struct Folder {
    /// As it was named, for messages and build scripts.
    shown: PathBuf,
    /// `None` if it cannot be determined; nothing is in it then.
    real: Option<PathBuf>,
    /// The number of each file by its real path; the document's own is 0.
    known: BTreeMap<PathBuf, Result<usize, Box<Diagnostic>>>,
    files: Vec<Loaded>,
    bytes_left: u64,
}

/// A file that was read.
struct Loaded {
    /// The names of the folder that it is in.
    folder: Vec<String>,
    value: Value,
}

impl Folder {
    /// The folder of the document.
    pub(super) fn of(sources: &Sources) -> Self {
        let document = sources.main().map(|source| PathBuf::from(&source.file)).unwrap_or_default();
        let shown = document.parent().map(Path::to_owned).unwrap_or_default();
        let here = if shown.as_os_str().is_empty() { Path::new(".") } else { &shown };
        let own = document.canonicalize().ok().map(|own| (own, Ok(0)));
        Self {
            real: here.canonicalize().ok(),
            shown,
            known: own.into_iter().collect(),
            files: Vec::new(),
            bytes_left: MOST_MEGABYTES << 20,
        }
    }

    /// The value of a file other than the document.
    pub(super) fn value(&self, file: usize) -> Option<&Value> {
        file.checked_sub(1).and_then(|index| self.files.get(index)).map(|loaded| &loaded.value)
    }

    /// The names of the folder that a file is in.
    pub(super) fn names(&self, file: usize) -> &[String] {
        file.checked_sub(1).and_then(|index| self.files.get(index)).map_or(&[], |loaded| &loaded.folder)
    }

    /// Reads a file if it has not been read; gives its number.
    pub(super) fn open(
        &mut self,
        names: &[String],
        reference: &str,
        sources: &mut Sources,
        diagnostics: &mut Diagnostics,
    ) -> Result<usize, Box<Diagnostic>> {
        let root = Pointer::root();
        let path: PathBuf = names.iter().fold(self.shown.clone(), |path, name| path.join(name));
        let unreadable = |fault: std::io::Error| {
            Box::new(diagnostics::unreadable_file(&root, &path.display().to_string(), fault.kind()))
        };
        let real = path.canonicalize().map_err(unreadable)?;
        let below = self.real.as_ref().and_then(|folder| real.strip_prefix(folder).ok());
        let below = below.ok_or_else(|| Box::new(diagnostics::outside_folder(&root, reference)))?.to_owned();
        if let Some(known) = self.known.get(&real) {
            return known
                .clone()
                .map_err(|fault| Box::new(diagnostics::faulty_file(&root, reference, &fault)));
        }
        let number = self.read(&real, &below, sources, diagnostics);
        self.known.insert(real, number.clone());
        number.map_err(|fault| Box::new(diagnostics::faulty_file(&root, reference, &fault)))
    }

    fn read(
        &mut self,
        real: &Path,
        below: &Path,
        sources: &mut Sources,
        diagnostics: &mut Diagnostics,
    ) -> Result<usize, Box<Diagnostic>> {
        let root = Pointer::root();
        let shown = self.shown.join(below).display().to_string();
        let too_much = || Box::new(diagnostics::too_much_referenced(&root, MOST_FILES, MOST_MEGABYTES));
        let unreadable = |reason: &dyn Display| Box::new(diagnostics::unreadable_file(&root, &shown, reason));
        if self.files.len() >= MOST_FILES {
            return Err(too_much());
        }
        // A pipe or a device has no end.
        if !real.metadata().map_err(|fault| unreadable(&fault.kind()))?.is_file() {
            return Err(unreadable(&"not a file"));
        }
        let mut bytes = Vec::new();
        let most = self.bytes_left.saturating_add(1);
        File::open(real)
            .and_then(|file| file.take(most).read_to_end(&mut bytes))
            .map_err(|fault| unreadable(&fault.kind()))?;
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.bytes_left = self.bytes_left.checked_sub(length).ok_or_else(too_much)?;
        let source = Source::decode(shown, bytes)?;
        let mut found = Diagnostics::default();
        let loaded = load::load(&source, &mut found);
        let mut found = load::locate(found, &source);
        let Some(document) = loaded else { return Err(found.pop().map_or_else(too_much, Box::new)) };
        diagnostics.extend(found);
        let folder = below.parent().into_iter().flat_map(Path::iter);
        let folder = folder.map(|name| name.to_string_lossy().into_owned()).collect();
        self.files.push(Loaded { folder, value: document.root });
        Ok(sources.add(source))
    }
}
