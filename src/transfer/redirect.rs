//! Links that the server redirects to.
//!
//! In: a request of the API that is answered with a redirect. Out: its target.
//! Invariant: the request has the caller's credentials, and the target is not followed here.

use http::Method;
use uuid::Uuid;

use super::error::DownloadError;
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
    let request = client.raw(Method::GET, FILES).path_segment(&file.to_string()).path_segment("content");
    let link = redirect_target(request).await?;
    link.ok_or_else(|| DownloadError::NoLink { name: name.to_owned() })
}
