//! Downloads of several files into one folder.
//!
//! In: what to download, and a function that returns its links. Out: the path of each file, and what was received.
//! Invariant: file names are unique within a batch; one failed file does not stop the others.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::Arc,
};

use futures_core::future::BoxFuture;
use tokio::fs;

use super::{
    download::{LinkSource, Received, Transfer},
    error::DownloadError,
    name::{file_name, unique},
    progress::{DownloadProgress, Observer},
};
use crate::{
    runtime::Client,
    transfer::{CONCURRENCY, in_parallel},
};

/// A function that returns the link of the source at an index, or a new one if its second argument is `true` because the
/// last one has expired.
pub(super) type BatchLinks<'a> =
    &'a (dyn Fn(usize, bool) -> BoxFuture<'a, Result<String, DownloadError>> + Send + Sync);

/// The options of a batch.
#[derive(Clone)]
pub(super) struct Batch {
    pub(super) folder: PathBuf,
    pub(super) concurrency: usize,
    pub(super) attempts: u32,
    pub(super) observer: Observer,
}

/// A file to download.
pub(super) struct Source {
    /// Its name in progress reports and errors.
    pub(super) name: String,
    /// Its file name, as the server sends it.
    pub(super) file: String,
    /// Its SHA-256 digest, if the server sends one.
    pub(super) checksum: Option<String>,
    /// Identifies its content, whatever the link: see [`source_id`](super::leftover::source_id).
    pub(super) id: String,
}

impl Batch {
    pub(super) fn new(folder: PathBuf) -> Self {
        Self { folder, concurrency: CONCURRENCY, attempts: 5, observer: Arc::new(|_| ()) }
    }

    /// Downloads all sources and returns the path of each and what was received, in order.
    pub(super) async fn download(
        &self,
        client: &Client,
        sources: &[Source],
        link: BatchLinks<'_>,
    ) -> Result<Vec<(PathBuf, Received)>, DownloadError> {
        let write_error = |source| DownloadError::File { path: self.folder.clone(), source };
        fs::create_dir_all(&self.folder).await.map_err(write_error)?;
        let mut taken = BTreeSet::new();
        // Collected, because with a borrowing iterator the future would not be `Send`.
        let downloads: Vec<_> = sources
            .iter()
            .enumerate()
            .map(|(index, source)| {
                let path = self.folder.join(unique(&file_name(&source.file), &mut taken));
                async move {
                    let received =
                        self.download_one(client, source, &path, &|renew| link(index, renew)).await?;
                    Ok((path, received))
                }
            })
            .collect();
        in_parallel(self.concurrency, downloads).await.into_iter().collect()
    }

    async fn download_one(
        &self,
        client: &Client,
        source: &Source,
        path: &Path,
        link: LinkSource<'_>,
    ) -> Result<Received, DownloadError> {
        let observer = |bytes, total| {
            (self.observer)(&DownloadProgress { name: source.name.clone(), bytes, total });
        };
        let transfer = Transfer {
            client,
            name: &source.name,
            path,
            source: &source.id,
            checksum: source.checksum.as_deref(),
            attempts: self.attempts,
            observer: &observer,
        };
        transfer.run(link).await
    }
}

/// The setters of a download with a field `batch`.
macro_rules! download_setters {
    ($download:ident) => {
        impl $download {
            /// Sets how many files are downloaded at a time: 4 by default; 0 counts as 1.
            pub fn concurrency(mut self, downloads: usize) -> Self {
                self.batch.concurrency = downloads;
                self
            }

            /// Sets the number of attempts for each file: 5 by default; 0 counts as 1. The pause between two attempts is
            /// 250 ms, doubled each time up to 20 s. The client's own retries come on top of these.
            pub fn attempts(mut self, attempts: u32) -> Self {
                self.batch.attempts = attempts;
                self
            }

            /// Sets a function that is called with the progress of each file, from 0 bytes on.
            pub fn on_progress(
                mut self,
                observer: impl Fn(&$crate::transfer::DownloadProgress) + Send + Sync + 'static,
            ) -> Self {
                self.batch.observer = ::std::sync::Arc::new(observer);
                self
            }
        }
    };
}
pub(super) use download_setters;
