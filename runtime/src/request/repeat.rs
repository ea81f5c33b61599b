//! The same request for another page.
//!
//! In: a request and the offset of a page. Out: a request for that page. Invariant: nothing but the offset differs, and
//! it stands in the query string once.

use super::{Parts, Request};
use crate::body::Body;
use crate::query;

impl Request {
    /// Takes the query parameters of this name away, and gives the last one's value.
    pub(crate) fn take_query(&mut self, name: &str) -> Option<String> {
        query::take(&mut self.0.query, name)
    }

    /// The request with one more query parameter, its value encoded. A fault of the request goes into the first copy.
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
            // The generator gives pages to operations without a body only.
            body: Body::Empty,
            timeouts: parts.timeouts,
            body_limit: parts.body_limit,
            retry: parts.retry.clone(),
            credentials: parts.credentials.clone(),
            fault: parts.fault.take(),
        }));
        if let Some(value) = value {
            query::push_encoded(&mut copy.0.query, &query::encode(name), value);
        }
        copy
    }
}
