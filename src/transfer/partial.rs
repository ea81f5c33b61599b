//! A file that is not yet complete.
//!
//! In: chunks of bytes. Out: a file under its name. Invariant: the file appears under its name only when it is complete;
//! what a failed or dropped download has written is removed, and no two downloads write to the same file.

use std::{
    io::{self, ErrorKind},
    path::{Path, PathBuf},
    process,
    sync::atomic::{AtomicU64, Ordering},
};

use hmac_sha256::Hash;
use http::{
    HeaderMap, HeaderValue,
    header::{CONTENT_LENGTH, CONTENT_RANGE, ETAG, LAST_MODIFIED},
};
use tokio::{
    fs::{self, File},
    io::{AsyncSeekExt, AsyncWriteExt},
};

use super::error::DownloadError;

/// A file that is being written. It is removed on drop unless it was finished.
pub(super) struct Partial {
    path: RemovedOnDrop,
    file: File,
    bytes: u64,
    total: Option<u64>,
    /// The validator of the object that the bytes belong to; `None` if the object may have changed.
    validator: Option<HeaderValue>,
    /// The digest so far, if it is checked.
    hasher: Option<Hash>,
}

impl Partial {
    /// Creates an empty hidden file with a unique name beside the final path.
    pub(super) async fn create(path: &Path, with_digest: bool) -> Result<Self, DownloadError> {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        loop {
            let number = NUMBER.fetch_add(1, Ordering::Relaxed);
            let path = path.with_file_name(format!(".{name}.{}-{number}.part", process::id()));
            match fs::OpenOptions::new().write(true).create_new(true).open(&path).await {
                Ok(file) => {
                    let hasher = with_digest.then(Hash::new);
                    let path = RemovedOnDrop(path);
                    return Ok(Self { path, file, bytes: 0, total: None, validator: None, hasher });
                }
                // The file may belong to another machine that shares the folder.
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(source) => return Err(DownloadError::File { path, source }),
            }
        }
    }

    /// The number of bytes received.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The expected number of bytes, if the object store sends it.
    pub(super) fn total(&self) -> Option<u64> {
        self.total
    }

    /// The validator for a request of the missing bytes; `None` if the download must start again.
    pub(super) fn validator(&self) -> Option<&HeaderValue> {
        self.validator.as_ref().filter(|_| self.bytes > 0)
    }

    /// The SHA-256 digest of the bytes received, if it is checked.
    pub(super) fn digest(&self) -> Option<[u8; 32]> {
        Some(self.hasher?.finalize())
    }

    /// Makes the next attempt start again.
    pub(super) fn forbid_resume(&mut self) {
        self.validator = None;
    }

    /// Whether a partial response (206) has the bytes that follow.
    pub(super) fn is_continued_by(&self, headers: &HeaderMap) -> bool {
        let Some((first, total)) = content_range(headers) else { return false };
        self.validator().is_some() && first == self.bytes && (total.is_none() || total == self.total)
    }

    /// Starts again with the length and the validator of a whole response (200).
    pub(super) async fn restart(&mut self, headers: &HeaderMap) -> Result<(), DownloadError> {
        if self.bytes > 0 {
            let emptied = self.empty().await;
            self.check(emptied)?;
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

    /// Appends bytes.
    pub(super) async fn append(&mut self, chunk: &[u8]) -> Result<(), DownloadError> {
        let written = self.file.write_all(chunk).await;
        self.check(written)?;
        self.bytes = self.bytes.saturating_add(chunk.len() as u64);
        if let Some(hasher) = &mut self.hasher {
            hasher.update(chunk);
        }
        Ok(())
    }

    /// Moves the file to its path and returns its size.
    pub(super) async fn finish(mut self, path: &Path) -> Result<u64, DownloadError> {
        let flushed = self.file.flush().await;
        self.check(flushed)?;
        let synced = self.file.sync_all().await;
        self.check(synced)?;
        fs::rename(&self.path.0, path)
            .await
            .map_err(|source| DownloadError::File { path: path.to_owned(), source })?;
        Ok(self.bytes)
    }

    fn check<T>(&self, outcome: io::Result<T>) -> Result<T, DownloadError> {
        outcome.map_err(|source| DownloadError::File { path: self.path.0.clone(), source })
    }
}

/// The validator of an object for `If-Range`: a strong `ETag`, else `Last-Modified`.
fn validator(headers: &HeaderMap) -> Option<HeaderValue> {
    match headers.get(ETAG) {
        Some(tag) if tag.as_bytes().starts_with(b"\"") => Some(tag.clone()),
        _ => headers.get(LAST_MODIFIED).cloned(),
    }
}

/// First position and complete length of `Content-Range: bytes <first>-<last>/<length>` (RFC 9110, section 14.4); the
/// length may be `*`.
fn content_range(headers: &HeaderMap) -> Option<(u64, Option<u64>)> {
    let range = headers.get(CONTENT_RANGE)?.to_str().ok()?.strip_prefix("bytes ")?;
    let (positions, length) = range.split_once('/')?;
    let (first, _) = positions.split_once('-')?;
    Some((first.parse().ok()?, length.parse().ok()))
}

/// The path of a file that is removed on drop, unless it was renamed before.
struct RemovedOnDrop(PathBuf);

impl Drop for RemovedOnDrop {
    fn drop(&mut self) {
        // A failed removal must not hide the error that caused it.
        let _ = std::fs::remove_file(&self.0);
    }
}
