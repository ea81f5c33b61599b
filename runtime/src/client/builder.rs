//! How a client is configured.
//!
//! In: a caller's choices. Out: a [`Client`], or a [`BuildError`] with the first fault. Invariant: nothing is sent,
//! and a fault that an earlier choice made is not hidden by a later one.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, RwLock};
use std::time::Duration;

use http::HeaderMap;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderName, HeaderValue};

use super::base;
use super::servers::Choices;
use super::state::States;
use super::{ApiClient, BaseUrl, Client, ClientProfile, Inner};
use crate::auth::Credentials;
use crate::error::BuildError;
use crate::header;
use crate::limits::{CONNECT, Limits, Timeouts};
use crate::path::Slashes;
use crate::retry::{DEFAULT_RETRIES, RetryBudget, RetryPolicy};
use crate::server::Server;
use crate::transport::Transport;
use crate::transport::reqwest::{ReqwestTransport, Settings};

const DEFAULT_BASE: &str = "http://localhost";
const BODY_LIMIT: u64 = 64 * 1024 * 1024;

/// Configures a client: a [`Client`], or that of a generated crate, which is made of one.
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder<C = Client> {
    profile: &'static ClientProfile,
    client: PhantomData<fn() -> C>,
    base_url: Result<String, BuildError>,
    servers: Choices,
    credentials: Credentials,
    headers: HeaderMap,
    application: String,
    parameters: BTreeMap<String, (HeaderName, HeaderValue)>,
    timeouts: Timeouts,
    body_limit: u64,
    strict_content_type: bool,
    retry: Option<RetryPolicy>,
    retry_budget: u32,
    slashes: Slashes,
    allow_plaintext: bool,
    settings: Settings,
    transport: Option<Arc<dyn Transport>>,
    fault: Option<BuildError>,
}

impl<C: ApiClient> ClientBuilder<C> {
    /// Begins a client with the defaults of its profile; users call `Client::builder`.
    #[doc(hidden)]
    pub fn new() -> Self {
        let profile = C::profile();
        // A server of the document that cannot be used is no fault where another base URL is set.
        let base_url = match profile.servers {
            [first, ..] => first.base_url(&[]).map(|url| against(DEFAULT_BASE, &url)),
            [] => Ok(DEFAULT_BASE.to_owned()),
        };
        Self {
            profile,
            client: PhantomData,
            base_url,
            servers: Choices::default(),
            credentials: Credentials::none(),
            headers: HeaderMap::new(),
            application: String::new(),
            parameters: BTreeMap::new(),
            timeouts: Timeouts::new(),
            body_limit: BODY_LIMIT,
            strict_content_type: false,
            retry: None,
            retry_budget: DEFAULT_RETRIES,
            slashes: Slashes::Encoded,
            allow_plaintext: false,
            settings: Settings::default(),
            transport: None,
            fault: None,
        }
    }

    /// The server's base URL: scheme, host, and perhaps port and path (by default the first server of the document, else
    /// `http://localhost`).
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Ok(url.into());
        self
    }

    /// A server of the document, its variables by name; variables that are not named have their defaults. A server
    /// whose URL is relative is resolved against the base URL set before.
    pub fn server(mut self, server: &Server, variables: &[(&str, &str)]) -> Self {
        match server.base_url(variables) {
            Ok(url) => {
                let base = self.base_url.as_deref().unwrap_or(DEFAULT_BASE);
                self.base_url = Ok(against(base, &url));
            }
            Err(error) => self.fail(error),
        }
        self
    }

    /// Which of its own servers an operation is sent to, the variables by name; by default the first that it lists, each
    /// variable with its default. A relative URL is on the origin of the base URL.
    ///
    /// It holds for all operations that list this server. Those of a document are in `operation_servers` of its client.
    pub fn operation_server(mut self, server: &Server, variables: &[(&str, &str)]) -> Self {
        match server.base_url(variables) {
            Ok(url) => self.servers.urls.push((server.url, url)),
            Err(error) => self.fail(error),
        }
        self
    }

    /// The same with another URL in place of the server's, such as that of a test or a staging server.
    pub fn operation_server_url(mut self, server: &Server, url: impl Into<String>) -> Self {
        self.servers.urls.push((server.url, url.into()));
        self
    }

    /// Sends all operations to the base URL, also those with servers of their own; for tests and gateways.
    pub fn ignore_operation_servers(mut self, ignore: bool) -> Self {
        self.servers.is_ignored = ignore;
        self
    }

    /// Lets the client's credentials go to another origin (`https://uploads.example.com`), where the document has
    /// operations on it. By default they go to the base URL's origin only, and a call that would take them elsewhere is a
    /// [`BuildError`]; the credentials of a call (`with_auth`) are sent to the server of its operation. Default headers,
    /// too, go to all servers of the document.
    pub fn allow_credentials_to(mut self, origin: impl Into<String>) -> Self {
        self.servers.allowed.push(origin.into());
        self
    }

    /// The credentials; none by default. Operations that the document describes without security do not get them, so that
    /// no secret is sent without need; [`with_auth`](crate::RawRequest::with_auth) of a call sends it with any operation,
    /// and the generator's `Config::security_scheme` adds the scheme that a document lacks.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = credentials;
        self
    }

    /// A header that every request has, unless the request sets it. Use `credentials` for credentials. `Content-Type` is
    /// an error: each body has its own.
    pub fn default_header(mut self, name: &str, value: &str) -> Self {
        match header::pair(name, value) {
            Ok((name, _)) if name == AUTHORIZATION => self.fail(BuildError::new(
                "`Authorization` is no default header: use `credentials`, which sends it only where it belongs",
            )),
            Ok((name, _)) if name == CONTENT_TYPE => self.fail(BuildError::new(
                "`Content-Type` is no default header: each body has its own, which `with_header` replaces for a call",
            )),
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(error) => self.fail(error),
        }
        self
    }

    /// The value of an optional header parameter, for operations that document it and calls that do not set it.
    pub fn parameter_default(mut self, name: &str, value: &str) -> Self {
        match header::pair(name, value) {
            Ok((name, value)) => {
                self.parameters.insert(name.as_str().to_owned(), (name, value));
            }
            Err(error) => self.fail(error),
        }
        self
    }

    /// The application's name and version (`my-tool/1.2`), which go before the client's own in `User-Agent`.
    pub fn user_agent(mut self, application: impl Into<String>) -> Self {
        self.application = application.into();
        self
    }

    /// Time limits: by default 5 s for connecting, 90 s for an attempt, 5 min for all attempts, and 60 s of silence in a
    /// stream. The limits of an operation or a call take precedence.
    pub fn timeouts(mut self, timeouts: impl Into<Timeouts>) -> Self {
        self.timeouts = timeouts.into();
        self
    }

    /// The largest body that is read whole, in bytes, after decoding: 64 MiB by default. The limit of an operation or
    /// a call takes precedence. The body of an error is cut to it.
    pub fn body_limit(mut self, bytes: u64) -> Self {
        self.body_limit = bytes;
        self
    }

    /// Whether JSON is read only from responses whose content type says JSON, or that have none: `false` by default.
    ///
    /// Otherwise, JSON that is sent as `text/plain` or `application/octet-stream` is read as well, except by operations
    /// whose document lists text or bytes beside JSON.
    pub fn strict_content_type(mut self, strict: bool) -> Self {
        self.strict_content_type = strict;
        self
    }

    /// How requests are retried: by default by [`RetryPolicy::new`] and the configuration of each operation.
    ///
    /// This policy takes precedence over both, and the policy of a call (`with_retry`) takes precedence over it.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// How many retries the client and its clones make while no healthy response is received: 100 by default.
    ///
    /// Once the budget is used up, requests are sent once. A healthy response refunds what the retries of its call cost, or
    /// a fifth of a retry where there were none; a 5xx, or a status that is retried, refunds nothing. A retry after a 429
    /// counts as a fifth of one, so that a rate limiter that lets requests through in turn never uses up the budget.
    pub fn retry_budget(mut self, retries: u32) -> Self {
        self.retry_budget = retries;
        self
    }

    /// Rejects path values that contain a slash or backslash (also encoded) instead of encoding it.
    ///
    /// By default `a/b` is sent as `a%2Fb`. Servers that route before they decode read one segment, which documents need
    /// whose identifiers contain slashes. Servers that decode first (nginx's locations, Starlette's routes) read two
    /// segments, which may be another route.
    pub fn refuse_slashes_in_path_values(mut self, refuse: bool) -> Self {
        self.slashes = if refuse { Slashes::Rejected } else { Slashes::Encoded };
        self
    }

    /// Allows credentials over `http` to other machines, where anybody in between can read them.
    pub fn danger_allow_plaintext_credentials(mut self, allow: bool) -> Self {
        self.allow_plaintext = allow;
        self
    }

    /// A proxy, for the base URL and for links. Where none is set, those of the environment (`HTTPS_PROXY` and the like)
    /// are used, except by a client whose base URL is `http` on this machine: what it sends must not leave it.
    pub fn proxy(mut self, proxy: reqwest::Proxy) -> Self {
        self.settings.proxies.push(proxy);
        self
    }

    /// No proxy, not even those of the environment.
    pub fn no_proxy(mut self) -> Self {
        self.settings.no_proxy = true;
        self
    }

    /// A root certificate beside the platform's: none by default.
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub fn root_certificate(mut self, certificate: reqwest::Certificate) -> Self {
        self.settings.root_certificates.push(certificate);
        self
    }

    /// A client certificate: none by default.
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub fn identity(mut self, identity: reqwest::Identity) -> Self {
        self.settings.identity = Some(identity);
        self
    }

    /// How many idle connections are kept per host: all by default.
    pub fn pool_max_idle_per_host(mut self, connections: usize) -> Self {
        self.settings.pool_max_idle_per_host = Some(connections);
        self
    }

    /// How long an idle connection is kept: 90 s by default.
    pub fn pool_idle_timeout(mut self, limit: Duration) -> Self {
        self.settings.pool_idle_timeout = Some(limit);
        self
    }

    /// Your own reqwest client, instead of the settings for proxies, certificates, pools, and connecting.
    ///
    /// Build it with `redirect(Policy::none())`: reqwest follows redirects by default, also to other origins.
    /// Requests that are not idempotent may be lost on its kept connections after a 5xx, which some servers close without
    /// saying so: `pool_max_idle_per_host(0)` prevents it. A client that is not your own takes another connection then.
    /// Leave its `connection_verbose` off where logs are kept: it logs all that is sent, credentials too.
    pub fn reqwest_client(self, client: reqwest::Client) -> Self {
        self.transport(ReqwestTransport::over(client))
    }

    /// Another transport, such as a test's.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// The client.
    ///
    /// # Errors
    /// If a setting is invalid: a URL that is none or has user information, query, or fragment; an invalid header.
    pub fn build(self) -> Result<C, BuildError> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        let base = BaseUrl::parse(&self.base_url?)?;
        let servers = self.servers.check(self.profile.servers, &base)?;
        let user_agent = user_agent(&self.application, self.profile.user_agent)?;
        let transport = if let Some(transport) = self.transport {
            transport
        } else {
            let mut settings = self.settings;
            // A proxy of the environment is no part of this machine, and would read the credentials.
            settings.no_proxy |= (base.stays_here() || servers.stay_here()) && settings.proxies.is_empty();
            Arc::new(ReqwestTransport::new(settings, self.timeouts.connect.unwrap_or(CONNECT))?)
        };
        // The transport has the connect limit; requests name one only where theirs differs.
        let limits = Limits { connect: None, ..Limits::default().with(self.timeouts) };
        Ok(C::from(Client(Arc::new(Inner {
            profile: self.profile,
            host: base::host(base.url()).into(),
            base,
            servers,
            transport,
            credentials: RwLock::new(self.credentials),
            headers: self.headers,
            user_agent,
            parameters: self.parameters,
            limits,
            body_limit: self.body_limit,
            strict_content_type: self.strict_content_type,
            retry: self.retry,
            budget: RetryBudget::new(self.retry_budget),
            allow_plaintext: self.allow_plaintext,
            slashes: self.slashes,
            states: States::default(),
        }))))
    }

    fn fail(&mut self, error: BuildError) {
        self.fault.get_or_insert(error);
    }
}

fn user_agent(application: &str, own: &str) -> Result<HeaderValue, BuildError> {
    let text = format!("{application} {own}");
    header::value(text.trim_start()).map_err(|error| BuildError::new(format!("the user agent {error}")))
}

impl<C: ApiClient> Default for ClientBuilder<C> {
    fn default() -> Self {
        Self::new()
    }
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the base URL: before `build` it may have a password in it.
        f.debug_struct("ClientBuilder").field("credentials", &self.credentials).finish_non_exhaustive()
    }
}

/// A server's URL, under a base where it is relative (OpenAPI 3.1, "Server Object", `url`).
fn against(base: &str, url: &str) -> String {
    let is_absolute = url.split_once("://").is_some_and(|(scheme, _)| !scheme.contains(['/', '?', '#']));
    if is_absolute {
        return url.to_owned();
    }
    if url.starts_with("//") {
        let scheme = base.split("//").next().unwrap_or_default();
        return format!("{scheme}{url}");
    }
    format!("{}/{}", base.trim_end_matches('/'), url.trim_start_matches("./").trim_start_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::against;

    #[test]
    fn a_relative_server_stands_under_the_base() {
        for (url, expected) in [
            ("https://b.example/v1", "https://b.example/v1"),
            ("/v1", "http://a.example/x/v1"),
            ("v1", "http://a.example/x/v1"),
            ("./v1", "http://a.example/x/v1"),
            ("/", "http://a.example/x/"),
            ("", "http://a.example/x/"),
            ("//b.example/v1", "http://b.example/v1"),
            ("/to/http://b.example", "http://a.example/x/to/http://b.example"),
        ] {
            assert_eq!(against("http://a.example/x/", url), expected);
        }
    }
}
