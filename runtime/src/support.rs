//! The names that generated code uses; it uses no others of the runtime.
//!
//! In: nothing. Out: every name that generated code uses. Invariant: re-exports only.

pub use bytes::Bytes;
#[cfg(feature = "chrono")]
pub use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
pub use http::HeaderMap;
pub use jiff::civil::{Date, DateTime as LocalDateTime, Time};
pub use jiff::{Span, Timestamp};
pub use uuid::Uuid;

pub use super::auth::Credentials;
#[cfg(feature = "blocking")]
pub use super::blocking::{Blocking, wait};
pub use super::body::json_lines::JsonLinesBody;
#[cfg(feature = "multipart")]
pub use super::body::multipart::{Form, Part};
pub use super::call::{Call, OperationRequest, RawCall, ResponseCall};
pub use super::client::{ApiClient, Client, ClientBuilder, ClientProfile};
pub use super::decode::{Empty, ErrorResponse, ErrorResponseBody, Success, SuccessBody, Text, TextValue};
pub use super::encoding::Encoding;
pub use super::error::{AnyError, Error};
pub use super::json::{
    Fit, Json, Kind, Literal, Number, OptionalSlot, Read, ReadError, Reader, Slot, Write, Writer, leave_out,
};
pub use super::limits::Timeouts;
pub use super::model::{Base64, Base64Url, Formatted, HttpDate, Maybe, ModelError, Secret, Uri, from_json};
pub use super::operation::{Operation, Scheme, Status};
pub use super::pagination::{Items, PageCount, PageItems, Pages, Paginated};
pub use super::request::Request;
pub use super::response::{HeaderResult, HeaderShape, Headers, RawResponse, Response};
pub use super::retry::RetryPolicy;
pub use super::server::{Server, ServerVariable};
pub use super::stream::{ByteStream, JsonLines};
#[cfg(feature = "events")]
pub use super::stream::{EventData, ServerEvents};
pub use crate::{
    __client as client, __collection as collection, __integer_enum as integer_enum,
    __mixed_enum as mixed_enum, __model as model, __newtype as newtype, __paginated as paginated,
    __requests as requests, __string_enum as string_enum,
};
