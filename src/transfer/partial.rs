//! A file that is not yet complete.
//!
//! In: chunks of bytes. Out: a file under its name. Invariant: the file appears under its name only when it is complete;
//! what is left of a download that was interrupted is kept only if a later one can go on with it; no two downloads write
//! to the same file.

use std::{
    io::{self, SeekFrom},
    path::Path,
};

use hmac_sha256::Hash;
use http::{
    HeaderMap, HeaderValue,
    header::{CONTENT_LENGTH, CONTENT_RANGE, ETAG, LAST_MODIFIED},
};
use tokio::{
    fs::{self, File},
    io::{AsyncSeekExt, AsyncWriteExt},
    task::spawn_blocking,
};

use super::{
    digest::hash_rest,
    error::DownloadError,
    leftover::{self, Leftover, Record},
    temporary::RemovedOnDrop,
};

/// A file that is being written. On drop it is kept for a later download if that can go on with it, unless it was finished.
pub(super) struct Partial {
    data: RemovedOnDrop,
    record: RemovedOnDrop,
    /// Whether a record of the object is on disk.
    recorded: bool,
    locked: bool,
    source: String,
    file: File,
    bytes: u64,
    total: Option<u64>,
    /// The validator of the object that the bytes belong to; `None` if the object may have changed.
    validator: Option<HeaderValue>,
    /// The digest so far, if it is checked.
    hasher: Option<Hash>,
}

impl Partial {
    /// Goes on with a partial file of this source, or creates an empty hidden one with a unique name beside the target.
    pub(super) async fn open(target: &Path, source: &str, with_digest: bool) -> Result<Self, DownloadError> {
        let failed = |source| DownloadError::File { path: target.to_owned(), source };
        let (path, id) = (target.to_owned(), source.to_owned());
        let opened = spawn_blocking(move || leftover::open(&path, &id)).await;
        let leftover = opened.map_err(io::Error::other).flatten().map_err(failed)?;
        let Leftover { data, record, file, found, locked } = leftover;
        let (file, bytes, hasher) = position(file, found.as_ref(), with_digest).await.map_err(failed)?;
        Ok(Self {
            data,
            record,
            recorded: found.is_some(),
            locked,
            source: source.to_owned(),
            file: File::from_std(file),
            bytes,
            total: found.as_ref().and_then(|record| record.total),
            validator: found.map(|record| record.validator),
            hasher,
        })
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

    /// Whether a partial response (206) has the bytes that follow, of the same object: not all stores know `If-Range`.
    pub(super) fn is_continued_by(&self, headers: &HeaderMap) -> bool {
        let Some((first, total)) = content_range(headers) else { return false };
        let Some(validator) = self.validator() else { return false };
        let is_other = |name| headers.get(name).is_some_and(|value| value != validator);
        let is_tag = validator.as_bytes().starts_with(b"\"");
        let changed = is_other(if is_tag { ETAG } else { LAST_MODIFIED });
        !changed && first == self.bytes && (total.is_none() || total == self.total)
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
        // Without a record the file is of no use to a later download.
        self.recorded = false;
        if let Some(validator) = self.validator.clone().filter(|_| self.locked) {
            let record = Record { source: self.source.clone(), validator, total: self.total };
            let path = self.record.path().to_owned();
            let written = spawn_blocking(move || record.write(&path)).await;
            self.recorded = matches!(written, Ok(Ok(())));
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
        fs::rename(self.data.path(), path)
            .await
            .map_err(|source| DownloadError::File { path: path.to_owned(), source })?;
        self.recorded = false;
        let target = path.to_owned();
        // Such as that of a download which was interrupted a moment ago, and was still in use when this one began.
        drop(spawn_blocking(move || leftover::remove(&target)).await);
        Ok(self.bytes)
    }

    fn check<T>(&self, outcome: io::Result<T>) -> Result<T, DownloadError> {
        outcome.map_err(|source| DownloadError::File { path: self.data.path().to_owned(), source })
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        if self.recorded && self.validator().is_some() {
            self.data.keep();
            self.record.keep();
        }
    }
}

/// Prepares a file that was found for the bytes that are missing: reads the digest of those that are there.
async fn position(
    mut file: std::fs::File,
    found: Option<&Record>,
    with_digest: bool,
) -> io::Result<(std::fs::File, u64, Option<Hash>)> {
    let mut bytes = 0;
    if let Some(record) = found {
        let length = file.metadata()?.len();
        // At least the last byte is requested again: only a response says that the object is unchanged.
        bytes = record.total.map_or(length, |total| length.min(total.saturating_sub(1)));
        file.set_len(bytes)?;
    }
    if with_digest {
        let (file, hash, bytes) = hash_rest(file, Hash::new()).await?;
        return Ok((file, bytes, Some(hash)));
    }
    io::Seek::seek(&mut file, SeekFrom::Start(bytes))?;
    Ok((file, bytes, None))
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
