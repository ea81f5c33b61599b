//! The transport over reqwest.
//!
//! In: requests, and how connections are made. Out: responses. Invariant: redirects are not followed, and no error text
//! holds a URL.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use futures_util::TryStreamExt;
use http::Method;
use http::header::{CONTENT_LENGTH, HeaderValue};

use super::{Chunks, Transport, TransportBody, TransportFuture, TransportRequest, TransportResponse};
use crate::blocking;
use crate::error::{BuildError, TransportError, TransportPhase};

/// How many clients with connect limits of their own are kept.
const VARIANTS: usize = 8;

/// How connections are made.
#[derive(Clone, Default)]
pub(crate) struct Settings {
    pub(crate) proxies: Vec<reqwest::Proxy>,
    pub(crate) no_proxy: bool,
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub(crate) root_certificates: Vec<reqwest::Certificate>,
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub(crate) identity: Option<reqwest::Identity>,
    pub(crate) pool_max_idle_per_host: Option<usize>,
    pub(crate) pool_idle_timeout: Option<Duration>,
}

impl Settings {
    fn client(&self, connect_timeout: Duration) -> Result<reqwest::Client, reqwest::Error> {
        let mut builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            // Another crate may switch reqwest's decoders on. What is not asked for is not decoded.
            .no_gzip()
            .no_brotli()
            .no_deflate()
            .no_zstd()
            .connect_timeout(connect_timeout);
        if self.no_proxy {
            builder = builder.no_proxy();
        }
        for proxy in &self.proxies {
            builder = builder.proxy(proxy.clone());
        }
        #[cfg(any(feature = "rustls", feature = "native-tls"))]
        {
            for certificate in &self.root_certificates {
                builder = builder.add_root_certificate(certificate.clone());
            }
            if let Some(identity) = &self.identity {
                builder = builder.identity(identity.clone());
            }
        }
        if let Some(size) = self.pool_max_idle_per_host {
            builder = builder.pool_max_idle_per_host(size);
        }
        if let Some(limit) = self.pool_idle_timeout {
            builder = builder.pool_idle_timeout(limit);
        }
        builder.build()
    }
}

/// What clients differ in: the connect limit, and whether blocking calls use it. A connection is served by the runtime
/// that made it, so that a blocking call, which may keep that very runtime from running, needs connections of its own.
type Variant = (Duration, bool);

/// The transport over reqwest.
pub(crate) struct ReqwestTransport {
    client: reqwest::Client,
    connect_timeout: Duration,
    /// `None` where the client is the caller's own, which cannot be made again with another limit.
    settings: Option<Settings>,
    variants: Mutex<Vec<(Variant, reqwest::Client)>>,
}

impl ReqwestTransport {
    /// A transport with connections of its own.
    pub(crate) fn new(settings: Settings, connect_timeout: Duration) -> Result<Self, BuildError> {
        let client = settings.client(connect_timeout).map_err(|error| {
            BuildError::new("the HTTP client cannot be made").with_source(error.without_url())
        })?;
        Ok(Self { client, connect_timeout, settings: Some(settings), variants: Mutex::default() })
    }

    /// A transport over a caller's client.
    pub(crate) fn over(client: reqwest::Client) -> Self {
        Self { client, connect_timeout: Duration::ZERO, settings: None, variants: Mutex::default() }
    }

    /// The client for a connect limit, which reqwest knows per client only.
    fn client(&self, connect_timeout: Option<Duration>) -> Result<reqwest::Client, TransportError> {
        let blocking = blocking::is_waiting();
        let Some(settings) = &self.settings else { return Ok(self.client.clone()) };
        if connect_timeout.is_none() && !blocking {
            return Ok(self.client.clone());
        }
        let variant = (connect_timeout.unwrap_or(self.connect_timeout), blocking);
        let mut variants = self.variants.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, client)) = variants.iter().find(|(known, _)| *known == variant) {
            return Ok(client.clone());
        }
        let client = settings.client(variant.0).map_err(|error| failed(TransportPhase::Connect, error))?;
        if variants.len() == VARIANTS {
            variants.remove(0);
        }
        variants.push((variant, client.clone()));
        Ok(client)
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: TransportRequest) -> TransportFuture {
        let client = self.client(request.connect_timeout);
        Box::pin(async move {
            let mut response = client?.execute(prepared(request)).await.map_err(|error| {
                let phase = match () {
                    () if error.is_connect() => TransportPhase::Connect,
                    () if error.is_timeout() => TransportPhase::Timeout,
                    () => TransportPhase::Send,
                };
                failed(phase, error)
            })?;
            let status = response.status();
            let headers = std::mem::take(response.headers_mut());
            let chunks = response.bytes_stream();
            let body: Chunks = Box::pin(chunks.map_err(|error| failed(TransportPhase::Body, error)));
            Ok(TransportResponse::new(status, headers, body))
        })
    }
}

fn prepared(request: TransportRequest) -> reqwest::Request {
    let mut prepared = reqwest::Request::new(request.method, request.url);
    *prepared.headers_mut() = request.headers;
    match request.body {
        // hyper says nothing of an absent body; some servers ask for a length where a body is usual (RFC 9110, 8.6).
        TransportBody::Empty if usually_has_body(prepared.method()) => {
            prepared.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        TransportBody::Empty => {}
        TransportBody::Bytes(bytes) => *prepared.body_mut() = Some(bytes.into()),
        TransportBody::Stream(chunks, length) => {
            if let Some(length) = length {
                prepared.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(length));
            }
            *prepared.body_mut() = Some(reqwest::Body::wrap_stream(chunks));
        }
    }
    prepared
}

fn usually_has_body(method: &Method) -> bool {
    [Method::POST, Method::PUT, Method::PATCH].contains(method)
}

fn failed(phase: TransportPhase, error: reqwest::Error) -> TransportError {
    TransportError::new(phase).with_source(error.without_url())
}
