//! A transport without a network, for tests of code that uses a client: feature `test-util`.
//!
//! In: rules, each with answers. Out: those answers, and the requests that came. Invariant: all else is the client's
//! own: requests are built, proved, repeated and limited as they are over a socket.
//!
//! Waits (back-off, [`MockAnswer::delay`], time limits) are tokio's, so a test with tokio's feature `test-util` and
//! `#[tokio::test(start_paused = true)]` has a virtual clock: hours pass at once.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use url::Url;

use super::auth::Credentials;
use super::client::Client;
use super::error::BuildError;
use super::json::{Json, Read, ReadError, read};
use super::transport::{Transport, TransportBody, TransportFuture, TransportRequest};

mod answer;
mod rule;

pub use answer::MockAnswer;
pub use rule::MockRule;

/// A transport that answers by rules; clones share them.
#[derive(Clone, Default)]
pub struct MockTransport(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    rules: Vec<(MockRule, Answers)>,
    requests: Vec<MockRequest>,
}

#[derive(Default)]
struct Answers {
    once: std::collections::VecDeque<MockAnswer>,
    always: Option<MockAnswer>,
}

impl Answers {
    fn next(&mut self) -> Option<MockAnswer> {
        self.once.pop_front().or_else(|| self.always.clone())
    }
}

impl MockTransport {
    /// A transport without rules: it answers everything with 501, and says what was asked.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A client over this transport, with credentials `key` and `secret`; for other choices give a clone of the
    /// transport to [`ClientBuilder::transport`](super::ClientBuilder::transport).
    ///
    /// # Errors
    /// As for [`ClientBuilder::build`](super::ClientBuilder::build).
    pub fn client(&self) -> Result<Client, BuildError> {
        let credentials = Credentials::basic("key", "secret");
        Client::builder().transport(self.clone()).credentials(credentials).build()
    }

    /// Begins a rule, such as by the name of an operation (`"get_study"`).
    ///
    /// A request is answered by the first rule, in the order they were made, that matches and has an answer left.
    #[must_use = "a rule without answers is passed over"]
    pub fn on(&self, rule: impl Into<MockRule>) -> MockReplies {
        let mut state = self.state();
        state.rules.push((rule.into(), Answers::default()));
        MockReplies { transport: self.clone(), index: state.rules.len() - 1 }
    }

    /// The requests so far, repetitions among them.
    #[must_use]
    pub fn requests(&self) -> Vec<MockRequest> {
        self.state().requests.clone()
    }

    /// How many requests of an operation there were, repetitions among them.
    #[must_use]
    pub fn count(&self, operation: &str) -> usize {
        self.state().requests.iter().filter(|request| request.operation == operation).count()
    }

    /// How many answers given with [`MockReplies::then`] nobody has asked for yet.
    #[must_use]
    pub fn unused(&self) -> usize {
        self.state().rules.iter().map(|(_, answers)| answers.once.len()).sum()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answer(&self, request: MockRequest) -> MockAnswer {
        let mut state = self.state();
        let mut matching = state.rules.iter_mut().filter(|(rule, _)| rule.matches(&request));
        let answer = matching.find_map(|(_, answers)| answers.next());
        let answer = answer.unwrap_or_else(|| {
            let text = format!(
                "no rule of the test answers {} ({} {})",
                request.operation,
                request.method,
                request.url.path()
            );
            let errors = Json::from(vec![Json::from(text)]);
            MockAnswer::json(501, &std::collections::BTreeMap::from([("errors".to_owned(), errors)]))
        });
        state.requests.push(request);
        answer
    }
}

impl Transport for MockTransport {
    fn send(&self, request: TransportRequest) -> TransportFuture {
        let transport = self.clone();
        Box::pin(async move {
            let request = MockRequest::receive(request).await?;
            transport.answer(request).give().await
        })
    }
}

impl fmt::Debug for MockTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("MockTransport")
            .field("rules", &state.rules.len())
            .field("requests", &state.requests)
            .finish_non_exhaustive()
    }
}

/// The answers of a rule, from [`MockTransport::on`].
#[derive(Debug)]
pub struct MockReplies {
    transport: MockTransport,
    index: usize,
}

impl MockReplies {
    /// One more answer, to be given once.
    #[expect(clippy::return_self_not_must_use, reason = "the answer is in the transport already")]
    pub fn then(self, answer: MockAnswer) -> Self {
        if let Some((_, answers)) = self.transport.state().rules.get_mut(self.index) {
            answers.once.push_back(answer);
        }
        self
    }

    /// The answer to all requests that come when the others are used up.
    pub fn always(self, answer: MockAnswer) {
        if let Some((_, answers)) = self.transport.state().rules.get_mut(self.index) {
            answers.always = Some(answer);
        }
    }
}

/// A request that came.
#[derive(Clone)]
#[non_exhaustive]
pub struct MockRequest {
    /// The operation's name in the document; `raw` and `fetch` for requests without one.
    pub operation: &'static str,
    /// The method.
    pub method: Method,
    /// The URL, with the query string.
    pub url: Url,
    /// The headers, with credentials.
    pub headers: HeaderMap,
    /// The body, whole.
    pub body: Bytes,
}

impl MockRequest {
    async fn receive(request: TransportRequest) -> Result<Self, super::error::TransportError> {
        let TransportRequest { operation, method, url, headers, body, connect_timeout: _ } = request;
        let body = match body {
            TransportBody::Empty => Bytes::new(),
            TransportBody::Bytes(bytes) => bytes,
            TransportBody::Stream(chunks, _) => {
                super::stream::ByteStream::new(chunks, operation, None, u64::MAX).bytes().await?
            }
        };
        Ok(Self { operation, method, url, headers, body })
    }

    /// The first value of a header, as text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The first value of a query parameter, decoded.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<String> {
        self.url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }

    /// The body, read as a model.
    ///
    /// # Errors
    /// If it is not JSON, or not of this type.
    pub fn json<T: Read>(&self) -> Result<T, ReadError> {
        read(&self.body)
    }
}

impl fmt::Debug for MockRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the headers: tests, too, have real credentials at times.
        f.debug_struct("MockRequest")
            .field("operation", &self.operation)
            .field("method", &self.method)
            .field("path", &self.url.path())
            .finish_non_exhaustive()
    }
}

impl From<&str> for MockRule {
    fn from(operation: &str) -> Self {
        Self::operation(operation)
    }
}

impl From<StatusCode> for MockAnswer {
    fn from(status: StatusCode) -> Self {
        Self::status(status.as_u16())
    }
}
