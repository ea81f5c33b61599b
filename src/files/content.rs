//! What is uploaded.
//!
//! In: a path, bytes, or a reader. Out: size, digest, and any part as a stream.
//! Invariant: every part comes from what the digest was computed of, or its stream fails; only a buffer of it is in memory.

use std::{
    fs::Metadata,
    io::{self, SeekFrom},
    ops::Range,
    path::{Path, PathBuf},
    pin::Pin,
    time::SystemTime,
};

use bytes::{Bytes, BytesMut};
use futures_core::stream::BoxStream;
use futures_util::stream;
use hmac_sha256::Hash;
use tokio::{
    fs::{self, File},
    io::{AsyncRead, AsyncReadExt, AsyncSeekExt, AsyncWriteExt},
};

use super::error::UploadError;
use crate::transfer::{RemovedOnDrop, create_unique, hash_bytes, hash_rest, hex};

/// How much of a part is in memory.
const BUFFER: u64 = 128 * 1024;

/// Where it comes from.
pub(super) enum Source {
    Path(PathBuf),
    Bytes(Bytes),
    Reader(Pin<Box<dyn AsyncRead + Send>>),
}

/// What is uploaded, with its size and digest.
pub(super) struct Content {
    data: Data,
    pub(super) size: u64,
    /// The SHA-256 digest, in hexadecimal digits.
    pub(super) digest: String,
}

enum Data {
    File(PathBuf, Stamp),
    /// What a reader gave.
    Spooled(RemovedOnDrop, Stamp),
    Bytes(Bytes),
}

/// What changes when a file is written to.
#[derive(Clone, PartialEq, Eq)]
struct Stamp {
    size: u64,
    modified: Option<SystemTime>,
}

impl Stamp {
    fn of(metadata: &Metadata) -> Self {
        Self { size: metadata.len(), modified: metadata.modified().ok() }
    }
}

impl Source {
    /// Computes size and digest; a reader is first copied into a temporary file.
    pub(super) async fn read(self) -> Result<Content, UploadError> {
        match self {
            Self::Path(path) => {
                let (stamp, digest) = read_file(&path).await?;
                Ok(Content { size: stamp.size, digest, data: Data::File(path, stamp) })
            }
            Self::Bytes(bytes) => {
                let digest = hex(&hash_bytes(&bytes).await);
                Ok(Content { size: bytes.len() as u64, digest, data: Data::Bytes(bytes) })
            }
            Self::Reader(reader) => {
                let file = spool(reader).await?;
                let (stamp, digest) = read_file(file.path()).await?;
                Ok(Content { size: stamp.size, digest, data: Data::Spooled(file, stamp) })
            }
        }
    }
}

/// Computes the digest of a file. A file that changes meanwhile is an error.
async fn read_file(path: &Path) -> Result<(Stamp, String), UploadError> {
    let unread = |source| UploadError::File { path: path.to_owned(), source };
    let file = File::open(path).await.map_err(unread)?;
    let metadata = file.metadata().await.map_err(unread)?;
    if !metadata.is_file() {
        return Err(UploadError::NoFile { path: path.to_owned() });
    }
    let (_, hash, size) = hash_rest(file.into_std().await, Hash::new()).await.map_err(unread)?;
    let stamp = Stamp::of(&metadata);
    let after = Stamp::of(&fs::metadata(path).await.map_err(unread)?);
    if stamp != after || stamp.size != size {
        return Err(UploadError::Changed { path: path.to_owned() });
    }
    Ok((stamp, hex(&hash.finalize())))
}

/// Copies what a reader gives into a temporary file, since the server asks for the digest before the first byte.
async fn spool(mut reader: Pin<Box<dyn AsyncRead + Send>>) -> Result<RemovedOnDrop, UploadError> {
    let folder = std::env::temp_dir();
    let unwritten = |path| |source| UploadError::File { path, source };
    let mut options = std::fs::OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let created = create_unique(&folder, "osparc-client-upload-", "", &mut options);
    let (path, file) = created.map_err(unwritten(folder))?;
    let mut file = File::from_std(file);
    let mut buffer = BytesMut::with_capacity(1 << 16);
    loop {
        buffer.clear();
        if reader.read_buf(&mut buffer).await.map_err(|source| UploadError::Reader { source })? == 0 {
            break;
        }
        file.write_all(&buffer).await.map_err(unwritten(path.path().to_owned()))?;
    }
    file.flush().await.map_err(unwritten(path.path().to_owned()))?;
    Ok(path)
}

impl Content {
    /// The bytes of a part. The stream fails if they are no longer those of the digest.
    pub(super) fn part(&self, range: Range<u64>) -> BoxStream<'static, io::Result<Bytes>> {
        let (path, stamp) = match &self.data {
            Data::File(path, stamp) => (path.clone(), stamp),
            Data::Spooled(file, stamp) => (file.path().to_owned(), stamp),
            Data::Bytes(bytes) => return slices(bytes, range),
        };
        let part = Part { path, stamp: stamp.clone(), range, file: None };
        Box::pin(stream::try_unfold(part, Part::next))
    }

    /// Whether the content is still what the digest was computed of.
    pub(super) async fn check(&self) -> Result<(), UploadError> {
        let Data::File(path, stamp) = &self.data else { return Ok(()) };
        match fs::metadata(path).await {
            Ok(metadata) if Stamp::of(&metadata) == *stamp => Ok(()),
            Ok(_) => Err(UploadError::Changed { path: path.clone() }),
            Err(source) => Err(UploadError::File { path: path.clone(), source }),
        }
    }
}

fn slices(bytes: &Bytes, range: Range<u64>) -> BoxStream<'static, io::Result<Bytes>> {
    let end = |position: u64| usize::try_from(position).map_or(bytes.len(), |at| at.min(bytes.len()));
    let part = bytes.slice(end(range.start)..end(range.end));
    Box::pin(stream::try_unfold(part, |mut rest| async move {
        let next = rest.split_to(rest.len().min(usize::try_from(BUFFER).unwrap_or(usize::MAX)));
        Ok((!next.is_empty()).then_some((next, rest)))
    }))
}

/// What is left of a part of a file.
struct Part {
    path: PathBuf,
    stamp: Stamp,
    range: Range<u64>,
    file: Option<File>,
}

impl Part {
    async fn next(mut self) -> io::Result<Option<(Bytes, Self)>> {
        let left = self.range.end.saturating_sub(self.range.start);
        let length = left.min(BUFFER);
        if length == 0 {
            return Ok(None);
        }
        let mut file = if let Some(file) = self.file.take() {
            file
        } else {
            let mut file = File::open(&self.path).await?;
            file.seek(SeekFrom::Start(self.range.start)).await?;
            file
        };
        let mut chunk = vec![0; usize::try_from(length).unwrap_or_default()];
        file.read_exact(&mut chunk).await?;
        // Before the last bytes are given away, so that no part of another content arrives whole.
        if length == left && Stamp::of(&file.metadata().await?) != self.stamp {
            return Err(io::Error::other("the file has changed"));
        }
        self.range.start += length;
        Ok(Some((chunk.into(), Self { file: Some(file), ..self })))
    }
}
