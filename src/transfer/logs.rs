//! Downloads of the logs of a job.
//!
//! In: a job. Out: one file for each of its computational nodes.
//! Invariant: if a link expires while other logs are downloaded, a new link to the log of the same node is requested.

use std::{future::IntoFuture, path::PathBuf};

use futures_core::future::BoxFuture;
use uuid::Uuid;

use super::{
    batch::{Batch, Source, download_setters},
    error::DownloadError,
};
use crate::{models::LogLink, studies_api::StudiesApi};

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
}

impl StudiesApi {
    /// Downloads the logs of a job into a folder, one zip archive `<node>.zip` for each computational node. The folder is
    /// created if it does not exist.
    ///
    /// The list is empty while the job runs. An existing log is replaced. Four logs are downloaded at a time, and an
    /// interrupted download is resumed if the object store supports that, else started again. The setters change these
    /// defaults.
    ///
    /// # Errors
    /// [`DownloadError`] of the first log that fails; the other logs are downloaded nevertheless.
    pub fn download_study_job_logs(
        &self,
        study_id: Uuid,
        job_id: Uuid,
        folder: impl Into<PathBuf>,
    ) -> DownloadJobLogs {
        DownloadJobLogs { studies: self.clone(), study_id, job_id, batch: Batch::new(folder.into()) }
    }
}

/// A download of logs, created by [`StudiesApi::download_study_job_logs`].
#[must_use = "a download does nothing until it is awaited"]
pub struct DownloadJobLogs {
    studies: StudiesApi,
    study_id: Uuid,
    job_id: Uuid,
    batch: Batch,
}

download_setters!(DownloadJobLogs);

impl DownloadJobLogs {
    async fn links(&self) -> Result<Vec<LogLink>, DownloadError> {
        Ok(self.studies.get_study_job_output_logfile(self.study_id, self.job_id).await?.log_links)
    }

    /// Downloads the logs from code that is not `async`.
    ///
    /// # Errors
    /// As [`StudiesApi::download_study_job_logs`].
    #[cfg(feature = "blocking")]
    pub fn download_blocking(self) -> Result<Vec<DownloadedLog>, DownloadError> {
        crate::wait(self)
    }

    async fn download(self) -> Result<Vec<DownloadedLog>, DownloadError> {
        let links = &self.links().await?;
        let sources: Vec<Source> = links.iter().map(source).collect();
        let link = |index, renew| self.link(links, index, renew);
        let files = self.batch.download(self.studies.client(), &sources, link).await?;
        let logs = sources.into_iter().zip(files);
        Ok(logs.map(|(log, (path, bytes))| DownloadedLog { node_name: log.name, path, bytes }).collect())
    }

    /// The link at an index, or a new one to the same log.
    async fn link(&self, links: &[LogLink], index: usize, renew: bool) -> Result<String, DownloadError> {
        let known = links.get(index);
        let name = known.map(|link| link.node_name.clone()).unwrap_or_default();
        let new = if renew { self.links().await? } else { Vec::new() };
        let found = if renew { same(&new, index, &name) } else { known };
        found.map(|link| link.download_link.as_str().to_owned()).ok_or(DownloadError::NoLink { name })
    }
}

/// The link with this name: the one at the same index, because names need not be unique, else the first one.
fn same<'a>(links: &'a [LogLink], index: usize, name: &str) -> Option<&'a LogLink> {
    let matches = |link: &&LogLink| link.node_name == name;
    links.get(index).filter(matches).or_else(|| links.iter().find(matches))
}

/// The object store names every log `logs.zip`, so the file is named after the node.
fn source(link: &LogLink) -> Source {
    let stem = if link.node_name.is_empty() { "log" } else { &link.node_name };
    let file = format!("{}.zip", stem.replace('.', "_"));
    Source { name: link.node_name.clone(), file, checksum: None }
}

impl IntoFuture for DownloadJobLogs {
    type Output = Result<Vec<DownloadedLog>, DownloadError>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.download())
    }
}
