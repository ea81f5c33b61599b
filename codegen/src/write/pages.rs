//! Reference pages in a folder that others write into, too.
//!
//! In: a folder, and the pages for it. Out: names. Invariant: a page is generated if it begins as
//! every generated page does; nothing is written or removed here.

use std::{
    fs,
    io::{self, Read as _},
    path::Path,
};

use crate::{File, backend::markdown::MARK};

/// The reference pages of a folder that are none of the files any more, by name and sorted: those that begin as every
/// generated page does. Pages that somebody wrote, and folders, are not looked at further.
///
/// # Errors
///
/// If the file system fails; a missing folder has none.
pub fn stale_pages(folder: &Path, files: &[File]) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(folder) {
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut stale = Vec::new();
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let other = Path::new(&name).extension().is_some_and(|extension| extension == "md")
            && !files.iter().any(|file| file.name == name);
        if other && entry.file_type()?.is_file() && is_page(&entry.path())? {
            stale.push(name);
        }
    }
    stale.sort();
    Ok(stale)
}

/// The files of a folder that writing would replace and that the generator did not write: those that do not begin as
/// every generated page does. Writing would replace them.
///
/// # Errors
///
/// If the file system fails.
pub fn foreign_pages(folder: &Path, files: &[File]) -> io::Result<Vec<String>> {
    let mut foreign = Vec::new();
    for file in files {
        match is_page(&folder.join(&file.name)) {
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => {}
            found => foreign.extend((!found?).then(|| file.name.clone())),
        }
    }
    Ok(foreign)
}

/// Whether a file begins as every generated page does.
fn is_page(path: &Path) -> io::Result<bool> {
    let mut start = Vec::new();
    fs::File::open(path)?.take(MARK.len() as u64).read_to_end(&mut start)?;
    Ok(start == MARK.as_bytes())
}
