//! Downloads of the files among the outputs of a job.
//!
//! In: a job, or its outputs. Out: one file for each output that is one.
//! Invariant: the API gives a link with the caller's credentials, and the link is fetched without; each attempt has a
//! link of its own.

use std::{
    future::{Future, IntoFuture},
    path::PathBuf,
    pin::Pin,
    sync::Arc,
};

use http::Method;
use uuid::Uuid;

use super::download::{DownloadError, DownloadProgress, Settings, Wanted, download_setters};
use crate::{
    models::{File, JobOutputs},
    runtime::{AnyError, ByteStream, Client, Json},
    studies_api::StudiesApi,
};

/// Where the contents of files are; the document of the studies operations does not have it.
const FILES: &str = "/v0/files";

/// An output that was downloaded.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DownloadedOutput {
    /// The label of its node.
    pub label: String,
    /// The file, as the server describes it.
    pub file: File,
    /// Where it stands.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
}

impl StudiesApi {
    /// Downloads the files among the outputs of a job into a folder, which is made where it is missing.
    ///
    /// Each has the name that the server has for it, as far as that is one on any system: letters, digits, `-`, `_` and
    /// inner dots are kept, anything else becomes `_`, and a number keeps equal names apart. A file that is there
    /// already is replaced. Four are downloaded at a time; one that breaks off goes on where it stopped, where the
    /// object store allows that, and begins anew elsewhere. The setters change that. Where the server has a SHA-256
    /// digest of a file, it is checked.
    ///
    /// # Errors
    /// [`DownloadError`] where the job has no outputs (409 before it succeeded), and for the first file that fails; the
    /// others are downloaded all the same.
    pub fn download_study_job_outputs(
        &self,
        study_id: Uuid,
        job_id: Uuid,
        folder: impl Into<PathBuf>,
    ) -> DownloadOutputs {
        DownloadOutputs::new(self, Outputs::Job(study_id, job_id), folder.into())
    }

    /// The same for outputs that are at hand, or some of them: see [`JobOutputs::files`].
    ///
    /// ```no_run
    /// # async fn example(studies: osparc_client::StudiesApi, outputs: osparc_client::models::JobOutputs)
    /// #     -> Result<(), osparc_client::studies::DownloadError> {
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

/// A download of outputs; made by [`StudiesApi::download_study_job_outputs`] and [`StudiesApi::download_files`].
#[must_use = "a download does nothing until it is awaited"]
pub struct DownloadOutputs {
    studies: StudiesApi,
    outputs: Outputs,
    settings: Settings,
}

download_setters!(DownloadOutputs);

impl DownloadOutputs {
    fn new(studies: &StudiesApi, outputs: Outputs, folder: PathBuf) -> Self {
        Self { studies: studies.clone(), outputs, settings: Settings::new(folder) }
    }

    /// The download from code that is not `async`.
    ///
    /// # Errors
    /// As for the download itself.
    #[cfg(feature = "blocking")]
    pub fn download_blocking(self) -> Result<Vec<DownloadedOutput>, DownloadError> {
        crate::wait(self)
    }

    async fn download(self) -> Result<Vec<DownloadedOutput>, DownloadError> {
        let Self { studies, outputs, settings } = self;
        let files = &match outputs {
            Outputs::Job(study, job) => of(&studies.get_study_job_outputs(study, job).await?),
            Outputs::Files(files) => files,
        };
        let wanted: Vec<Wanted> = files.iter().map(wanted).collect();
        let link = |at, _| link(studies.client(), files.get(at));
        let paths = settings.download(studies.client(), &wanted, link).await?;
        let downloaded = |((label, file), (path, bytes)): (&(String, File), _)| DownloadedOutput {
            label: label.clone(),
            file: file.clone(),
            path,
            bytes,
        };
        Ok(files.iter().zip(paths).map(downloaded).collect())
    }
}

fn of(outputs: &JobOutputs) -> Vec<(String, File)> {
    outputs.files().map(|(label, file)| (label.to_owned(), file)).collect()
}

fn wanted((label, file): &(String, File)) -> Wanted {
    // Optional in some versions of the document, and null besides in others.
    let checksum = Json::of(&file.checksum).ok().and_then(|digest| digest.as_str().map(str::to_owned));
    Wanted { name: label.clone(), file: file.filename.clone(), checksum }
}

/// Asks for the link to a file: the server redirects to it.
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
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.download())
    }
}
