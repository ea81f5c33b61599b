//! Runs, one after the other.
//!
//! In: a case and a run. Out: whether all went as it must. Invariant: a run begins when nothing of the one before is left.

use std::time::Duration;

use osparc_client::{Client, Credentials, RetryPolicy, StudiesApi, Timeouts};
use tokio::time::timeout;

use crate::calls::call;
use crate::operations::Options;
use crate::plan::Run;
use crate::responses::Case;
use crate::server::{Script, Server};
use crate::verdict::{Seen, judge};

/// The time limit of an attempt that is left without a response. Code that is not optimised needs longer for the others.
const STALLED: Duration = Duration::from_millis(if cfg!(debug_assertions) { 300 } else { 100 });

/// The time limit of an attempt that comes to an end by itself: out of the way.
pub(crate) const GENEROUS: Duration = Duration::from_secs(30);

/// How long after its time limits a call has missed them for certain, on the slowest machine.
const SLACK: Duration = Duration::from_secs(10);

/// Connections that are used once, and such that are kept. All lanes share them, because TLS takes its time to set up.
#[derive(Clone)]
pub(crate) struct Connections {
    fresh: reqwest::Client,
    kept: reqwest::Client,
}

impl Connections {
    pub(crate) fn new() -> Self {
        let builder = || reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
        let fresh = builder().pool_max_idle_per_host(0).build().unwrap();
        Self { fresh, kept: builder().build().unwrap() }
    }
}

/// A server, and how it is reached.
pub(crate) struct Lane {
    pub(crate) server: Server,
    connections: Connections,
}

impl Lane {
    pub(crate) async fn start(connections: &Connections) -> Self {
        Self { server: Server::start().await, connections: connections.clone() }
    }

    /// A client with a full retry budget, on kept connections or fresh ones.
    pub(crate) fn studies(&self, kept: bool) -> StudiesApi {
        let connections = if kept { &self.connections.kept } else { &self.connections.fresh };
        let builder = Client::builder().base_url(format!("http://{}", self.server.address));
        let builder = builder.credentials(Credentials::basic("key", "secret"));
        builder.reqwest_client(connections.clone()).build().unwrap().studies()
    }

    /// The length of a case's request.
    pub(crate) async fn measure(&self, case: &Case) -> usize {
        self.server.begin(Script { good: case.good.clone(), ..Script::default() });
        call(&self.studies(false), case.operation, &options(GENEROUS, false)).await.unwrap();
        self.server.end().await.unwrap().request_length
    }

    /// Makes a run.
    ///
    /// # Errors
    /// What did not go as it must.
    pub(crate) async fn run(&self, case: &Case, run: Run) -> Result<(), String> {
        let studies = self.studies(run.reused);
        if run.reused {
            self.server.begin(Script { good: case.good.clone(), ..Script::default() });
            let warm = call(&studies, case.operation, &options(GENEROUS, false)).await;
            warm.map_err(|error| format!("before the fault: {error:?}"))?;
        }
        self.server.begin(Script {
            fault: Some(run.fault),
            response: case.response.clone(),
            good: case.good.clone(),
            success: case.success,
            idle: None,
        });
        let (limit, calls) = if run.fault.stalls(&case.response) { (STALLED, 3) } else { (GENEROUS, 1) };
        let deadline = limit * calls + SLACK;
        let options = options(limit, run.retried);
        let operation = case.operation;
        let task = tokio::spawn(async move { timeout(deadline, call(&studies, operation, &options)).await });
        let outcome = task.await.map_err(|panic| format!("a panic: {panic}"))?;
        let outcome = outcome.map_err(|_| "no end at its time limits".to_owned())?;
        let record = self.server.end().await?;
        judge(case, run, &Seen { outcome, record })
    }
}

pub(crate) fn options(attempt: Duration, retried: bool) -> Options {
    let quick = RetryPolicy::new()
        .initial_backoff(Duration::from_millis(1))
        .throttled_backoff(Duration::from_millis(1));
    let retry = if retried { quick } else { RetryPolicy::none() };
    Options { timeouts: Timeouts::new().attempt(attempt).total(GENEROUS), retry, ..Options::default() }
}
