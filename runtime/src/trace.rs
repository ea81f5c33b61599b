//! Spans (feature `tracing`), named as OpenTelemetry's conventions for HTTP clients have it.
//!
//! In: a request, and what came of it. Out: one span per operation, and one per attempt within it. Invariant: no path
//! value, query value, request header, or body is recorded; of the response's headers only those that identify it.

use super::error::{BufferedResponse, TransportError};
use super::request::Prepared;
use super::retry::RetryReason;

/// A span; nothing without the feature.
pub(crate) struct Span {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

#[cfg(feature = "tracing")]
impl Span {
    /// The span of an operation, to the headers of its last response, or to the end of a body that is read whole.
    pub(crate) fn operation(request: &Prepared) -> Self {
        let span = tracing::info_span!(
            "operation",
            otel.name = request.operation.name,
            otel.kind = "internal",
            otel.status_code = tracing::field::Empty,
            http.request.method = request.method.as_str(),
            url.template = template(request),
            server.address = request.url.host_str(),
            server.port = request.url.port_or_known_default(),
            http.response.status_code = tracing::field::Empty,
            "http.response.header.x-request-id" = tracing::field::Empty,
            http.response.trace_id = tracing::field::Empty,
            error.type = tracing::field::Empty,
            retry.reason = tracing::field::Empty,
        );
        Self { span }
    }

    /// The span of an attempt.
    pub(crate) fn attempt(request: &Prepared, number: u32) -> Self {
        let span = tracing::info_span!(
            "attempt",
            otel.name = attempt_name(request),
            otel.kind = "client",
            otel.status_code = tracing::field::Empty,
            http.request.method = request.method.as_str(),
            url.template = template(request),
            server.address = request.url.host_str(),
            server.port = request.url.port_or_known_default(),
            http.request.resend_count = number.checked_sub(1).filter(|count| *count > 0),
            http.response.status_code = tracing::field::Empty,
            "http.response.header.x-request-id" = tracing::field::Empty,
            http.response.trace_id = tracing::field::Empty,
            error.type = tracing::field::Empty,
            retry.reason = tracing::field::Empty,
        );
        Self { span }
    }

    /// A future within the span.
    pub(crate) fn watch<F: Future>(&self, future: F) -> impl Future<Output = F::Output> + use<F> {
        tracing::Instrument::instrument(future, self.span.clone())
    }

    /// Records the outcome, and why the request was retried or not.
    pub(crate) fn record(
        &self,
        outcome: Result<&BufferedResponse, &TransportError>,
        reason: Option<&RetryReason>,
    ) {
        if self.span.is_none() {
            return;
        }
        if let Some(reason) = reason {
            self.span.record("retry.reason", tracing::field::display(reason));
        }
        match outcome {
            Ok(response) => {
                let status = response.status.as_u16();
                self.span.record("http.response.status_code", status);
                let ids = [
                    ("http.response.header.x-request-id", Some("x-request-id")),
                    ("http.response.trace_id", response.profile.trace_id_header),
                ];
                for (field, header) in ids {
                    let id = header.and_then(|name| response.headers.get(name)?.to_str().ok());
                    if let Some(id) = id {
                        self.span.record(field, id);
                    }
                }
                if status >= 400 {
                    self.fail(response.status.as_str());
                }
            }
            Err(error) => self.fail(error.phase().as_str()),
        }
    }

    fn fail(&self, kind: &str) {
        self.span.record("error.type", kind);
        self.span.record("otel.status_code", "ERROR");
    }
}

/// The name of an attempt's span; made only where spans are recorded.
#[cfg(feature = "tracing")]
fn attempt_name(request: &Prepared) -> String {
    match template(request) {
        Some(template) => format!("{} {template}", request.method),
        None => request.method.to_string(),
    }
}

/// The template of the path; a request without a document has none.
#[cfg(feature = "tracing")]
fn template(request: &Prepared) -> Option<&'static str> {
    Some(request.operation.template).filter(|template| !template.is_empty())
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
    pub(crate) fn record(&self, _: Result<&BufferedResponse, &TransportError>, _: Option<&RetryReason>) {}
}
