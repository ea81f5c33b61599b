//! What people read of where the requests of an operation go.
//!
//! In: an operation. Out: sentences, and the URL that examples name. Invariant: nothing where requests go to the base URL
//! alone.

use super::text;
use crate::ir::Operation;

/// Where requests go beside the base URL.
pub(in crate::backend) fn notes(operation: &Operation) -> Vec<String> {
    let server = operation.servers.first().map(|server| text::code(&server.default_url()));
    let own = server.map(|url| format!("Sent to {url} instead of the base URL."));
    let redirect = "A redirect to the content is followed, without credentials.";
    own.into_iter().chain(operation.config.follow_redirect.then(|| redirect.to_owned())).collect()
}

/// The URL of an operation's own server, where it is a whole one.
#[cfg(feature = "tools")]
pub(in crate::backend) fn url(operation: &Operation) -> Option<String> {
    let url = operation.servers.first()?.default_url();
    (url.starts_with("https://") || url.starts_with("http://")).then_some(url)
}
