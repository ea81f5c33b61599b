//! A file that is not yet whole.
//!
//! In: bytes as they come. Out: a file under its name. Invariant: the file appears under its name at once and whole;
//! what a download that failed or was dropped has written is removed, and no two downloads write into the same file.

use std::{
    io::{self, ErrorKind},
    path::{Path, PathBuf},
    process,
    sync::atomic::{AtomicU64, Ordering},
};

use hmac_sha256::Hash;
use http::{
    HeaderMap, HeaderValue,
    header::{CONTENT_LENGTH, ETAG, LAST_MODIFIED},
};
use tokio::{
    fs::{self, File},
    io::{AsyncSeekExt, AsyncWriteExt},
};

use super::{DownloadError, transfer::content_range};

/// A file that is being written, and removed with its value unless it was finished.
pub(super) struct Partial {
    path: Removed,
    file: File,
    bytes: u64,
    total: Option<u64>,
    /// What names the object that the bytes are of: nothing where it may have changed since.
    validator: Option<HeaderValue>,
    /// The digest so far, where it is wanted.
    hasher: Option<Hash>,
}

impl Partial {
    /// Makes an empty file beside the path that it will have: hidden, and with a name of its own.
    pub(super) async fn create(path: &Path, with_digest: bool) -> Result<Self, DownloadError> {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        loop {
            let number = NUMBER.fetch_add(1, Ordering::Relaxed);
            let path = path.with_file_name(format!(".{name}.{}-{number}.part", process::id()));
            match fs::OpenOptions::new().write(true).create_new(true).open(&path).await {
                Ok(file) => {
                    let hasher = with_digest.then(Hash::new);
                    let path = Removed(path);
                    return Ok(Self { path, file, bytes: 0, total: None, validator: None, hasher });
                }
                // Another machine's, say, of whom the folder is too.
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(source) => return Err(DownloadError::File { path, source }),
            }
        }
    }

    /// How many bytes are there.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// How many bytes there will be, where the object store says so.
    pub(super) fn total(&self) -> Option<u64> {
        self.total
    }

    /// What to show the object store to have only what is missing; nothing where all is to be had.
    pub(super) fn validator(&self) -> Option<&HeaderValue> {
        self.validator.as_ref().filter(|_| self.bytes > 0)
    }

    /// The SHA-256 digest of what is there, where it is wanted.
    pub(super) fn digest(&self) -> Option<[u8; 32]> {
        Some(self.hasher?.finalize())
    }

    /// What is there is not to be gone on with.
    pub(super) fn distrust(&mut self) {
        self.validator = None;
    }

    /// Whether an answer has the bytes that follow.
    pub(super) fn goes_on_with(&self, headers: &HeaderMap) -> bool {
        let Some((first, total)) = content_range(headers) else { return false };
        self.validator().is_some() && first == self.bytes && (total.is_none() || total == self.total)
    }

    /// Begins anew, with what the headers announce.
    pub(super) async fn restart(&mut self, headers: &HeaderMap) -> Result<(), DownloadError> {
        if self.bytes > 0 {
            let emptied = self.empty().await;
            self.fault(emptied)?;
        }
        self.bytes = 0;
        self.total = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        self.validator = validator(headers);
        if let Some(hasher) = &mut self.hasher {
            *hasher = Hash::new();
        }
        Ok(())
    }

    async fn empty(&mut self) -> io::Result<()> {
        self.file.flush().await?;
        self.file.set_len(0).await?;
        self.file.rewind().await.map(drop)
    }

    /// Adds bytes at the end.
    pub(super) async fn append(&mut self, chunk: &[u8]) -> Result<(), DownloadError> {
        let written = self.file.write_all(chunk).await;
        self.fault(written)?;
        self.bytes = self.bytes.saturating_add(chunk.len() as u64);
        if let Some(hasher) = &mut self.hasher {
            hasher.update(chunk);
        }
        Ok(())
    }

    /// Gives the file its name, and its size to the caller.
    pub(super) async fn finish(mut self, path: &Path) -> Result<u64, DownloadError> {
        let flushed = self.file.flush().await;
        self.fault(flushed)?;
        let synced = self.file.sync_all().await;
        self.fault(synced)?;
        fs::rename(&self.path.0, path)
            .await
            .map_err(|source| DownloadError::File { path: path.to_owned(), source })?;
        Ok(self.bytes)
    }

    fn fault<T>(&self, outcome: io::Result<T>) -> Result<T, DownloadError> {
        outcome.map_err(|source| DownloadError::File { path: self.path.0.clone(), source })
    }
}

/// What names an object for `If-Range`: a strong `ETag`, else `Last-Modified`.
fn validator(headers: &HeaderMap) -> Option<HeaderValue> {
    match headers.get(ETAG) {
        Some(tag) if tag.as_bytes().starts_with(b"\"") => Some(tag.clone()),
        _ => headers.get(LAST_MODIFIED).cloned(),
    }
}

/// The path of a file that is removed, unless it was renamed before.
struct Removed(PathBuf);

impl Drop for Removed {
    fn drop(&mut self) {
        // What is there of it is of no use; that it cannot be removed is not the fault to report.
        let _ = std::fs::remove_file(&self.0);
    }
}
