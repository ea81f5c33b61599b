//! The runtime: what the generated client of any API calls.
//!
//! In: operation descriptors and values from generated code, choices from users. Out: requests on the wire, and values
//! or errors. Invariant: it knows nothing of OpenAPI documents, of the generator, or of one API.

mod auth;
#[cfg(feature = "blocking")]
mod blocking;
#[cfg(not(feature = "blocking"))]
#[path = "async_only.rs"]
mod blocking;
mod body;
mod call;
mod client;
mod decode;
mod encoding;
mod error;
mod header;
pub mod json;
mod limits;
mod media;
pub mod model;
mod operation;
mod pagination;
mod path;
mod query;
mod raw;
mod request;
mod response;
mod retry;
mod send;
mod server;
mod stream;
pub mod support;
#[cfg(feature = "test-util")]
pub mod testing;
mod trace;
mod transport;
mod unauthenticated;

pub use ::reqwest;
pub use auth::Credentials;
#[cfg(feature = "blocking")]
pub use blocking::{Blocking, wait};
#[cfg(feature = "multipart")]
pub use body::multipart::{Form, Part};
pub use call::{Call, OperationRequest, RawCall, ResponseCall};
pub use client::{ApiClient, Client, ClientBuilder, ClientProfile};
pub use decode::{Empty, Text};
pub use error::{
    AnyError, AnyErrorResponse, ApiError, BufferedResponse, BuildError, DecodeError, Error, TransportError,
    TransportPhase, UnexpectedError,
};
pub use json::{Json, Number, ReadError, WriteError};
pub use limits::Timeouts;
pub use model::{Base64, Maybe, ModelError, Secret, Uri, from_json, to_json, to_json_string};
pub use pagination::{Items, Pages, Paginated};
pub use raw::{RawRequest, Undocumented};
pub use response::{HeaderError, HeaderResult, RawResponse, Response};
pub use retry::{RetryPolicy, RetryReason};
pub use server::{Server, ServerVariable};
pub use stream::{ByteStream, JsonLines};
#[cfg(feature = "events")]
pub use stream::{EventData, ServerEvent, ServerEvents};
pub use transport::{Chunks, Transport, TransportBody, TransportFuture, TransportRequest, TransportResponse};
