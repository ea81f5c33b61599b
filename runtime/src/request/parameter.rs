//! The parameters of a request.
//!
//! In: a parameter's name, its encoding, and its value. Out: text in the path, the query string, a header or a cookie.
//! Invariant: a method without an encoding writes the value in the default style of its position.

use super::Request;
use crate::encoding::Encoding;
use crate::json::{ParameterValue, Write};
use crate::path;

impl Request {
    /// Sets the value of the next placeholder of the path.
    pub fn path(self, value: &dyn Write) -> Self {
        self.path_as(Encoding::SIMPLE, value)
    }

    /// Sets the value of the next placeholder of the path, in an encoding.
    pub fn path_as(mut self, encoding: Encoding, value: &dyn Write) -> Self {
        let name = path::placeholder(self.0.operation.template, self.0.path.len()).unwrap_or_default();
        let text = match encoding.value(value) {
            Ok(value) => encoding.path(name, &value, self.0.client.inner().slashes),
            Err(_) => Err("cannot be written"),
        };
        let text = text.unwrap_or_else(|problem| {
            self.fail(format!("the path parameter `{name}` {problem}"));
            String::new()
        });
        self.0.path.push(text);
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
            (Ok(_), None) => self.fail("a documented path takes no further segments".to_owned()),
            (Err(problem), _) => self.fail(format!("a path segment {problem}")),
        }
        self
    }

    /// Adds a query parameter; each item of a list is a pair of its own.
    pub fn query(self, name: &str, value: &dyn Write) -> Self {
        self.query_as(name, Encoding::FORM, value)
    }

    /// Adds a query parameter in an encoding.
    pub fn query_as(mut self, name: &str, encoding: Encoding, value: &dyn Write) -> Self {
        if let Some(value) = self.value("query", name, encoding, value)
            && let Err(problem) = encoding.query(&mut self.0.query, name, &value)
        {
            self.fail(format!("the query parameter `{name}` {problem}"));
        }
        self
    }

    /// Sets a header parameter.
    pub fn header(self, name: &str, value: &dyn Write) -> Self {
        self.header_as(name, Encoding::SIMPLE, value)
    }

    /// Sets a header parameter in an encoding.
    pub fn header_as(mut self, name: &str, encoding: Encoding, value: &dyn Write) -> Self {
        let value = self.value("header", name, encoding, value);
        if let Some(text) = value.and_then(|value| encoding.header(&value)) {
            self.set_header(name, &text);
        }
        self
    }

    /// Adds a cookie; each item of a list is a cookie of its own.
    pub fn cookie(self, name: &str, value: &dyn Write) -> Self {
        self.cookie_as(name, Encoding::FORM, value)
    }

    /// Adds a cookie in an encoding.
    pub fn cookie_as(mut self, name: &str, encoding: Encoding, value: &dyn Write) -> Self {
        if let Some(value) = self.value("cookie", name, encoding, value) {
            encoding.cookie(&mut self.0.cookies, name, &value);
        }
        self
    }

    fn value(
        &mut self,
        position: &str,
        name: &str,
        encoding: Encoding,
        value: &dyn Write,
    ) -> Option<ParameterValue> {
        let value = encoding.value(value).map_err(|error| {
            self.fail_with(format!("the {position} parameter `{name}` cannot be written"), error);
        });
        value.ok()
    }
}
