//! Calls on their way: the futures behind each request, and what every request can do.
//!
//! In: a [`Request`]. Out: the operation's value, or its error. Invariant: the futures are small, `Send`, and do
//! nothing until they are polled; dropping one cancels its call.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::dispatch::{self, Refusal, Success, reading};
use super::error::{AnyError, Error};
use super::request::Request;
use super::response::{RawResponse, Response};
use super::send::{Fault, Reading, ReplyBody, Sending, send};
use super::stream::ByteStream;

const _: () = assert!(size_of::<Call<String, ()>>() <= 24);
const _: () = assert!(size_of::<ResponseCall<String, ()>>() <= 24);
const _: () = assert!(size_of::<RawCall>() <= 24);

/// A call that gives the operation's value.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T, E> {
    sending: Sending,
    types: PhantomData<fn() -> (T, E)>,
}

impl<T: Success, E: Refusal> Call<T, E> {
    #[doc(hidden)]
    pub fn new(request: Request) -> Self {
        Self { sending: send(request.into_parts(), reading::<T>()), types: PhantomData }
    }
}

impl<T: Success, E: Refusal> Future for Call<T, E> {
    type Output = Result<T, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.sending.as_mut().poll(cx).map(dispatch::value)
    }
}

/// A call that gives the operation's value with status and headers.
#[must_use = "a call does nothing until it is awaited"]
pub struct ResponseCall<T, E> {
    sending: Sending,
    types: PhantomData<fn() -> (T, E)>,
}

impl<T: Success, E: Refusal> ResponseCall<T, E> {
    #[doc(hidden)]
    pub fn new(request: Request) -> Self {
        Self { sending: send(request.into_parts(), reading::<T>()), types: PhantomData }
    }
}

impl<T: Success, E: Refusal> Future for ResponseCall<T, E> {
    type Output = Result<Response<T>, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.sending.as_mut().poll(cx).map(dispatch::response)
    }
}

/// A call that gives status, headers, and the unread body, whatever the status.
#[must_use = "a call does nothing until it is awaited"]
pub struct RawCall {
    sending: Sending,
}

impl RawCall {
    #[doc(hidden)]
    pub fn new(request: Request) -> Self {
        Self { sending: send(request.into_parts(), Reading::Raw) }
    }

    /// A call that is on its way already.
    pub(crate) fn of(sending: Sending) -> Self {
        Self { sending }
    }
}

impl Future for RawCall {
    type Output = Result<RawResponse, AnyError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Ready(match ready!(self.sending.as_mut().poll(cx)) {
            Ok(reply) => {
                let body = match reply.body {
                    ReplyBody::Stream(stream) => stream,
                    ReplyBody::Whole(bytes) => ByteStream::whole(bytes, reply.operation.name, reply.limit),
                };
                Ok(RawResponse::new(reply.status, reply.headers, body))
            }
            Err(Fault::Build(error)) => Err(AnyError::from(*error)),
            Err(Fault::Transport(error)) => Err(AnyError::from(*error)),
        })
    }
}

/// A request of a documented operation.
pub trait OperationRequest: Sized {
    /// What the operation gives when it succeeds.
    type Value: Success;
    /// The operation's documented refusals.
    type Refusal: Refusal;

    #[doc(hidden)]
    fn into_request(self) -> Request;
}

/// Declares what every method of a generated client gives; for generated code, once in each client. It is a type of the
/// generated crate, so that setters of single operations are methods of it and need no import, and it is generic, so that
/// what all requests can do is compiled once.
#[doc(hidden)]
#[macro_export]
macro_rules! __requests {
    () => {
        /// A request of an operation that gives a `T` or is refused with an `E`. It does nothing until it is awaited or
        /// sent; the names of the operations' requests, which have setters of their own, stand for it.
        #[must_use = "a request does nothing until it is awaited or sent"]
        pub struct Request<T, E> {
            pub(super) request: $crate::runtime::door::Request,
            types: ::core::marker::PhantomData<fn() -> (T, E)>,
        }

        impl<T, E> Request<T, E> {
            pub(super) fn new(request: $crate::runtime::door::Request) -> Self {
                Self { request, types: ::core::marker::PhantomData }
            }

            /// Sends it, and gives status, headers, and the unread body; an error status is no error.
            pub fn raw(self) -> $crate::runtime::door::RawCall {
                $crate::runtime::door::RawCall::new(self.request)
            }

            /// Sets time limits for this call: one for all of it, or two for connecting and for each attempt.
            pub fn with_timeout(
                self,
                timeouts: impl ::core::convert::Into<$crate::runtime::door::Timeouts>,
            ) -> Self {
                Self::new(self.request.with_timeout(::core::convert::Into::into(timeouts)))
            }

            /// Sets the largest body that is read whole, in bytes after decoding: 64 MiB by default.
            pub fn with_body_limit(self, bytes: u64) -> Self {
                Self::new(self.request.with_body_limit(bytes))
            }

            /// Sets a header for this call.
            pub fn with_header(self, name: &str, value: &str) -> Self {
                Self::new(self.request.with_header(name, value))
            }

            /// Adds a query parameter that the document does not have.
            pub fn with_query(self, name: &str, value: &str) -> Self {
                Self::new(self.request.with_query(name, value))
            }

            /// Sets the credentials for this call.
            pub fn with_auth(self, credentials: $crate::runtime::door::Credentials) -> Self {
                Self::new(self.request.with_auth(credentials))
            }

            /// Sets how this call is repeated, in place of what the client and the operation say.
            pub fn with_retry(self, policy: $crate::runtime::door::RetryPolicy) -> Self {
                Self::new(self.request.with_retry(policy))
            }
        }

        impl<T: $crate::runtime::door::Success, E: $crate::runtime::door::Refusal> Request<T, E> {
            /// Sends it, and gives the value; the same as `.await` on the request itself.
            pub fn send(self) -> $crate::runtime::door::Call<T, E> {
                $crate::runtime::door::Call::new(self.request)
            }

            /// Sends it, and gives the value with status and headers.
            pub fn response(self) -> $crate::runtime::door::ResponseCall<T, E> {
                $crate::runtime::door::ResponseCall::new(self.request)
            }
        }

        $crate::__requests_blocking!();

        impl<T: $crate::runtime::door::Success, E: $crate::runtime::door::Refusal>
            $crate::runtime::door::OperationRequest for Request<T, E>
        {
            type Value = T;
            type Refusal = E;

            fn into_request(self) -> $crate::runtime::door::Request {
                self.request
            }
        }

        impl<T: $crate::runtime::door::Success, E: $crate::runtime::door::Refusal> ::core::future::IntoFuture
            for Request<T, E>
        {
            type Output = <Self::IntoFuture as ::core::future::Future>::Output;
            type IntoFuture = $crate::runtime::door::Call<T, E>;

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
