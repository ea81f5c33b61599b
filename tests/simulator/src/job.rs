//! One job and its life.
//!
//! In: start, stop and inspections. Out: states. Invariant: only an inspection moves a job on, by one step, so that a
//! test sees the same states at any speed.

use jiff::Timestamp;

use crate::clock::now;
use crate::json::Json;
use crate::options::Options;
use crate::studies::Behaviour;

/// A job.
#[derive(Clone, Debug)]
pub(crate) struct Job {
    pub(crate) id: String,
    pub(crate) behaviour: Behaviour,
    pub(crate) inputs: Vec<(String, Json)>,
    pub(crate) created: Timestamp,
    pub(crate) metadata: Vec<(String, Json)>,
    pub(crate) run: Option<Run>,
}

/// One iteration of a job.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    /// The states to come, the next one last.
    ahead: Vec<Phase>,
    phase: Phase,
    stopping: bool,
    submitted: Timestamp,
    started: Option<Timestamp>,
    stopped: Option<Timestamp>,
}

#[derive(Clone, Debug)]
struct Phase {
    state: String,
    progress: usize,
}

/// A job's state as an inspection tells it.
pub(crate) struct Status {
    pub(crate) state: String,
    pub(crate) progress: usize,
    pub(crate) submitted: Timestamp,
    pub(crate) started: Option<Timestamp>,
    pub(crate) stopped: Option<Timestamp>,
}

impl Phase {
    fn new(state: &str, progress: usize) -> Self {
        Self { state: state.to_owned(), progress }
    }

    fn is_last(&self) -> bool {
        matches!(self.state.as_str(), "SUCCESS" | "FAILED" | "ABORTED")
    }
}

impl Job {
    /// Begins a new iteration; false when the job runs already or the platform does not run it.
    pub(crate) fn start(&mut self, options: &Options) -> bool {
        let running = self.run.as_ref().is_some_and(|run| !run.phase.is_last());
        if running || self.behaviour == Behaviour::NeverRuns {
            return false;
        }
        self.run = Some(Run {
            ahead: plan(self.behaviour, options),
            phase: Phase::new("PUBLISHED", 0),
            stopping: false,
            submitted: now(),
            started: None,
            stopped: None,
        });
        true
    }

    /// Asks for the end of a running iteration, which comes with the next inspection.
    pub(crate) fn stop(&mut self) {
        if let Some(run) = &mut self.run {
            run.stopping = !run.phase.is_last();
        }
    }

    /// Moves on by one step.
    pub(crate) fn advance(&mut self) {
        if let Some(run) = &mut self.run {
            run.advance();
        }
    }

    pub(crate) fn status(&self) -> Status {
        match &self.run {
            Some(run) => Status {
                state: run.phase.state.clone(),
                progress: run.phase.progress,
                submitted: run.submitted,
                started: run.started,
                stopped: run.stopped,
            },
            None => Status {
                state: "NOT_STARTED".to_owned(),
                progress: 0,
                submitted: now(),
                started: None,
                stopped: None,
            },
        }
    }
}

impl Run {
    fn advance(&mut self) {
        if self.phase.is_last() {
            return;
        }
        if self.stopping {
            self.phase = Phase::new("ABORTED", self.phase.progress);
        } else if let Some(next) = self.ahead.pop() {
            self.phase = next;
        }
        if self.phase.state == "STARTED" && self.started.is_none() {
            self.started = Some(now());
        }
        if self.phase.is_last() {
            self.stopped = Some(now());
        }
    }
}

/// The states of an iteration after `PUBLISHED`, the first one last.
fn plan(behaviour: Behaviour, options: &Options) -> Vec<Phase> {
    let mut plan: Vec<Phase> = options.waiting_states.iter().map(|state| Phase::new(state, 0)).collect();
    let steps = options.started_steps;
    plan.extend((1..=steps).map(|step| Phase::new("STARTED", step * 100 / (steps + 1))));
    match behaviour {
        Behaviour::Fails => plan.push(Phase::new("FAILED", 100)),
        Behaviour::RunsOn => plan.push(Phase::new("STARTED", 99)),
        _ => plan.push(Phase::new("SUCCESS", 100)),
    }
    plan.reverse();
    plan
}
