//! A simulator with a client.
//!
//! In: a simulator's settings. Out: [`Stage`]. Invariant: waits and back-offs take milliseconds.

use std::time::Duration;

use osparc_client::{Client, Credentials, RetryPolicy, StudiesApi, jobs::WaitOptions, models::JobInputs};
use osparc_simulator::{Builder, Simulator};
use uuid::Uuid;

pub(crate) const SHORT: Duration = Duration::from_millis(2);

/// A simulator, and the studies API over a client of it.
pub(crate) struct Stage {
    pub(crate) simulator: Simulator,
    pub(crate) studies: StudiesApi,
}

impl Stage {
    pub(crate) fn new() -> Self {
        Self::with(Simulator::builder())
    }

    pub(crate) fn with(builder: Builder) -> Self {
        let simulator = builder.start_blocking().unwrap();
        let credentials = Credentials::basic(simulator.key(), simulator.secret());
        let retry = RetryPolicy::new().initial_backoff(SHORT).throttled_backoff(SHORT).max_backoff(SHORT);
        let client = Client::builder().base_url(simulator.base_url()).credentials(credentials).retry(retry);
        Self { studies: client.build().unwrap().studies(), simulator }
    }

    /// A job of a study that was started.
    pub(crate) async fn started(&self, study: &str) -> (Uuid, Uuid) {
        let study = id(study);
        let job = self.studies.create_study_job(study, &JobInputs::default()).await.unwrap();
        self.studies.start_study_job(study, job.id).await.unwrap();
        (study, job.id)
    }

    /// Waits until no job is left; a test that waits in vain is ended by its limit.
    pub(crate) async fn until_empty(&self) {
        until(|| self.simulator.job_ids().is_empty()).await;
    }
}

/// Waits for something that another task does.
pub(crate) async fn until(condition: impl Fn() -> bool) {
    let waiting = async {
        while !condition() {
            tokio::time::sleep(SHORT).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), waiting).await.unwrap();
}

pub(crate) fn id(text: &str) -> Uuid {
    text.parse().unwrap()
}

/// Looks every few milliseconds, and believes in the one output of the simulator that is `null`.
pub(crate) fn quick() -> WaitOptions {
    WaitOptions::new().poll_interval(SHORT, SHORT).null_outputs_limit(Duration::ZERO)
}
