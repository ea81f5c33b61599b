//! One file, from its link to its place.
//!
//! In: where the link comes from, and a path. Out: a whole file. Invariant: what was interrupted goes on where it
//! stopped only if the object store vouches that it is still the same object; else it begins anew.

use std::{future::Future, path::Path, time::Duration};

use http::{HeaderMap, StatusCode, header::CONTENT_RANGE};
use tokio::time::sleep;

use super::{DownloadError, partial::Partial};
use crate::runtime::{Client, RawResponse};

/// The first pause after an interruption, which doubles up to the longest.
const PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(20);

/// Is told how many bytes are there, and how many there will be, where that is known.
pub(super) type Observer<'a> = &'a (dyn Fn(u64, Option<u64>) + Send + Sync);

/// A file to be downloaded.
pub(super) struct Transfer<'a> {
    pub(super) client: &'a Client,
    /// What errors call it.
    pub(super) name: &'a str,
    pub(super) path: &'a Path,
    /// The SHA-256 digest, in hexadecimal digits.
    pub(super) checksum: Option<&'a str>,
    pub(super) attempts: u32,
    pub(super) observer: Observer<'a>,
}

impl Transfer<'_> {
    /// Downloads the file and gives its size. `link` gives the link, and a new one if told that the last has expired.
    pub(super) async fn run<F>(self, link: impl Fn(bool) -> F) -> Result<u64, DownloadError>
    where
        F: Future<Output = Result<String, DownloadError>>,
    {
        let mut partial = Partial::create(self.path, self.checksum.is_some()).await?;
        let (mut attempt, mut renewed, mut pause) = (1, false, PAUSE);
        loop {
            let renew = renewed && attempt == 1;
            let Err(error) = self.attempt(link(renew).await?, &mut partial).await else { break };
            if error.is_expired() && !renewed {
                (renewed, attempt) = (true, 1);
                continue;
            }
            if attempt >= self.attempts || !error.may_pass() {
                return Err(error);
            }
            sleep(pause).await;
            pause = pause.saturating_mul(2).min(LONGEST_PAUSE);
            attempt += 1;
        }
        partial.finish(self.path).await
    }

    async fn attempt(&self, link: String, partial: &mut Partial) -> Result<(), DownloadError> {
        let response = match partial.validator() {
            Some(validator) => {
                self.client.get_unauthenticated_from(&link, partial.bytes(), validator).await?
            }
            None => self.client.get_unauthenticated(&link).await?,
        };
        match response.status() {
            StatusCode::PARTIAL_CONTENT if partial.goes_on_with(response.headers()) => {}
            StatusCode::OK => partial.restart(response.headers()).await?,
            status => {
                partial.distrust();
                return Err(DownloadError::Refused { name: self.name.to_owned(), status });
            }
        }
        self.receive(response, partial).await?;
        self.check(partial)
    }

    async fn receive(&self, response: RawResponse, partial: &mut Partial) -> Result<(), DownloadError> {
        let mut body = response.into_body();
        (self.observer)(partial.bytes(), partial.total());
        while let Some(chunk) = body.next_chunk().await? {
            partial.append(&chunk).await?;
            (self.observer)(partial.bytes(), partial.total());
        }
        Ok(())
    }

    /// Whether what is there is what was announced.
    fn check(&self, partial: &mut Partial) -> Result<(), DownloadError> {
        let (name, bytes) = (self.name.to_owned(), partial.bytes());
        if let Some(announced) = partial.total().filter(|total| *total != bytes) {
            if bytes > announced {
                partial.distrust();
            }
            return Err(DownloadError::Length { name, announced, bytes });
        }
        match (self.checksum, partial.digest()) {
            (Some(expected), Some(digest)) if !is_written(&digest, expected) => {
                partial.distrust();
                Err(DownloadError::Checksum { name })
            }
            _ => Ok(()),
        }
    }
}

/// Whether a text has these bytes, as hexadecimal digits of either case.
fn is_written(bytes: &[u8], text: &str) -> bool {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .map(|digit| char::from_digit(digit.into(), 16))
        .eq(text.chars().map(|c| Some(c.to_ascii_lowercase())))
}

/// First position and whole length of `Content-Range: bytes <first>-<last>/<length>` (RFC 9110, section 14.4); the
/// length may be `*`.
pub(super) fn content_range(headers: &HeaderMap) -> Option<(u64, Option<u64>)> {
    let range = headers.get(CONTENT_RANGE)?.to_str().ok()?.strip_prefix("bytes ")?;
    let (positions, length) = range.split_once('/')?;
    let (first, _) = positions.split_once('-')?;
    Some((first.parse().ok()?, length.parse().ok()))
}
