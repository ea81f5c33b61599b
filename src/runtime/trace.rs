//! Spans (feature `tracing`), named as OpenTelemetry's conventions for HTTP clients have it.
//!
//! In: a request, and what came of it. Out: one span per operation, and one per attempt within it. Invariant: no path
//! value, query value, header, or body is recorded.

use super::error::TransportError;
use super::request::Prepared;
use super::send::Reply;

/// A span; nothing without the feature.
pub(crate) struct Span {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

#[cfg(feature = "tracing")]
impl Span {
    /// The span of an operation.
    pub(crate) fn operation(request: &Prepared) -> Self {
        let span = tracing::info_span!(
            "operation",
            otel.name = request.operation.name,
            http.request.method = request.method.as_str(),
            url.template = request.operation.template,
            server.address = request.url.host_str(),
            http.response.status_code = tracing::field::Empty,
            error.type = tracing::field::Empty,
        );
        Self { span }
    }

    /// The span of an attempt.
    pub(crate) fn attempt(request: &Prepared, number: u32) -> Self {
        let span = tracing::info_span!(
            "attempt",
            otel.name = format!("{} {}", request.method, request.operation.template),
            otel.kind = "client",
            http.request.method = request.method.as_str(),
            url.template = request.operation.template,
            server.address = request.url.host_str(),
            server.port = request.url.port_or_known_default(),
            http.request.resend_count = number.checked_sub(1).filter(|count| *count > 0),
            http.response.status_code = tracing::field::Empty,
            error.type = tracing::field::Empty,
        );
        Self { span }
    }

    /// A future within the span.
    pub(crate) fn watch<F: Future>(&self, future: F) -> impl Future<Output = F::Output> + use<F> {
        tracing::Instrument::instrument(future, self.span.clone())
    }

    /// Notes what came of it.
    pub(crate) fn record(&self, outcome: &Result<Reply, TransportError>) {
        match outcome {
            Ok(reply) => {
                let status = reply.status.as_u16();
                self.span.record("http.response.status_code", status);
                if status >= 400 {
                    self.span.record("error.type", reply.status.as_str());
                }
            }
            Err(error) => {
                self.span.record("error.type", error.phase().as_str());
            }
        }
    }
}

#[cfg(not(feature = "tracing"))]
impl Span {
    pub(crate) fn operation(_: &Prepared) -> Self {
        Self {}
    }

    pub(crate) fn attempt(_: &Prepared, _: u32) -> Self {
        Self {}
    }

    #[expect(clippy::unused_self, reason = "the same signature as with spans")]
    pub(crate) fn watch<F: Future>(&self, future: F) -> F {
        future
    }

    #[expect(clippy::unused_self, reason = "the same signature as with spans")]
    pub(crate) fn record(&self, _: &Result<Reply, TransportError>) {}
}
