//! The defaults of a generated client, and the conventions of its API.
//!
//! In: constants of a generated crate, and of its configuration. Out: a [`ClientProfile`], a `static` of that crate.
//! Invariant: this is the only way by which the runtime learns anything about one API.

use std::fmt;

use super::Client;
use crate::server::Server;

/// Finds an identifier in the body of an error response.
type SupportId = fn(&[u8]) -> Option<String>;

/// The defaults of a generated client and the conventions of its API.
#[derive(Clone, Copy)]
pub struct ClientProfile {
    pub(crate) user_agent: &'static str,
    pub(crate) servers: &'static [Server],
    pub(crate) trace_id_header: Option<&'static str>,
    pub(crate) support_id: Option<SupportId>,
}

/// The profile of a client that no document describes.
pub(crate) static UNDOCUMENTED: ClientProfile =
    ClientProfile::new(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")));

/// The client of an API, which its profile describes: the runtime's own, or that of a generated crate.
pub trait ApiClient: From<Client> {
    /// What it begins with.
    fn profile() -> &'static ClientProfile;
}

impl ApiClient for Client {
    fn profile() -> &'static ClientProfile {
        &UNDOCUMENTED
    }
}

impl ClientProfile {
    /// The profile of a client with this product in its `User-Agent` (RFC 9110, section 10.1.5), such as `my-api/1.2.0`.
    #[must_use]
    pub const fn new(user_agent: &'static str) -> Self {
        Self { user_agent, servers: &[], trace_id_header: None, support_id: None }
    }

    /// The servers of the document; the first one is the default base URL.
    #[must_use]
    pub const fn servers(mut self, servers: &'static [Server]) -> Self {
        self.servers = servers;
        self
    }

    /// The response header that identifies the server's trace; errors and spans show it.
    #[must_use]
    pub const fn trace_id_header(mut self, name: &'static str) -> Self {
        self.trace_id_header = Some(name);
        self
    }

    /// Finds the identifier that the API's support needs in the body of an error response.
    #[must_use]
    pub const fn support_id(mut self, find: SupportId) -> Self {
        self.support_id = Some(find);
        self
    }
}

impl fmt::Debug for ClientProfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientProfile").field("user_agent", &self.user_agent).finish_non_exhaustive()
    }
}
