//! Downloads of the logs of a job.
//!
//! In: a job. Out: one file for each of its computational nodes.
//! Invariant: nothing is written outside the folder, whatever the server calls its nodes; a file stands under its name
//! only when it is whole; the object store never sees the platform's credentials.

use std::{
    collections::BTreeSet,
    future::{Future, IntoFuture},
    path::PathBuf,
    pin::Pin,
    sync::Arc,
};

use tokio::fs;
use uuid::Uuid;

use super::parallel::{CONCURRENCY, in_parallel};
use crate::{models::LogLink, studies_api::StudiesApi};

mod error;
mod fetch;
mod name;

pub use error::DownloadError;
use fetch::fetch_log;
use name::{file_name, unique};

type Observer = Arc<dyn Fn(&LogProgress) + Send + Sync>;

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

/// How far the download of a log has come.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LogProgress {
    /// The node that wrote it.
    pub node_name: String,
    /// How many bytes are there; it begins at 0 again when a download is restarted.
    pub bytes: u64,
    /// How many there will be, where the object store says so.
    pub total: Option<u64>,
}

impl StudiesApi {
    /// Downloads the logs of a job into a folder, which is made where it is missing: a zip archive for each
    /// computational node.
    ///
    /// The list is empty while the job runs. A log that is there already is replaced. Four are downloaded at a time,
    /// and one that breaks off is begun once more; the setters change that.
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
            folder: folder.into(),
            concurrency: CONCURRENCY,
            attempts: 2,
            observer: Arc::new(|_| ()),
        }
    }
}

/// A download of logs; made by [`StudiesApi::download_study_job_logs`].
#[must_use = "a download does nothing until it is awaited"]
pub struct DownloadStudyJobLogs {
    studies: StudiesApi,
    study_id: Uuid,
    job_id: Uuid,
    folder: PathBuf,
    concurrency: usize,
    attempts: u32,
    observer: Observer,
}

impl DownloadStudyJobLogs {
    /// How many logs are downloaded at a time: 4 by default; 0 counts as 1.
    pub fn concurrency(mut self, logs: usize) -> Self {
        self.concurrency = logs;
        self
    }

    /// How often a log is begun at most: 2 by default; 0 counts as 1.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// Is told how far each log has come, from 0 bytes on.
    pub fn on_progress(mut self, observer: impl Fn(&LogProgress) + Send + Sync + 'static) -> Self {
        self.observer = Arc::new(observer);
        self
    }

    async fn download(self) -> Result<Vec<DownloadedLog>, DownloadError> {
        let links = self.studies.get_study_job_output_logfile(self.study_id, self.job_id).await?.log_links;
        fs::create_dir_all(&self.folder)
            .await
            .map_err(|source| DownloadError::File { path: self.folder.clone(), source })?;
        let mut taken = BTreeSet::new();
        let downloads = links.into_iter().map(|link| {
            let path = self.folder.join(unique(&file_name(&link.node_name), &mut taken));
            self.download_one(link, path)
        });
        in_parallel(self.concurrency, downloads).await.into_iter().collect()
    }

    async fn download_one(&self, link: LogLink, path: PathBuf) -> Result<DownloadedLog, DownloadError> {
        let bytes = fetch_log(self.studies.client(), &link, &path, self.attempts, &*self.observer).await?;
        Ok(DownloadedLog { node_name: link.node_name, path, bytes })
    }
}

impl IntoFuture for DownloadStudyJobLogs {
    type Output = Result<Vec<DownloadedLog>, DownloadError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.download())
    }
}
