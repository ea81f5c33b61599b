//! The parts of an upload.
//!
//! In: a content and the links for its parts. Out: the entity tags of the parts. Invariant: no credentials are sent, and
//! the first part that fails for good ends the others.

use std::{ops::Range, sync::Arc, time::Duration};

use futures_util::TryStreamExt;
use http::header::ETAG;

use super::{content::Content, error::UploadError, progress::Counter};
use crate::{
    models::{FileUploadData, UploadedPart},
    runtime::Client,
    transfer::{Pauses, asked, try_in_parallel},
};

/// Sends the parts of one content.
pub(super) struct Sender<'a> {
    pub(super) client: &'a Client,
    /// The name of the file on the platform.
    pub(super) name: &'a str,
    pub(super) content: &'a Content,
    pub(super) counter: &'a Arc<Counter>,
    pub(super) concurrency: usize,
    pub(super) attempts: u32,
}

impl Sender<'_> {
    /// Sends all parts.
    pub(super) async fn send(&self, links: &FileUploadData) -> Result<Vec<UploadedPart>, UploadError> {
        let ranges = ranges(self.content.size, links.chunk_size, links.urls.len());
        let reason = "the platform sent links for less than the whole file";
        let ranges = ranges.ok_or_else(|| UploadError::Response { name: self.name.to_owned(), reason })?;
        self.counter.begin(ranges.len());
        // Collected, because with a borrowing iterator the future would not be `Send`.
        let parts = links.urls.iter().zip(ranges).enumerate();
        let parts: Vec<_> =
            parts.map(|(index, (link, range))| self.part(index, link.as_str(), range)).collect();
        try_in_parallel(self.concurrency, parts).await
    }

    async fn part(&self, index: usize, link: &str, range: Range<u64>) -> Result<UploadedPart, UploadError> {
        let (mut attempt, mut pauses) = (1, Pauses::new());
        loop {
            let (error, asked) = match self.attempt(index, link, range.clone()).await {
                Ok(tag) => return Ok(UploadedPart::new(i64::try_from(index + 1).unwrap_or(i64::MAX), tag)),
                Err(failure) => failure,
            };
            // A content that has changed is not uploaded, whatever the store says to its parts.
            self.content.check().await?;
            if attempt >= self.attempts || !error.is_transient() {
                return Err(error);
            }
            pauses.pause(asked).await;
            attempt += 1;
        }
    }

    /// Sends a part once and returns its entity tag; or else the error, and the pause that the store asks for.
    async fn attempt(
        &self,
        index: usize,
        link: &str,
        range: Range<u64>,
    ) -> Result<String, (UploadError, Option<Duration>)> {
        let length = range.end.saturating_sub(range.start);
        let (counter, mut sent) = (Arc::clone(self.counter), 0);
        let body = self.content.part(range).inspect_ok(move |chunk| {
            sent += chunk.len() as u64;
            counter.sent(index, sent);
        });
        let name = || self.name.to_owned();
        let response = self.client.put_unauthenticated_stream(link, body, length).await;
        let response = response.map_err(|source| (UploadError::Request { name: name(), source }, None))?;
        if !response.status().is_success() {
            let error = UploadError::Status { name: name(), part: index + 1, status: response.status() };
            return Err((error, asked(response.headers())));
        }
        // The header is a quoted string, of which the platform wants the content.
        let tag = response.headers().get(ETAG).and_then(|tag| tag.to_str().ok());
        let reason = "the object store sent no `ETag` of a part";
        let no_tag = || (UploadError::Response { name: name(), reason }, None);
        tag.map(|tag| tag.trim_matches('"').to_owned()).ok_or_else(no_tag)
    }
}

/// The bytes of each part: one part for an empty file. `None` if the links do not suffice.
fn ranges(size: u64, chunk: i64, links: usize) -> Option<Vec<Range<u64>>> {
    if links == 0 {
        return None;
    }
    // The only link is for the whole file, whatever the size of other parts.
    let chunk = if links == 1 { size } else { u64::try_from(chunk).ok()? }.max(1);
    let count = usize::try_from(size.div_ceil(chunk).max(1)).ok().filter(|count| *count <= links)?;
    let position = |part: u64| part.saturating_mul(chunk).min(size);
    Some((0..count as u64).map(|part| position(part)..position(part + 1)).collect())
}

#[cfg(test)]
mod tests {
    use super::ranges;

    /// The positions at which parts begin, then the end of the last.
    fn positions(size: u64, chunk: i64, links: usize) -> Option<Vec<u64>> {
        let ranges = ranges(size, chunk, links)?;
        assert!(ranges.windows(2).all(|pair| pair[0].end == pair[1].start), "{ranges:?}");
        let last = ranges.last()?.end;
        Some(ranges.iter().map(|range| range.start).chain([last]).collect())
    }

    #[test]
    fn parts_cover_the_file() {
        let cases: [(u64, i64, usize, &[u64]); 6] = [
            (0, 10, 1, &[0, 0]),
            (0, 0, 3, &[0, 0]),
            (5, 10, 1, &[0, 5]),
            (10, 10, 2, &[0, 10]),
            (25, 10, 3, &[0, 10, 20, 25]),
            (25, 10, 1, &[0, 25]),
        ];
        for (size, chunk, links, expected) in cases {
            assert_eq!(positions(size, chunk, links).as_deref(), Some(expected), "{size} {chunk} {links}");
        }
        for (size, chunk, links) in [(25, 10, 2), (1, 1, 0), (0, 10, 0), (5, -1, 3), (5, 0, 3)] {
            assert_eq!(positions(size, chunk, links), None, "{size} {chunk} {links}");
        }
        assert_eq!(positions(u64::MAX, i64::MAX, 3).unwrap().last(), Some(&u64::MAX));
    }
}
