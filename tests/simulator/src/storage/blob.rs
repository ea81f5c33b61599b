//! Bytes of any length, in little memory.
//!
//! In: bytes as they arrive. Out: the same bytes, a chunk at a time. Invariant: of what is written, at most a mebibyte
//! is held in memory; the rest is in a file without a name, which ends with the last blob that needs it.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use bytes::{Bytes, BytesMut};
use sha2::{Digest, Sha256};

use crate::shared::hex;

/// How many bytes are kept in memory before they go to the file.
const BUFFER: usize = 1 << 20;
/// How many bytes are read at a time.
const CHUNK: usize = 64 << 10;

/// After how many letters they come again.
const PERIOD: usize = 23;

/// Enough letters for a chunk that begins at any of them.
static LETTERS: LazyLock<Bytes> = LazyLock::new(|| {
    let letter = |position| b'a' + u8::try_from(position % PERIOD).unwrap_or_default();
    (0..CHUNK + PERIOD).map(letter).collect()
});

/// A sequence of bytes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Blob {
    pieces: Vec<Piece>,
    length: usize,
}

#[derive(Clone, Debug)]
enum Piece {
    Memory(Bytes),
    Disk {
        spool: Arc<Spool>,
        range: Range<usize>,
    },
    /// Letters in turn, by their position.
    Letters(Range<usize>),
}

impl Piece {
    fn length(&self) -> usize {
        match self {
            Self::Memory(bytes) => bytes.len(),
            Self::Disk { range, .. } | Self::Letters(range) => range.len(),
        }
    }

    /// The part between two positions, which lie within the piece.
    fn part(&self, part: Range<usize>) -> Self {
        let within = |range: &Range<usize>| range.start + part.start..range.start + part.end;
        match self {
            Self::Memory(bytes) => Self::Memory(bytes.slice(part)),
            Self::Disk { spool, range } => Self::Disk { spool: spool.clone(), range: within(range) },
            Self::Letters(range) => Self::Letters(within(range)),
        }
    }

    /// All of a piece that is no longer than a chunk.
    fn read(&self) -> io::Result<Bytes> {
        Ok(match self {
            Self::Memory(bytes) => bytes.clone(),
            Self::Disk { spool, range } => spool.read(range)?,
            Self::Letters(range) => {
                let start = range.start % PERIOD;
                LETTERS.slice(start..start + range.len())
            }
        })
    }
}

impl Blob {
    /// So many letters, which are computed when they are read.
    pub(crate) fn letters(count: usize) -> Self {
        Self { pieces: vec![Piece::Letters(0..count)], length: count }
    }

    pub(crate) fn len(&self) -> usize {
        self.length
    }

    pub(crate) fn append(&mut self, other: Self) {
        self.length += other.length;
        self.pieces.extend(other.pieces);
    }

    /// The bytes between two positions, as far as there are any.
    pub(crate) fn slice(&self, range: Range<usize>) -> Self {
        let (mut sliced, mut begin) = (Self::default(), 0);
        for piece in &self.pieces {
            let end = begin + piece.length();
            let (first, last) = (range.start.max(begin), range.end.min(end));
            if first < last {
                sliced.pieces.push(piece.part(first - begin..last - begin));
                sliced.length += last - first;
            }
            begin = end;
        }
        sliced
    }

    /// Takes bytes from the front, `limit` at most; none at the end.
    pub(crate) fn take(&mut self, limit: usize) -> io::Result<Option<Bytes>> {
        while let Some(first) = self.pieces.first_mut() {
            let length = first.length();
            let count = length.min(limit.min(CHUNK));
            let taken = first.part(0..count);
            *first = first.part(count..length);
            if count == length {
                self.pieces.remove(0);
            }
            if count > 0 {
                self.length -= count;
                return taken.read().map(Some);
            }
        }
        Ok(None)
    }

    /// All bytes, in memory.
    pub(crate) fn to_bytes(&self) -> io::Result<Bytes> {
        let (mut rest, mut whole) = (self.clone(), BytesMut::with_capacity(self.length));
        while let Some(bytes) = rest.take(CHUNK)? {
            whole.extend_from_slice(&bytes);
        }
        Ok(whole.freeze())
    }

    /// The SHA-256 digest, in hexadecimal digits.
    pub(crate) fn sha256(&self) -> io::Result<String> {
        let (mut rest, mut digest) = (self.clone(), Sha256::new());
        while let Some(bytes) = rest.take(CHUNK)? {
            digest.update(&bytes);
        }
        Ok(hex(&digest.finalize()))
    }
}

impl<T: Into<Bytes>> From<T> for Blob {
    fn from(bytes: T) -> Self {
        let bytes = bytes.into();
        Self { length: bytes.len(), pieces: vec![Piece::Memory(bytes)] }
    }
}

/// Makes a blob of bytes that arrive little by little.
#[derive(Debug)]
pub(crate) struct Writer {
    spool: Arc<Spool>,
    blob: Blob,
    buffer: BytesMut,
}

impl Writer {
    /// A writer whose file is shared with others.
    pub(crate) fn new(spool: &Arc<Spool>) -> Self {
        Self { spool: spool.clone(), blob: Blob::default(), buffer: BytesMut::new() }
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= BUFFER {
            let range = self.spool.append(&self.buffer)?;
            self.buffer.clear();
            self.blob.length += range.len();
            self.blob.pieces.push(Piece::Disk { spool: self.spool.clone(), range });
        }
        Ok(())
    }

    /// What was written.
    pub(crate) fn finish(mut self) -> Blob {
        // A copy, for the buffer has room for much more.
        self.blob.append(Bytes::copy_from_slice(&self.buffer).into());
        self.blob
    }
}

/// A file without a name, made when the first bytes come.
#[derive(Debug, Default)]
pub(crate) struct Spool(Mutex<Option<File>>);

impl Spool {
    fn append(&self, bytes: &[u8]) -> io::Result<Range<usize>> {
        let mut slot = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let file = match &mut *slot {
            Some(file) => file,
            empty => empty.insert(tempfile::tempfile()?),
        };
        let start = usize::try_from(file.seek(SeekFrom::End(0))?).map_err(io::Error::other)?;
        file.write_all(bytes)?;
        Ok(start..start + bytes.len())
    }

    fn read(&self, range: &Range<usize>) -> io::Result<Bytes> {
        let mut slot = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let file = slot.as_mut().ok_or(io::ErrorKind::NotFound)?;
        file.seek(SeekFrom::Start(range.start as u64))?;
        let mut bytes = vec![0; range.len()];
        file.read_exact(&mut bytes)?;
        Ok(bytes.into())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{BUFFER, Blob, Spool, Writer};

    /// Two blobs of one file, written in turn, and what they should hold.
    fn written() -> Vec<(Blob, Vec<u8>)> {
        let spool = Arc::new(Spool::default());
        let mut writers = [Writer::new(&spool), Writer::new(&spool)];
        let mut expected = [Vec::new(), Vec::new()];
        for number in 0..BUFFER / 1000 * 5 {
            let bytes = number.to_string().repeat(500);
            writers[number % 2].write(bytes.as_bytes()).unwrap();
            expected[number % 2].extend(bytes.bytes());
        }
        writers.into_iter().map(Writer::finish).zip(expected).collect()
    }

    #[test]
    fn what_was_written_is_read_whole_in_parts_and_in_chunks() {
        for (blob, expected) in written() {
            assert!(blob.len() == expected.len() && blob.to_bytes().unwrap() == expected);
            for range in
                [0..0, 0..1, 5..BUFFER + 7, BUFFER - 1..2 * BUFFER, expected.len() - 3..expected.len() + 9]
            {
                let slice = blob.slice(range.clone());
                let wanted = &expected[range.start..range.end.min(expected.len())];
                assert!(slice.to_bytes().unwrap() == wanted && slice.len() == wanted.len(), "{range:?}");
            }
            let (mut rest, mut read) = (blob, Vec::new());
            while let Some(bytes) = rest.take(40_000).unwrap() {
                assert!(!bytes.is_empty() && bytes.len() <= 40_000);
                read.extend(bytes);
            }
            assert!(read == expected && rest.len() == 0);
        }
    }

    #[test]
    fn letters_are_the_same_wherever_reading_begins() {
        let blob = Blob::letters(100);
        let whole = blob.to_bytes().unwrap();
        assert_eq!((&whole[..3], whole[23], blob.len()), (&b"abc"[..], b'a', 100));
        assert_eq!(blob.slice(20..50).to_bytes().unwrap(), whole[20..50]);
        assert_eq!(blob.slice(20..50).slice(5..9).to_bytes().unwrap(), whole[25..29]);
    }
}
