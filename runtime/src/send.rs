//! Sends every request of every operation.
//!
//! In: [`Parts`]. Out: a [`ReceivedResponse`], whole or with its body unread. Invariant: nothing here is generic, so that
//! it is compiled once, whatever the number of operations.

use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, Method, StatusCode};
use tokio::time::{Instant, sleep};

use super::body::Body;
use super::body::pieces::BodyProgress;
use super::error::{BufferedResponse, BuildError, CallFacts, TransportError};
use super::json::ReadError;
use super::link;
use super::media;
use super::operation::Operation;
use super::redirect::{self, MAX_REDIRECTS};
use super::request::{Parts, Prepared};
use super::retry::{Decision, Facts, Head, Outcome, Progress, decide};
use super::stream::{ByteStream, Overflow, collect, too_large};
use super::trace::Span;
use super::transport::{TransportBody, TransportRequest, TransportResponse};
use super::within::within;

/// How much of a response is read before it is returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyMode {
    /// All of it.
    Whole,
    /// Nothing of a success.
    Stream,
    /// Nothing of a success, unless it is JSON.
    Mixed,
    /// Nothing, whatever the status.
    Raw,
}

/// A response: its head, and as much of its body as was read.
pub(crate) struct ReceivedResponse {
    pub(crate) response: BufferedResponse,
    /// The body, where it is unread.
    pub(crate) stream: Option<ByteStream>,
    /// The largest body that is read whole.
    limit: u64,
    /// A 404 to a DELETE that an earlier attempt may have completed.
    pub(crate) already_deleted: bool,
    /// Why a redirect that leads to the content cannot be followed.
    pub(crate) redirect_fault: Option<ReadError>,
}

impl ReceivedResponse {
    /// The body as a stream, whether it was read or not.
    pub(crate) fn take_stream(&mut self) -> ByteStream {
        let BufferedResponse { operation, body, .. } = &self.response;
        self.stream.take().unwrap_or_else(|| ByteStream::whole(body.clone(), operation.name, self.limit))
    }
}

/// Why there is no response.
pub(crate) enum Fault {
    /// The request cannot be built.
    Build(Box<BuildError>),
    /// No complete response came.
    Transport(Box<TransportError>),
}

/// What the calls wait for.
pub(crate) type Sending =
    std::pin::Pin<Box<dyn Future<Output = Result<Box<ReceivedResponse>, Fault>> + Send>>;

/// Sends a request, as often as its policy says, and reads the response.
pub(crate) fn send(parts: Box<Parts>, body_mode: BodyMode) -> Sending {
    Box::pin(async move {
        let operation = parts.operation();
        match parts.prepare() {
            Ok((prepared, body)) => execute(prepared, body, body_mode).await,
            Err(error) => Err(Fault::Build(Box::new(error.of(operation.name)))),
        }
    })
}

/// The same for a request that was made elsewhere.
pub(crate) fn send_prepared(prepared: Prepared, body: Body, body_mode: BodyMode) -> Sending {
    Box::pin(execute(prepared, body, body_mode))
}

async fn execute(
    prepared: Prepared,
    body: Body,
    body_mode: BodyMode,
) -> Result<Box<ReceivedResponse>, Fault> {
    let span = Span::operation(&prepared);
    let outcome = span.watch(content(prepared, body, body_mode, &span)).await;
    match outcome {
        Ok(response) => Ok(Box::new(response)),
        Err(error) => Err(Fault::Transport(Box::new(error))),
    }
}

/// Sends a request, and after it the requests for the content that it leads to, where the operation is one whose redirect
/// does; a caller of the response as it is gets the redirect itself.
async fn content(
    mut request: Prepared,
    body: Body,
    body_mode: BodyMode,
    span: &Span,
) -> Result<ReceivedResponse, TransportError> {
    let start = Instant::now();
    let mut received = attempts(&request, body, body_mode, span).await?;
    for redirects in 0.. {
        let next = redirect::next(&request, &received.response).filter(|_| body_mode != BodyMode::Raw);
        let fault = match next {
            None => break,
            Some(_) if redirects == MAX_REDIRECTS => redirect::endless(),
            Some(Err(fault)) => fault,
            Some(Ok(next)) => {
                request = next;
                request.limits.total = request.limits.total.saturating_sub(start.elapsed());
                received = attempts(&request, Body::Empty, body_mode, span).await?;
                continue;
            }
        };
        received.redirect_fault = Some(fault);
        break;
    }
    Ok(received)
}

/// Sends a request as often as [`decide`] says.
async fn attempts(
    request: &Prepared,
    mut body: Body,
    body_mode: BodyMode,
    span: &Span,
) -> Result<ReceivedResponse, TransportError> {
    let (method, idempotent, policy) = (&request.method, request.idempotent, &request.policy);
    let facts = Facts { method, idempotent, policy, repeatable: body.is_repeatable() };
    let budget = &request.client.inner().budget;
    let start = Instant::now();
    let (mut number, mut processed, mut left) = (1, false, request.limits.total);
    let (mut throttled, mut spent) = (0, 0);
    loop {
        let attempt_span = Span::attempt(request, number);
        let received = attempt_span.watch(attempt(request, body.attempt(), body_mode, left)).await;
        left = request.limits.total.saturating_sub(start.elapsed());
        let outcome = outcome(&received);
        throttled += u32::from(outcome.is_throttled());
        let progress = Progress { attempts: number, throttled, processed, left, chance: fastrand::f64() };
        let decision =
            decide(&facts, &progress, outcome).paid_from(budget, outcome.is_throttled(), &mut spent);
        attempt_span.record(recorded(&received), decision.reason());
        let Decision::Retry(wait, _) = decision else {
            if decision == Decision::AlreadyDeleted || outcome.is_healthy(policy) {
                budget.refund(spent);
            }
            span.record(recorded(&received), decision.reason());
            return finished(request, received, (number, processed), &decision);
        };
        // The connection of a response that is not read to its end is not kept, so it is closed before the wait.
        drop(received);
        sleep(wait).await;
        processed |= outcome.may_have_been_processed();
        number += 1;
        left = request.limits.total.saturating_sub(start.elapsed());
    }
}

/// What spans record of an attempt.
fn recorded(
    received: &Result<ReceivedResponse, TransportError>,
) -> Result<&BufferedResponse, &TransportError> {
    received.as_ref().map(|received| &received.response)
}

fn outcome(received: &Result<ReceivedResponse, TransportError>) -> Outcome {
    match received {
        Ok(ReceivedResponse { response, .. }) => {
            Outcome::Response(Head::of(response.status, &response.headers))
        }
        Err(error) => Outcome::Transport(error.phase()),
    }
}

/// The last outcome, with what was decided about it.
fn finished(
    request: &Prepared,
    received: Result<ReceivedResponse, TransportError>,
    (attempts, processed): (u32, bool),
    decision: &Decision,
) -> Result<ReceivedResponse, TransportError> {
    let already_deleted = *decision == Decision::AlreadyDeleted;
    let is_error = received.as_ref().map_or(true, |received| !received.response.status.is_success());
    let call = CallFacts {
        host: request.host(),
        credentials: request.credentials.clone(),
        secret_headers: if is_error { CallFacts::secret_headers(&request.headers) } else { Vec::new() },
        idempotent: request.idempotent,
        redirected: request.redirected,
        attempts,
        processed_before: processed,
        retry_reason: decision.reason().cloned(),
    };
    match received {
        Ok(mut received) => {
            received.response.call = call;
            Ok(ReceivedResponse { already_deleted, ..received })
        }
        Err(error) => Err(error.of(request.operation.name).with_call(call)),
    }
}

/// Sends a request once.
async fn attempt(
    request: &Prepared,
    body: TransportBody,
    body_mode: BodyMode,
    left: Duration,
) -> Result<ReceivedResponse, TransportError> {
    let (body, progress) = BodyProgress::watch(body);
    let Operation { name, template, .. } = *request.operation;
    let (operation, template) = if request.redirected { (link::GET.name, "") } else { (name, template) };
    let sent = TransportRequest {
        operation,
        template,
        method: request.method.clone(),
        url: request.url.clone(),
        headers: request.headers.clone(),
        body,
        connect_timeout: request.limits.connect,
        idempotent: request.idempotent,
    };
    let response = request.client.inner().transport.send(sent);
    let received = async { receive(request, response.await?, body_mode).await };
    within(&request.limits, left, &progress, received).await
}

/// Reads as much of a response as is to be read.
async fn receive(
    request: &Prepared,
    response: TransportResponse,
    body_mode: BodyMode,
) -> Result<ReceivedResponse, TransportError> {
    let TransportResponse { status, headers, body } = response;
    let operation = request.operation;
    let limit = request.body_limit;
    let mut stream = ByteStream::new(body, operation.name, Some(request.limits.stall), limit);
    let success = is_success(operation, status);
    let unread = match body_mode {
        BodyMode::Raw => true,
        BodyMode::Stream => success,
        BodyMode::Mixed => success && !is_json_or_empty(status, &headers),
        BodyMode::Whole => false,
    };
    let (body, stream) = if request.method == Method::HEAD {
        // It has none, whatever the headers say (RFC 9110, section 9.3.2).
        (Bytes::new(), None)
    } else if unread {
        (Bytes::new(), Some(stream))
    } else {
        let overflow = if success { Overflow::Fail } else { Overflow::Cut };
        if success && announced(&headers).is_some_and(|length| length > limit) {
            return Err(too_large(limit));
        }
        (collect(&mut stream, limit, overflow).await?, None)
    };
    let response = BufferedResponse {
        profile: request.client.inner().profile,
        operation,
        call: CallFacts::default(),
        strict: request.client.inner().strict_content_type || operation.exact_content_type,
        status,
        headers,
        body,
    };
    Ok(ReceivedResponse { response, stream, limit, already_deleted: false, redirect_fault: None })
}

/// Whether a response is a success: what the document says, and any other 2xx.
pub(crate) fn is_success(operation: &Operation, status: StatusCode) -> bool {
    status.is_success() || operation.documents_success(status.as_u16())
}

fn announced(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn is_json_or_empty(status: StatusCode, headers: &HeaderMap) -> bool {
    let json = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(media::is_json);
    json || status == StatusCode::NO_CONTENT || announced(headers) == Some(0)
}
