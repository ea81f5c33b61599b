//! The body of a request.
//!
//! In: a value, text or bytes. Out: the bytes to send, and their media type. Invariant: a body comes with a media type.

use bytes::Bytes;
use http::HeaderValue;

use super::Request;
use crate::body::Body;
use crate::body::json_lines::{JsonLinesBody, Lines};
#[cfg(feature = "multipart")]
use crate::body::multipart::Form;
use crate::encoding::Encoding;
use crate::json::{Json, ParameterValue, Write, parameter, write};
use crate::{header, media};

/// The media type of most bodies.
const JSON: &str = "application/json";

impl Request {
    /// Sets a body of `application/json`.
    pub fn json(self, value: &dyn Write) -> Self {
        self.json_as(JSON, value)
    }

    /// Sets a body of another JSON media type.
    pub fn json_as(mut self, media_type: &str, value: &dyn Write) -> Self {
        match write(value) {
            Ok(json) => self.body(media_type, json.into()),
            Err(error) => {
                self.fail_with(format!("the body cannot be written as JSON: {error}"), error);
                self
            }
        }
    }

    /// Sets a body of `application/x-www-form-urlencoded`, from an object. Each item of a list is a pair of its own, and
    /// what is nested is in brackets.
    pub fn form(self, value: &dyn Write) -> Self {
        self.form_as(Encoding::PROPERTY, &[], value)
    }

    /// Sets a body of `application/x-www-form-urlencoded`, with an encoding for its properties and others for some of them.
    pub fn form_as(mut self, default: Encoding, others: &[(&str, Encoding)], value: &dyn Write) -> Self {
        let mut pairs = String::new();
        match Json::of(value) {
            Err(error) => self.fail_with(format!("the body cannot be written as a form: {error}"), error),
            Ok(Json::Null) => {}
            Ok(Json::Object(members)) => {
                for (name, value) in members {
                    let other = others.iter().find(|(property, _)| *property == name);
                    let encoding = other.map_or(default, |(_, encoding)| *encoding);
                    self.push_property(&mut pairs, &name, &value, encoding);
                }
            }
            Ok(_) => self.fail("the body is not an object, which a form needs".to_owned()),
        }
        self.body("application/x-www-form-urlencoded", pairs.into())
    }

    fn push_property(&mut self, pairs: &mut String, name: &str, value: &Json, encoding: Encoding) {
        if value.is_null() {
            return;
        }
        match encoding.value(value).map(|value| encoding.query(pairs, name, &value)) {
            Ok(Ok(())) => {}
            Ok(Err(problem)) => self.fail(format!("the form field `{name}` {problem}")),
            Err(error) => self.fail_with(format!("the form field `{name}` cannot be written"), error),
        }
    }

    /// Sets a body of text.
    pub fn text(self, media_type: &str, text: &str) -> Self {
        self.body(media_type, Bytes::copy_from_slice(text.as_bytes()))
    }

    /// Sets a body of the text of a scalar.
    pub fn text_value(mut self, media_type: &str, value: &dyn Write) -> Self {
        match parameter(value) {
            Ok(ParameterValue::Scalar(text)) => return self.body(media_type, text.into()),
            Ok(ParameterValue::Absent) => return self.body(media_type, Bytes::new()),
            Ok(_) => self.fail("the body is no scalar, which has a text".to_owned()),
            Err(error) => self.fail_with(format!("the body cannot be written as text: {error}"), error),
        }
        self
    }

    /// Sets a body of bytes.
    pub fn bytes(self, media_type: &str, bytes: impl Into<Bytes>) -> Self {
        self.body(media_type, bytes.into())
    }

    /// Sets a body of JSON values one after another: records in a media type of JSON sequences, else lines.
    pub fn json_lines<T: Write>(self, media_type: &str, values: JsonLinesBody<T>) -> Self {
        self.lines(media_type, values.into_lines())
    }

    fn lines(mut self, media_type: &str, lines: Lines) -> Self {
        self.set_content_type(media_type);
        match lines.into_body(media::is_json_sequence(media_type)) {
            Ok(body) => self.0.body = body,
            Err(error) => {
                self.fail_with(format!("a value of the body cannot be written as JSON: {error}"), error);
            }
        }
        self
    }

    /// Sets a body of `multipart/form-data`.
    #[cfg(feature = "multipart")]
    pub fn multipart(mut self, form: Form) -> Self {
        if let Some(problem) = form.fault() {
            self.fail(problem);
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
        // The most frequent media type needs no allocation.
        let value = match media_type {
            JSON => Ok(HeaderValue::from_static(JSON)),
            _ => header::value(media_type),
        };
        match value {
            Ok(value) if !media::bare(media_type).is_empty() => self.0.content_type = Some(value),
            Ok(_) => self.fail("the body's media type is empty".to_owned()),
            Err(problem) => self.fail(format!("the body's media type {problem}")),
        }
    }
}
