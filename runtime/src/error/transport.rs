//! Requests without a complete response.
//!
//! In: the failure of a transport. Out: [`TransportError`]. Invariant: no text holds a URL or a header.

use std::error::Error;
use std::fmt;

use super::text::plain;
use super::{CallFacts, TransportPhase, cause};
use crate::retry::RetryReason;

/// There is no complete response to a request.
#[derive(Debug)]
pub struct TransportError {
    operation: &'static str,
    phase: TransportPhase,
    /// `None`: the call was made elsewhere, and the body broke off after it.
    call: Option<Box<CallFacts>>,
    /// The limit that was exceeded.
    limit: Option<Box<str>>,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl TransportError {
    /// An error by its phase.
    #[must_use]
    pub fn new(phase: TransportPhase) -> Self {
        Self { operation: "", phase, call: None, limit: None, source: None }
    }

    /// The same with what caused it; the texts of the chain must hold no URL.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    pub(crate) fn of(mut self, operation: &'static str) -> Self {
        self.operation = operation;
        self
    }

    pub(crate) fn with_limit(mut self, limit: Option<String>) -> Self {
        self.limit = limit.map(String::into_boxed_str);
        self
    }

    pub(crate) fn with_call(mut self, call: CallFacts) -> Self {
        self.call = Some(Box::new(call));
        self
    }

    /// The operation's name.
    #[must_use]
    pub fn operation(&self) -> &str {
        self.operation
    }

    /// How far the request came.
    #[must_use]
    pub fn phase(&self) -> TransportPhase {
        self.phase
    }

    /// The number of attempts.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.call.as_ref().map_or(1, |call| call.attempts)
    }

    /// Whether a time limit ran out.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.phase, TransportPhase::Timeout | TransportPhase::Stall)
    }

    /// Why the request was not retried after the last attempt; `None` if the body broke off while it was read as a stream.
    #[must_use]
    pub fn retry_reason(&self) -> Option<&RetryReason> {
        self.call.as_ref()?.retry_reason.as_ref()
    }

    /// Whether the server may have processed the request: not if no connection was made for any of the attempts.
    #[must_use]
    pub fn may_have_been_processed(&self) -> bool {
        self.call.as_ref().is_some_and(|call| call.processed_before) || self.phase.may_have_been_processed()
    }

    pub(crate) fn is_retryable(&self) -> bool {
        self.phase.is_retryable(self.call.as_ref().is_some_and(|call| call.idempotent))
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nothing = CallFacts::default();
        let call = self.call.as_deref().unwrap_or(&nothing);
        if !self.operation.is_empty() {
            write!(f, "{}{}: ", self.operation, call.place())?;
        }
        let host = if call.host.is_empty() { "the server" } else { &call.host };
        let happened = cause::describe(self.phase, host, self.limit.as_deref(), self.source());
        write!(f, "{}{}", plain(&happened, &call.secrets()), call.end(&[]))
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
