//! A simulator with a client.
//!
//! In: a simulator's settings. Out: [`Stage`]. Invariant: waits and back-offs take milliseconds.

use std::time::Duration;

use osparc_client::{
    Client, Credentials, RetryPolicy, StudiesApi,
    jobs::{RunJob, WaitForJob, WaitOptions},
    models::JobInputs,
};
use osparc_simulator::{
    Builder, ENDLESS_SOLVER, ENDLESS_STUDY, FAILING_SOLVER, FAILING_STUDY, SLEEPER_SOLVER, SLEEPER_STUDY,
    SOLVER_VERSION, Simulator,
};
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

/// What runs jobs in a test, so that studies and solvers are tested alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Runner {
    Study(&'static str),
    Solver(&'static str),
}

pub(crate) const SLEEPERS: [Runner; 2] = [Runner::Study(SLEEPER_STUDY), Runner::Solver(SLEEPER_SOLVER)];
pub(crate) const ENDLESS: [Runner; 2] = [Runner::Study(ENDLESS_STUDY), Runner::Solver(ENDLESS_SOLVER)];
pub(crate) const FAILING: [Runner; 2] = [Runner::Study(FAILING_STUDY), Runner::Solver(FAILING_SOLVER)];

impl Runner {
    pub(crate) fn run(self, stage: &Stage) -> RunJob {
        let inputs = JobInputs::default();
        let run = match self {
            Self::Study(study) => stage.studies.run_study_job(id(study), inputs),
            Self::Solver(key) => stage.studies.client().solvers().run_solver_job(key, SOLVER_VERSION, inputs),
        };
        run.wait(quick())
    }

    pub(crate) fn wait(self, stage: &Stage, job: Uuid) -> WaitForJob {
        match self {
            Self::Study(study) => stage.studies.wait_for_study_job(id(study), job),
            Self::Solver(key) => {
                stage.studies.client().solvers().wait_for_solver_job(key, SOLVER_VERSION, job)
            }
        }
    }

    /// The operation of this kind of jobs, by its name without the kind.
    pub(crate) fn operation(self, verb: &str) -> &'static str {
        let (study, solver) = match verb {
            "find" => ("get_study", "get_solver_release"),
            "create" => ("create_study_job", "create_solver_job"),
            "metadata" => ("replace_study_job_custom_metadata", "replace_job_custom_metadata"),
            "start" => ("start_study_job", "start_job"),
            "inspect" => ("inspect_study_job", "inspect_job"),
            "stop" => ("stop_study_job", "stop_job"),
            "outputs" => ("get_study_job_outputs", "get_job_outputs"),
            "delete" => ("delete_study_job", "delete_job"),
            _ => ("", ""),
        };
        if matches!(self, Self::Study(_)) { study } else { solver }
    }
}
