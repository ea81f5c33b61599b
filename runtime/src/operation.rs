//! What is known of an operation before it is called: a `static` that the generator writes.
//!
//! In: the document, as constants. Out: [`Operation`], read by every later stage of a request.
//! Invariant: nothing here is computed at run time, and nothing here depends on a caller's values.

use std::time::Duration;

use super::server::Server;

/// An operation of a document.
#[derive(Debug)]
pub struct Operation {
    pub(crate) method: &'static str,
    pub(crate) name: &'static str,
    pub(crate) template: &'static str,
    pub(crate) query: &'static str,
    pub(crate) ok: &'static [Status],
    pub(crate) accept: &'static str,
    pub(crate) exact_content_type: bool,
    pub(crate) security: &'static [&'static [Scheme]],
    pub(crate) servers: &'static [Server],
    pub(crate) headers: &'static [&'static str],
    /// `None`: by the method.
    pub(crate) idempotent: Option<bool>,
    pub(crate) retry_on: &'static [u16],
    pub(crate) connect_timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) total_timeout: Option<Duration>,
    pub(crate) stall_timeout: Option<Duration>,
    pub(crate) max_attempts: Option<u32>,
    pub(crate) body_limit: Option<u64>,
    pub(crate) follow_redirect: bool,
}

impl Operation {
    /// An operation by its upper-case method, its name (operationId), and its path template.
    #[must_use]
    pub const fn new(method: &'static str, name: &'static str, template: &'static str) -> Self {
        Self {
            method,
            name,
            template,
            query: "",
            ok: &[],
            accept: "",
            exact_content_type: false,
            security: &[],
            servers: &[],
            headers: &[],
            idempotent: None,
            retry_on: &[],
            connect_timeout: None,
            attempt_timeout: None,
            total_timeout: None,
            stall_timeout: None,
            max_attempts: None,
            body_limit: None,
            follow_redirect: false,
        }
    }

    /// The pairs of the query string that every request has (`action=list`).
    #[must_use]
    pub const fn query(mut self, pairs: &'static str) -> Self {
        self.query = pairs;
        self
    }

    /// The statuses that the document calls a success.
    #[must_use]
    pub const fn ok(mut self, statuses: &'static [Status]) -> Self {
        self.ok = statuses;
        self
    }

    /// The value of the `Accept` header; none is asked for where this is not called.
    #[must_use]
    pub const fn accept(mut self, media_types: &'static str) -> Self {
        self.accept = media_types;
        self
    }

    /// The document lists text or bytes beside JSON, so that text is never JSON.
    #[must_use]
    pub const fn exact_content_type(mut self) -> Self {
        self.exact_content_type = true;
        self
    }

    /// The alternatives of credentials; each is a list of schemes that go together.
    #[must_use]
    pub const fn security(mut self, alternatives: &'static [&'static [Scheme]]) -> Self {
        self.security = alternatives;
        self
    }

    /// The servers of its own, of which the first is used; none where it is on the base URL.
    #[must_use]
    pub const fn servers(mut self, servers: &'static [Server]) -> Self {
        self.servers = servers;
        self
    }

    /// The optional header parameters, in lower case.
    #[must_use]
    pub const fn headers(mut self, names: &'static [&'static str]) -> Self {
        self.headers = names;
        self
    }

    /// It is idempotent, whatever its method.
    #[must_use]
    pub const fn idempotent(mut self) -> Self {
        self.idempotent = Some(true);
        self
    }

    /// It is not idempotent, whatever its method.
    #[must_use]
    pub const fn not_idempotent(mut self) -> Self {
        self.idempotent = Some(false);
        self
    }

    /// The statuses after which it is retried beside the default ones, whether or not it is idempotent; a policy of the
    /// client or the call replaces this.
    #[must_use]
    pub const fn retry_on(mut self, statuses: &'static [u16]) -> Self {
        self.retry_on = statuses;
        self
    }

    /// The time limit for connecting, in seconds.
    #[must_use]
    pub const fn connect_timeout(mut self, seconds: u64) -> Self {
        self.connect_timeout = Some(Duration::from_secs(seconds));
        self
    }

    /// The time limit of one attempt, in seconds.
    #[must_use]
    pub const fn attempt_timeout(mut self, seconds: u64) -> Self {
        self.attempt_timeout = Some(Duration::from_secs(seconds));
        self
    }

    /// The time limit of all attempts together, in seconds.
    #[must_use]
    pub const fn total_timeout(mut self, seconds: u64) -> Self {
        self.total_timeout = Some(Duration::from_secs(seconds));
        self
    }

    /// The longest silence in a body that is read as a stream, in seconds.
    #[must_use]
    pub const fn stall_timeout(mut self, seconds: u64) -> Self {
        self.stall_timeout = Some(Duration::from_secs(seconds));
        self
    }

    /// The largest body that is read whole, in bytes.
    #[must_use]
    pub const fn body_limit(mut self, bytes: u64) -> Self {
        self.body_limit = Some(bytes);
        self
    }

    /// Its content is where a redirect leads to, and is requested from there without credentials.
    #[must_use]
    pub const fn follow_redirect(mut self) -> Self {
        self.follow_redirect = true;
        self
    }

    /// How often it is attempted at most; a policy of the client or the call replaces this.
    #[must_use]
    pub const fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = Some(attempts);
        self
    }

    /// Whether the document calls this status a success of the operation.
    pub(crate) fn documents_success(&self, status: u16) -> bool {
        self.ok.iter().any(|documented| documented.matches(status))
    }

    /// The first status that the document has for a success, 200 where it names none.
    #[cfg(feature = "test-util")]
    pub(crate) fn first_success(&self) -> u16 {
        let code = |status: &Status| if let Status::Code(code) = status { Some(*code) } else { None };
        self.ok.iter().find_map(code).unwrap_or(200)
    }
}

/// Which statuses a documented response stands for (OpenAPI 3.1, "Responses Object").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// One status.
    Code(u16),
    /// A hundred of statuses, by the hundreds digit (`2` is `2XX`).
    Range(u16),
    /// `default`; as a success it stands for 2xx only.
    Default,
}

impl Status {
    fn matches(self, status: u16) -> bool {
        match self {
            Self::Code(code) => code == status,
            Self::Range(hundreds) => hundreds == status / 100,
            Self::Default => status / 100 == 2,
        }
    }
}

/// A security scheme of the document (OpenAPI 3.1, "Security Scheme Object").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// `Authorization: Basic` (RFC 7617).
    Basic {
        /// The scheme's name in the document.
        name: &'static str,
    },
    /// `Authorization: Bearer` (RFC 6750).
    Bearer {
        /// The scheme's name in the document.
        name: &'static str,
    },
    /// A key in a header.
    ApiKeyHeader {
        /// The scheme's name in the document.
        name: &'static str,
        /// The header's name.
        key: &'static str,
    },
    /// A key in the query string.
    ApiKeyQuery {
        /// The scheme's name in the document.
        name: &'static str,
        /// The query parameter's name.
        key: &'static str,
    },
    /// A key in a cookie.
    ApiKeyCookie {
        /// The scheme's name in the document.
        name: &'static str,
        /// The cookie's name.
        key: &'static str,
    },
}

impl Scheme {
    /// The scheme's name in the document.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match *self {
            Self::Basic { name }
            | Self::Bearer { name }
            | Self::ApiKeyHeader { name, .. }
            | Self::ApiKeyQuery { name, .. }
            | Self::ApiKeyCookie { name, .. } => name,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_matches_exactly_by_range_or_as_default() {
        for (documented, status, expected) in [
            (Status::Code(202), 202, true),
            (Status::Code(202), 200, false),
            (Status::Range(2), 299, true),
            (Status::Range(2), 300, false),
            (Status::Default, 204, true),
            (Status::Default, 302, false),
        ] {
            assert_eq!(documented.matches(status), expected, "{documented:?} {status}");
        }
    }
}
