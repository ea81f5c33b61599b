//! The transport over reqwest.
//!
//! In: requests, and how connections are made. Out: responses. Invariant: redirects are not followed, no error text holds a
//! URL, and a request that is not idempotent is not sent on a connection that the server may be about to close.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use futures_util::TryStreamExt;
use http::Method;
use http::header::{CONTENT_LENGTH, HeaderValue};

use super::suspicion::{Suspicion, SuspiciousBody};
use super::{Chunks, Transport, TransportBody, TransportFuture, TransportRequest, TransportResponse};
use crate::blocking;
use crate::error::{BuildError, TransportError, TransportPhase};

/// How many clients with connect limits of their own are kept.
const VARIANTS: usize = 8;

/// How long idle connections are kept, where nothing else is configured: reqwest's default.
const KEPT: Duration = Duration::from_secs(90);

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
    fn client(&self, variant: Variant) -> Result<reqwest::Client, reqwest::Error> {
        let mut builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            // Another crate may switch reqwest's decoders on. What is not asked for is not decoded.
            .no_gzip()
            .no_brotli()
            .no_deflate()
            .no_zstd()
            .connect_timeout(variant.connect_timeout)
            .pool_idle_timeout(self.kept());
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
        if let Some(size) =
            self.pool_max_idle_per_host.filter(|_| !variant.fresh).or(variant.fresh.then_some(0))
        {
            builder = builder.pool_max_idle_per_host(size);
        }
        builder.build()
    }

    fn kept(&self) -> Duration {
        self.pool_idle_timeout.unwrap_or(KEPT)
    }
}

/// What clients differ in.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Variant {
    connect_timeout: Duration,
    /// Whether blocking calls use it. A connection is served by the runtime that made it, so that a blocking call, which may
    /// keep that very runtime from running, needs connections of its own.
    blocking: bool,
    /// Whether each request has a connection of its own.
    fresh: bool,
}

/// The transport over reqwest.
pub(crate) struct ReqwestTransport {
    client: reqwest::Client,
    connect_timeout: Duration,
    /// `None` where the client is the caller's own, which cannot be made again with another limit.
    settings: Option<Settings>,
    variants: Mutex<Vec<(Variant, reqwest::Client)>>,
    suspicion: Suspicion,
}

impl ReqwestTransport {
    /// A transport with connections of its own.
    pub(crate) fn new(settings: Settings, connect_timeout: Duration) -> Result<Self, BuildError> {
        let variant = Variant { connect_timeout, blocking: false, fresh: false };
        let client = settings.client(variant).map_err(|error| {
            BuildError::new("the HTTP client cannot be made").with_source(error.without_url())
        })?;
        Ok(Self { connect_timeout, settings: Some(settings), ..Self::over(client) })
    }

    /// A transport over a caller's client.
    pub(crate) fn over(client: reqwest::Client) -> Self {
        Self {
            client,
            connect_timeout: Duration::ZERO,
            settings: None,
            variants: Mutex::default(),
            suspicion: Suspicion::default(),
        }
    }

    /// The client for a request. Connect limits and pools are matters of a whole client in reqwest.
    fn client(&self, request: &TransportRequest) -> Result<reqwest::Client, TransportError> {
        let blocking = blocking::is_waiting();
        let Some(settings) = &self.settings else { return Ok(self.client.clone()) };
        let fresh = !request.idempotent && self.suspicion.is_raised(settings.kept());
        if request.connect_timeout.is_none() && !blocking && !fresh {
            return Ok(self.client.clone());
        }
        let connect_timeout = request.connect_timeout.unwrap_or(self.connect_timeout);
        let variant = Variant { connect_timeout, blocking, fresh };
        let mut variants = self.variants.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, client)) = variants.iter().find(|(known, _)| *known == variant) {
            return Ok(client.clone());
        }
        let client = settings.client(variant).map_err(|error| failed(TransportPhase::Connect, error))?;
        if variants.len() == VARIANTS {
            variants.remove(0);
        }
        variants.push((variant, client.clone()));
        Ok(client)
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: TransportRequest) -> TransportFuture {
        let client = self.client(&request);
        let suspicion = self.suspicion.clone();
        let own = self.settings.as_ref().map(|_| self.connect_timeout);
        let connect_timeout = request.connect_timeout.or(own);
        Box::pin(async move {
            let mut response = client?.execute(prepared(request)).await.map_err(|error| {
                let phase = match () {
                    () if error.is_connect() => TransportPhase::Connect,
                    () if error.is_timeout() => TransportPhase::Timeout,
                    () => TransportPhase::Send,
                };
                let limit =
                    connect_timeout.filter(|_| phase == TransportPhase::Connect && error.is_timeout());
                let error = failed(phase, error);
                error.with_limit(limit.map(|limit| format!("{limit:?} to connect")))
            })?;
            let status = response.status();
            let headers = std::mem::take(response.headers_mut());
            let suspicious = status.is_server_error().then(|| {
                suspicion.raise();
                SuspiciousBody(suspicion)
            });
            let chunks = response.bytes_stream();
            let body: Chunks = Box::pin(chunks.map_err(move |error| {
                let _body_of = &suspicious;
                failed(TransportPhase::Body, error)
            }));
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
