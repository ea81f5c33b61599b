//! The one door by which generated code enters the runtime.
//!
//! In: nothing. Out: every name that generated code uses. Invariant: re-exports only.

pub use bytes::Bytes;

pub use super::auth::Credentials;
#[cfg(feature = "multipart")]
pub use super::body::multipart::{Form, Part};
pub use super::call::{Call, RawCall, ResponseCall};
pub use super::client::Client;
pub use super::dispatch::{Refusal, RefusalBody, Success, SuccessBody};
pub use super::error::Error;
pub use super::json::{Read, ReadError, Write};
pub use super::limits::Timeouts;
pub use super::operation::{Operation, Scheme, Status};
pub use super::query::QueryStyle;
pub use super::request::Request;
pub use super::response::{RawResponse, Response};
pub use super::retry::RetryPolicy;
pub use super::server::{Server, ServerVariable};
pub use super::stream::{ByteStream, JsonLines};
pub use crate::__request as request;
