//! Downloads of the logs of a job.
//!
//! In: a job. Out: one file for each of its computational nodes.
//! Invariant: nothing is written outside the folder, whatever the server calls its nodes; a file stands under its name
//! only when it is whole; the object store never sees the platform's credentials.

use std::{
    collections::BTreeSet,
    fmt, io,
    path::{Path, PathBuf},
};

use tokio::{fs, io::AsyncWriteExt};
use uuid::Uuid;

use crate::{
    models::LogLink,
    runtime::{AnyError, ByteStream, Client},
    studies_api::StudiesApi,
};

/// The longest file name that is made of a node's name, in bytes; file systems take 255.
const NAME_LIMIT: usize = 100;

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

/// Why logs could not be downloaded.
#[derive(Debug)]
#[non_exhaustive]
pub enum DownloadError {
    /// The links could not be had, or the object store gave no whole answer.
    Request(AnyError),
    /// The object store refused a link; they are valid for an hour.
    Refused {
        /// The node whose log it is.
        node_name: String,
        /// The status of the answer.
        status: http::StatusCode,
    },
    /// A file could not be written.
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl fmt::Display for DownloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(_) => f.write_str("the logs could not be fetched"),
            Self::Refused { node_name, status } => {
                write!(f, "the log of node {node_name:?} was refused: {status}")
            }
            Self::File { path, .. } => write!(f, "{} could not be written", path.display()),
        }
    }
}

impl std::error::Error for DownloadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Request(error) => Some(error),
            Self::File { source, .. } => Some(source),
            Self::Refused { .. } => None,
        }
    }
}

impl<E: Into<AnyError>> From<E> for DownloadError {
    fn from(error: E) -> Self {
        Self::Request(error.into())
    }
}

impl StudiesApi {
    /// Downloads the logs of a job into a folder, which is made where it is missing: a zip archive for each
    /// computational node.
    ///
    /// The list is empty while the job runs. A log that is there already is replaced.
    ///
    /// # Errors
    /// [`DownloadError`] for the first log that fails; those before it stand in the folder.
    pub async fn download_study_job_logs(
        &self,
        study_id: Uuid,
        job_id: Uuid,
        folder: &Path,
    ) -> Result<Vec<DownloadedLog>, DownloadError> {
        let links = self.get_study_job_output_logfile(study_id, job_id).await?.log_links;
        fs::create_dir_all(folder)
            .await
            .map_err(|source| DownloadError::File { path: folder.to_owned(), source })?;
        let mut taken = BTreeSet::new();
        let mut logs = Vec::with_capacity(links.len());
        for link in links {
            let path = folder.join(unique(&file_name(&link.node_name), &mut taken));
            let bytes = download(self.client(), &link, &path).await?;
            logs.push(DownloadedLog { node_name: link.node_name, path, bytes });
        }
        Ok(logs)
    }
}

async fn download(client: &Client, link: &LogLink, path: &Path) -> Result<u64, DownloadError> {
    let answer = client.fetch(link.download_link.as_str()).await?;
    if !answer.status().is_success() {
        return Err(DownloadError::Refused { node_name: link.node_name.clone(), status: answer.status() });
    }
    let partial = path.with_extension("part");
    let written = write(answer.into_body(), &partial).await;
    let written = match written {
        Ok(bytes) => fs::rename(&partial, path)
            .await
            .map(|()| bytes)
            .map_err(|source| DownloadError::File { path: path.to_owned(), source }),
        Err(error) => Err(error),
    };
    if written.is_err() {
        // What is there of it is of no use; that it cannot be removed is not the fault to report.
        let _ = fs::remove_file(&partial).await;
    }
    written
}

async fn write(mut body: ByteStream, path: &Path) -> Result<u64, DownloadError> {
    let fault = |source| DownloadError::File { path: path.to_owned(), source };
    let mut file = fs::File::create(path).await.map_err(fault)?;
    let mut bytes = 0;
    while let Some(chunk) = body.next_chunk().await? {
        file.write_all(&chunk).await.map_err(fault)?;
        bytes += chunk.len() as u64;
    }
    file.sync_all().await.map_err(fault)?;
    Ok(bytes)
}

/// A file name made of a node's name: letters, digits, `-` and `_`, never empty, reserved or long.
fn file_name(node_name: &str) -> String {
    let plain =
        |character: char| if character.is_ascii_alphanumeric() || character == '-' { character } else { '_' };
    let stem: String = node_name.chars().map(plain).take(NAME_LIMIT).collect();
    let reserved = ["con", "prn", "aux", "nul"].contains(&stem.to_ascii_lowercase().as_str())
        || stem.len() == 4 && ["com", "lpt"].iter().any(|port| stem.to_ascii_lowercase().starts_with(port));
    if stem.is_empty() || reserved { format!("log_{stem}") } else { stem }
}

/// The name with `.zip`, and with a number where an earlier log has it; names that differ by case only are one.
fn unique(stem: &str, taken: &mut BTreeSet<String>) -> String {
    let candidates =
        std::iter::once(stem.to_owned()).chain((2_u64..).map(|number| format!("{stem}_{number}")));
    let free = candidates.into_iter().find(|name| taken.insert(name.to_ascii_lowercase()));
    format!("{}.zip", free.unwrap_or_else(|| stem.to_owned()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{file_name, unique};

    #[test]
    fn names_stay_in_the_folder() {
        let cases = [
            ("b0a1", "b0a1"),
            ("../../etc/passwd", "______etc_passwd"),
            ("/etc/passwd", "_etc_passwd"),
            ("C:\\x", "C__x"),
            ("", "log_"),
            (".", "_"),
            ("NUL", "log_NUL"),
            ("com1", "log_com1"),
            ("na\u{ef}ve\0", "na_ve_"),
        ];
        for (name, expected) in cases {
            assert_eq!(file_name(name), expected, "{name:?}");
        }
        assert_eq!(file_name(&"a".repeat(5000)).len(), 100);
    }

    #[test]
    fn names_are_kept_apart() {
        let mut taken = BTreeSet::new();
        let names = ["a", "A", "a_2", "a"].map(|stem| unique(stem, &mut taken));
        assert_eq!(names, ["a.zip", "A_2.zip", "a_2_2.zip", "a_3.zip"]);
    }
}
