//! The root folder, and what may be read from it.
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

use super::identifiers::Identifiers;
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
    /// By their numbers: the document itself first; null, unless a reference needs more than a pointer to be found.
    files: Vec<Loaded>,
    bytes_left: u64,
}

/// How a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// As JSON or YAML, by its name.
    Value,
    /// As plain text, unless its name is one of JSON or YAML.
    Text,
}

/// A file that was read.
struct Loaded {
    /// The names of the folder that it is in.
    folder: Vec<String>,
    value: Value,
    identifiers: Identifiers,
}

impl Loaded {
    fn new(folder: Vec<String>, value: Value) -> Self {
        Self { folder, identifiers: Identifiers::of(&value), value }
    }
}

impl Folder {
    /// The root folder of a document: the document's own, or one above it; an error if the document is not below it.
    pub(super) fn of(
        sources: &Sources,
        root: Option<&Path>,
        document: Value,
    ) -> Result<Self, Box<Diagnostic>> {
        let file = sources.main().map(|source| PathBuf::from(&source.file)).unwrap_or_default();
        let near = |path: &Path| {
            if path.as_os_str().is_empty() { Path::new(".").canonicalize() } else { path.canonicalize() }.ok()
        };
        let parent = file.parent().map(Path::to_owned).unwrap_or_default();
        let shown = root.map_or_else(|| parent.clone(), Path::to_owned);
        let (here, real) = (near(&parent), near(&shown));
        let own = match (&here, &real) {
            (Some(here), Some(real)) => here.strip_prefix(real).ok().map(names_of),
            _ => root.is_none().then(Vec::new),
        };
        let outside = || Box::new(diagnostics::bad_root(&shown.display().to_string()));
        let document = Loaded::new(own.ok_or_else(outside)?, document);
        let known = file.canonicalize().ok().map(|own| (own, Ok(0)));
        // Overlays were read before, but nothing refers to them by their numbers.
        let overlays = (1..sources.len()).map(|_| Loaded::new(Vec::new(), Value::Null));
        Ok(Self {
            real,
            shown,
            known: known.into_iter().collect(),
            files: std::iter::once(document).chain(overlays).collect(),
            bytes_left: MOST_MEGABYTES << 20,
        })
    }

    /// The value of a file; that of the document is there only if it was given.
    pub(super) fn value(&self, file: usize) -> Option<&Value> {
        self.files.get(file).map(|loaded| &loaded.value).filter(|value| file != 0 || !value.is_null())
    }

    /// The names of the folder that a file is in.
    pub(super) fn names(&self, file: usize) -> &[String] {
        self.files.get(file).map_or(&[], |loaded| &loaded.folder)
    }

    /// The names that schemas of a file give themselves.
    pub(super) fn identifiers(&self, file: usize) -> Option<&Identifiers> {
        self.files.get(file).map(|loaded| &loaded.identifiers)
    }

    /// The schema that has an identifier, in any file that has been read.
    pub(super) fn identified(&self, uri: &str) -> Option<(usize, Pointer)> {
        let mut files = self.files.iter().enumerate();
        files.find_map(|(file, loaded)| Some((file, loaded.identifiers.root(uri)?.clone())))
    }

    /// Reads a file if it has not been read; gives its number.
    pub(super) fn open(
        &mut self,
        names: &[String],
        reading: Reading,
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
        let below = below.ok_or_else(|| self.outside(reference))?.to_owned();
        if let Some(known) = self.known.get(&real) {
            return known
                .clone()
                .map_err(|fault| Box::new(diagnostics::faulty_file(&root, reference, &fault)));
        }
        let number = self.read(&real, &below, reading, sources, diagnostics);
        self.known.insert(real, number.clone());
        number.map_err(|fault| Box::new(diagnostics::faulty_file(&root, reference, &fault)))
    }

    /// A reference leads out of the folder.
    pub(super) fn outside(&self, reference: &str) -> Box<Diagnostic> {
        let folder = self.shown.display().to_string();
        let folder = if folder.is_empty() { "." } else { &folder };
        Box::new(diagnostics::outside_folder(&Pointer::root(), reference, folder))
    }

    fn read(
        &mut self,
        real: &Path,
        below: &Path,
        reading: Reading,
        sources: &mut Sources,
        diagnostics: &mut Diagnostics,
    ) -> Result<usize, Box<Diagnostic>> {
        let root = Pointer::root();
        let shown = self.shown.join(below).display().to_string();
        let too_much = || Box::new(diagnostics::too_much_referenced(&root, MOST_FILES, MOST_MEGABYTES));
        let unreadable = |reason: &dyn Display| Box::new(diagnostics::unreadable_file(&root, &shown, reason));
        if self.files.len() > MOST_FILES {
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
        let folder = below.parent().map(names_of).unwrap_or_default();
        let value = if reading == Reading::Text && !is_structured(below) {
            Value::String(source.text.clone())
        } else {
            let mut found = Diagnostics::default();
            let loaded = load::load(&source, &mut found);
            let mut found = load::locate(found, &source);
            let Some(document) = loaded else { return Err(found.pop().map_or_else(too_much, Box::new)) };
            diagnostics.extend(found);
            document.root
        };
        self.files.push(Loaded::new(folder, value));
        Ok(sources.add(source))
    }
}

fn names_of(folder: &Path) -> Vec<String> {
    folder.iter().map(|name| name.to_string_lossy().into_owned()).collect()
}

/// Whether a file's name is one of JSON or YAML.
fn is_structured(file: &Path) -> bool {
    let extension = file.extension().map(std::ffi::OsStr::to_ascii_lowercase);
    extension.is_some_and(|extension| extension == "json" || extension == "yaml" || extension == "yml")
}
