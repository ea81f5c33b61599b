//! What tests ask of the files and their uploads.
//!
//! In: the object store. Out: files, contents and counts. Invariant: asking changes nothing.

use bytes::Bytes;

use super::Simulator;
use crate::storage::{self, Blob};

/// A file that was uploaded.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StoredFile {
    /// The identifier.
    pub id: String,
    /// The name that the upload gave.
    pub filename: String,
    /// The size of the contents in bytes.
    pub size: usize,
    /// The SHA-256 digest that the upload announced; the server does not compare it with the contents.
    pub checksum: Option<String>,
}

impl Simulator {
    /// The files that were uploaded, in the order of their completion.
    #[must_use]
    pub fn files(&self) -> Vec<StoredFile> {
        let objects = self.shared.objects();
        let files = objects.files.iter().map(|file| StoredFile {
            id: file.id.clone(),
            filename: file.name.clone(),
            size: file.contents.len(),
            checksum: file.checksum.clone(),
        });
        files.collect()
    }

    /// The contents of a file, also of the file output of a job; none if it does not exist.
    #[must_use]
    pub fn file_contents(&self, id: &str) -> Option<Bytes> {
        storage::find_file(&self.shared, id)?.contents.to_bytes().ok()
    }

    /// The SHA-256 digest of a file's contents, which are read little by little; none if it does not exist.
    #[must_use]
    pub fn file_digest(&self, id: &str) -> Option<String> {
        storage::find_file(&self.shared, id)?.contents.sha256().ok()
    }

    /// Adds a file and gives its identifier.
    #[must_use]
    pub fn add_file(&self, filename: &str, contents: impl Into<Bytes>) -> String {
        self.add(filename, contents.into().into())
    }

    /// Adds a file of so many bytes, which take no room, and gives its identifier.
    #[must_use]
    pub fn add_large_file(&self, filename: &str, size: usize) -> String {
        self.add(filename, Blob::letters(size))
    }

    fn add(&self, filename: &str, contents: Blob) -> String {
        let e_tag = storage::tag(&format!("{filename} {}", self.shared.objects().files.len()));
        let checksum = contents.sha256().ok();
        self.shared.objects().add(filename, None, contents, checksum, e_tag).id
    }

    /// How many uploads were begun and neither completed nor aborted.
    #[must_use]
    pub fn unfinished_uploads(&self) -> usize {
        self.shared.objects().uploads.len()
    }

    /// How many parts were received at the same time, at most.
    #[must_use]
    pub fn most_parts_at_once(&self) -> usize {
        self.shared.uploading.peak()
    }
}
