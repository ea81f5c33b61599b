//! One job and its life.
//!
//! In: start, stop and inspections. Out: states. Invariant: only an inspection, or a line of the streamed log, moves a
//! job on, by one step, so that a test sees the same states at any speed.

use jiff::Timestamp;

use crate::clock::now;
use crate::json::Json;
use crate::options::Options;
use crate::program::{Behaviour, Program};

/// A job of a study or of a solver.
#[derive(Clone, Debug)]
pub(crate) struct Job {
    pub(crate) id: String,
    /// What it was created for: `studies/…` or `solvers/…/releases/…`.
    pub(crate) runner: String,
    pub(crate) program: Program,
    /// The inputs that it runs with.
    pub(crate) inputs: Vec<(String, Json)>,
    pub(crate) inputs_checksum: String,
    pub(crate) created: Timestamp,
    pub(crate) metadata: Vec<(String, Json)>,
    /// The pricing unit that its start named.
    pub(crate) pricing_unit: Option<i64>,
    /// Whether its files are there.
    pub(crate) has_assets: bool,
    /// Whether somebody reads its log as a stream.
    pub(crate) streamed: bool,
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
    per_mille: usize,
}

/// A job's state as an inspection tells it.
pub(crate) struct Status {
    pub(crate) state: String,
    /// 1000 is all.
    pub(crate) per_mille: usize,
    pub(crate) submitted: Timestamp,
    pub(crate) started: Option<Timestamp>,
    pub(crate) stopped: Option<Timestamp>,
}

impl Phase {
    fn new(state: &str, per_mille: usize) -> Self {
        Self { state: state.to_owned(), per_mille }
    }

    fn is_last(&self) -> bool {
        matches!(self.state.as_str(), "SUCCESS" | "FAILED" | "ABORTED")
    }
}

impl Job {
    /// Begins a new iteration; false when the job runs already or the platform does not run it.
    pub(crate) fn start(&mut self, options: &Options) -> bool {
        let running = self.run.as_ref().is_some_and(|run| !run.phase.is_last());
        if running || self.program.behaviour == Behaviour::NeverRuns {
            return false;
        }
        let failed_before = self.run.as_ref().is_some_and(|run| run.phase.state == "FAILED");
        self.run = Some(Run {
            ahead: plan(self.end(), failed_before, options),
            phase: Phase::new("PUBLISHED", 0),
            stopping: false,
            submitted: now(),
            started: None,
            stopped: None,
        });
        true
    }

    /// How an iteration ends.
    fn end(&self) -> Phase {
        let asked =
            |name| self.inputs.iter().any(|(label, value)| label == name && *value == Json::Bool(true));
        let fails = match self.program.behaviour {
            Behaviour::Fails => true,
            Behaviour::FailsOn(name) => asked(name),
            Behaviour::RunsOn => return Phase::new("STARTED", 999),
            _ => false,
        };
        let fails = fails || self.program.misfit(&self.inputs).is_some();
        Phase::new(if fails { "FAILED" } else { "SUCCESS" }, 1000)
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
                per_mille: run.phase.per_mille,
                submitted: run.submitted,
                started: run.started,
                stopped: run.stopped,
            },
            None => Status {
                state: "NOT_STARTED".to_owned(),
                per_mille: 0,
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
            self.phase = Phase::new("ABORTED", self.phase.per_mille);
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

/// The states of an iteration after `PUBLISHED`, the first one last. What failed before is unknown at first.
fn plan(end: Phase, failed_before: bool, options: &Options) -> Vec<Phase> {
    let mut plan: Vec<Phase> = failed_before.then(|| Phase::new("UNKNOWN", 0)).into_iter().collect();
    plan.extend(options.waiting_states.iter().map(|state| Phase::new(state, 0)));
    let steps = options.started_steps;
    plan.extend((1..=steps).map(|step| Phase::new("STARTED", step * 1000 / (steps + 1))));
    plan.push(end);
    plan.reverse();
    plan
}
