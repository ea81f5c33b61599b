//! The futures behind each request, and what every request can do.
//!
//! In: a [`Request`]. Out: the operation's value, or its error. Invariant: the futures are small, `Send`, and do
//! nothing until they are polled; dropping one cancels its call.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::decode::{self, ErrorResponse, Success, body_mode};
use super::error::{AnyError, BufferedResponse, Error};
use super::request::Request;
use super::response::{RawResponse, Response};
use super::send::{BodyMode, Fault, ReceivedResponse, Sending, send};

const _: () = assert!(size_of::<Call<String, ()>>() <= 24);
const _: () = assert!(size_of::<ResponseCall<String, ()>>() <= 24);
const _: () = assert!(size_of::<RawCall>() <= 24);

/// The response, or why there is none.
type Received = Result<Box<ReceivedResponse>, Fault>;

/// A call that returns the operation's value.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T, E> {
    sending: Sending,
    decode: fn(Received) -> Result<T, Error<E>>,
}

impl<T, E: ErrorResponse> Call<T, E> {
    #[doc(hidden)]
    pub fn new<S: Success<Value = T>>(request: Request) -> Self {
        Self { sending: send(request.into_parts(), body_mode::<S>()), decode: decode::value::<S, E> }
    }
}

impl<T, E> Future for Call<T, E> {
    type Output = Result<T, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.sending.as_mut().poll(cx).map(self.decode)
    }
}

/// A call that returns the operation's value with status and headers.
#[must_use = "a call does nothing until it is awaited"]
pub struct ResponseCall<T, E> {
    sending: Sending,
    decode: fn(Received) -> Result<Response<T>, Error<E>>,
}

impl<T, E: ErrorResponse> ResponseCall<T, E> {
    #[doc(hidden)]
    pub fn new<S: Success<Value = T>>(request: Request) -> Self {
        Self { sending: send(request.into_parts(), body_mode::<S>()), decode: decode::response::<S, E> }
    }
}

impl<T, E> Future for ResponseCall<T, E> {
    type Output = Result<Response<T>, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.sending.as_mut().poll(cx).map(self.decode)
    }
}

/// A call that returns status, headers and the unread body, whatever the status.
#[must_use = "a call does nothing until it is awaited"]
pub struct RawCall {
    sending: Sending,
}

impl RawCall {
    #[doc(hidden)]
    pub fn new(request: Request) -> Self {
        Self { sending: send(request.into_parts(), BodyMode::Raw) }
    }

    /// A call over what is sent already.
    pub(crate) fn of(sending: Sending) -> Self {
        Self { sending }
    }
}

impl Future for RawCall {
    type Output = Result<RawResponse, AnyError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Ready(match ready!(self.sending.as_mut().poll(cx)) {
            Ok(mut received) => {
                let body = received.take_stream();
                let BufferedResponse { status, headers, .. } = received.response;
                Ok(RawResponse::new(status, headers, body))
            }
            Err(Fault::Build(error)) => Err(AnyError::from(*error)),
            Err(Fault::Transport(error)) => Err(AnyError::from(*error)),
        })
    }
}

/// A request of a documented operation.
pub trait OperationRequest: Sized {
    /// How its success is read.
    type Success: Success;
    /// Its documented error responses.
    type ErrorResponse: ErrorResponse;

    #[doc(hidden)]
    fn into_request(self) -> Request;
}

/// Declares what every method of a generated client returns; for generated code, once in each client. It is a type of the
/// generated crate, so that setters of single operations are methods of it and need no import, and it is generic, so that
/// what all requests can do is compiled once.
#[doc(hidden)]
#[macro_export]
macro_rules! __requests {
    () => {
        /// A request of an operation whose success is read as `T`, and whose error responses are `E`. It does nothing until
        /// it is awaited or sent; the names of the operations' requests, which have setters of their own, are aliases of it.
        #[must_use = "a request does nothing until it is awaited or sent"]
        pub struct Request<T, E> {
            pub(super) request: $crate::support::Request,
            types: ::core::marker::PhantomData<fn() -> (T, E)>,
        }

        impl<T, E> Request<T, E> {
            pub(super) fn new(request: $crate::support::Request) -> Self {
                Self { request, types: ::core::marker::PhantomData }
            }

            /// Sends the request and returns status, headers and the unread body; an error status is not an error.
            pub fn raw(self) -> $crate::support::RawCall {
                $crate::support::RawCall::new(self.request)
            }

            /// Sets time limits for this call: one for all of it, or two for connecting and for each attempt.
            pub fn with_timeout(
                self,
                timeouts: impl ::core::convert::Into<$crate::support::Timeouts>,
            ) -> Self {
                Self::new(self.request.with_timeout(::core::convert::Into::into(timeouts)))
            }

            /// Sets the largest body that is read whole, in bytes after decoding: 64 MiB by default.
            pub fn with_body_limit(self, bytes: u64) -> Self {
                Self::new(self.request.with_body_limit(bytes))
            }

            /// Sets a header for this call, in place of any other value. `Authorization` is an error where credentials set it too.
            pub fn with_header(self, name: &str, value: &str) -> Self {
                Self::new(self.request.with_header(name, value))
            }

            /// Adds a query parameter that the document does not have.
            pub fn with_query(self, name: &str, value: &str) -> Self {
                Self::new(self.request.with_query(name, value))
            }

            /// Sets the credentials for this call, in place of the client's. They are sent also where the document describes no
            /// security, then in `Authorization`; credentials that have no place in the request are an error.
            pub fn with_auth(self, credentials: $crate::support::Credentials) -> Self {
                Self::new(self.request.with_auth(credentials))
            }

            /// Sets how this call is retried, instead of the policy of the client and the configuration of the operation.
            pub fn with_retry(self, policy: $crate::support::RetryPolicy) -> Self {
                Self::new(self.request.with_retry(policy))
            }
        }

        impl<T: $crate::support::Success, E: $crate::support::ErrorResponse> Request<T, E> {
            /// Sends the request and returns the value; the same as `.await` on the request itself.
            pub fn send(self) -> $crate::support::Call<T::Value, E> {
                $crate::support::Call::new::<T>(self.request)
            }

            /// Sends the request and returns the value with status and headers.
            pub fn response(self) -> $crate::support::ResponseCall<T::Value, E> {
                $crate::support::ResponseCall::new::<T>(self.request)
            }
        }

        $crate::__requests_blocking!();

        impl<T: $crate::support::Success, E: $crate::support::ErrorResponse> $crate::support::OperationRequest
            for Request<T, E>
        {
            type Success = T;
            type ErrorResponse = E;

            fn into_request(self) -> $crate::support::Request {
                self.request
            }
        }

        impl<T: $crate::support::Success, E: $crate::support::ErrorResponse> ::core::future::IntoFuture
            for Request<T, E>
        {
            type Output = <Self::IntoFuture as ::core::future::Future>::Output;
            type IntoFuture = $crate::support::Call<T::Value, E>;

            fn into_future(self) -> Self::IntoFuture {
                self.send()
            }
        }

        impl<T, E> ::core::fmt::Debug for Request<T, E> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.request, f)
            }
        }
    };
}
