//! Links that the server redirects to.
//!
//! In: a request of the API that is answered with a redirect. Out: its target.
//! Invariant: the request has the caller's credentials, and the target is not followed here.

use crate::runtime::{AnyError, ByteStream, RawRequest};

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
