//! The download of one file.
//!
//! In: a function that returns links, and a path. Out: a complete file. Invariant: an interrupted download is resumed only
//! if the object store confirms that the object is unchanged; else it starts again.

use std::{future::Future, path::Path, time::Duration};

use http::StatusCode;
use tokio::time::sleep;

use super::{error::DownloadError, partial::Partial};
use crate::runtime::{Client, RawResponse};

/// The first pause after an interruption; it doubles each time.
const PAUSE: Duration = Duration::from_millis(250);
const MAX_PAUSE: Duration = Duration::from_secs(20);

/// A function that is called with the bytes received and, if known, the expected bytes.
pub(super) type Observer<'a> = &'a (dyn Fn(u64, Option<u64>) + Send + Sync);

/// A file to download.
pub(super) struct Transfer<'a> {
    pub(super) client: &'a Client,
    /// Its name in errors.
    pub(super) name: &'a str,
    pub(super) path: &'a Path,
    /// The SHA-256 digest, in hexadecimal digits.
    pub(super) checksum: Option<&'a str>,
    pub(super) attempts: u32,
    pub(super) observer: Observer<'a>,
}

impl Transfer<'_> {
    /// Downloads the file and returns its size. `link` returns the link, or a new one if its argument is `true` because
    /// the last one has expired.
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
            if attempt >= self.attempts || !error.is_transient() {
                return Err(error);
            }
            sleep(pause).await;
            pause = pause.saturating_mul(2).min(MAX_PAUSE);
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
            StatusCode::PARTIAL_CONTENT if partial.is_continued_by(response.headers()) => {}
            StatusCode::OK => partial.restart(response.headers()).await?,
            status => {
                partial.forbid_resume();
                return Err(DownloadError::Status { name: self.name.to_owned(), status });
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

    /// Checks length and digest against what the servers announced.
    fn check(&self, partial: &mut Partial) -> Result<(), DownloadError> {
        let (name, bytes) = (self.name.to_owned(), partial.bytes());
        if let Some(announced) = partial.total().filter(|total| *total != bytes) {
            if bytes > announced {
                partial.forbid_resume();
            }
            return Err(DownloadError::Length { name, announced, bytes });
        }
        match (self.checksum, partial.digest()) {
            (Some(expected), Some(digest)) if !is_hex(&digest, expected) => {
                partial.forbid_resume();
                Err(DownloadError::Checksum { name })
            }
            _ => Ok(()),
        }
    }
}

/// Whether a text is the hexadecimal form of these bytes, in upper or lower case.
fn is_hex(bytes: &[u8], text: &str) -> bool {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .map(|digit| char::from_digit(digit.into(), 16))
        .eq(text.chars().map(|c| Some(c.to_ascii_lowercase())))
}
