//! Answers of an operation's own type.
//!
//! In: values. Out: answers with the status that the document has for a success. Invariant: what a rule answers is what
//! the operation gives.

use std::marker::PhantomData;

use super::{MockAnswer, MockReplies};
use crate::runtime::call::OperationRequest;
use crate::runtime::json::Write;

/// The answers of a rule, from [`MockTransport::on_request`](super::MockTransport::on_request).
#[derive(Debug)]
pub struct TypedReplies<R> {
    replies: MockReplies,
    status: u16,
    request: PhantomData<fn() -> R>,
}

impl<R: OperationRequest> TypedReplies<R> {
    pub(super) fn new(replies: MockReplies, status: u16) -> Self {
        Self { replies, status, request: PhantomData }
    }

    /// One more success, to be given once.
    #[expect(clippy::return_self_not_must_use, reason = "the answer is in the transport already")]
    pub fn then_ok(self, value: &R::Value) -> Self
    where
        R::Value: Write,
    {
        let answer = MockAnswer::json(self.status, value);
        self.then(answer)
    }

    /// One more answer of any kind, such as a refusal or a fault, to be given once.
    #[expect(clippy::return_self_not_must_use, reason = "the answer is in the transport already")]
    pub fn then(mut self, answer: MockAnswer) -> Self {
        self.replies = self.replies.then(answer);
        self
    }

    /// The success of all requests that come when the other answers are used up.
    pub fn always_ok(self, value: &R::Value)
    where
        R::Value: Write,
    {
        let answer = MockAnswer::json(self.status, value);
        self.always(answer);
    }

    /// The answer to all requests that come when the others are used up.
    pub fn always(self, answer: MockAnswer) {
        self.replies.always(answer);
    }
}
