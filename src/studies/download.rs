//! Downloads into a folder: logs, and the files among the outputs.
//!
//! In: what is to be downloaded, and where its link comes from. Out: files.
//! Invariant: nothing is written outside the folder, whatever the server calls things; a file stands under its name
//! only when it is whole; the object store never sees the platform's credentials.

use std::{
    collections::BTreeSet,
    future::Future,
    path::{Path, PathBuf},
    sync::Arc,
};

use tokio::fs;

use super::parallel::{CONCURRENCY, in_parallel};
use crate::runtime::Client;

mod error;
mod name;
mod partial;
mod transfer;

pub use error::DownloadError;
use name::{file_name, unique};
use transfer::Transfer;

type Observer = Arc<dyn Fn(&DownloadProgress) + Send + Sync>;

/// How far a download has come.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DownloadProgress {
    /// The node whose log it is, or the label of the output.
    pub name: String,
    /// How many bytes are there; it begins at 0 again when a download is begun anew.
    pub bytes: u64,
    /// How many there will be, where the object store says so.
    pub total: Option<u64>,
}

/// What every download is told.
#[derive(Clone)]
pub(super) struct Settings {
    pub(super) folder: PathBuf,
    pub(super) concurrency: usize,
    pub(super) attempts: u32,
    pub(super) observer: Observer,
}

/// Something to be downloaded.
pub(super) struct Wanted {
    /// What progress and errors call it.
    pub(super) name: String,
    /// Its file, as the server would call it.
    pub(super) file: String,
    /// Its SHA-256 digest, where the server gave one.
    pub(super) checksum: Option<String>,
}

impl Settings {
    pub(super) fn new(folder: PathBuf) -> Self {
        Self { folder, concurrency: CONCURRENCY, attempts: 5, observer: Arc::new(|_| ()) }
    }

    /// Downloads everything, and gives path and size of each, in order. `link` gives the link of what is at a position,
    /// and a new one if told that the last has expired.
    pub(super) async fn download<F>(
        &self,
        client: &Client,
        wanted: &[Wanted],
        link: impl Fn(usize, bool) -> F,
    ) -> Result<Vec<(PathBuf, u64)>, DownloadError>
    where
        F: Future<Output = Result<String, DownloadError>>,
    {
        let fault = |source| DownloadError::File { path: self.folder.clone(), source };
        fs::create_dir_all(&self.folder).await.map_err(fault)?;
        let mut taken = BTreeSet::new();
        let link = &link;
        // Collected, for an iterator that borrows would make the future less than `Send`.
        let downloads: Vec<_> = wanted
            .iter()
            .enumerate()
            .map(|(at, wanted)| {
                let path = self.folder.join(unique(&file_name(&wanted.file), &mut taken));
                async move {
                    let bytes = self.download_one(client, wanted, &path, |renew| link(at, renew)).await?;
                    Ok((path, bytes))
                }
            })
            .collect();
        in_parallel(self.concurrency, downloads).await.into_iter().collect()
    }

    async fn download_one<F>(
        &self,
        client: &Client,
        wanted: &Wanted,
        path: &Path,
        link: impl Fn(bool) -> F,
    ) -> Result<u64, DownloadError>
    where
        F: Future<Output = Result<String, DownloadError>>,
    {
        let observer = |bytes, total| {
            (self.observer)(&DownloadProgress { name: wanted.name.clone(), bytes, total });
        };
        let transfer = Transfer {
            client,
            name: &wanted.name,
            path,
            checksum: wanted.checksum.as_deref(),
            attempts: self.attempts,
            observer: &observer,
        };
        transfer.run(link).await
    }
}

/// What every download of several files can be told, for a type with `settings`.
macro_rules! download_setters {
    ($download:ident) => {
        impl $download {
            /// How many are downloaded at a time: 4 by default; 0 counts as 1.
            pub fn concurrency(mut self, downloads: usize) -> Self {
                self.settings.concurrency = downloads;
                self
            }

            /// How often each is begun or gone on with at most: 5 by default; 0 counts as 1. Between two of them are
            /// 250 ms, doubled each time up to 20 s, and each has the client's own repetitions besides.
            pub fn attempts(mut self, attempts: u32) -> Self {
                self.settings.attempts = attempts;
                self
            }

            /// Is told how far each has come, from 0 bytes on.
            pub fn on_progress(
                mut self,
                observer: impl Fn(&DownloadProgress) + Send + Sync + 'static,
            ) -> Self {
                self.settings.observer = Arc::new(observer);
                self
            }
        }
    };
}
pub(super) use download_setters;
