//! Generated files -> a folder.
//!
//! In: files with names relative to the folder. Out: the folder, with those files in it.
//! Invariant: nothing is written outside of the folder, and no file that is up to date is touched.

#[cfg(feature = "tools")]
mod pages;

use std::{
    fs, io,
    path::{Component, Path},
};

#[cfg(feature = "tools")]
pub use self::pages::{foreign_pages, stale_pages};
use crate::output::{File, Output};

impl Output {
    /// Writes the files into a folder; see [`write()`].
    ///
    /// # Errors
    ///
    /// As [`write()`].
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        write(folder, &self.files)
    }
}

/// Writes files into a folder, which is made where it is missing. A file that holds its text already is not touched,
/// so that nothing is built again for it. The text is written as it is.
///
/// # Errors
///
/// If a name would lead out of the folder, or the file system fails; the error names the file.
pub fn write(folder: &Path, files: &[File]) -> io::Result<()> {
    for file in files {
        check_name(&file.name)?;
    }
    for file in files {
        let path = folder.join(&file.name);
        write_changed(folder, &path, &file.text)
            .map_err(|fault| io::Error::new(fault.kind(), format!("{}: {fault}", path.display())))?;
    }
    Ok(())
}

/// Rejects a name that does not stay below the folder.
fn check_name(name: &str) -> io::Result<()> {
    let plain = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    if plain && !name.is_empty() && !name.contains(['\\', ':', '\0']) {
        return Ok(());
    }
    Err(io::Error::new(io::ErrorKind::InvalidInput, format!("`{name}` is not a file name to write to")))
}

fn write_changed(folder: &Path, path: &Path, text: &str) -> io::Result<()> {
    let parent = path.parent().unwrap_or(folder);
    fs::create_dir_all(parent)?;
    // A link in the folder may lead out of it.
    if !parent.canonicalize()?.starts_with(folder.canonicalize()?) || path.is_symlink() {
        return Err(io::Error::other("leads out of the output folder"));
    }
    if fs::read(path).is_ok_and(|there| there == text.as_bytes()) {
        return Ok(());
    }
    fs::write(path, text)
}

#[cfg(test)]
mod tests {
    use std::{fs, path::PathBuf};

    use super::write;
    use crate::File;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("osparc-codegen-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        folder
    }

    fn file(name: &str) -> File {
        File { name: name.into(), text: "text\n".into() }
    }

    #[test]
    fn only_changed_files_are_written() {
        let folder = folder("changed");
        write(&folder, &[file("src/a.rs")]).unwrap();
        let path = folder.join("src/a.rs");
        let before = fs::metadata(&path).unwrap().modified().unwrap();
        let old = before - std::time::Duration::from_secs(60);
        fs::File::options().write(true).open(&path).unwrap().set_modified(old).unwrap();
        write(&folder, &[file("src/a.rs")]).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), old);
        fs::write(&path, "other").unwrap();
        write(&folder, &[file("src/a.rs")]).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "text\n");
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn nothing_leaves_the_folder() {
        let folder = folder("leaving");
        for name in ["../a.rs", "/tmp/a.rs", "a/../../b.rs", "", "..", "a\\b.rs", "C:a.rs"] {
            assert!(write(&folder, &[file("fine.rs"), file(name)]).is_err(), "{name}");
        }
        assert!(!folder.exists());
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        let (folder, elsewhere) = (folder("links"), folder("elsewhere"));
        fs::create_dir_all(&folder).unwrap();
        fs::create_dir_all(&elsewhere).unwrap();
        std::os::unix::fs::symlink(&elsewhere, folder.join("src")).unwrap();
        std::os::unix::fs::symlink(elsewhere.join("b.rs"), folder.join("b.rs")).unwrap();
        assert!(write(&folder, &[file("src/a.rs")]).is_err());
        assert!(write(&folder, &[file("b.rs")]).is_err());
        assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 0);
        fs::remove_dir_all(&folder).unwrap();
        fs::remove_dir_all(&elsewhere).unwrap();
    }
}
