//! One log, from its link to its file.
//!
//! In: a link and a path. Out: a whole file. Invariant: the file appears under its name at once and whole; what a
//! download that failed or was dropped has written is removed.

use std::path::{Path, PathBuf};

use http::header::CONTENT_LENGTH;
use tokio::{fs, io::AsyncWriteExt};

use super::{DownloadError, LogProgress};
use crate::{
    models::LogLink,
    runtime::{Client, RawResponse},
};

/// What is told of each chunk.
type Observer<'a> = &'a (dyn Fn(&LogProgress) + Send + Sync);

/// Downloads a log, from its beginning again after a failure that may pass; gives its size.
pub(super) async fn fetch_log(
    client: &Client,
    link: &LogLink,
    path: &Path,
    attempts: u32,
    observer: Observer<'_>,
) -> Result<u64, DownloadError> {
    let mut attempt = 1;
    loop {
        match fetch_once(client, link, path, observer).await {
            Err(error) if attempt < attempts && error.may_pass() => attempt += 1,
            fetched => return fetched,
        }
    }
}

async fn fetch_once(
    client: &Client,
    link: &LogLink,
    path: &Path,
    observer: Observer<'_>,
) -> Result<u64, DownloadError> {
    let answer = client.fetch(link.download_link.as_str()).await?;
    if answer.status() != http::StatusCode::OK {
        return Err(DownloadError::Refused { node_name: link.node_name.clone(), status: answer.status() });
    }
    let partial = Partial(path.with_extension("part"));
    let bytes = write(answer, &link.node_name, &partial.0, observer).await?;
    fs::rename(&partial.0, path)
        .await
        .map_err(|source| DownloadError::File { path: path.to_owned(), source })?;
    Ok(bytes)
}

async fn write(
    answer: RawResponse,
    node_name: &str,
    path: &Path,
    observer: Observer<'_>,
) -> Result<u64, DownloadError> {
    let fault = |source| DownloadError::File { path: path.to_owned(), source };
    let total = answer.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    let mut progress = LogProgress { node_name: node_name.to_owned(), bytes: 0, total };
    let mut body = answer.into_body();
    let mut file = fs::File::create(path).await.map_err(fault)?;
    observer(&progress);
    while let Some(chunk) = body.next_chunk().await? {
        file.write_all(&chunk).await.map_err(fault)?;
        progress.bytes += chunk.len() as u64;
        observer(&progress);
    }
    if let Some(announced) = total.filter(|total| *total != progress.bytes) {
        return Err(DownloadError::Length {
            node_name: progress.node_name,
            announced,
            bytes: progress.bytes,
        });
    }
    file.sync_all().await.map_err(fault)?;
    Ok(progress.bytes)
}

/// A file that is removed, unless it was renamed before.
struct Partial(PathBuf);

impl Drop for Partial {
    fn drop(&mut self) {
        // What is there of it is of no use; that it cannot be removed is not the fault to report.
        let _ = std::fs::remove_file(&self.0);
    }
}
