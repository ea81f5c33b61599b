//! Which requests a rule is for.
//!
//! In: conditions. Out: whether a request meets them all. Invariant: a rule without conditions is for every request,
//! and every condition can be named.

use std::fmt;

use http::Method;

use super::MockRequest;
use crate::body::Body;
use crate::json::{Json, Write};
use crate::model::from_json;
use crate::request::Request;

/// Conditions on a request, all of which must hold.
#[derive(Default)]
pub struct MockRule {
    conditions: Vec<Box<Condition>>,
    words: Vec<String>,
}

type Condition = dyn Fn(&MockRequest) -> bool + Send + Sync;

impl MockRule {
    /// Every request.
    #[must_use]
    pub fn any() -> Self {
        Self::default()
    }

    /// Requests of an operation, by its name in the document.
    #[must_use]
    pub fn operation(name: impl Into<String>) -> Self {
        let name = name.into();
        Self::any().named(name.clone(), move |request| request.operation == name)
    }

    /// Requests like this one: of its operation and path, with its query parameters (and perhaps more) and, if it has
    /// one, its body. One that cannot be built is like no other.
    pub(super) fn like(example: Request) -> Self {
        let Ok((example, body)) = example.into_parts().prepare() else {
            return Self::any().named("a request that cannot be built".to_owned(), |_| false);
        };
        let mut rule = Self::operation(example.operation.name).path(example.url.path());
        for (name, value) in example.url.query_pairs() {
            rule = rule.query(name, value);
        }
        match body {
            Body::Bytes(bytes) => rule.named("this body".to_owned(), move |request| request.body == bytes),
            // What is sent as it comes is not there yet.
            Body::Empty | Body::Stream(..) => rule,
            // Its boundary is another one each time.
            #[cfg(feature = "multipart")]
            Body::Form(_) => rule,
        }
    }

    /// Requests of a method.
    #[must_use]
    pub fn method(self, method: Method) -> Self {
        self.named(method.to_string(), move |request| request.method == method)
    }

    /// Requests to a path, as it is in the URL: with the base URL's, percent-encoded.
    #[must_use]
    pub fn path(self, path: impl Into<String>) -> Self {
        let path = path.into();
        self.named(path.clone(), move |request| request.url.path() == path)
    }

    /// Requests with this value of a path parameter, by its name in the document.
    #[must_use]
    pub fn path_parameter(self, name: impl Into<String>, value: impl fmt::Display) -> Self {
        let (name, value) = (name.into(), value.to_string());
        self.named(format!("{name} {value}"), move |request| {
            request.path_parameter(&name).as_deref() == Some(value.as_str())
        })
    }

    /// Requests with a query parameter of this value.
    #[must_use]
    pub fn query(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let (name, value) = (name.into(), value.into());
        self.named(format!("{name}={value}"), move |request| request.query(&name).as_ref() == Some(&value))
    }

    /// Requests with a header of this value.
    #[must_use]
    pub fn header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let (name, value) = (name.into(), value.into());
        self.named(format!("the header {name}"), move |request| request.header(&name) == Some(value.as_str()))
    }

    /// Requests with this body, as JSON: the order of members is of no importance.
    #[must_use]
    pub fn json(self, body: &dyn Write) -> Self {
        let expected = Json::of(body).ok();
        self.named("this JSON body".to_owned(), move |request| {
            expected.is_some() && from_json::<Json>(&request.body).ok() == expected
        })
    }

    /// Requests for which a function says so.
    #[must_use]
    pub fn when(self, condition: impl Fn(&MockRequest) -> bool + Send + Sync + 'static) -> Self {
        self.named("a condition".to_owned(), condition)
    }

    fn named(
        mut self,
        words: String,
        condition: impl Fn(&MockRequest) -> bool + Send + Sync + 'static,
    ) -> Self {
        self.words.push(words);
        self.conditions.push(Box::new(condition));
        self
    }

    pub(super) fn matches(&self, request: &MockRequest) -> bool {
        self.conditions.iter().all(|condition| condition(request))
    }
}

impl fmt::Display for MockRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.words.is_empty() { f.write_str("any request") } else { f.write_str(&self.words.join(", ")) }
    }
}

impl fmt::Debug for MockRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("MockRule").field(&self.to_string()).finish()
    }
}

impl From<&str> for MockRule {
    fn from(operation: &str) -> Self {
        Self::operation(operation)
    }
}
