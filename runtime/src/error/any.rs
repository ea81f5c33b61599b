//! The erased error, for `?` in code that mixes operations.
//!
//! In: any [`Error`]. Out: [`AnyError`], one type. Invariant: nothing of the error is lost; the error response can be downcast.

use std::any::Any;
use std::fmt;
use std::ops::Deref;

use super::{ApiError, BuildError, Error, TransportError};

/// Any operation's error; it has all methods of [`Error`].
pub struct AnyError(Error<AnyErrorResponse>);

/// Any operation's documented error response.
pub struct AnyErrorResponse(Box<dyn AnyDebug>);

trait AnyDebug: Any + fmt::Debug + Send + Sync {}

impl<E: Any + fmt::Debug + Send + Sync> AnyDebug for E {}

impl AnyErrorResponse {
    /// The error response, if it is of this type.
    #[must_use]
    pub fn downcast_ref<E: 'static>(&self) -> Option<&E> {
        let error_response: &dyn Any = self.0.as_ref();
        error_response.downcast_ref()
    }
}

impl fmt::Debug for AnyErrorResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Deref for AnyError {
    type Target = Error<AnyErrorResponse>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<E: fmt::Debug + Send + Sync + 'static> From<Error<E>> for AnyError {
    fn from(error: Error<E>) -> Self {
        Self(match error {
            Error::Build(error) => Error::Build(error),
            Error::Transport(error) => Error::Transport(error),
            Error::Api(error) => {
                let ApiError { response, error_response } = *error;
                Error::Api(Box::new(ApiError {
                    response,
                    error_response: AnyErrorResponse(Box::new(error_response)),
                }))
            }
            Error::Unexpected(error) => Error::Unexpected(error),
            Error::Decode(error) => Error::Decode(error),
        })
    }
}

impl From<BuildError> for AnyError {
    fn from(error: BuildError) -> Self {
        Self(Error::Build(Box::new(error)))
    }
}

impl From<TransportError> for AnyError {
    fn from(error: TransportError) -> Self {
        Self(Error::Transport(Box::new(error)))
    }
}

impl fmt::Debug for AnyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for AnyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for AnyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source()
    }
}
