//! Downloads of the logs of a job.
//!
//! In: a job. Out: one file for each of its computational nodes.
//! Invariant: a link that expires while others are downloaded is asked for again, by the name of its node.

use std::{
    future::{Future, IntoFuture},
    path::PathBuf,
    pin::Pin,
    sync::Arc,
};

use uuid::Uuid;

use super::download::{DownloadError, DownloadProgress, Settings, Wanted, download_setters};
use crate::{models::LogLink, studies_api::StudiesApi};

/// A log that was downloaded.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DownloadedLog {
    /// The node that wrote it, as the server names it: a UUID.
    pub node_name: String,
    /// Where it stands.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
}

impl StudiesApi {
    /// Downloads the logs of a job into a folder, which is made where it is missing: a zip archive `<node>.zip` for
    /// each computational node.
    ///
    /// The list is empty while the job runs. A log that is there already is replaced. Four are downloaded at a time;
    /// one that breaks off goes on where it stopped, where the object store allows that, and begins anew elsewhere. The
    /// setters change that.
    ///
    /// # Errors
    /// [`DownloadError`] for the first log that fails; the others are downloaded all the same.
    pub fn download_study_job_logs(
        &self,
        study_id: Uuid,
        job_id: Uuid,
        folder: impl Into<PathBuf>,
    ) -> DownloadStudyJobLogs {
        DownloadStudyJobLogs {
            studies: self.clone(),
            study_id,
            job_id,
            settings: Settings::new(folder.into()),
        }
    }
}

/// A download of logs; made by [`StudiesApi::download_study_job_logs`].
#[must_use = "a download does nothing until it is awaited"]
pub struct DownloadStudyJobLogs {
    studies: StudiesApi,
    study_id: Uuid,
    job_id: Uuid,
    settings: Settings,
}

download_setters!(DownloadStudyJobLogs);

impl DownloadStudyJobLogs {
    async fn links(&self) -> Result<Vec<LogLink>, DownloadError> {
        Ok(self.studies.get_study_job_output_logfile(self.study_id, self.job_id).await?.log_links)
    }

    /// The download from code that is not `async`.
    ///
    /// # Errors
    /// As for the download itself.
    #[cfg(feature = "blocking")]
    pub fn download_blocking(self) -> Result<Vec<DownloadedLog>, DownloadError> {
        crate::wait(self)
    }

    async fn download(self) -> Result<Vec<DownloadedLog>, DownloadError> {
        let links = &self.links().await?;
        let wanted: Vec<Wanted> = links.iter().map(wanted).collect();
        let link = |at, renew| self.link(links, at, renew);
        let files = self.settings.download(self.studies.client(), &wanted, link).await?;
        let logs = wanted.into_iter().zip(files);
        Ok(logs.map(|(log, (path, bytes))| DownloadedLog { node_name: log.name, path, bytes }).collect())
    }

    /// The link at a position, or a new one to the same log.
    async fn link(&self, links: &[LogLink], at: usize, renew: bool) -> Result<String, DownloadError> {
        let known = links.get(at);
        let name = known.map(|link| link.node_name.clone()).unwrap_or_default();
        let fresh = if renew { self.links().await? } else { Vec::new() };
        let found = if renew { same(&fresh, at, &name) } else { known };
        found.map(|link| link.download_link.as_str().to_owned()).ok_or(DownloadError::NoLink { name })
    }
}

/// The link of this name: at its old position, for names may be equal, else the first one.
fn same<'a>(links: &'a [LogLink], at: usize, name: &str) -> Option<&'a LogLink> {
    let is_it = |link: &&LogLink| link.node_name == name;
    links.get(at).filter(is_it).or_else(|| links.iter().find(is_it))
}

/// The object store calls every log `logs.zip`; its node tells it from the others.
fn wanted(link: &LogLink) -> Wanted {
    let stem = if link.node_name.is_empty() { "log" } else { &link.node_name };
    let file = format!("{}.zip", stem.replace('.', "_"));
    Wanted { name: link.node_name.clone(), file, checksum: None }
}

impl IntoFuture for DownloadStudyJobLogs {
    type Output = Result<Vec<DownloadedLog>, DownloadError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.download())
    }
}
