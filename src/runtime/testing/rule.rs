//! Which requests a rule is for.
//!
//! In: conditions. Out: whether a request meets them all. Invariant: a rule without conditions is for every request.

use std::fmt;

use http::Method;

use super::MockRequest;

/// Conditions on a request, all of which must hold.
#[derive(Default)]
pub struct MockRule(Vec<Box<Condition>>);

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
        Self::any().when(move |request| request.operation == name)
    }

    /// Requests of a method.
    #[must_use]
    pub fn method(self, method: Method) -> Self {
        self.when(move |request| request.method == method)
    }

    /// Requests to a path, as it is in the URL: with the base URL's, percent-encoded.
    #[must_use]
    pub fn path(self, path: impl Into<String>) -> Self {
        let path = path.into();
        self.when(move |request| request.url.path() == path)
    }

    /// Requests with a query parameter of this value.
    #[must_use]
    pub fn query(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let (name, value) = (name.into(), value.into());
        self.when(move |request| request.query(&name).as_ref() == Some(&value))
    }

    /// Requests for which a function says so.
    #[must_use]
    pub fn when(mut self, condition: impl Fn(&MockRequest) -> bool + Send + Sync + 'static) -> Self {
        self.0.push(Box::new(condition));
        self
    }

    pub(super) fn matches(&self, request: &MockRequest) -> bool {
        self.0.iter().all(|condition| condition(request))
    }
}

impl fmt::Debug for MockRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockRule").field("conditions", &self.0.len()).finish()
    }
}
