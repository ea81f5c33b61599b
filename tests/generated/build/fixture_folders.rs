//! The generator's fixtures: `codegen/tests/fixtures/<subject>/<idea>`.
//!
//! In: the folder of all of them. Out: each one's folder and document. Invariant: sorted by the ideas' names, each of
//! which stands once.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The folder and the document of each fixture.
pub(crate) fn all(root: &Path) -> io::Result<Vec<(PathBuf, PathBuf)>> {
    let mut found = Vec::new();
    for subject in folders(root)? {
        for folder in folders(&subject)? {
            let json = folder.join("openapi.json");
            let document = if json.is_file() { json } else { folder.join("openapi.yaml") };
            found.push((folder, document));
        }
    }
    found.sort_by(|(one, _), (other, _)| one.file_name().cmp(&other.file_name()));
    let mut pairs = found.iter().zip(found.iter().skip(1));
    match pairs.find(|((one, _), (other, _))| one.file_name() == other.file_name()) {
        Some(((one, _), _)) => Err(io::Error::other(format!("two fixtures of one name: {}", one.display()))),
        None if found.is_empty() => Err(io::Error::other(format!("no fixtures in {}", root.display()))),
        None => Ok(found),
    }
}

/// The folders in a folder.
fn folders(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    Ok(entries.into_iter().filter(|path| path.is_dir()).collect())
}
