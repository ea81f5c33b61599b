//! Requests in the making.
//!
//! In: an operation, and values from generated code. Out: [`Parts`], which are sent once the request is used.
//! Invariant: building never fails; the first fault is remembered and comes out when the request is sent, before
//! anything is.

use std::fmt;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE};
use http::{HeaderMap, HeaderValue, Method};

use super::auth::Credentials;
use super::body::Body;
#[cfg(feature = "multipart")]
use super::body::multipart::Form;
use super::client::Client;
use super::error::BuildError;
use super::json::{Json, ParameterValue, Write, WriteError, parameter, write};
use super::limits::Timeouts;
use super::model::to_json_string;
use super::operation::Operation;
use super::path::{self, PathStyle};
use super::query::{self, FieldStyle, QueryStyle};
use super::retry::RetryPolicy;
use super::{header, media};

mod prepare;
mod repeat;

/// The media type of most bodies.
const JSON: &str = "application/json";

pub(crate) use prepare::Prepared;

/// A request in the making; generated code fills it, and a type around it is what users see.
#[must_use = "a request does nothing until it is awaited or sent"]
pub struct Request(Box<Parts>);

const _: () = assert!(size_of::<Request>() == size_of::<usize>());

/// All that a request is made of.
pub(crate) struct Parts {
    client: Client,
    operation: &'static Operation,
    /// The method and path of a request without a document.
    raw: Option<(Method, String)>,
    path: Vec<String>,
    query: String,
    headers: HeaderMap,
    cookies: String,
    content_type: Option<HeaderValue>,
    body: Body,
    timeouts: Timeouts,
    body_limit: Option<u64>,
    retry: Option<RetryPolicy>,
    credentials: Option<Credentials>,
    fault: Option<BuildError>,
}

impl Request {
    pub(crate) fn new(client: Client, operation: &'static Operation) -> Self {
        Self(Box::new(Parts {
            client,
            operation,
            raw: None,
            path: Vec::new(),
            query: String::new(),
            headers: HeaderMap::new(),
            cookies: String::new(),
            content_type: None,
            body: Body::Empty,
            timeouts: Timeouts::new(),
            body_limit: None,
            retry: None,
            credentials: None,
            fault: None,
        }))
    }

    pub(crate) fn raw(client: Client, operation: &'static Operation, method: Method, text: &str) -> Self {
        let mut request = Self::new(client, operation);
        let fault = if !text.starts_with('/') {
            Some("does not begin with a slash")
        } else if text.contains(['?', '#']) {
            Some("has a query string or a fragment; use `query`")
        } else {
            path::error_response(text)
        };
        if let Some(fault) = fault {
            request.fail(format!("the path {fault}"));
        }
        request.0.raw = Some((method, path::fixed(text)));
        request
    }

    pub(crate) fn into_parts(self) -> Box<Parts> {
        self.0
    }

    /// The first status that the document has for a success, 200 where it names none.
    #[cfg(feature = "test-util")]
    pub(crate) fn documented_success(&self) -> u16 {
        self.0.operation.first_success()
    }

    /// The value of the next placeholder, in `simple` style.
    pub fn path(self, value: &dyn Write) -> Self {
        self.path_styled(PathStyle::Simple { explode: false }, value)
    }

    /// The value of the next placeholder, in `simple` style, objects exploded.
    pub fn path_exploded(self, value: &dyn Write) -> Self {
        self.path_styled(PathStyle::Simple { explode: true }, value)
    }

    /// The value of the next placeholder, as JSON text.
    pub fn path_json(self, value: &dyn Write) -> Self {
        let text = to_json_string(value).map(ParameterValue::Scalar);
        self.path_rendered(PathStyle::Simple { explode: false }, text)
    }

    /// The value of the next placeholder, in `label` style.
    pub fn path_label(self, value: &dyn Write, explode: bool) -> Self {
        self.path_styled(PathStyle::Label { explode }, value)
    }

    /// The value of the next placeholder, in `matrix` style.
    pub fn path_matrix(self, name: &str, value: &dyn Write, explode: bool) -> Self {
        self.path_styled(PathStyle::Matrix { name, explode }, value)
    }

    fn path_styled(self, style: PathStyle<'_>, value: &dyn Write) -> Self {
        self.path_rendered(style, parameter(value))
    }

    fn path_rendered(mut self, style: PathStyle<'_>, value: Result<ParameterValue, WriteError>) -> Self {
        let rendered = match value {
            Ok(value) => path::render(style, &value, self.0.client.inner().slashes),
            Err(_) => Err("cannot be written"),
        };
        match rendered {
            Ok(text) => self.0.path.push(text),
            Err(fault) => {
                let name =
                    path::placeholder(self.0.operation.template, self.0.path.len()).unwrap_or_default();
                self.fail(format!("the path parameter `{name}` {fault}"));
                self.0.path.push(String::new());
            }
        }
        self
    }

    /// Appends a segment to the path of a request without a document.
    pub(crate) fn path_segment(mut self, value: &str) -> Self {
        match (path::segment(value, self.0.client.inner().slashes), &mut self.0.raw) {
            (Ok(segment), Some((_, text))) => {
                if !text.ends_with('/') {
                    text.push('/');
                }
                text.push_str(&segment);
            }
            (fault, _) => self.fail(format!("a path segment {}", fault.err().unwrap_or("has no place"))),
        }
        self
    }

    /// A query parameter in `form` style, exploded.
    pub fn query(self, name: &str, value: &dyn Write) -> Self {
        self.query_styled(name, QueryStyle::Form, value)
    }

    /// A query parameter in any style.
    pub fn query_styled(mut self, name: &str, style: QueryStyle, value: &dyn Write) -> Self {
        if let Some(value) = self.value("query", name, value) {
            query::push(&mut self.0.query, name, style, &value);
        }
        self
    }

    /// A query parameter in any style, with reserved characters as they are.
    pub fn query_reserved(mut self, name: &str, style: QueryStyle, value: &dyn Write) -> Self {
        if let Some(value) = self.value("query", name, value) {
            query::push_with(&mut self.0.query, name, style, &value, query::encode_reserved);
        }
        self
    }

    /// A query parameter as JSON text.
    pub fn query_json(mut self, name: &str, value: &dyn Write) -> Self {
        if let Some(json) = self.json_text("query", name, value) {
            query::push_pair(&mut self.0.query, name, &json);
        }
        self
    }

    /// A header parameter in `simple` style.
    pub fn header(self, name: &str, value: &dyn Write) -> Self {
        self.header_styled(name, value, false)
    }

    /// A header parameter in `simple` style, objects exploded.
    pub fn header_exploded(self, name: &str, value: &dyn Write) -> Self {
        self.header_styled(name, value, true)
    }

    fn header_styled(mut self, name: &str, value: &dyn Write, explode: bool) -> Self {
        let value = self.value("header", name, value);
        if let Some(text) = value.and_then(|value| header::text(&value, explode)) {
            self.set_header(name, &text);
        }
        self
    }

    /// A header parameter as JSON text.
    pub fn header_json(mut self, name: &str, value: &dyn Write) -> Self {
        if let Some(json) = self.json_text("header", name, value) {
            self.set_header(name, &header::ascii_json(&json));
        }
        self
    }

    /// A cookie parameter; exploded, each item and member is a cookie of its own (OpenAPI 3.2, "Style Values", `cookie`).
    pub fn cookie(mut self, name: &str, value: &dyn Write, explode: bool) -> Self {
        match (self.value("cookie", name, value), explode) {
            (Some(ParameterValue::List(items)), true) => {
                for item in &items {
                    self.0.push_cookie_pair(name, item);
                }
            }
            (Some(ParameterValue::Object(members)), true) => {
                for (name, value) in &members {
                    self.0.push_cookie_pair(name, value);
                }
            }
            (Some(value), _) => {
                if let Some(text) = header::text(&value, false) {
                    self.0.push_cookie_pair(name, &text);
                }
            }
            (None, _) => {}
        }
        self
    }

    /// A cookie parameter as JSON text.
    pub fn cookie_json(mut self, name: &str, value: &dyn Write) -> Self {
        if let Some(json) = self.json_text("cookie", name, value) {
            self.0.push_cookie_pair(name, &json);
        }
        self
    }

    /// Asks for other media types than the operation's preferred ones.
    pub fn accept(mut self, media_types: &str) -> Self {
        match header::value(media_types) {
            Ok(value) => {
                self.0.headers.insert(ACCEPT, value);
            }
            Err(fault) => self.fail(format!("the header `accept` {fault}")),
        }
        self
    }

    /// A body as `application/json`.
    pub fn json(self, value: &dyn Write) -> Self {
        self.json_as(JSON, value)
    }

    /// A body as JSON of another media type.
    pub fn json_as(mut self, media_type: &str, value: &dyn Write) -> Self {
        match write(value) {
            Ok(json) => self.body(media_type, json.into()),
            Err(error) => {
                self.fail_with("the body cannot be written as JSON".to_owned(), error);
                self
            }
        }
    }

    /// A body as `application/x-www-form-urlencoded`, from an object; each item of a list is a pair of its own.
    pub fn form(self, value: &dyn Write) -> Self {
        self.form_styled(value, &[])
    }

    /// The same with some properties in other styles.
    pub fn form_styled(mut self, value: &dyn Write, styles: &[(&str, FieldStyle)]) -> Self {
        let mut pairs = String::new();
        match Json::of(value) {
            Err(error) => self.fail_with("the body cannot be written as a form".to_owned(), error),
            Ok(Json::Null) => {}
            Ok(Json::Object(members)) => {
                for (name, value) in members {
                    let style = styles.iter().find(|(styled, _)| *styled == name);
                    self = self.pair(&mut pairs, &name, &value, style.map(|(_, style)| *style));
                }
            }
            Ok(_) => self.fail("the body is no object, which a form needs".to_owned()),
        }
        self.body("application/x-www-form-urlencoded", pairs.into())
    }

    /// A member of a form: objects in it are JSON text where no style says otherwise.
    fn pair(mut self, pairs: &mut String, name: &str, value: &Json, style: Option<FieldStyle>) -> Self {
        let (value, style) = match (value, style) {
            (Json::Null, _) => return self,
            (Json::Object(_), None) | (_, Some(FieldStyle::Json)) => {
                (Ok(ParameterValue::Scalar(value.to_string())), QueryStyle::Form)
            }
            (value, Some(FieldStyle::Query(style))) => (parameter(value), style),
            (value, None) => (parameter(value), QueryStyle::Form),
        };
        match value {
            Ok(value) => query::push(pairs, name, style, &value),
            Err(error) => self.fail_with(format!("the form field `{name}` cannot be written"), error),
        }
        self
    }

    /// A body as text.
    pub fn text(self, media_type: &str, text: &str) -> Self {
        self.body(media_type, Bytes::copy_from_slice(text.as_bytes()))
    }

    /// A body as bytes.
    pub fn bytes(self, media_type: &str, bytes: impl Into<Bytes>) -> Self {
        self.body(media_type, bytes.into())
    }

    /// A body as `multipart/form-data`.
    #[cfg(feature = "multipart")]
    pub fn multipart(mut self, form: Form) -> Self {
        if let Some(fault) = form.fault() {
            self.fail(fault);
        }
        self.set_content_type(&form.content_type());
        self.0.body = Body::Form(form);
        self
    }

    fn body(mut self, media_type: &str, bytes: Bytes) -> Self {
        self.set_content_type(media_type);
        self.0.body = Body::Bytes(bytes);
        self
    }

    fn set_content_type(&mut self, media_type: &str) {
        // The usual type is no new text for each call.
        let value = match media_type {
            JSON => Ok(HeaderValue::from_static(JSON)),
            _ => header::value(media_type),
        };
        match value {
            Ok(value) if !media::bare(media_type).is_empty() => self.0.content_type = Some(value),
            Ok(_) => self.fail("the body's media type is empty".to_owned()),
            Err(fault) => self.fail(format!("the body's media type {fault}")),
        }
    }

    /// Time limits of this call.
    pub fn with_timeout(mut self, timeouts: Timeouts) -> Self {
        self.0.timeouts = timeouts;
        self
    }

    /// The largest body of this call that is read whole, in bytes.
    pub fn with_body_limit(mut self, bytes: u64) -> Self {
        self.0.body_limit = Some(bytes);
        self
    }

    /// A header of this call.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.set_header(name, value);
        self
    }

    /// A query parameter of this call that the document does not have.
    pub fn with_query(mut self, name: &str, value: &str) -> Self {
        query::push_pair(&mut self.0.query, name, value);
        self
    }

    /// Credentials of this call.
    pub fn with_auth(mut self, credentials: Credentials) -> Self {
        self.0.credentials = Some(credentials);
        self
    }

    /// How this call is repeated.
    pub fn with_retry(mut self, policy: RetryPolicy) -> Self {
        self.0.retry = Some(policy);
        self
    }

    fn value(&mut self, place: &str, name: &str, value: &dyn Write) -> Option<ParameterValue> {
        let value = parameter(value);
        value
            .map_err(|error| {
                self.fail_with(format!("the {place} parameter `{name}` cannot be written"), error);
            })
            .ok()
    }

    fn json_text(&mut self, place: &str, name: &str, value: &dyn Write) -> Option<String> {
        let json = to_json_string(value);
        json.map_err(|error| {
            self.fail_with(format!("the {place} parameter `{name}` cannot be written"), error);
        })
        .ok()
    }

    fn set_header(&mut self, name: &str, text: &str) {
        match header::pair(name, text) {
            Ok((name, _)) if name == AUTHORIZATION => {
                self.fail("`Authorization` is no header of a call: use `with_auth`".to_owned());
            }
            Ok((name, value)) if name == CONTENT_TYPE => self.0.content_type = Some(value),
            Ok((name, _)) if name == COOKIE => self.0.push_cookie(text),
            Ok((name, value)) => {
                self.0.headers.insert(name, value);
            }
            Err(error) => self.fail(error.message().to_owned()),
        }
    }

    fn fail(&mut self, message: String) {
        self.0.fault.get_or_insert_with(|| BuildError::new(message));
    }

    fn fail_with(&mut self, message: String, source: impl std::error::Error + Send + Sync + 'static) {
        self.0.fault.get_or_insert_with(|| BuildError::new(message).with_source(source));
    }
}

impl Parts {
    pub(crate) fn operation(&self) -> &'static Operation {
        self.operation
    }

    fn push_cookie_pair(&mut self, name: &str, value: &str) {
        self.push_cookie(&format!("{}={}", query::encode(name), query::encode(value)));
    }

    fn push_cookie(&mut self, pair: &str) {
        if !self.cookies.is_empty() {
            self.cookies.push_str("; ");
        }
        self.cookies.push_str(pair);
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Values may be secrets, or hold patients' data: none is shown.
        let operation = self.0.operation;
        let method = self.0.raw.as_ref().map_or(operation.method, |(method, _)| method.as_str());
        f.debug_struct("Request")
            .field("operation", &operation.name)
            .field("method", &method)
            .field("template", &operation.template)
            .finish_non_exhaustive()
    }
}
