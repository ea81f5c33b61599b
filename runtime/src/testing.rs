//! A transport without a network, for tests of code that uses a client: feature `test-util`.
//!
//! In: rules, each with responses. Out: those responses, and the requests that came. Invariant: all else is the client's
//! own: requests are built, authenticated, retried and limited as they are over a socket.
//!
//! Waits (back-off, [`MockResponse::delay`], time limits) take no time by a [`Clock`], and neither do they in a
//! `#[tokio::test(start_paused = true)]`.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::StatusCode;

use super::auth::Credentials;
use super::call::OperationRequest;
use super::client::{ApiClient, ClientBuilder};
use super::error::BuildError;
use super::json::Json;
use super::transport::{Transport, TransportFuture, TransportRequest};

mod clock;
mod request;
mod response;
mod rule;
mod typed;
mod unmet;

pub use clock::Clock;
#[cfg(feature = "blocking")]
pub(crate) use clock::current;
pub use request::MockRequest;
pub use response::MockResponse;
pub use rule::MockRule;
pub use typed::TypedResponses;
pub use unmet::Unmet;

/// A transport that responds by rules; clones share them.
#[derive(Clone, Default)]
pub struct MockTransport(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    rules: Vec<(MockRule, Responses)>,
    requests: Vec<MockRequest>,
    unmet: Vec<String>,
}

#[derive(Default)]
struct Responses {
    once: VecDeque<MockResponse>,
    always: Option<MockResponse>,
    given: usize,
}

impl Responses {
    fn next(&mut self) -> Option<MockResponse> {
        let response = self.once.pop_front().or_else(|| self.always.clone())?;
        self.given += 1;
        Some(response)
    }
}

impl MockTransport {
    /// A transport without rules: it responds to everything with 501, and says what was requested.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A client over this transport, with credentials `key` and `secret`; for other choices give a clone of the
    /// transport to [`ClientBuilder::transport`](super::ClientBuilder::transport).
    ///
    /// # Errors
    /// As for [`ClientBuilder::build`](super::ClientBuilder::build).
    pub fn client<C: ApiClient>(&self) -> Result<C, BuildError> {
        let credentials = Credentials::basic("key", "secret");
        ClientBuilder::new().transport(self.clone()).credentials(credentials).build()
    }

    /// Begins a rule, such as by the name of an operation (`"get_thing"`).
    ///
    /// A request gets its response from the first rule, in the order they were made, that matches and has one left.
    #[must_use = "a rule without responses is passed over"]
    pub fn on(&self, rule: impl Into<MockRule>) -> MockResponses {
        let mut state = self.state();
        state.rules.push((rule.into(), Responses::default()));
        MockResponses { transport: self.clone(), index: state.rules.len() - 1 }
    }

    /// Begins a rule for requests like this one, whose responses have the operation's type: requests of the same operation
    /// and path, with the same query parameters (and perhaps more) and, if this one has a body, the same body.
    ///
    /// ```
    /// use osparc_runtime::{Client, testing::MockTransport};
    /// # use osparc_runtime::{Undocumented, support as rt};
    /// # static GET_COUNT: rt::Operation = rt::Operation::new("GET", "get_count", "/count");
    /// # mod client { osparc_runtime::support::requests!(); }
    /// # /// What a generated crate has: an API group with a method for each operation.
    /// # struct CounterApi(Client);
    /// # impl CounterApi {
    /// #     fn get_count(&self) -> client::Request<u64, Undocumented> {
    /// #         client::Request::new(self.0.request(&GET_COUNT))
    /// #     }
    /// # }
    ///
    /// let mock = MockTransport::new();
    /// let counter = CounterApi(mock.client()?);
    /// mock.on_request(counter.get_count()).then_ok(&1).always_ok(&2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use = "a rule without responses is passed over"]
    pub fn on_request<R: OperationRequest>(&self, example: R) -> TypedResponses<R> {
        let request = example.into_request();
        let status = request.documented_success();
        TypedResponses::new(self.on(MockRule::like(request)), status)
    }

    /// Whether all responses given with `then` were used, every rule that always responds was used, and no request was
    /// without a response; `mock.verify()?` or `mock.verify().unwrap()` ends many a test.
    ///
    /// # Errors
    /// What was not so, in words.
    pub fn verify(&self) -> Result<(), Unmet> {
        let state = self.state();
        let unused = state.rules.iter().filter_map(|(rule, responses)| {
            let useless = responses.always.is_some() && responses.given == 0;
            match responses.once.len() {
                0 if useless => Some(format!("no request came for the rule on {rule}")),
                0 => None,
                left => Some(format!("{left} of the responses were not used, of the rule on {rule}")),
            }
        });
        let unmet = state.unmet.iter().map(|request| format!("no rule responded to {request}"));
        Unmet::of(unused.chain(unmet).collect())
    }

    /// The requests so far, retries among them.
    #[must_use]
    pub fn requests(&self) -> Vec<MockRequest> {
        self.state().requests.clone()
    }

    /// How many requests of an operation there were, retries among them.
    #[must_use]
    pub fn count(&self, operation: &str) -> usize {
        self.state().requests.iter().filter(|request| request.operation == operation).count()
    }

    /// How many responses given with [`MockResponses::then`] are not used yet.
    #[must_use]
    pub fn unused(&self) -> usize {
        self.state().rules.iter().map(|(_, responses)| responses.once.len()).sum()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn response(&self, request: MockRequest) -> MockResponse {
        let mut state = self.state();
        let mut matching = state.rules.iter_mut().filter(|(rule, _)| rule.matches(&request));
        let response = matching.find_map(|(_, responses)| responses.next());
        let response = response.unwrap_or_else(|| {
            let words = format!("{} ({} {})", request.operation, request.method, request.url.path());
            let text = Json::from(format!("no rule of the test responds to {words}"));
            state.unmet.push(words);
            MockResponse::json(501, &BTreeMap::from([("errors".to_owned(), Json::from(vec![text]))]))
        });
        state.requests.push(request);
        response
    }
}

impl Transport for MockTransport {
    fn send(&self, request: TransportRequest) -> TransportFuture {
        let transport = self.clone();
        Box::pin(async move {
            let request = MockRequest::receive(request).await?;
            transport.response(request).give().await
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

/// The responses of a rule, from [`MockTransport::on`].
#[derive(Debug)]
pub struct MockResponses {
    transport: MockTransport,
    index: usize,
}

impl MockResponses {
    /// One more response, to be given once.
    #[expect(clippy::return_self_not_must_use, reason = "the response is in the transport already")]
    pub fn then(self, response: MockResponse) -> Self {
        if let Some((_, responses)) = self.transport.state().rules.get_mut(self.index) {
            responses.once.push_back(response);
        }
        self
    }

    /// The response to all requests that come when the others are used up.
    pub fn always(self, response: MockResponse) {
        if let Some((_, responses)) = self.transport.state().rules.get_mut(self.index) {
            responses.always = Some(response);
        }
    }
}

impl From<StatusCode> for MockResponse {
    fn from(status: StatusCode) -> Self {
        Self::status(status.as_u16())
    }
}
