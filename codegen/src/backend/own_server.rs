//! What people read of an operation's own server.
//!
//! In: an operation. Out: sentences, and the URL that examples name. Invariant: nothing where requests go to the base URL.

use super::text;
use crate::ir::Operation;

/// Where the requests of an operation go, where that is not the base URL.
pub(in crate::backend) fn note(operation: &Operation) -> Option<String> {
    let server = operation.servers.first()?;
    Some(format!("Sent to {} instead of the base URL.", text::code(&server.default_url())))
}

/// The URL of an operation's own server, where it is a whole one.
#[cfg(feature = "tools")]
pub(in crate::backend) fn url(operation: &Operation) -> Option<String> {
    let url = operation.servers.first()?.default_url();
    (url.starts_with("https://") || url.starts_with("http://")).then_some(url)
}
