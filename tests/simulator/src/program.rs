//! What a study or a release of a solver runs.
//!
//! In: the inputs of a job. Out: whether they fit, what becomes of the job, and its results. Invariant: studies and
//! solvers differ in their names and ports alone; everything else about a job is the same code.

mod ports;

pub(crate) use ports::{ECHO, EVERYTHING, Port, SLEEPER, STUDY, Side, Source};

use crate::json::Json;

/// What becomes of jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Behaviour {
    Succeeds,
    Fails,
    /// Fails if this input is true, else succeeds.
    FailsOn(&'static str),
    LacksCredits,
    RunsOn,
    NeverRuns,
    /// Starting it is a configuration error.
    Misconfigured,
}

/// Ports, nodes and behaviour.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Program {
    pub(crate) behaviour: Behaviour,
    pub(crate) ports: &'static [Port],
    /// How many of its nodes compute.
    pub(crate) nodes: usize,
}

impl Program {
    /// A program with one computational node.
    pub(crate) const fn new(behaviour: Behaviour, ports: &'static [Port]) -> Self {
        Self { behaviour, ports, nodes: 1 }
    }

    /// An input, also one that the list of ports does not name.
    pub(crate) fn input(&self, name: &str) -> Option<&'static Port> {
        self.ports.iter().find(|port| port.is_input() && port.name == name)
    }

    /// The name of the first input whose value does not fit.
    pub(crate) fn misfit<'a>(&self, inputs: &'a [(String, Json)]) -> Option<&'a str> {
        let misfit =
            |(name, value): &&(String, Json)| self.input(name).is_some_and(|port| !port.takes(value));
        inputs.iter().find(misfit).map(|(name, _)| name.as_str())
    }
}
