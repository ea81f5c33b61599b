//! Requests to which no whole answer came.
//!
//! In: what a transport met with. Out: [`TransportError`]. Invariant: no text holds a URL or a header.

use std::error::Error;
use std::fmt;

/// How far a request came that got no whole answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportPhase {
    /// No connection: no byte of the request was written.
    Connect,
    /// The connection broke while the request was sent or the answer awaited.
    Send,
    /// A time limit ran out while the request was sent or the answer awaited or read.
    Timeout,
    /// The answer broke off in its body.
    Body,
    /// No byte of the body came for longer than the stall limit.
    Stall,
    /// The body is larger than the limit.
    TooLarge,
}

impl TransportPhase {
    /// A short name, as logged.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Send => "send",
            Self::Timeout => "timeout",
            Self::Body => "body",
            Self::Stall => "stall",
            Self::TooLarge => "too_large",
        }
    }

    const fn text(self) -> &'static str {
        match self {
            Self::Connect => "no connection to the server",
            Self::Send => "the connection broke before an answer came",
            Self::Timeout => "no whole answer within the time limit",
            Self::Body => "the answer broke off",
            Self::Stall => "the answer stalled",
            Self::TooLarge => "the answer is larger than the limit",
        }
    }
}

/// A request to which no whole answer came.
#[derive(Debug)]
pub struct TransportError {
    operation: &'static str,
    phase: TransportPhase,
    attempts: u32,
    idempotent: bool,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl TransportError {
    /// A fault by its phase.
    #[must_use]
    pub fn new(phase: TransportPhase) -> Self {
        Self { operation: "", phase, attempts: 1, idempotent: false, source: None }
    }

    /// The same with what caused it; the texts of the chain must hold no URL.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    pub(crate) fn of(mut self, operation: &'static str, attempts: u32, idempotent: bool) -> Self {
        self.operation = operation;
        self.attempts = attempts;
        self.idempotent = idempotent;
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

    /// How often the request was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Whether a time limit ran out.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.phase, TransportPhase::Timeout | TransportPhase::Stall)
    }

    /// Whether the server may have done what was asked: not if no connection was made.
    #[must_use]
    pub fn may_have_been_processed(&self) -> bool {
        self.phase != TransportPhase::Connect
    }

    pub(crate) fn is_retryable(&self) -> bool {
        match self.phase {
            TransportPhase::Connect => true,
            TransportPhase::TooLarge => false,
            _ => self.idempotent,
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.operation.is_empty() {
            write!(f, "{}: ", self.operation)?;
        }
        f.write_str(self.phase.text())?;
        if self.attempts > 1 {
            write!(f, " ({} attempts)", self.attempts)?;
        }
        Ok(())
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
