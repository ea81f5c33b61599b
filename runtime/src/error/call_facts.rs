//! What is known of the call that an error is of.
//!
//! In: a request that was sent, and what came of its attempts. Out: [`CallFacts`], which the error keeps, and its part of the
//! error's line. Invariant: the secrets are kept to be taken out of what others say, and are never shown.

use std::fmt;
use std::sync::Arc;

use http::{HeaderMap, HeaderValue};
use zeroize::Zeroizing;

use crate::auth::Credentials;
use crate::retry::RetryReason;

/// What is known of the call that an error is of.
#[derive(Clone, Default)]
pub(crate) struct CallFacts {
    /// The host, and the port that the URL names; empty where nobody knows.
    pub(crate) host: Arc<str>,
    pub(crate) idempotent: bool,
    /// Whether a redirect led to a store, away from the API.
    pub(crate) redirected: bool,
    /// The number of attempts.
    pub(crate) attempts: u32,
    /// Whether the server may have processed an attempt before the last one.
    pub(crate) processed_before: bool,
    /// Why the request was not retried after the last attempt.
    pub(crate) retry_reason: Option<RetryReason>,
    pub(crate) credentials: Credentials,
    /// The headers that are secrets.
    pub(crate) secret_headers: Vec<HeaderValue>,
}

impl CallFacts {
    /// The headers of a request that are secrets.
    pub(crate) fn secret_headers(headers: &HeaderMap) -> Vec<HeaderValue> {
        headers.values().filter(|value| value.is_sensitive()).cloned().collect()
    }

    /// What must not be shown.
    pub(super) fn secrets(&self) -> Vec<Zeroizing<String>> {
        let mut secrets = self.credentials.secrets();
        let headers = self.secret_headers.iter().filter_map(|value| value.to_str().ok());
        // Of `Basic <base64>` and `a=<cookie>; b=<cookie>` a server may echo a part.
        for part in headers.flat_map(|text| text.split("; ")) {
            let value = part.split_once('=').or_else(|| part.split_once(' ')).map(|(_, value)| value);
            secrets.extend(
                [Some(part), value].into_iter().flatten().map(|text| Zeroizing::new(text.to_owned())),
            );
        }
        secrets
    }

    /// Whether the request had no credentials, as far as headers go.
    pub(super) fn sent_nothing_secret(&self) -> bool {
        self.secret_headers.is_empty() && self.credentials.is_none() && !self.host.is_empty()
    }

    /// Where the call went to: ` at api.example.org`.
    pub(super) fn place(&self) -> String {
        match (&*self.host, self.redirected) {
            ("", _) => String::new(),
            (host, false) => format!(" at {host}"),
            (host, true) => format!(" at {host}, a store that the API redirected to"),
        }
    }

    /// What follows what happened, in brackets: attempts, why there were no more, and the server's identifiers.
    pub(super) fn end(&self, ids: &[(&str, Option<String>)]) -> String {
        let mut details = Vec::new();
        if self.attempts > 1 {
            details.push(format!("{} attempts", self.attempts));
        }
        let noteworthy = self.retry_reason.as_ref().filter(|reason| reason.is_noteworthy());
        details.extend(noteworthy.map(ToString::to_string));
        details.extend(ids.iter().filter_map(|(name, id)| Some(format!("{name} {}", id.as_ref()?))));
        if details.is_empty() { String::new() } else { format!(" ({})", details.join(", ")) }
    }
}

impl fmt::Debug for CallFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallFacts")
            .field("host", &self.host)
            .field("attempts", &self.attempts)
            .field("retry_reason", &self.retry_reason)
            .finish_non_exhaustive()
    }
}
