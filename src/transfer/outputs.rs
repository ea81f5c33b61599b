//! Downloads of the files among the outputs of a job.
//!
//! In: a job or its outputs. Out: one file for each output that is a file.
//! Invariant: the link is requested from the API with the caller's credentials and followed without them; each attempt
//! uses a link of its own.

use std::{future::IntoFuture, path::PathBuf, sync::Arc};

use futures_core::future::BoxFuture;
use uuid::Uuid;

use super::{
    batch::{Batch, Source, download_setters},
    download::Received,
    error::DownloadError,
    file::digest_of,
    leftover::source_id,
    redirect::content_link,
};
use crate::{
    client::Client,
    jobs::{JobApi, RequestOptions},
    models::{File, JobOutputs},
};

/// A downloaded output.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DownloadedOutput {
    /// The label of its node.
    pub label: String,
    /// The file, as the server describes it.
    pub file: File,
    /// Its path.
    pub path: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
    /// How many bytes were received for it: 0 if the file was complete already, fewer than its size if an earlier download
    /// was resumed.
    pub received: u64,
}

enum Outputs {
    Job(Arc<dyn JobApi>, Uuid),
    Files(Vec<(String, File)>),
}

/// A download of outputs, created by
/// [`StudiesApi::download_study_job_outputs`](crate::StudiesApi::download_study_job_outputs),
/// [`StudiesApi::download_files`](crate::StudiesApi::download_files), and their counterparts for solvers.
#[must_use = "a download does nothing until it is awaited"]
pub struct DownloadOutputs {
    client: Client,
    outputs: Outputs,
    batch: Batch,
}

download_setters!(DownloadOutputs);

impl DownloadOutputs {
    pub(crate) fn of_job(api: Arc<dyn JobApi>, job: Uuid, folder: PathBuf) -> Self {
        Self { client: api.client().clone(), outputs: Outputs::Job(api, job), batch: Batch::new(folder) }
    }

    pub(crate) fn of_files(client: &Client, files: Vec<(String, File)>, folder: PathBuf) -> Self {
        Self { client: client.clone(), outputs: Outputs::Files(files), batch: Batch::new(folder) }
    }

    /// Downloads the files from code that is not `async`.
    ///
    /// # Errors
    /// As the same download with `.await`.
    #[cfg(feature = "blocking")]
    pub fn download_blocking(self) -> Result<Vec<DownloadedOutput>, DownloadError> {
        crate::wait(self)
    }

    async fn download(self) -> Result<Vec<DownloadedOutput>, DownloadError> {
        let Self { client, outputs, batch } = self;
        let client = &client;
        let files = &match outputs {
            Outputs::Job(api, job) => files_of(&api.outputs(job, &RequestOptions::default()).await?),
            Outputs::Files(files) => files,
        };
        let sources: Vec<Source> = files.iter().map(source).collect();
        let link = |index: usize, _| -> BoxFuture<'_, _> {
            Box::pin(async move {
                let no_link = || DownloadError::NoLink { name: String::new() };
                let (label, file) = files.get(index).ok_or_else(no_link)?;
                content_link(client, file.id, label).await
            })
        };
        let paths = batch.download(client, &sources, &link).await?;
        let downloaded =
            |((label, file), (path, received)): (&(String, File), (PathBuf, Received))| DownloadedOutput {
                label: label.clone(),
                file: file.clone(),
                path,
                bytes: received.bytes,
                received: received.received,
            };
        Ok(files.iter().zip(paths).map(downloaded).collect())
    }
}

fn files_of(outputs: &JobOutputs) -> Vec<(String, File)> {
    outputs.files().map(|(label, file)| (label.to_owned(), file)).collect()
}

fn source((label, file): &(String, File)) -> Source {
    let id = source_id(&["file", &file.id.to_string()]);
    Source { name: label.clone(), file: file.filename.clone(), checksum: digest_of(file), id }
}

impl IntoFuture for DownloadOutputs {
    type Output = Result<Vec<DownloadedOutput>, DownloadError>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.download())
    }
}
