//! The client: what all requests to one server share.
//!
//! In: a [`ClientBuilder`]'s choices. Out: what each request needs of them. Invariant: clones share connections,
//! credentials, the retry budget, and what is kept beside them; nothing secret is printed.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use http::{HeaderMap, HeaderName, HeaderValue};
use url::Url;

use super::auth::Credentials;
use super::limits::Limits;
use super::path::Slashes;
use super::retry::{RetryBudget, RetryPolicy};
use super::transport::Transport;

mod base;
mod builder;
mod profile;
mod servers;
mod state;

pub(crate) use base::{BaseUrl, host};
pub use builder::ClientBuilder;
#[cfg(all(test, feature = "events"))]
pub(crate) use profile::UNDOCUMENTED;
pub use profile::{ApiClient, ClientProfile};
use servers::OperationServers;
use state::States;

/// A client of one server; cheap to clone and to share.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

/// What requests need of their client.
pub(crate) struct Inner {
    pub(crate) profile: &'static ClientProfile,
    pub(crate) base: BaseUrl,
    /// The host of the base URL, as errors show it.
    pub(crate) host: Arc<str>,
    pub(crate) servers: OperationServers,
    pub(crate) transport: Arc<dyn Transport>,
    credentials: RwLock<Credentials>,
    pub(crate) headers: HeaderMap,
    pub(crate) user_agent: HeaderValue,
    pub(crate) parameters: BTreeMap<String, (HeaderName, HeaderValue)>,
    pub(crate) limits: Limits,
    pub(crate) body_limit: u64,
    pub(crate) strict_content_type: bool,
    /// `None`: the configuration of each operation, or the default.
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) budget: RetryBudget,
    pub(crate) allow_plaintext: bool,
    pub(crate) slashes: Slashes,
    states: States,
}

impl Client {
    /// Configures a client that no document describes; a generated crate has a `Client` of its own.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    /// Replaces the credentials, for all clones; requests that are not yet sent take the new ones. As with
    /// [`ClientBuilder::credentials`], operations without security do not get them.
    pub fn set_credentials(&self, credentials: Credentials) {
        *self.0.credentials.write().unwrap_or_else(PoisonError::into_inner) = credentials;
    }

    /// The base URL; operations with servers of their own go there instead.
    #[must_use]
    pub fn base_url(&self) -> &Url {
        self.0.base.url()
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }

    pub(crate) fn credentials(&self) -> Credentials {
        self.0.credentials.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.0.base.url().as_str())
            .field("credentials", &self.credentials())
            .field("limits", &self.0.limits)
            .field("retry", &self.0.retry)
            .finish_non_exhaustive()
    }
}

/// Declares the `Client` of a generated crate; for generated code, once in each. It is a newtype over the runtime's, so
/// that API groups are inherent methods of it in any crate.
#[doc(hidden)]
#[macro_export]
macro_rules! __client {
    ($profile:ident) => {
        /// A client of this API; cheap to clone and to share. All methods of the runtime's client are methods of it.
        #[derive(Clone, Debug)]
        pub struct Client($crate::support::Client);

        /// Configures a [`Client`].
        pub type ClientBuilder = $crate::support::ClientBuilder<Client>;

        impl Client {
            /// Configures a client: by default for the first server that the document lists, without credentials.
            pub fn builder() -> ClientBuilder {
                ClientBuilder::new()
            }
        }

        impl $crate::support::ApiClient for Client {
            fn profile() -> &'static $crate::support::ClientProfile {
                &$profile
            }
        }

        impl ::core::convert::From<$crate::support::Client> for Client {
            fn from(client: $crate::support::Client) -> Self {
                Self(client)
            }
        }

        impl ::core::ops::Deref for Client {
            type Target = $crate::support::Client;

            fn deref(&self) -> &Self::Target {
                &self.0
            }
        }
    };
}
