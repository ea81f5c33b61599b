//! The upload of one file.
//!
//! In: a file on this machine, bytes, or a reader. Out: a file of the platform.
//! Invariant: a file is reused only if digest and name are the same and its upload is complete; links that have expired
//! are replaced once.

use std::{future::IntoFuture, path::PathBuf, pin::pin, sync::Arc};

use bytes::Bytes;
use futures_core::future::BoxFuture;
use futures_util::future::{Either, select};
use tokio::io::AsyncRead;

use super::{
    content::{Content, Source},
    error::UploadError,
    parts::Sender,
    progress::{Counter, Observer, UploadProgress},
    session::Session,
};
#[cfg(feature = "blocking")]
use crate::runtime::BuildError;
use crate::{
    files_api::FilesApi,
    models::File,
    runtime::AnyError,
    transfer::{CONCURRENCY, digest_of, entity_tag_of},
};

/// An uploaded file, from [`Upload::outcome`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Uploaded {
    /// The file on the platform.
    pub file: File,
    /// Its size in bytes.
    pub bytes: u64,
    /// Whether the platform had the file already, so that nothing was uploaded.
    pub reused: bool,
}

impl FilesApi {
    /// Uploads a file.
    ///
    /// ```no_run
    /// # async fn example(client: osparc_client::Client) -> Result<(), osparc_client::files::UploadError> {
    /// let file = client.files().upload("input.csv").await?;
    /// println!("{} is {}", file.filename, file.id);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// If the platform has a file of yours with the same SHA-256 digest and the same name, that file is the result, and
    /// nothing is uploaded: see [`Upload::reuse`]. Otherwise the file is read from disk in parts, four of which are sent at
    /// a time, to the object store and without credentials; each part is repeated if it fails. The file is never in memory
    /// as a whole.
    ///
    /// The platform derives the content type from the name. If the upload fails or is dropped, it is aborted: after a drop in
    /// the background, for which [`Client::pending_cleanups`](crate::Client::pending_cleanups) waits. The platform removes
    /// unfinished uploads that nobody aborts.
    ///
    /// # Errors
    /// [`UploadError`], also if the file changes during the upload.
    pub fn upload(&self, path: impl Into<PathBuf>) -> Upload {
        let path = path.into();
        let name = path.file_name().and_then(|name| name.to_str()).map(str::to_owned);
        Upload::new(self, name.ok_or_else(|| UploadError::Name { path: path.clone() }), Source::Path(path))
    }

    /// Uploads bytes as a file with this name; see [`Self::upload`].
    ///
    /// # Errors
    /// As [`Self::upload`].
    pub fn upload_bytes(&self, name: impl Into<String>, bytes: impl Into<Bytes>) -> Upload {
        Upload::new(self, Ok(name.into()), Source::Bytes(bytes.into()))
    }

    /// Uploads what a reader gives as a file with this name; see [`Self::upload`].
    ///
    /// The platform asks for the digest before the first byte. Therefore the content is first written to a file in the
    /// folder for temporary files ([`std::env::temp_dir`]), which is removed after the upload.
    ///
    /// # Errors
    /// As [`Self::upload`], and if the reader fails.
    pub fn upload_reader(&self, name: impl Into<String>, reader: impl AsyncRead + Send + 'static) -> Upload {
        Upload::new(self, Ok(name.into()), Source::Reader(Box::pin(reader)))
    }
}

/// An upload, created by [`FilesApi::upload`], [`FilesApi::upload_bytes`] and [`FilesApi::upload_reader`].
#[must_use = "an upload does nothing until it is awaited"]
pub struct Upload {
    files: FilesApi,
    name: Result<String, UploadError>,
    source: Source,
    reuse: bool,
    concurrency: usize,
    attempts: u32,
    observer: Observer,
    signal: BoxFuture<'static, ()>,
}

impl Upload {
    fn new(files: &FilesApi, name: Result<String, UploadError>, source: Source) -> Self {
        Self {
            files: files.clone(),
            name,
            source,
            reuse: true,
            concurrency: CONCURRENCY,
            attempts: 5,
            observer: Arc::new(|_| ()),
            signal: Box::pin(std::future::pending()),
        }
    }

    /// Sets the name of the file on the platform: by default the last component of the path.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Ok(name.into());
        self
    }

    /// Sets whether a file that the platform has already is the result, if its SHA-256 digest and name are the same:
    /// `true` by default.
    pub fn reuse(mut self, reuse: bool) -> Self {
        self.reuse = reuse;
        self
    }

    /// Sets how many parts are sent at a time: 4 by default; 0 counts as 1.
    pub fn concurrency(mut self, parts: usize) -> Self {
        self.concurrency = parts;
        self
    }

    /// Sets the number of attempts for each part: 5 by default; 0 counts as 1. The pause between two attempts is 250 ms,
    /// doubled each time up to 20 s; longer if the object store asks for it by `Retry-After`, up to 2 min.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// Sets a function that is called with the progress, from 0 bytes on; the last call, with all bytes, is made when the
    /// file is on the platform. The function is called by the tasks that send: it should return quickly.
    pub fn on_progress(mut self, observer: impl Fn(&UploadProgress) + Send + Sync + 'static) -> Self {
        self.observer = Arc::new(observer);
        self
    }

    /// Cancels the upload when this future completes, whatever its output: `tokio::signal::ctrl_c()`, for example. Unlike
    /// a drop, this waits until the upload is aborted. The error is [`UploadError::Cancelled`].
    pub fn until<F: Future + Send + 'static>(mut self, signal: F) -> Self {
        self.signal = Box::pin(async move { drop(signal.await) });
        self
    }

    /// Uploads the file from code that is not `async`.
    ///
    /// # Errors
    /// As [`FilesApi::upload`].
    #[cfg(feature = "blocking")]
    pub fn upload_blocking(self) -> Result<File, UploadError> {
        self.outcome_blocking().map(|uploaded| uploaded.file)
    }

    /// The same as [`Self::outcome`] from code that is not `async`.
    ///
    /// # Errors
    /// As [`FilesApi::upload`].
    #[cfg(feature = "blocking")]
    pub fn outcome_blocking(self) -> Result<Uploaded, UploadError> {
        let name = self.name.as_deref().unwrap_or_default().to_owned();
        let waited = crate::wait(async { Ok::<_, BuildError>(self.outcome().await) });
        waited.unwrap_or_else(|error| Err(UploadError::Request { name, source: error.into() }))
    }

    /// Uploads the file and returns, beside the file, whether it was reused.
    ///
    /// # Errors
    /// As [`FilesApi::upload`].
    pub fn outcome(self) -> BoxFuture<'static, Result<Uploaded, UploadError>> {
        Box::pin(self.run())
    }

    async fn run(mut self) -> Result<Uploaded, UploadError> {
        let name = std::mem::replace(&mut self.name, Ok(String::new()))?;
        let (signal, mut session) =
            (std::mem::replace(&mut self.signal, Box::pin(std::future::pending())), None);
        let result = {
            let work = pin!(self.work(&name, &mut session));
            match select(work, signal).await {
                Either::Left((result, _)) => result,
                Either::Right(_) => Err(UploadError::Cancelled { name: name.clone() }),
            }
        };
        if let Some(session) = &mut session {
            // What cannot be aborted is left to the platform, which removes unfinished uploads.
            let _ = session.abort().await;
        }
        result
    }

    async fn work(self, name: &str, session: &mut Option<Session>) -> Result<Uploaded, UploadError> {
        let failed = |source: AnyError| UploadError::Request { name: name.to_owned(), source };
        let content = &self.source.read().await?;
        let counter = &Counter::new(self.observer, name, content.size);
        if self.reuse
            && let Some(file) = find(&self.files, name, content).await.map_err(failed)?
        {
            counter.finish();
            return Ok(Uploaded { file, bytes: content.size, reused: true });
        }
        let (concurrency, attempts) = (self.concurrency, self.attempts);
        let client = self.files.client();
        let sender = Sender { client, name, content, counter, concurrency, attempts };
        let mut renewed = false;
        let file = loop {
            let session = session.insert(Session::begin(&self.files, name, content).await.map_err(failed)?);
            match sender.send(&session.links).await {
                Ok(parts) => break session.complete(parts).await.map_err(failed)?,
                Err(error) if error.is_expired() && !renewed => drop(session.abort().await),
                Err(error) => return Err(error),
            }
            renewed = true;
        };
        if digest_of(&file).is_some_and(|digest| !digest.eq_ignore_ascii_case(&content.digest)) {
            return Err(UploadError::Checksum { name: name.to_owned() });
        }
        counter.finish();
        Ok(Uploaded { file, bytes: content.size, reused: false })
    }
}

/// Searches for a complete file with this content and name.
async fn find(files: &FilesApi, name: &str, content: &Content) -> Result<Option<File>, AnyError> {
    let mut found = files.search_files_page().sha256_checksum(&content.digest).items();
    while let Some(file) = found.next().await {
        match file {
            // A file whose upload is not complete has no entity tag.
            Ok(file) if file.filename == name && entity_tag_of(&file).is_some() => return Ok(Some(file)),
            Ok(_) => {}
            Err(error) if error.is_not_found() => break,
            Err(error) => return Err(error.into()),
        }
    }
    Ok(None)
}

impl IntoFuture for Upload {
    type Output = Result<File, UploadError>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async { self.outcome().await.map(|uploaded| uploaded.file) })
    }
}
