//! Files that are removed unless they are kept.
//!
//! In: a folder and a name. Out: a new file. Invariant: no two files get one name, and only their owner may read them.

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
    pub(crate) fn path(&self) -> &Path {
        &self.path
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

/// Creates an empty file, whose name has a random number between the two parts.
pub(crate) fn create_unique(folder: &Path, prefix: &str, suffix: &str) -> io::Result<(RemovedOnDrop, File)> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    loop {
        let number = RandomState::new().build_hasher().finish();
        let path = folder.join(format!("{prefix}{number:016x}{suffix}"));
        match options.open(&path) {
            Ok(file) => return Ok((RemovedOnDrop { path, kept: false }, file)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
}
