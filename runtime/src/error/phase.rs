//! How far a request came that failed.
//!
//! In: the failure of a transport. Out: [`TransportPhase`]. Invariant: each phase has one name and one text, and
//! says what the server may have done.

/// How far a request came for which there is no complete response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportPhase {
    /// No connection: no byte of the request was written.
    Connect,
    /// The connection broke while the request was sent or the response awaited.
    Send,
    /// A time limit ran out while the request was sent or the response awaited or read.
    Timeout,
    /// The connection broke while the body was read.
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

    /// Whether a request may be sent again after it.
    pub(crate) const fn is_retryable(self, idempotent: bool) -> bool {
        match self {
            Self::Connect => true,
            Self::TooLarge => false,
            Self::Send | Self::Timeout | Self::Body | Self::Stall => idempotent,
        }
    }

    /// Whether the server may have processed the request.
    pub(crate) fn may_have_been_processed(self) -> bool {
        self != Self::Connect
    }

    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Connect => "no connection to the server",
            Self::Send => "the connection broke before a response came",
            Self::Timeout => "no complete response within the time limit",
            Self::Body => "the connection broke while the response was read",
            Self::Stall => "the response stalled",
            Self::TooLarge => "the response body exceeds the limit",
        }
    }
}
