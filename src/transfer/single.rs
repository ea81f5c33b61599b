//! Downloads of files of the platform.
//!
//! In: a file or its id, and a path. Out: a complete file. Invariant: the link is requested from the API with the caller's
//! credentials and followed without them.

use std::{
    future::IntoFuture,
    path::{MAIN_SEPARATOR, Path, PathBuf},
    sync::Arc,
};

use futures_core::future::BoxFuture;
use tokio::fs;
use uuid::Uuid;

use super::{
    download::Transfer,
    error::DownloadError,
    file::digest_of,
    leftover::source_id,
    name::file_name,
    progress::{DownloadProgress, Observer},
    redirect::{confirm_not_found, content_link},
};
use crate::{files_api::FilesApi, models::File};

/// A file of the platform, from a [`File`], a reference to one, or the id of one.
#[derive(Clone, Debug)]
pub struct FileRef(Known);

#[derive(Clone, Debug)]
enum Known {
    File(Box<File>),
    Id(Uuid),
}

impl From<File> for FileRef {
    fn from(file: File) -> Self {
        Self(Known::File(Box::new(file)))
    }
}

impl From<&File> for FileRef {
    fn from(file: &File) -> Self {
        file.clone().into()
    }
}

impl From<Uuid> for FileRef {
    fn from(id: Uuid) -> Self {
        Self(Known::Id(id))
    }
}

/// A downloaded file.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DownloadedFile {
    /// The file, as the platform describes it.
    pub file: File,
    /// Its path on this machine.
    pub path: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
    /// How many bytes were received for it: 0 if the file was complete already, fewer than its size if an earlier download
    /// was resumed, and more if a part had to be received again.
    pub received: u64,
}

impl FilesApi {
    /// Downloads a file.
    ///
    /// ```no_run
    /// # async fn example(client: osparc_client::Client, file: osparc_client::models::File)
    /// #     -> Result<(), osparc_client::transfer::DownloadError> {
    /// let downloaded = client.files().download(&file, "results/").await?;
    /// println!("{} bytes in {}", downloaded.bytes, downloaded.path.display());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// The path is that of the file. If it ends with a separator or is an existing folder, the file gets its name on the
    /// platform, made safe for every system, in that folder. Missing folders are created, and an existing file is replaced.
    /// If it has the SHA-256 digest of the platform's file already, nothing is downloaded.
    ///
    /// The file appears under its name when it is complete. Until then it is a hidden file beside it. If the download is
    /// interrupted, also by the end of the program, the next download of the same file to the same path goes on with it, if
    /// the object store confirms that the content is unchanged. Hidden files of downloads that nobody has resumed for a week
    /// are removed by the next download into the same folder. If the platform knows the digest, it is checked.
    ///
    /// # Errors
    /// [`DownloadError`]
    pub fn download(&self, file: impl Into<FileRef>, path: impl Into<PathBuf>) -> Download {
        Download {
            files: self.clone(),
            file: file.into(),
            path: path.into(),
            attempts: 5,
            observer: Arc::new(|_| ()),
        }
    }
}

/// A download of a file, created by [`FilesApi::download`].
#[must_use = "a download does nothing until it is awaited"]
pub struct Download {
    files: FilesApi,
    file: FileRef,
    path: PathBuf,
    attempts: u32,
    observer: Observer,
}

impl Download {
    /// Sets the number of attempts: 5 by default; 0 counts as 1. The pause between two attempts is 250 ms, doubled each time
    /// up to 20 s; longer if the object store asks for it by `Retry-After`, up to 2 min.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// Sets a function that is called with the progress. The first call has the bytes that are there already.
    pub fn on_progress(mut self, observer: impl Fn(&DownloadProgress) + Send + Sync + 'static) -> Self {
        self.observer = Arc::new(observer);
        self
    }

    /// Downloads the file from code that is not `async`.
    ///
    /// # Errors
    /// As [`FilesApi::download`].
    #[cfg(feature = "blocking")]
    pub fn download_blocking(self) -> Result<DownloadedFile, DownloadError> {
        crate::wait(self)
    }

    async fn run(self) -> Result<DownloadedFile, DownloadError> {
        let file = match self.file.0 {
            Known::File(file) => *file,
            Known::Id(id) => {
                let request = || {
                    let request = self.files.get_file(id);
                    Box::pin(async { Ok(request.await?) }) as BoxFuture<'_, _>
                };
                confirm_not_found(&request).await?
            }
        };
        let path = target(self.path, &file.filename).await?;
        let (client, name, checksum) = (self.files.client(), file.filename.as_str(), digest_of(&file));
        let observer = |bytes, total| {
            (self.observer)(&DownloadProgress { name: name.to_owned(), bytes, total });
        };
        let transfer = Transfer {
            client,
            name,
            path: &path,
            source: &source_id(&["file", &file.id.to_string()]),
            checksum: checksum.as_deref(),
            attempts: self.attempts,
            observer: &observer,
        };
        let link = |_| -> BoxFuture<'_, _> { Box::pin(content_link(client, file.id, name)) };
        let received = transfer.run(&link).await?;
        Ok(DownloadedFile { path, bytes: received.bytes, received: received.received, file })
    }
}

/// The path of the file, whose folder exists afterwards.
async fn target(path: PathBuf, name: &str) -> Result<PathBuf, DownloadError> {
    let last = path.as_os_str().as_encoded_bytes().last().copied();
    let ends_with_separator = last.is_some_and(|last| last == b'/' || char::from(last) == MAIN_SEPARATOR);
    let is_folder = ends_with_separator || fs::metadata(&path).await.is_ok_and(|metadata| metadata.is_dir());
    let path = if is_folder { path.join(file_name(name)) } else { path };
    let folder = path.parent().unwrap_or(Path::new(""));
    let failed = |source| DownloadError::File { path: folder.to_owned(), source };
    fs::create_dir_all(folder).await.map_err(failed)?;
    Ok(path)
}

impl IntoFuture for Download {
    type Output = Result<DownloadedFile, DownloadError>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
