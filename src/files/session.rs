//! An unfinished upload on the platform.
//!
//! In: the name, size and digest of a file. Out: links for its parts, then a file of the platform. Invariant: an upload
//! that was begun is completed or aborted, also if its session is dropped or its beginning was.

use std::time::Duration;

use tokio::{runtime::Handle, time::timeout};
use uuid::Uuid;

use super::content::Content;
use crate::{
    cleanup::Cleanups,
    files_api::FilesApi,
    models::{
        AbortMultipartUploadBody, AbortMultipartUploadBodyClientFile, CompleteMultipartUploadBody,
        CompleteMultipartUploadBodyClientFile, File, FileUploadCompletionBody, FileUploadData,
        GetUploadLinksBody, UploadedPart, UserFile,
    },
    runtime::{AnyError, Error, RetryPolicy, TransportError, TransportPhase},
    transfer::{Pauses, entity_tag_of},
};

/// The number of attempts to get links, and to complete an upload.
const ATTEMPTS: u32 = 5;
/// How long the abort may take; the platform removes unfinished uploads by itself after a day or so.
const ABORT_LIMIT: Duration = Duration::from_secs(60);

/// An upload that is aborted on drop, unless it was completed.
pub(super) struct Session {
    files: FilesApi,
    id: Uuid,
    file: UserFile,
    pub(super) links: FileUploadData,
    open: bool,
    /// The async runtime in which the abort happens after a drop.
    runtime: Option<Handle>,
}

impl Session {
    /// Begins an upload.
    ///
    /// Within an async runtime the request runs in a task of its own. If the beginning is dropped half-way, the task
    /// continues it and then aborts the upload.
    pub(super) async fn begin(files: &FilesApi, name: &str, content: &Content) -> Result<Self, AnyError> {
        let size = i64::try_from(content.size).unwrap_or(i64::MAX);
        let file = UserFile::new(name, size, content.digest.as_str());
        let (cleanups, subject) = (Cleanups::of(files.client()), subject(&file));
        let runtime = Handle::try_current().ok();
        let begin = begin(files.clone(), file, runtime.clone());
        cleanups
            .create(runtime, subject, begin, |begun| async {
                match begun {
                    Ok(mut session) => Session::abort(&mut session).await,
                    Err(_) => Ok(()),
                }
            })
            .await
    }

    /// Completes the upload. If the response is lost, the platform is asked for the file before the request is repeated.
    pub(super) async fn complete(&mut self, parts: Vec<UploadedPart>) -> Result<File, AnyError> {
        let file = CompleteMultipartUploadBodyClientFile::UserFile(self.file.clone());
        let body = CompleteMultipartUploadBody::new(file, FileUploadCompletionBody::new(parts));
        let (mut attempt, mut pauses, mut doubtful) = (1, Pauses::new(), false);
        loop {
            // Without the client's own retries, because the file is looked for before the request is repeated.
            let request =
                self.files.complete_multipart_upload(self.id, &body).with_retry(RetryPolicy::none());
            let error = match request.await {
                Ok(file) => return Ok(self.closed(file)),
                Err(error) => AnyError::from(error),
            };
            let again = may_succeed(&error);
            doubtful |= again && !error.is_rate_limited();
            if again && attempt < ATTEMPTS {
                pauses.pause(error.retry_after()).await;
            }
            if doubtful && let Some(file) = self.look().await {
                return Ok(self.closed(file));
            }
            if !again || attempt == ATTEMPTS {
                return Err(error);
            }
            attempt += 1;
        }
    }

    /// The file, if its upload is complete: before, it has no entity tag.
    async fn look(&self) -> Option<File> {
        self.files.get_file(self.id).await.ok().filter(|file| entity_tag_of(file).is_some())
    }

    fn closed(&mut self, file: File) -> File {
        self.open = false;
        file
    }

    /// Aborts the upload unless it is completed. If this is dropped half-way, a task does it again.
    pub(super) async fn abort(&mut self) -> Result<(), AnyError> {
        if !self.open {
            return Ok(());
        }
        let result = abort(self.files.clone(), self.id, self.file.clone()).await;
        self.open = false;
        result
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if self.open {
            let work = abort(self.files.clone(), self.id, self.file.clone());
            Cleanups::of(self.files.client()).spawn(self.runtime.take(), subject(&self.file), work);
        }
    }
}

/// What an upload that is not aborted leaves behind.
fn subject(file: &UserFile) -> String {
    format!("an unfinished upload of {:?}", file.filename)
}

async fn begin(files: FilesApi, file: UserFile, runtime: Option<Handle>) -> Result<Session, AnyError> {
    let body = GetUploadLinksBody::UserFile(file.clone());
    let (mut attempt, mut pauses) = (1, Pauses::new());
    loop {
        let error = match files.get_upload_links(&body).await {
            Ok(data) => {
                let (id, links) = (data.file_id, data.upload_schema);
                return Ok(Session { files, id, file, links, open: true, runtime });
            }
            Err(error) => AnyError::from(error),
        };
        if attempt == ATTEMPTS || !may_succeed(&error) {
            return Err(error);
        }
        pauses.pause(error.retry_after()).await;
        attempt += 1;
    }
}

/// Aborts an upload.
async fn abort(files: FilesApi, id: Uuid, file: UserFile) -> Result<(), AnyError> {
    let body = AbortMultipartUploadBody::new(AbortMultipartUploadBodyClientFile::UserFile(file));
    match timeout(ABORT_LIMIT, files.abort_multipart_upload(id, &body)).await {
        Ok(Err(error)) if !error.is_not_found() => Err(error.into()),
        Ok(_) => Ok(()),
        Err(error) => Err(TransportError::new(TransportPhase::Timeout).with_source(error).into()),
    }
}

/// Whether another request may succeed. The platform has several replicas, so that a 404 may pass. Links that were lost on
/// their way belong to an unfinished upload, which the platform removes.
fn may_succeed(error: &AnyError) -> bool {
    let status = error.status();
    matches!(**error, Error::Transport(_) | Error::Decode(_))
        || error.is_not_found()
        || error.is_rate_limited()
        || status.is_some_and(|status| status.is_server_error())
}
