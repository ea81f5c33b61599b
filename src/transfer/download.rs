//! The download of one file.
//!
//! In: a function that returns links, and a path. Out: a complete file. Invariant: an interrupted download is resumed only
//! if the object store confirms that the object is unchanged; else it starts again.

use std::{path::Path, time::Duration};

use futures_core::future::BoxFuture;
use hmac_sha256::Hash;
use http::StatusCode;
use tokio::fs::File;

use super::{
    digest::{hash_rest, hex},
    error::DownloadError,
    partial::Partial,
    pause::{Pauses, asked},
};
use crate::runtime::{Client, RawResponse};

/// A function that is called with the bytes received and, if known, the expected bytes.
pub(super) type Observer<'a> = &'a (dyn Fn(u64, Option<u64>) + Send + Sync);

/// A function that returns a link, or a new one if its argument is `true` because the last one has expired.
pub(super) type LinkSource<'a> =
    &'a (dyn Fn(bool) -> BoxFuture<'a, Result<String, DownloadError>> + Send + Sync);

/// A file to download.
pub(super) struct Transfer<'a> {
    pub(super) client: &'a Client,
    /// Its name in errors.
    pub(super) name: &'a str,
    pub(super) path: &'a Path,
    /// Identifies it, so that a later download can go on with it.
    pub(super) source: &'a str,
    /// The SHA-256 digest, in hexadecimal digits.
    pub(super) checksum: Option<&'a str>,
    pub(super) attempts: u32,
    pub(super) observer: Observer<'a>,
}

/// A downloaded file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Received {
    /// Its size in bytes.
    pub(super) bytes: u64,
    /// How many of them were not there before.
    pub(super) received: u64,
}

impl Transfer<'_> {
    /// Downloads the file, unless it is complete already: which the digest alone can say.
    pub(super) async fn run(self, link: LinkSource<'_>) -> Result<Received, DownloadError> {
        if let Some(bytes) = self.is_complete().await {
            (self.observer)(bytes, Some(bytes));
            return Ok(Received { bytes, received: 0 });
        }
        let mut partial = Partial::open(self.path, self.source, self.checksum.is_some()).await?;
        let (mut attempt, mut renewed, mut pauses, mut received) = (1, false, Pauses::new(), 0);
        loop {
            let renew = renewed && attempt == 1;
            let (error, asked) = match self.attempt(link(renew).await?, &mut partial, &mut received).await {
                Ok(()) => break,
                Err(failure) => failure,
            };
            if error.is_expired() && !renewed {
                (renewed, attempt) = (true, 1);
                continue;
            }
            if attempt >= self.attempts || !error.is_transient() {
                return Err(error);
            }
            pauses.pause(asked).await;
            attempt += 1;
        }
        let bytes = partial.finish(self.path).await?;
        Ok(Received { bytes, received })
    }

    /// The size of the file, if it has the expected digest.
    async fn is_complete(&self) -> Option<u64> {
        let expected = self.checksum?;
        let file = File::open(self.path).await.ok()?;
        let (_, hash, bytes) = hash_rest(file.into_std().await, Hash::new()).await.ok()?;
        hex(&hash.finalize()).eq_ignore_ascii_case(expected).then_some(bytes)
    }

    /// Requests the bytes that are missing; or else the error, and the pause that the store asks for.
    async fn attempt(
        &self,
        link: String,
        partial: &mut Partial,
        received: &mut u64,
    ) -> Result<(), (DownloadError, Option<Duration>)> {
        let response = match partial.validator() {
            Some(validator) => self.client.get_unauthenticated_from(&link, partial.bytes(), validator).await,
            None => self.client.get_unauthenticated(&link).await,
        };
        let response = response.map_err(|error| (error.into(), None))?;
        match response.status() {
            StatusCode::PARTIAL_CONTENT if partial.is_continued_by(response.headers()) => {}
            StatusCode::OK => partial.restart(response.headers()).await.map_err(|error| (error, None))?,
            status => {
                // What was received is kept where the store fails for other reasons than its content.
                if status.is_success() || status == StatusCode::RANGE_NOT_SATISFIABLE {
                    partial.forbid_resume();
                }
                let error = DownloadError::Status { name: self.name.to_owned(), status };
                return Err((error, asked(response.headers())));
            }
        }
        let before = partial.bytes();
        let outcome = self.receive(response, partial).await;
        *received += partial.bytes().saturating_sub(before);
        outcome.and_then(|()| self.check(partial)).map_err(|error| (error, None))
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
            (Some(expected), Some(digest)) if !hex(&digest).eq_ignore_ascii_case(expected) => {
                partial.forbid_resume();
                Err(DownloadError::Checksum { name })
            }
            _ => Ok(()),
        }
    }
}
