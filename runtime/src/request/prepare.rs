//! Preparation of a request for sending.
//!
//! In: [`Parts`]. Out: [`Prepared`], the same for each attempt. Invariant: errors of a request are returned here, before
//! a connection is made.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONTENT_TYPE, COOKIE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use url::Url;

use super::Parts;
use crate::auth::{Credentials, Proof};
use crate::body::Body;
use crate::client::{BaseUrl, Client, host};
use crate::error::BuildError;
use crate::limits::{Limits, Timeouts};
use crate::operation::{Operation, Scheme};
use crate::path;
use crate::retry::RetryPolicy;

/// A request that can be sent, apart from its body.
pub(crate) struct Prepared {
    pub(crate) client: Client,
    pub(crate) operation: &'static Operation,
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) limits: Limits,
    pub(crate) body_limit: u64,
    pub(crate) policy: RetryPolicy,
    pub(crate) idempotent: bool,
    pub(crate) credentials: Credentials,
    /// Whether a redirect led here, away from the API.
    pub(crate) redirected: bool,
}

impl Prepared {
    /// Where it goes, as errors show it.
    pub(crate) fn host(&self) -> Arc<str> {
        let (client, url) = (self.client.inner(), &self.url);
        let base = client.base.url();
        let is_base = base.host_str() == url.host_str() && base.port() == url.port();
        if is_base { Arc::clone(&client.host) } else { host(url).into() }
    }
}

impl Parts {
    /// Assembles the request. The body is separate, because a stream cannot be shared between threads.
    pub(crate) fn prepare(mut self) -> Result<(Prepared, Body), BuildError> {
        let operation = self.operation;
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        let (method, path) = self.target()?;
        let client = self.client.clone();
        let base = client.inner().servers.base(operation.servers, &client.inner().base)?;
        let headers = self.all_headers(&base)?;
        let url = base.join(&path, &self.query)?;
        let client_policy = self.client.inner().retry.as_ref();
        let policy = RetryPolicy::effective(self.retry.take(), client_policy, operation);
        let prepared = Prepared {
            limits: self.limits(),
            body_limit: self.body_limit(),
            idempotent: policy.assumes_idempotent()
                || operation.idempotent.unwrap_or_else(|| is_idempotent(&method)),
            policy,
            client: self.client,
            operation,
            method,
            url,
            headers,
            credentials: self.credentials.take().unwrap_or_default(),
            redirected: false,
        };
        Ok((prepared, self.body))
    }

    fn target(&mut self) -> Result<(Method, String), BuildError> {
        if let Some(raw) = self.raw.take() {
            return Ok(raw);
        }
        let method = Method::from_bytes(self.operation.method.as_bytes())
            .map_err(|_| BuildError::new("the document's method is not an HTTP method"))?;
        let path = path::fill(self.operation.template, &self.path)
            .ok_or_else(|| BuildError::new("the path has not as many placeholders as values"))?;
        // Each value was checked, but not what it makes together with the text around it.
        match path::check_route(&path) {
            Err(problem) => Err(BuildError::new(format!("the path {problem}"))),
            Ok(()) => Ok((method, path)),
        }
    }

    /// Collects the headers. Credentials are added where their scheme sends them.
    fn all_headers(&mut self, base: &BaseUrl) -> Result<HeaderMap, BuildError> {
        let client = self.client.clone();
        let client = client.inner();
        let mut headers = std::mem::take(&mut self.headers);
        let is_own = headers.contains_key(AUTHORIZATION);
        for name in self.operation.headers {
            if let Some((name, value)) = client.parameters.get(*name) {
                headers.entry(name).or_insert_with(|| value.clone());
            }
        }
        for (name, value) in &client.headers {
            headers.entry(name).or_insert_with(|| value.clone());
        }
        headers.entry(USER_AGENT).or_insert_with(|| client.user_agent.clone());
        // What is not decoded is not asked for.
        headers.entry(ACCEPT_ENCODING).or_insert(HeaderValue::from_static("identity"));
        if !self.operation.accept.is_empty() {
            let accept = HeaderValue::from_maybe_shared(Bytes::from_static(self.operation.accept.as_bytes()))
                .map_err(|_| BuildError::new("the document's media types cannot be sent in a header"))?;
            headers.entry(ACCEPT).or_insert(accept);
        }
        self.prove(base, &mut headers, is_own)?;
        if let (false, Some(content_type)) = (self.body.is_empty(), self.content_type.take()) {
            headers.entry(CONTENT_TYPE).or_insert(content_type);
        }
        if !self.cookies.is_empty() {
            let mut cookies = HeaderValue::from_str(&self.cookies)
                .map_err(|_| BuildError::new("the cookies cannot be sent in a header"))?;
            cookies.set_sensitive(true);
            headers.insert(COOKIE, cookies);
        }
        Ok(headers)
    }

    /// Adds the credentials; `is_own`: the call has `Authorization` already, as a parameter or a header.
    fn prove(&mut self, base: &BaseUrl, headers: &mut HeaderMap, is_own: bool) -> Result<(), BuildError> {
        let of_call = self.credentials.is_some();
        let (credentials, schemes) = self.credentials()?;
        self.credentials = Some(credentials.clone());
        let header = headers.get_mut(AUTHORIZATION).map(|value| value.set_sensitive(true));
        let client = self.client.inner();
        // Of the client's: credentials, or the default of a parameter.
        if !(of_call || schemes.is_empty()) || (header.is_some() && !is_own) {
            client.servers.check_credentials(&client.base, base)?;
        }
        let is_secret = header.is_some() || !schemes.is_empty();
        if is_secret && base.is_plaintext() && !client.allow_plaintext {
            return Err(BuildError::new(
                "the credentials would go over `http`, where anybody on the way can read them; use `https`, or \
                 `danger_allow_plaintext_credentials(true)`",
            ));
        }
        for scheme in schemes {
            match credentials.proof(*scheme)? {
                None => {}
                Some(Proof::Header(name, value)) => {
                    if headers.contains_key(&name) {
                        return Err(set_twice(&name));
                    }
                    headers.insert(name, value);
                }
                Some(Proof::Query(pair)) => {
                    if !self.query.is_empty() {
                        self.query.push('&');
                    }
                    self.query.push_str(&pair);
                }
                Some(Proof::Cookie(pair)) => self.push_cookie(&pair),
            }
        }
        Ok(())
    }

    /// The credentials of the call, or those of the client, and the schemes by which they are sent.
    fn credentials(&mut self) -> Result<(Credentials, &'static [Scheme]), BuildError> {
        let security = self.operation.security;
        if let Some(own) = self.credentials.take() {
            let schemes = own.select_for_call(security)?;
            return Ok((own, schemes));
        }
        let shared = self.client.credentials();
        let is_undocumented = self.operation.method.is_empty();
        let schemes = if is_undocumented { shared.select_undocumented() } else { shared.select(security) };
        schemes.map(|schemes| (shared, schemes))
    }

    fn limits(&self) -> Limits {
        let of_operation = Timeouts {
            connect: self.operation.connect_timeout,
            attempt: self.operation.attempt_timeout,
            total: self.operation.total_timeout,
            stall: self.operation.stall_timeout,
        };
        self.client.inner().limits.with(of_operation).with(self.timeouts)
    }

    fn body_limit(&self) -> u64 {
        self.body_limit.or(self.operation.body_limit).unwrap_or(self.client.inner().body_limit)
    }
}

/// The error of a header that both credentials and the call, or a default of the client, set.
fn set_twice(name: &HeaderName) -> BuildError {
    BuildError::new(format!(
        "`{name}` would have two values, a header's and that of the credentials; give the call its credentials by \
         `with_auth`, or `with_auth(Credentials::none())` beside the header"
    ))
}

/// Whether requests of this method are idempotent (RFC 9110, section 9.2.2).
fn is_idempotent(method: &Method) -> bool {
    ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"].contains(&method.as_str())
}
