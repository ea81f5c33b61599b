//! Building of requests.
//!
//! In: an operation, and values from generated code. Out: [`Parts`], which are sent when the request is used.
//! Invariant: building never fails. The first error is kept, and returned before anything is sent.

use std::fmt;

use http::header::{ACCEPT, COOKIE};
use http::{HeaderMap, HeaderValue, Method};

use super::auth::Credentials;
use super::body::Body;
use super::client::Client;
use super::error::BuildError;
use super::limits::Timeouts;
use super::operation::Operation;
use super::retry::RetryPolicy;
use super::{header, path, query};

mod body;
mod page;
mod parameter;
mod prepare;

pub(crate) use prepare::Prepared;

/// A request that generated code fills. Users see a type around it.
#[must_use = "a request does nothing until it is awaited or sent"]
pub struct Request(Box<Parts>);

const _: () = assert!(size_of::<Request>() == size_of::<usize>());

/// What a request consists of.
pub(crate) struct Parts {
    client: Client,
    operation: &'static Operation,
    /// The method and path of a request without a document.
    raw: Option<(Method, String)>,
    path: Vec<String>,
    query: String,
    headers: HeaderMap,
    cookies: String,
    /// The body's own, which a header takes precedence over.
    content_type: Option<HeaderValue>,
    body: Body,
    timeouts: Timeouts,
    body_limit: Option<u64>,
    retry: Option<RetryPolicy>,
    credentials: Option<Credentials>,
    error: Option<BuildError>,
}

impl Client {
    /// Begins a request of an operation; for generated code.
    #[doc(hidden)]
    pub fn request(&self, operation: &'static Operation) -> Request {
        Request::new(self.clone(), operation)
    }
}

impl Request {
    fn new(client: Client, operation: &'static Operation) -> Self {
        Self(Box::new(Parts {
            client,
            operation,
            raw: None,
            path: Vec::new(),
            query: query::fixed(operation.query),
            headers: HeaderMap::new(),
            cookies: String::new(),
            content_type: None,
            body: Body::Empty,
            timeouts: Timeouts::new(),
            body_limit: None,
            retry: None,
            credentials: None,
            error: None,
        }))
    }

    pub(crate) fn raw(client: Client, operation: &'static Operation, method: Method, text: &str) -> Self {
        let mut request = Self::new(client, operation);
        let checked = if !text.starts_with('/') {
            Err("does not begin with a slash")
        } else if text.contains(['?', '#']) {
            Err("has a query string or a fragment; use `query`")
        } else {
            path::check_route(text)
        };
        if let Err(problem) = checked {
            request.fail(format!("the path {problem}"));
        }
        request.0.raw = Some((method, path::fixed(text)));
        request
    }

    pub(crate) fn into_parts(self) -> Box<Parts> {
        self.0
    }

    /// The first documented success status, 200 where there is none.
    #[cfg(feature = "test-util")]
    pub(crate) fn documented_success(&self) -> u16 {
        self.0.operation.first_success()
    }

    /// Sets the media types to ask for, in place of the operation's.
    pub fn accept(mut self, media_types: &str) -> Self {
        match header::value(media_types) {
            Ok(value) => {
                self.0.headers.insert(ACCEPT, value);
            }
            Err(problem) => self.fail(format!("the header `accept` {problem}")),
        }
        self
    }

    /// Sets time limits.
    pub fn with_timeout(mut self, timeouts: Timeouts) -> Self {
        self.0.timeouts = timeouts;
        self
    }

    /// Sets the largest body that is read whole, in bytes.
    pub fn with_body_limit(mut self, bytes: u64) -> Self {
        self.0.body_limit = Some(bytes);
        self
    }

    /// Sets a header.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.set_header(name, value);
        self
    }

    /// Adds a query parameter that the document does not have.
    pub fn with_query(mut self, name: &str, value: &str) -> Self {
        query::push_pair(&mut self.0.query, name, value);
        self
    }

    /// Sets credentials.
    pub fn with_auth(mut self, credentials: Credentials) -> Self {
        self.0.credentials = Some(credentials);
        self
    }

    /// Sets the retry policy.
    pub fn with_retry(mut self, policy: RetryPolicy) -> Self {
        self.0.retry = Some(policy);
        self
    }

    fn set_header(&mut self, name: &str, text: &str) {
        match header::pair(name, text) {
            Ok((name, _)) if name == COOKIE => self.0.push_cookie(text),
            Ok((name, value)) => {
                self.0.headers.insert(name, value);
            }
            Err(error) => self.fail(error.message().to_owned()),
        }
    }

    fn fail(&mut self, message: String) {
        self.0.error.get_or_insert_with(|| BuildError::new(message));
    }

    fn fail_with(&mut self, message: String, source: impl std::error::Error + Send + Sync + 'static) {
        self.0.error.get_or_insert_with(|| BuildError::new(message).with_source(source));
    }
}

impl Parts {
    pub(crate) fn operation(&self) -> &'static Operation {
        self.operation
    }

    fn push_cookie(&mut self, pair: &str) {
        if !self.cookies.is_empty() {
            self.cookies.push_str("; ");
        }
        self.cookies.push_str(pair);
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Values may be secrets or patients' data, so none is shown.
        let operation = self.0.operation;
        let method = self.0.raw.as_ref().map_or(operation.method, |(method, _)| method.as_str());
        f.debug_struct("Request")
            .field("operation", &operation.name)
            .field("method", &method)
            .field("template", &operation.template)
            .finish_non_exhaustive()
    }
}
