//! Downloads of the logs of a job.
//!
//! In: a job. Out: one file for each of its computational nodes.
//! Invariant: if a link expires while other logs are downloaded, a new link to the log of the same node is requested.

use std::{future::IntoFuture, path::PathBuf, sync::Arc};

use futures_core::future::BoxFuture;
use uuid::Uuid;

use super::{
    batch::{Batch, Source, download_setters},
    download::Received,
    error::DownloadError,
    leftover::source_id,
};
use crate::jobs::{JobApi, NamedLink};

/// A downloaded log.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DownloadedLog {
    /// The name of the node that wrote it, as the server sends it: a UUID.
    pub node_name: String,
    /// Its path.
    pub path: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
    /// How many bytes were received for it: fewer than its size if an earlier download was resumed.
    pub received: u64,
}

/// A download of logs, created by
/// [`StudiesApi::download_study_job_logs`](crate::StudiesApi::download_study_job_logs) and by its counterpart for solvers.
#[must_use = "a download does nothing until it is awaited"]
pub struct DownloadJobLogs {
    api: Arc<dyn JobApi>,
    job_id: Uuid,
    batch: Batch,
}

download_setters!(DownloadJobLogs);

impl DownloadJobLogs {
    pub(crate) fn new(api: Arc<dyn JobApi>, job_id: Uuid, folder: PathBuf) -> Self {
        Self { api, job_id, batch: Batch::new(folder) }
    }

    async fn links(&self) -> Result<Vec<NamedLink>, DownloadError> {
        Ok(self.api.log_links(self.job_id).await?)
    }

    /// Downloads the logs from code that is not `async`.
    ///
    /// # Errors
    /// As the same download with `.await`.
    #[cfg(feature = "blocking")]
    pub fn download_blocking(self) -> Result<Vec<DownloadedLog>, DownloadError> {
        crate::wait(self)
    }

    async fn download(self) -> Result<Vec<DownloadedLog>, DownloadError> {
        let links = &self.links().await?;
        let sources: Vec<Source> = links.iter().map(|link| self.source(link)).collect();
        let link = |index, renew| -> BoxFuture<'_, _> { Box::pin(self.link(links, index, renew)) };
        let files = self.batch.download(self.api.client(), &sources, &link).await?;
        let logs = sources.into_iter().zip(files);
        let log = |(log, (path, received)): (Source, (PathBuf, Received))| {
            let Received { bytes, received } = received;
            DownloadedLog { node_name: log.name, path, bytes, received }
        };
        Ok(logs.map(log).collect())
    }

    /// The object store names every log `logs.zip`, so the file is named after the node.
    fn source(&self, link: &NamedLink) -> Source {
        let stem = if link.name.is_empty() { "log" } else { &link.name };
        let file = format!("{}.zip", stem.replace('.', "_"));
        let id = source_id(&["log", &self.job_id.to_string(), &link.name]);
        Source { name: link.name.clone(), file, checksum: None, id }
    }

    /// The link at an index, or a new one to the same log.
    async fn link(&self, links: &[NamedLink], index: usize, renew: bool) -> Result<String, DownloadError> {
        let known = links.get(index);
        let name = known.map(|link| link.name.clone()).unwrap_or_default();
        let new = if renew { self.links().await? } else { Vec::new() };
        let found = if renew { same(&new, index, &name) } else { known };
        found.map(|link| link.link.clone()).ok_or(DownloadError::NoLink { name })
    }
}

/// The link with this name: the one at the same index, because names need not be unique, else the first one.
fn same<'a>(links: &'a [NamedLink], index: usize, name: &str) -> Option<&'a NamedLink> {
    let matches = |link: &&NamedLink| link.name == name;
    links.get(index).filter(matches).or_else(|| links.iter().find(matches))
}

impl IntoFuture for DownloadJobLogs {
    type Output = Result<Vec<DownloadedLog>, DownloadError>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.download())
    }
}
