//! Downloads of the files among the outputs of a job.
//!
//! In: a job or its outputs. Out: one file for each output that is a file.
//! Invariant: the link is requested from the API with the caller's credentials and followed without them; each attempt
//! uses a link of its own.

use std::{future::IntoFuture, path::PathBuf};

use futures_core::future::BoxFuture;
use http::Method;
use uuid::Uuid;

use super::{
    batch::{Batch, Source, download_setters},
    error::DownloadError,
};
use crate::{
    models::{File, JobOutputs},
    runtime::{AnyError, ByteStream, Client, Json},
    studies_api::StudiesApi,
};

/// The path of files in the API; the document of the studies operations does not have it.
const FILES: &str = "/v0/files";

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
}

impl StudiesApi {
    /// Downloads the files among the outputs of a job into a folder, which is created if it does not exist.
    ///
    /// File names are those of the server, made safe for every system: letters, digits, `-`, `_` and inner dots are kept,
    /// any other character becomes `_`, and equal names get a number. An existing file is replaced. Four files are
    /// downloaded at a time, and an interrupted download is resumed if the object store supports that, else started
    /// again. The setters change these defaults. If the server sends the SHA-256 digest of a file, it is checked.
    ///
    /// # Errors
    /// [`DownloadError`] if the job has no outputs (409 before it has succeeded), and of the first file that fails; the
    /// other files are downloaded nevertheless.
    pub fn download_study_job_outputs(
        &self,
        study_id: Uuid,
        job_id: Uuid,
        folder: impl Into<PathBuf>,
    ) -> DownloadOutputs {
        DownloadOutputs::new(self, Outputs::Job(study_id, job_id), folder.into())
    }

    /// Downloads the files of outputs that you already have, or some of them: see [`JobOutputs::files`].
    ///
    /// ```no_run
    /// # async fn example(studies: osparc_client::StudiesApi, outputs: osparc_client::models::JobOutputs)
    /// #     -> Result<(), osparc_client::transfer::DownloadError> {
    /// let tables = outputs.files().filter(|(_, file)| file.filename.ends_with(".csv"));
    /// for output in studies.download_files(tables, "results").await? {
    ///     println!("{} is in {}", output.label, output.path.display());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn download_files<L: Into<String>>(
        &self,
        files: impl IntoIterator<Item = (L, File)>,
        folder: impl Into<PathBuf>,
    ) -> DownloadOutputs {
        let files = files.into_iter().map(|(label, file)| (label.into(), file)).collect();
        DownloadOutputs::new(self, Outputs::Files(files), folder.into())
    }
}

enum Outputs {
    Job(Uuid, Uuid),
    Files(Vec<(String, File)>),
}

/// A download of outputs, created by [`StudiesApi::download_study_job_outputs`] and [`StudiesApi::download_files`].
#[must_use = "a download does nothing until it is awaited"]
pub struct DownloadOutputs {
    studies: StudiesApi,
    outputs: Outputs,
    batch: Batch,
}

download_setters!(DownloadOutputs);

impl DownloadOutputs {
    fn new(studies: &StudiesApi, outputs: Outputs, folder: PathBuf) -> Self {
        Self { studies: studies.clone(), outputs, batch: Batch::new(folder) }
    }

    /// Downloads the files from code that is not `async`.
    ///
    /// # Errors
    /// As [`StudiesApi::download_study_job_outputs`].
    #[cfg(feature = "blocking")]
    pub fn download_blocking(self) -> Result<Vec<DownloadedOutput>, DownloadError> {
        crate::wait(self)
    }

    async fn download(self) -> Result<Vec<DownloadedOutput>, DownloadError> {
        let Self { studies, outputs, batch } = self;
        let files = &match outputs {
            Outputs::Job(study, job) => files_of(&studies.get_study_job_outputs(study, job).await?),
            Outputs::Files(files) => files,
        };
        let sources: Vec<Source> = files.iter().map(source).collect();
        let link = |index, _| link(studies.client(), files.get(index));
        let paths = batch.download(studies.client(), &sources, link).await?;
        let downloaded = |((label, file), (path, bytes)): (&(String, File), _)| DownloadedOutput {
            label: label.clone(),
            file: file.clone(),
            path,
            bytes,
        };
        Ok(files.iter().zip(paths).map(downloaded).collect())
    }
}

fn files_of(outputs: &JobOutputs) -> Vec<(String, File)> {
    outputs.files().map(|(label, file)| (label.to_owned(), file)).collect()
}

fn source((label, file): &(String, File)) -> Source {
    // The checksum is optional in some versions of the document, and also nullable in others.
    let checksum = Json::of(&file.checksum).ok().and_then(|digest| digest.as_str().map(str::to_owned));
    Source { name: label.clone(), file: file.filename.clone(), checksum }
}

/// Requests the link to a file: the server redirects to it.
async fn link(client: &Client, file: Option<&(String, File)>) -> Result<String, DownloadError> {
    let no_link = || DownloadError::NoLink { name: file.map(|(label, _)| label.clone()).unwrap_or_default() };
    let (_, file) = file.ok_or_else(no_link)?;
    let request = client.raw(Method::GET, FILES).path_segment(&file.id.to_string()).path_segment("content");
    match request.read::<ByteStream>().await {
        Err(error) if error.status().is_some_and(|status| status.is_redirection()) => {
            error.location().map(str::to_owned).ok_or_else(no_link)
        }
        Err(error) => Err(AnyError::from(error).into()),
        Ok(_) => Err(no_link()),
    }
}

impl IntoFuture for DownloadOutputs {
    type Output = Result<Vec<DownloadedOutput>, DownloadError>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.download())
    }
}
