//! Links that the server redirects to.
//!
//! In: a request of the API that is answered with a redirect. Out: its target.
//! Invariant: the request has the caller's credentials, and the target is not followed here.

use futures_core::future::BoxFuture;
use http::Method;
use uuid::Uuid;

use super::{error::DownloadError, pause::Pauses};
use crate::runtime::{AnyError, ByteStream, Client, RawRequest};

/// The path of files in the API; the document of the studies operations does not have it.
const FILES: &str = "/v0/files";

/// The target of the redirect that answers a request; `None` if there is none.
pub(crate) async fn redirect_target(request: RawRequest) -> Result<Option<String>, AnyError> {
    match request.read::<ByteStream>().await {
        Err(error) if error.status().is_some_and(|status| status.is_redirection()) => {
            Ok(error.location().map(str::to_owned))
        }
        Err(error) => Err(error.into()),
        Ok(_) => Ok(None),
    }
}

/// A link to the content of a file, whose name is for errors.
pub(super) async fn content_link(client: &Client, file: Uuid, name: &str) -> Result<String, DownloadError> {
    let id = file.to_string();
    let request = || {
        let request = client.raw(Method::GET, FILES).path_segment(&id).path_segment("content");
        Box::pin(redirect_target(request)) as BoxFuture<'_, _>
    };
    let link: Option<String> = confirm_not_found(&request).await?;
    link.ok_or_else(|| DownloadError::NoLink { name: name.to_owned() })
}

/// Sends a request again if the response is 404: it may come from a replica of the server that does not know the file yet.
pub(super) async fn confirm_not_found<'a, T>(
    request: &(dyn Fn() -> BoxFuture<'a, Result<T, AnyError>> + Send + Sync),
) -> Result<T, AnyError> {
    match request().await {
        Err(error) if error.is_not_found() => {
            Pauses::new().pause(None).await;
            request().await
        }
        outcome => outcome,
    }
}
