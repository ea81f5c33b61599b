//! A server in memory, whose weather a test makes.
//!
//! In: requests. Out: answers as the weather is. Invariant: each request is counted before it is answered, with the
//! virtual time at which it came.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::header::RETRY_AFTER;
use http::{HeaderMap, HeaderValue, StatusCode};
use osparc_client::runtime::{
    Transport, TransportError, TransportFuture, TransportPhase, TransportRequest, TransportResponse,
};
use osparc_client::{Client, ClientBuilder, Credentials};
use tokio::time::Instant;
use uuid::Uuid;

/// How long the server takes to answer.
const LATENCY: Duration = Duration::from_millis(20);

/// What becomes of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Weather {
    /// The answer that the operation has.
    Fine,
    /// This status.
    Status(u16),
    /// This status, and when to come back.
    Later(u16, String),
    /// The connection breaks.
    Reset,
}

impl Weather {
    /// The bad weather of the tests: each as likely as the others.
    pub(crate) fn bad(random: &mut fastrand::Rng) -> Self {
        match random.u8(0..5) {
            0 => Self::Reset,
            1 => Self::Status(429),
            2 => Self::Status(502),
            3 => Self::Status(503),
            _ => Self::Status(504),
        }
    }
}

/// A request that came.
#[derive(Clone, Debug)]
pub(crate) struct Arrival {
    /// When, from the start of the server.
    pub(crate) at: Duration,
    /// Whose, by the path.
    pub(crate) path: String,
    /// What it got.
    pub(crate) weather: Weather,
}

type Forecast = dyn FnMut(&str) -> Weather + Send;

/// The server; clones are the same one.
#[derive(Clone)]
pub(crate) struct Sky(Arc<Mutex<State>>);

struct State {
    start: Instant,
    forecast: Box<Forecast>,
    arrivals: Vec<Arrival>,
}

impl Sky {
    /// A server whose weather is made for each request, by its path.
    pub(crate) fn new(forecast: impl FnMut(&str) -> Weather + Send + 'static) -> Self {
        let state = State { start: Instant::now(), forecast: Box::new(forecast), arrivals: Vec::new() };
        Self(Arc::new(Mutex::new(state)))
    }

    /// Makes other weather from now on.
    pub(crate) fn change(&self, forecast: impl FnMut(&str) -> Weather + Send + 'static) {
        self.0.lock().unwrap().forecast = Box::new(forecast);
    }

    /// The requests since the last time that this was called.
    pub(crate) fn take(&self) -> Vec<Arrival> {
        std::mem::take(&mut self.0.lock().unwrap().arrivals)
    }

    /// A client with all defaults.
    pub(crate) fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    pub(crate) fn builder(&self) -> ClientBuilder {
        Client::builder().transport(self.clone()).credentials(Credentials::basic("key", "secret"))
    }
}

impl Transport for Sky {
    fn send(&self, request: TransportRequest) -> TransportFuture {
        let mut state = self.0.lock().unwrap();
        let path = request.url.path().to_owned();
        let weather = (state.forecast)(&path);
        let at = state.start.elapsed();
        state.arrivals.push(Arrival { at, path, weather: weather.clone() });
        Box::pin(async move {
            tokio::time::sleep(LATENCY).await;
            match weather {
                Weather::Fine => Ok(answer(request.operation)),
                Weather::Status(status) => Ok(refusal(status, None)),
                Weather::Later(status, when) => Ok(refusal(status, Some(&when))),
                Weather::Reset => Err(TransportError::new(TransportPhase::Send)),
            }
        })
    }
}

fn answer(operation: &str) -> TransportResponse {
    let (status, body) = match operation {
        "delete_study_job" => (StatusCode::NO_CONTENT, String::new()),
        "get_study" => (StatusCode::OK, format!(r#"{{"uid":"{}"}}"#, Uuid::nil())),
        _ => (
            StatusCode::OK,
            format!(
                r#"{{"job_id":"{}","state":"SUCCESS","progress":100,"submitted_at":"2021-01-22T23:59:52.322176"}}"#,
                Uuid::nil()
            ),
        ),
    };
    TransportResponse::whole(status, HeaderMap::new(), body)
}

fn refusal(status: u16, when: Option<&str>) -> TransportResponse {
    let when = when.map(|when| (RETRY_AFTER, HeaderValue::from_str(when).unwrap()));
    TransportResponse::whole(StatusCode::from_u16(status).unwrap(), when.into_iter().collect(), "no server")
}
