//! Requests for further pages of a list.
//!
//! In: a request, and the offset of a page. Out: a request for that page. Invariant: only the offset differs, and the
//! query string has it once.

use super::{Parts, Request};
use crate::body::Body;
use crate::query;

impl Request {
    /// Removes the query parameters with a name, and returns the value of the last one, still encoded.
    pub(crate) fn take_query(&mut self, name: &str) -> Option<String> {
        query::take(&mut self.0.query, name)
    }

    /// Copies the request with one more query parameter, whose value is encoded already. An error of the request goes into
    /// the first copy.
    pub(crate) fn copy_with(&mut self, name: &str, value: Option<&str>) -> Self {
        let parts = &mut *self.0;
        let mut copy = Self(Box::new(Parts {
            client: parts.client.clone(),
            operation: parts.operation,
            raw: parts.raw.clone(),
            path: parts.path.clone(),
            query: parts.query.clone(),
            headers: parts.headers.clone(),
            cookies: parts.cookies.clone(),
            content_type: None,
            // Only operations without a body are paginated.
            body: Body::Empty,
            timeouts: parts.timeouts,
            body_limit: parts.body_limit,
            retry: parts.retry.clone(),
            credentials: parts.credentials.clone(),
            error: parts.error.take(),
        }));
        if let Some(value) = value {
            query::push_encoded(&mut copy.0.query, &query::encode(name), value);
        }
        copy
    }
}
