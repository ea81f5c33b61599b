//! A server in memory that fails as a test schedules it.
//!
//! In: requests. Out: successes and faults. Invariant: each request is recorded, with its virtual time, before the
//! response.

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

/// How long the server takes to respond.
const LATENCY: Duration = Duration::from_millis(20);

/// What the server does with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Behaviour {
    /// The operation's success.
    Success,
    /// This status.
    Status(u16),
    /// This status, with this `Retry-After`.
    RetryAfter(u16, String),
    /// The connection breaks.
    Reset,
}

impl Behaviour {
    /// A random fault.
    pub(crate) fn fault(random: &mut fastrand::Rng) -> Self {
        match random.u8(0..5) {
            0 => Self::Reset,
            1 => Self::Status(429),
            2 => Self::Status(502),
            3 => Self::Status(503),
            _ => Self::Status(504),
        }
    }
}

/// A received request.
#[derive(Clone, Debug)]
pub(crate) struct Arrival {
    /// When, from the start of the server.
    pub(crate) at: Duration,
    /// Whose, by the path.
    pub(crate) path: String,
    /// What the server did.
    pub(crate) behaviour: Behaviour,
}

type Schedule = dyn FnMut(&str) -> Behaviour + Send;

/// The server; clones share its state.
#[derive(Clone)]
pub(crate) struct FaultyServer(Arc<Mutex<State>>);

struct State {
    start: Instant,
    schedule: Box<Schedule>,
    arrivals: Vec<Arrival>,
}

impl FaultyServer {
    /// A server that decides for each request, by its path.
    pub(crate) fn new(schedule: impl FnMut(&str) -> Behaviour + Send + 'static) -> Self {
        let state = State { start: Instant::now(), schedule: Box::new(schedule), arrivals: Vec::new() };
        Self(Arc::new(Mutex::new(state)))
    }

    /// Changes the schedule.
    pub(crate) fn change(&self, schedule: impl FnMut(&str) -> Behaviour + Send + 'static) {
        self.0.lock().unwrap().schedule = Box::new(schedule);
    }

    /// The requests since the last call.
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

impl Transport for FaultyServer {
    fn send(&self, request: TransportRequest) -> TransportFuture {
        let mut state = self.0.lock().unwrap();
        let path = request.url.path().to_owned();
        let behaviour = (state.schedule)(&path);
        let at = state.start.elapsed();
        state.arrivals.push(Arrival { at, path, behaviour: behaviour.clone() });
        Box::pin(async move {
            tokio::time::sleep(LATENCY).await;
            match behaviour {
                Behaviour::Success => Ok(success(request.operation)),
                Behaviour::Status(status) => Ok(error(status, None)),
                Behaviour::RetryAfter(status, when) => Ok(error(status, Some(&when))),
                Behaviour::Reset => Err(TransportError::new(TransportPhase::Send)),
            }
        })
    }
}

fn success(operation: &str) -> TransportResponse {
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

fn error(status: u16, when: Option<&str>) -> TransportResponse {
    let when = when.map(|when| (RETRY_AFTER, HeaderValue::from_str(when).unwrap()));
    TransportResponse::whole(StatusCode::from_u16(status).unwrap(), when.into_iter().collect(), "no server")
}
