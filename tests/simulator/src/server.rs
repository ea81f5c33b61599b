//! Connections and requests.
//!
//! In: bytes on two listening sockets. Out: responses. Invariant: each request is recorded first, then its fault is
//! looked up, then the response is sent.

use std::io;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use http::{HeaderValue, Request, Response};
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
    // The end of a connection, also an early one, is the client's or a fault's doing.
    let _end = http1::Builder::new().serve_connection(io, service).await;
}

async fn respond(
    shared: &Shared,
    control: &Control,
    origin: Origin,
    request: Request<Incoming>,
) -> io::Result<Response<Content>> {
    let (request, destination) = record(shared, origin, request).await?;
    let plan = fault::take(&mut shared.faults(), &request.operation).unwrap_or_default();
    let response = plan.lets_through().then(|| match origin {
        Origin::Api => api::respond(shared, destination, &request),
        Origin::Storage => storage::respond(shared, &request),
    });
    if !plan.delay.is_zero() {
        tokio::time::sleep(plan.delay).await;
    }
    let mut message = apply_fault(control, response, &plan)?;
    let headers = message.headers_mut();
    headers.insert("server", HeaderValue::from_static("uvicorn"));
    if origin == Origin::Api && shared.options.version.is_recent() {
        headers.extend(trace_id(shared).map(|id| (http::HeaderName::from_static("x-osparc-trace-id"), id)));
    }
    Ok(message)
}

/// Reads a request whole and writes it down.
async fn record(
    shared: &Shared,
    origin: Origin,
    request: Request<Incoming>,
) -> io::Result<(RecordedRequest, Destination)> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    let (method, path) = (head.method.as_str(), head.uri.path());
    let destination = match origin {
        Origin::Api => route::find(method, path, shared.options.version.is_recent()),
        Origin::Storage => Destination::NotFound,
    };
    let operation = match (&destination, origin) {
        (_, Origin::Storage) if storage::is_file(path) => "download_file_content",
        (_, Origin::Storage) => "download_log",
        (Destination::Operation(matched), _) => matched.operation,
        _ => "",
    };
    let request = RecordedRequest {
        method: method.to_owned(),
        path: path.to_owned(),
        query: head.uri.query().unwrap_or_default().to_owned(),
        headers: head.headers,
        body,
        operation: operation.to_owned(),
    };
    match origin {
        Origin::Api => shared.requests().push(request.clone()),
        Origin::Storage => shared.downloads().push(request.clone()),
    }
    Ok((request, destination))
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
        Wire::Whole | Wire::Truncate(_) | Wire::Endless | Wire::Slow { .. } => {}
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
