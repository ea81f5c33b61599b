//! SHA-256 digests of files and bytes.
//!
//! In: a file at a position, or bytes. Out: a digest. Invariant: nothing is computed on a thread of the async runtime, no
//! more than a buffer is in memory, and a computation that nobody waits for ends after its step.

use std::{
    fs::File,
    io::{self, Read},
};

#[cfg(feature = "files")]
use bytes::Bytes;
use hmac_sha256::Hash;
use tokio::task::spawn_blocking;

/// How much is added to a digest before it is asked whether somebody still waits for it.
const STEP: usize = 8 * 1024 * 1024;

const BUFFER: usize = 256 * 1024;

/// Adds what is left in a file to a digest. Returns both, and the number of bytes.
pub(crate) async fn hash_rest(mut file: File, mut hash: Hash) -> io::Result<(File, Hash, u64)> {
    let mut bytes = 0;
    loop {
        let step = spawn_blocking(move || hash_step(&mut file, &mut hash).map(|read| (file, hash, read)));
        let read;
        (file, hash, read) = step.await.map_err(io::Error::other)??;
        bytes += read;
        if read < STEP as u64 {
            return Ok((file, hash, bytes));
        }
    }
}

fn hash_step(file: &mut File, hash: &mut Hash) -> io::Result<u64> {
    let mut buffer = vec![0; BUFFER];
    let mut step = file.take(STEP as u64);
    let mut bytes = 0;
    loop {
        let read = match step.read(&mut buffer) {
            Ok(0) => return Ok(bytes),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        hash.update(buffer.get(..read).unwrap_or_default());
        bytes += read as u64;
    }
}

/// The digest of bytes.
#[cfg(feature = "files")]
pub(crate) async fn hash_bytes(bytes: &Bytes) -> [u8; 32] {
    let owned = bytes.clone();
    // The thread fails only if its runtime shuts down.
    spawn_blocking(move || Hash::hash(&owned)).await.unwrap_or_else(|_| Hash::hash(bytes))
}

/// The hexadecimal form of a digest, in lower case.
pub(crate) fn hex(digest: &[u8]) -> String {
    let digits = digest.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

#[cfg(all(test, feature = "files"))]
mod tests {
    use std::{env, fs, process};

    use super::{File, Hash, STEP, hash_bytes, hash_rest, hex};

    #[tokio::test]
    async fn files_have_the_digest_of_their_bytes() {
        let path = env::temp_dir().join(format!("osparc-client-digest-{}", process::id()));
        for size in [0, 1, STEP - 1, STEP, STEP + 1] {
            let bytes: Vec<u8> = (0..251).cycle().take(size).collect();
            fs::write(&path, &bytes).unwrap();
            let (_, hash, read) = hash_rest(File::open(&path).unwrap(), Hash::new()).await.unwrap();
            assert_eq!(read, size as u64);
            assert_eq!(hash.finalize(), Hash::hash(&bytes), "{size} bytes");
            assert_eq!(hash_bytes(&bytes.into()).await, hash.finalize());
        }
        fs::remove_file(&path).unwrap();
    }

    #[test]
    fn digits_are_in_lower_case() {
        assert_eq!(hex(&[0x00, 0x0f, 0xf0, 0xab]), "000ff0ab");
    }
}
