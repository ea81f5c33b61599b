//! Connections and requests.
//!
//! In: bytes on two listening sockets. Out: responses. Invariant: a request is recorded before
//! anything is done about it.

use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use bytes::{Bytes, BytesMut};
use http::{HeaderValue, Request, Response, StatusCode, request};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use sha2::{Digest, Sha256};
use tokio::net::{TcpListener, TcpStream};

use crate::fault::{self, Plan, Wire};
use crate::log::RecordedRequest;
use crate::response::BufferedResponse;
use crate::route::{self, Destination};
use crate::shared::{Shared, hex};
use crate::storage::Blob;
use crate::wire::{Content, Control, FaultyStream, message, replacement};
use crate::{api, storage};

/// Which of the two origins a connection belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    Api,
    Storage,
}

/// Accepts connections until the runtime ends.
pub(crate) async fn accept(listener: TcpListener, origin: Origin, shared: Arc<Shared>) {
    loop {
        if let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, origin, shared.clone()));
        }
    }
}

async fn serve(stream: TcpStream, origin: Origin, shared: Arc<Shared>) {
    if origin == Origin::Api {
        shared.connections.fetch_add(1, Ordering::Relaxed);
    }
    if stream.set_nodelay(true).is_err() {
        return;
    }
    let control = Arc::new(Control::new());
    let io = TokioIo::new(FaultyStream::new(stream, control.clone()));
    let service = service_fn(|request| respond(&shared, &control, origin, request));
    let mut connection = pin!(http1::Builder::new().serve_connection(io, service));
    // The end of a connection, also an early one, is the client's or a fault's doing.
    tokio::select! {
        _end = connection.as_mut() => {}
        () = control.ended() => {
            connection.as_mut().graceful_shutdown();
            let _end = connection.await;
        }
    }
}

async fn respond(
    shared: &Arc<Shared>,
    control: &Control,
    origin: Origin,
    request: Request<Incoming>,
) -> io::Result<Response<Content>> {
    if control.is_ending() {
        shared.lost.fetch_add(1, Ordering::Relaxed);
        control.reset();
        return Err(io::ErrorKind::ConnectionReset.into());
    }
    let (head, body) = request.into_parts();
    let (request, destination) = describe(shared, origin, head);
    let injected = || fault::take(&mut shared.faults(), &request.operation);
    let (_entry, in_flight) = shared.proxy.enter();
    let plan = match origin {
        Origin::Api => shared.proxy.plan(&request.operation, in_flight, injected),
        Origin::Storage => injected().unwrap_or_default(),
    };
    let response = match origin {
        Origin::Api => {
            let request = receive(shared, request, body, &plan).await?;
            plan.lets_through().then(|| api::respond(shared, destination, &request, plan.backend))
        }
        Origin::Storage => {
            let (request, contents) = store(shared, request, body, &plan).await?;
            plan.lets_through().then(|| storage::respond(shared, &request, contents))
        }
    };
    if !plan.delay.is_zero() {
        tokio::time::sleep(plan.delay).await;
    }
    let mut message = apply_fault(control, response, &plan)?;
    let failed = message.status() == StatusCode::INTERNAL_SERVER_ERROR;
    if failed && origin == Origin::Api && !shared.options.proxy.keeps_after_500 {
        control.end();
    }
    let headers = message.headers_mut();
    headers.insert("server", HeaderValue::from_static("uvicorn"));
    if origin == Origin::Api && shared.options.version.has_trace_id() {
        headers.extend(trace_id(shared).map(|id| (http::HeaderName::from_static("x-osparc-trace-id"), id)));
    }
    Ok(message)
}

/// What is known of a request before its body comes.
fn describe(shared: &Shared, origin: Origin, head: request::Parts) -> (RecordedRequest, Destination) {
    let path = head.uri.path();
    let destination = match origin {
        Origin::Api => route::find(head.method.as_str(), path, shared.options.version.reads_any_spelling()),
        Origin::Storage => Destination::NotFound,
    };
    let operation = match (&destination, origin) {
        (_, Origin::Storage) => storage::operation(&head.method, path),
        (Destination::Operation(matched), _) => matched.operation,
        _ => "",
    };
    let request = RecordedRequest {
        method: head.method.as_str().to_owned(),
        path: path.to_owned(),
        query: head.uri.query().unwrap_or_default().to_owned(),
        operation: operation.to_owned(),
        headers: head.headers,
        body: Bytes::new(),
    };
    (request, destination)
}

/// Reads the body of a request to the API and writes the request down.
async fn receive(
    shared: &Shared,
    mut request: RecordedRequest,
    body: Incoming,
    plan: &Plan,
) -> io::Result<RecordedRequest> {
    let mut bytes = BytesMut::new();
    let end = read(body, plan, |chunk| {
        bytes.extend_from_slice(chunk);
        Ok(())
    });
    let end = end.await?;
    request.body = bytes.freeze();
    shared.requests().push(request.clone());
    end.map(|()| request)
}

/// Writes a request to the object store down and reads its body, which may be large.
async fn store(
    shared: &Shared,
    request: RecordedRequest,
    body: Incoming,
    plan: &Plan,
) -> io::Result<(RecordedRequest, Blob)> {
    let uploading = (request.method == "PUT").then(|| shared.uploading.enter());
    shared.downloads().push(request.clone());
    let mut writer = storage::writer(shared, &request.path);
    read(body, plan, |chunk| writer.write(chunk)).await??;
    drop(uploading);
    Ok((request, writer.finish()))
}

/// Reads a body to its end, or to where a fault ends the connection: the inner error.
async fn read(
    mut body: Incoming,
    plan: &Plan,
    mut take: impl FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<io::Result<()>> {
    let mut allowance = if let Wire::CutRequest(bytes) = plan.wire { bytes } else { usize::MAX };
    while let Some(frame) = body.frame().await {
        let chunk = frame.map_err(io::Error::other)?.into_data().unwrap_or_default();
        let Some(rest) = allowance.checked_sub(chunk.len()) else {
            return Ok(Err(io::ErrorKind::ConnectionAborted.into()));
        };
        allowance = rest;
        take(&chunk)?;
    }
    Ok(Ok(()))
}

/// Applies a fault to a response; an error ends the connection.
fn apply_fault(
    control: &Control,
    response: Option<BufferedResponse>,
    plan: &Plan,
) -> io::Result<Response<Content>> {
    match plan.wire {
        Wire::Drop => return Err(io::ErrorKind::ConnectionAborted.into()),
        Wire::Reset => {
            control.reset();
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        Wire::CutAfter(bytes) => control.cut_after(bytes),
        Wire::Whole | Wire::CutRequest(_) | Wire::Truncate(_) | Wire::Endless | Wire::Slow { .. } => {}
    }
    let replaced = plan.response.as_ref().map(replacement).or(response);
    Ok(message(replaced.unwrap_or_else(BufferedResponse::no_content), plan.wire))
}

/// Another id for each request, as on a platform that traces.
fn trace_id(shared: &Shared) -> Option<HeaderValue> {
    let number = shared.requests().len();
    let id = hex(&Sha256::digest(format!("trace {number}")));
    HeaderValue::from_str(id.get(..32)?).ok()
}
