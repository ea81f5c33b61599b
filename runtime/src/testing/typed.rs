//! Responses of an operation's own type.
//!
//! In: values. Out: responses with the status that the document has for a success. Invariant: what a rule responds with is
//! what the operation gives.

use std::marker::PhantomData;

use super::{MockResponse, MockResponses};
use crate::call::OperationRequest;
use crate::decode::Success;
use crate::json::Write;

/// What an operation gives when it succeeds.
type Value<R> = <<R as OperationRequest>::Success as Success>::Value;

/// The responses of a rule, from [`MockTransport::on_request`](super::MockTransport::on_request).
#[derive(Debug)]
pub struct TypedResponses<R> {
    responses: MockResponses,
    status: u16,
    request: PhantomData<fn() -> R>,
}

impl<R: OperationRequest> TypedResponses<R> {
    pub(super) fn new(responses: MockResponses, status: u16) -> Self {
        Self { responses, status, request: PhantomData }
    }

    /// One more success, to be given once.
    #[expect(clippy::return_self_not_must_use, reason = "the response is in the transport already")]
    pub fn then_ok(self, value: &Value<R>) -> Self
    where
        Value<R>: Write,
    {
        let response = MockResponse::json(self.status, value);
        self.then(response)
    }

    /// One more response of any kind, such as an error response or a fault, to be given once.
    #[expect(clippy::return_self_not_must_use, reason = "the response is in the transport already")]
    pub fn then(mut self, response: MockResponse) -> Self {
        self.responses = self.responses.then(response);
        self
    }

    /// The success of all requests that come when the other responses are used up.
    pub fn always_ok(self, value: &Value<R>)
    where
        Value<R>: Write,
    {
        let response = MockResponse::json(self.status, value);
        self.always(response);
    }

    /// The response to all requests that come when the others are used up.
    pub fn always(self, response: MockResponse) {
        self.responses.always(response);
    }
}
