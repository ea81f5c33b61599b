//! The one way out: every request of every operation is sent here.
//!
//! In: [`Parts`]. Out: a [`Reply`], whole or with its body yet to come. Invariant: nothing here is generic, so that it
//! is compiled once, whatever the number of operations.

use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, Method, StatusCode};
use jiff::Timestamp;
use tokio::time::{Instant, sleep};

use super::body::Body;
use super::client::ClientProfile;
use super::error::{BuildError, TransportError, TransportPhase};
use super::media;
use super::operation::Operation;
use super::request::{Parts, Prepared};
use super::retry::retry_after;
use super::stream::{ByteStream, Overflow, collect};
use super::trace::Span;
use super::transport::{TransportBody, TransportRequest, TransportResponse, within};

/// What of an answer is read before it is given out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyMode {
    /// All of it.
    Whole,
    /// A success is given out unread.
    Stream,
    /// A success is given out unread, unless it is JSON.
    Mixed,
    /// Everything is given out unread, error statuses too.
    Raw,
}

/// An answer.
pub(crate) struct ReceivedResponse {
    pub(crate) profile: &'static ClientProfile,
    pub(crate) operation: &'static Operation,
    pub(crate) idempotent: bool,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: ReceivedBody,
    pub(crate) limit: u64,
    /// A 404 to a DELETE that an earlier attempt may have carried out.
    pub(crate) gone: bool,
}

/// An answer's body.
pub(crate) enum ReceivedBody {
    /// All of it.
    Whole(Bytes),
    /// Yet to come.
    Stream(ByteStream),
}

/// Why there is no answer.
pub(crate) enum Fault {
    /// The request cannot be built.
    Build(Box<BuildError>),
    /// No whole answer came.
    Transport(Box<TransportError>),
}

/// What the calls wait for.
pub(crate) type Sending =
    std::pin::Pin<Box<dyn Future<Output = Result<Box<ReceivedResponse>, Fault>> + Send>>;

/// Sends a request, as often as its policy says, and reads what is to be read.
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
pub(crate) fn send_prepared(prepared: Prepared, body_mode: BodyMode) -> Sending {
    Box::pin(execute(prepared, Body::Empty, body_mode))
}

async fn execute(
    prepared: Prepared,
    body: Body,
    body_mode: BodyMode,
) -> Result<Box<ReceivedResponse>, Fault> {
    let span = Span::operation(&prepared);
    let outcome = span.watch(attempts(&prepared, body, body_mode, &span)).await;
    match outcome {
        Ok(response) => Ok(Box::new(response)),
        Err(error) => Err(Fault::Transport(Box::new(error))),
    }
}

async fn attempts(
    request: &Prepared,
    mut body: Body,
    body_mode: BodyMode,
    span: &Span,
) -> Result<ReceivedResponse, TransportError> {
    // A body that can be read only once allows one attempt, whatever the policy.
    let attempts = if body.is_repeatable() { request.policy.attempts() } else { 1 };
    let start = Instant::now();
    let mut number = 1;
    let mut processed = false;
    let mut left = request.limits.total;
    loop {
        let attempt_span = Span::attempt(request, number);
        let mut outcome = attempt_span.watch(attempt(request, body.attempt(), body_mode, left)).await;
        attempt_span.record(&outcome);
        if let Ok(response) = &mut outcome {
            response.gone =
                processed && request.method == Method::DELETE && response.status == StatusCode::NOT_FOUND;
        }
        processed |= may_have_been_processed(&outcome);
        let next = if number < attempts { next_wait(request, &outcome, number, start) } else { None };
        let Some(wait) = next else {
            settle(request, &outcome, number);
            span.record(&outcome);
            return outcome.map_err(|error| error.of(request.operation.name, number, request.idempotent));
        };
        // The connection of an answer that is not read to its end is not kept, so it is given up before the wait.
        drop(outcome);
        sleep(wait).await;
        number += 1;
        left = request.limits.total.saturating_sub(start.elapsed());
    }
}

/// How long to wait before sending the request again; `None` if it is not to be sent again.
fn next_wait(
    request: &Prepared,
    outcome: &Result<ReceivedResponse, TransportError>,
    number: u32,
    start: Instant,
) -> Option<Duration> {
    if outcome.as_ref().is_ok_and(|response| response.gone) {
        return None;
    }
    let policy = &request.policy;
    let (repeat, throttled, asked) = match outcome {
        // Most calls end here, so that nothing more is asked about them.
        Ok(response) if !policy.repeats(response.status, request.idempotent) => return None,
        Ok(response) => (
            true,
            response.status == StatusCode::TOO_MANY_REQUESTS,
            retry_after(&response.headers, Timestamp::now()),
        ),
        Err(error) => match error.phase() {
            TransportPhase::Connect => (true, false, None),
            TransportPhase::TooLarge => (false, false, None),
            _ => (request.idempotent, false, None),
        },
    };
    if !repeat {
        return None;
    }
    let wait = policy.wait(number, throttled, asked)?;
    let left = request.limits.total.saturating_sub(start.elapsed());
    (wait < left && request.client.inner().budget.take()).then_some(wait)
}

/// Whether an attempt that came to this may have done what was asked.
fn may_have_been_processed(outcome: &Result<ReceivedResponse, TransportError>) -> bool {
    match outcome {
        Ok(response) => response.status.is_server_error(),
        Err(error) => error.may_have_been_processed(),
    }
}

/// Gives back to the allowance of repetitions, unless the server is in trouble.
fn settle(request: &Prepared, outcome: &Result<ReceivedResponse, TransportError>, number: u32) {
    let in_trouble = |status: StatusCode| status.is_server_error() || request.policy.repeats(status, true);
    if outcome.as_ref().is_ok_and(|response| response.gone || !in_trouble(response.status)) {
        request.client.inner().budget.give_back(number > 1);
    }
}

/// Sends a request once.
async fn attempt(
    request: &Prepared,
    body: TransportBody,
    body_mode: BodyMode,
    left: Duration,
) -> Result<ReceivedResponse, TransportError> {
    let limit = request.limits.attempt.min(left);
    let sent = TransportRequest {
        operation: request.operation.name,
        template: request.operation.template,
        method: request.method.clone(),
        url: request.url.clone(),
        headers: request.headers.clone(),
        body,
        connect_timeout: request.limits.connect,
    };
    let response = request.client.inner().transport.send(sent);
    within(limit, async { receive(request, response.await?, body_mode).await }).await
}

/// Reads of an answer what is to be read.
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
    let body = if unread {
        ReceivedBody::Stream(stream)
    } else {
        let overflow = if success { Overflow::Refuse } else { Overflow::Cut };
        if success
            && announced(&headers).is_some_and(|length| length > limit)
            && request.method != Method::HEAD
        {
            return Err(TransportError::new(TransportPhase::TooLarge));
        }
        ReceivedBody::Whole(collect(&mut stream, limit, overflow).await?)
    };
    let profile = request.client.inner().profile;
    Ok(ReceivedResponse {
        profile,
        operation,
        idempotent: request.idempotent,
        status,
        headers,
        body,
        limit,
        gone: false,
    })
}

/// Whether an answer is a success: what the document says, and any other 2xx.
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
