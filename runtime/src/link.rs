//! What requests without credentials have in common.
//!
//! In: a URL that a server gave, and a client. Out: whether it may be requested, and with which headers. Invariant: nothing of
//! the client goes along but its name.

use http::header::{ACCEPT_ENCODING, USER_AGENT};
use http::{HeaderMap, HeaderValue};
use url::Url;

use super::client::Client;
use super::operation::Operation;

/// Stands for all links to read; what errors call such a request.
pub(crate) static GET: Operation = Operation::new("GET", "get_unauthenticated", "");

/// Checks where a request without credentials goes to; the problem is to be read after what the URL is.
pub(crate) fn check(url: &Url) -> Result<(), &'static str> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err("is neither `http` nor `https`");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("has credentials in it");
    }
    Ok(())
}

/// What a request without credentials has: the client's name, and that lengths and positions are those of the bytes that
/// are asked for.
pub(crate) fn headers(client: &Client) -> HeaderMap {
    let identity = HeaderValue::from_static("identity");
    HeaderMap::from_iter([(USER_AGENT, client.inner().user_agent.clone()), (ACCEPT_ENCODING, identity)])
}
