//! Files on this machine that are inputs.
//!
//! In: inputs with paths. Out: the same inputs with files of the platform. Invariant: the runs of one call upload a path
//! once, however many of them have it.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use futures_core::future::BoxFuture;
use tokio::sync::OnceCell;

use crate::{
    FilesApi,
    jobs::{InputValue, api::JobApi, error::JobError},
    models::{File, JobInputs},
};

/// The uploads of one call, by path.
#[derive(Default)]
pub(super) struct Uploads(Mutex<BTreeMap<PathBuf, Arc<OnceCell<File>>>>);

impl Uploads {
    /// Uploads the paths among the inputs.
    pub(super) async fn upload(
        &self,
        api: &dyn JobApi,
        mut inputs: JobInputs,
    ) -> Result<JobInputs, JobError> {
        let files = FilesApi::new(api.client());
        for (label, value) in &mut inputs.values {
            self.replace(&files, label, value).await?;
        }
        Ok(inputs)
    }

    /// Replaces a path by its file, also in lists.
    fn replace<'a>(
        &'a self,
        files: &'a FilesApi,
        label: &'a str,
        value: &'a mut InputValue,
    ) -> BoxFuture<'a, Result<(), JobError>> {
        Box::pin(async move {
            match value {
                InputValue::Path(path) => *value = self.file(files, label, path).await?.into(),
                InputValue::Array(items) => {
                    for item in items {
                        self.replace(files, label, item).await?;
                    }
                }
                _ => {}
            }
            Ok(())
        })
    }

    async fn file(&self, files: &FilesApi, label: &str, path: &Path) -> Result<File, JobError> {
        let upload = self.of(path);
        let file = upload.get_or_try_init(|| files.upload(path).into_future()).await;
        let failed = |error| JobError::Upload { label: label.to_owned(), error: Box::new(error) };
        file.cloned().map_err(failed)
    }

    fn of(&self, path: &Path) -> Arc<OnceCell<File>> {
        let mut uploads = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(uploads.entry(path.to_owned()).or_default())
    }
}
