//! Files that are removed unless they are kept.
//!
//! In: a folder and a name. Out: a new file. Invariant: no two files get one name.

use std::{
    fs::{File, OpenOptions},
    hash::{BuildHasher, Hasher, RandomState},
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

/// The path of a file that is removed on drop, unless it was renamed or kept before.
pub(crate) struct RemovedOnDrop {
    path: PathBuf,
    kept: bool,
}

impl RemovedOnDrop {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path, kept: false }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn keep(&mut self) {
        self.kept = true;
    }
}

impl Drop for RemovedOnDrop {
    fn drop(&mut self) {
        if !self.kept {
            // A failed removal must not hide the error that caused it.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// Creates an empty file, whose name has a random number of 16 digits between the two parts.
pub(crate) fn create_unique(
    folder: &Path,
    prefix: &str,
    suffix: &str,
    options: &mut OpenOptions,
) -> io::Result<(RemovedOnDrop, File)> {
    options.read(true).write(true).create_new(true);
    loop {
        let number = RandomState::new().build_hasher().finish();
        let path = folder.join(format!("{prefix}{number:016x}{suffix}"));
        match options.open(&path) {
            Ok(file) => return Ok((RemovedOnDrop::new(path), file)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
}
