//! What can go wrong, by phase, so that a caller knows what may be concluded.
//!
//! In: faults of building, sending, and reading. Out: [`Error`], and [`AnyError`] for code that mixes operations.
//! Invariant: `Display` is one line that says what to do, with what the server says to people, and without whole bodies, query
//! strings, or secrets; `Debug` adds no more of a body than what
//! the server says to people; `source()` chains are complete.

use std::convert::Infallible;
use std::fmt;
use std::time::Duration;

use http::{HeaderMap, StatusCode};

mod any;
mod build;
mod call_facts;
mod cause;
mod messages;
mod phase;
mod response;
#[cfg(test)]
mod tests;
mod text;
mod transport;

pub use any::{AnyError, AnyErrorResponse};
pub use build::BuildError;
pub(crate) use call_facts::CallFacts;
pub(crate) use cause::BodyFault;
pub use phase::TransportPhase;
pub use response::{ApiError, BufferedResponse, DecodeError, UnexpectedError};
pub use transport::TransportError;

use super::retry::{RetryPolicy, RetryReason, retry_after};

/// Why a call gave no value; `E` lists the documented error responses.
#[derive(Debug)]
pub enum Error<E> {
    /// The request could not be built; nothing was sent.
    Build(Box<BuildError>),
    /// No complete response came. The request may have been processed: see [`TransportError::may_have_been_processed`].
    Transport(Box<TransportError>),
    /// A documented error response.
    Api(Box<ApiError<E>>),
    /// A response that the document does not list, or that is not as the document says.
    Unexpected(Box<UnexpectedError>),
    /// The server reported success with a body that is not as its schema says.
    Decode(Box<DecodeError>),
}

const _: () = assert!(size_of::<Error<[u64; 32]>>() == 16);

impl<E> Error<E> {
    /// The status, where a response came.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.response().map(|response| response.status)
    }

    /// The headers, where a response came.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.response().map(|response| &response.headers)
    }

    /// The bytes of the body, where a response came.
    #[must_use]
    pub fn body(&self) -> Option<&[u8]> {
        self.response().map(|response| response.body.as_ref())
    }

    /// The documented error response.
    #[must_use]
    pub fn error_response(&self) -> Option<&E> {
        match self {
            Self::Api(error) => Some(error.error_response()),
            _ => None,
        }
    }

    /// The operation's name (operationId).
    #[must_use]
    pub fn operation(&self) -> &str {
        match self {
            Self::Build(error) => error.operation(),
            Self::Transport(error) => error.operation(),
            _ => self.response().map_or("", |response| response.operation.name),
        }
    }

    /// The wait that the server asks for (`Retry-After`), at most a day.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after(self.headers()?)
    }

    /// Whether the same request may be sent again without doing anything twice, and may then succeed: what the
    /// default [`RetryPolicy`] goes by.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Build(_) | Self::Decode(_) => false,
            Self::Transport(error) => error.is_retryable(),
            Self::Api(_) | Self::Unexpected(_) => self.response().is_some_and(|response| {
                response.head().is_retried(&RetryPolicy::new(), response.call.idempotent)
            }),
        }
    }

    /// Whether the server may have done what was asked for, or a part of it, although the call failed.
    ///
    /// It has not where nothing was sent, where no connection was made, where the server rejected the request (a 4xx), and
    /// where a rate limiter turned it away (a 429 with `Retry-After`, or one whose body is not JSON). It may have where the
    /// connection broke or a time limit ran out, after a 5xx, and after a 429 of the application itself; and it has where it
    /// reports a success that cannot be decoded. Earlier attempts of the call count, too.
    #[must_use]
    pub fn may_have_been_processed(&self) -> bool {
        match self {
            Self::Build(_) => false,
            Self::Transport(error) => error.may_have_been_processed(),
            Self::Api(_) | Self::Unexpected(_) | Self::Decode(_) => self.response().is_some_and(|response| {
                let head = response.head();
                response.call.processed_before || head.status.is_success() || head.may_have_been_processed()
            }),
        }
    }

    /// Why the request was not retried after the last attempt, such as `not retried: POST is not idempotent`. `None` if
    /// nothing was sent, or if the response reports a success.
    #[must_use]
    pub fn retry_reason(&self) -> Option<&RetryReason> {
        match self {
            Self::Transport(error) => error.retry_reason(),
            _ => self.response()?.retry_reason(),
        }
    }

    /// The server's error messages: of `{"errors": [..]}` (strings, or the `msg` of objects), of
    /// `{"detail": ..}`, or plain text. Empty where there are none.
    #[must_use]
    pub fn messages(&self) -> Vec<String> {
        self.response().map(BufferedResponse::messages).unwrap_or_default()
    }

    /// 401: the credentials are missing or wrong.
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        self.has_status(StatusCode::UNAUTHORIZED)
    }

    /// 402: there are no credits.
    #[must_use]
    pub fn is_payment_required(&self) -> bool {
        self.has_status(StatusCode::PAYMENT_REQUIRED)
    }

    /// 404: there is no such thing.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.has_status(StatusCode::NOT_FOUND)
    }

    /// 409: the thing is not in a state that allows it.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        self.has_status(StatusCode::CONFLICT)
    }

    /// 429: too many requests.
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.has_status(StatusCode::TOO_MANY_REQUESTS)
    }

    /// What identifies the request to the server's operators (`x-request-id` and its like).
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.response()?.request_id()
    }

    /// The identifier of the server's trace, from the header that `Config::trace_id_header` names in the build script.
    #[must_use]
    pub fn trace_id(&self) -> Option<&str> {
        self.response()?.trace_id()
    }

    /// The identifier that the API's support needs, as found by the function that `Config::support_id` names in the build
    /// script.
    #[must_use]
    pub fn support_id(&self) -> Option<String> {
        self.response().and_then(BufferedResponse::support_id)
    }

    /// Where the server points to (`Location`), such as the target of a redirect, which is not followed.
    #[must_use]
    pub fn location(&self) -> Option<&str> {
        self.response()?.header("location")
    }

    /// The response, where one came.
    #[must_use]
    pub fn response(&self) -> Option<&BufferedResponse> {
        match self {
            Self::Build(_) | Self::Transport(_) => None,
            Self::Api(error) => Some(error),
            Self::Unexpected(error) => Some(error),
            Self::Decode(error) => Some(error),
        }
    }

    fn has_status(&self, status: StatusCode) -> bool {
        self.status() == Some(status)
    }
}

impl Error<Infallible> {
    /// The same where error responses are possible.
    pub(crate) fn widened<E>(self) -> Error<E> {
        match self {
            Self::Build(error) => Error::Build(error),
            Self::Transport(error) => Error::Transport(error),
            Self::Api(error) => match error.error_response {},
            Self::Unexpected(error) => Error::Unexpected(error),
            Self::Decode(error) => Error::Decode(error),
        }
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Build(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Api(error) => error.fmt(f),
            Self::Unexpected(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
        }
    }
}

impl<E: fmt::Debug> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        // Each variant prints its payload's line, so the chain goes on below the payload.
        match self {
            Self::Build(error) => error.source(),
            Self::Transport(error) => error.source(),
            Self::Api(_) => None,
            Self::Unexpected(error) => error.source(),
            Self::Decode(error) => error.source(),
        }
    }
}

impl<E> From<BuildError> for Error<E> {
    fn from(error: BuildError) -> Self {
        Self::Build(Box::new(error))
    }
}

impl<E> From<TransportError> for Error<E> {
    fn from(error: TransportError) -> Self {
        Self::Transport(Box::new(error))
    }
}
