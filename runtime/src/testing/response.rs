//! What a rule responds with.
//!
//! In: a model, a text, a status, or a fault. Out: what a transport gives. Invariant: a response can be given any number
//! of times.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{HeaderMap, StatusCode};

use crate::error::{TransportError, TransportPhase};
use crate::header;
use crate::json::{Write, write};
use crate::transport::{Chunks, TransportResponse};

/// A response of a [`MockTransport`](super::MockTransport).
#[derive(Clone, Debug)]
#[must_use = "a response does nothing until a rule gives it"]
pub struct MockResponse {
    outcome: Outcome,
    delay: Duration,
}

#[derive(Clone, Debug)]
enum Outcome {
    Response { status: StatusCode, headers: Vec<(HeaderName, HeaderValue)>, body: Bytes, cut: Option<usize> },
    Fault { phase: TransportPhase, why: String },
}

impl MockResponse {
    /// Status 200 with a model, as JSON.
    pub fn ok(value: &dyn Write) -> Self {
        Self::json(200, value)
    }

    /// A status with a model, as JSON: a success, or an error body (`models::ErrorGet`).
    pub fn json(status: u16, value: &dyn Write) -> Self {
        match write(value) {
            Ok(json) => Self::body(status, "application/json", json),
            Err(error) => Self::broken(format!("the response cannot be written as JSON: {error}")),
        }
    }

    /// A status with any body.
    pub fn body(status: u16, content_type: &str, body: impl Into<Bytes>) -> Self {
        Self::new(status, body.into()).header(CONTENT_TYPE.as_str(), content_type)
    }

    /// A status without a body.
    pub fn status(status: u16) -> Self {
        Self::new(status, Bytes::new())
    }

    /// No response: the request fails in this phase.
    pub fn fault(phase: TransportPhase) -> Self {
        Self {
            outcome: Outcome::Fault { phase, why: "a fault of the test".to_owned() },
            delay: Duration::ZERO,
        }
    }

    fn new(status: u16, body: Bytes) -> Self {
        let Ok(status) = StatusCode::from_u16(status) else {
            return Self::broken(format!("{status} is no status"));
        };
        let outcome = Outcome::Response { status, headers: Vec::new(), body, cut: None };
        Self { outcome, delay: Duration::ZERO }
    }

    fn broken(why: String) -> Self {
        Self { outcome: Outcome::Fault { phase: TransportPhase::Send, why }, delay: Duration::ZERO }
    }

    /// The same with a header, such as `Retry-After`.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let Outcome::Response { headers, .. } = &mut self.outcome else { return self };
        match header::pair(name, value) {
            Ok((name, value)) => {
                headers.retain(|(known, _)| *known != name);
                headers.push((name, value));
                self
            }
            Err(error) => Self::broken(error.message().to_owned()),
        }
    }

    /// The same after a wait, by tokio's clock.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// The same, broken off after so many bytes of the body.
    pub fn cut_after(mut self, bytes: usize) -> Self {
        if let Outcome::Response { cut, .. } = &mut self.outcome {
            *cut = Some(bytes);
        }
        self
    }

    pub(super) async fn give(self) -> Result<TransportResponse, TransportError> {
        if !self.delay.is_zero() {
            tokio::time::sleep(self.delay).await;
        }
        match self.outcome {
            Outcome::Fault { phase, why } => Err(TransportError::new(phase).with_source(why)),
            Outcome::Response { status, headers, body, cut: None } => {
                Ok(TransportResponse::whole(status, map(headers), body))
            }
            Outcome::Response { status, headers, body, cut: Some(cut) } => {
                let body: Chunks = Box::pin(Cut(Some(body.slice(..cut.min(body.len()))), false));
                Ok(TransportResponse::new(status, map(headers), body))
            }
        }
    }
}

fn map(headers: Vec<(HeaderName, HeaderValue)>) -> HeaderMap {
    headers.into_iter().collect()
}

/// A chunk, and then a broken connection.
struct Cut(Option<Bytes>, bool);

impl Stream for Cut {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(chunk) = self.0.take() {
            return Poll::Ready(Some(Ok(chunk)));
        }
        let broken = std::mem::replace(&mut self.1, true);
        Poll::Ready((!broken).then(|| Err(TransportError::new(TransportPhase::Body))))
    }
}
