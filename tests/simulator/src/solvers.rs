//! The solvers that a simulator has.
//!
//! In: a key and a version. Out: a release. Invariant: the releases of a solver are in the order of their versions,
//! which is not that of their texts.

use percent_encoding::utf8_percent_encode;

use crate::program::{Behaviour, ECHO, Program, SLEEPER};
use crate::shared::RESERVED;

/// A solver that waits and gives its file back, or fails when `input_3` says so. It has several releases.
pub const SLEEPER_SOLVER: &str = "simcore/services/comp/itis/sleeper";
/// A solver with inputs and outputs of every type.
pub const ECHO_SOLVER: &str = "simcore/services/comp/echo";
/// A solver whose jobs fail.
pub const FAILING_SOLVER: &str = "simcore/services/comp/itis/stumbler";
/// A solver that costs more credits than there are: its jobs cannot be started (402).
pub const UNPAID_SOLVER: &str = "simcore/services/comp/itis/pauper";
/// A solver whose jobs run until they are stopped.
pub const ENDLESS_SOLVER: &str = "simcore/services/comp/itis/marathon";
/// The version of each solver; the latest one of [`SLEEPER_SOLVER`], which has `2.0.2` and `2.1.1` before it.
pub const SOLVER_VERSION: &str = "2.1.10";

/// A release of a solver.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Solver {
    pub(crate) key: &'static str,
    pub(crate) version: &'static str,
    pub(crate) title: &'static str,
    pub(crate) description: &'static str,
    pub(crate) program: Program,
}

const fn solver(
    key: &'static str,
    title: &'static str,
    description: &'static str,
    program: Program,
) -> Solver {
    Solver { key, version: SOLVER_VERSION, title, description, program }
}

const NAPPER: Solver = solver(
    SLEEPER_SOLVER,
    "sleeper",
    "Waits, then gives its file back",
    Program::new(Behaviour::FailsOn("input_3"), SLEEPER),
);

/// All releases, those of a solver one after the other, the latest one last.
pub(crate) const RELEASES: &[Solver] = &[
    solver(ECHO_SOLVER, "echo", "Gives its inputs back", Program::new(Behaviour::Succeeds, ECHO)),
    Solver { version: "2.0.2", ..NAPPER },
    Solver { version: "2.1.1", ..NAPPER },
    NAPPER,
    solver(FAILING_SOLVER, "stumbler", "Fails every time", Program::new(Behaviour::Fails, SLEEPER)),
    solver(
        UNPAID_SOLVER,
        "pauper",
        "Costs more than is there",
        Program::new(Behaviour::LacksCredits, SLEEPER),
    ),
    solver(ENDLESS_SOLVER, "marathon", "Runs until it is stopped", Program::new(Behaviour::RunsOn, SLEEPER)),
];

/// The releases of one solver.
pub(crate) fn releases(key: &str) -> impl DoubleEndedIterator<Item = &'static Solver> {
    RELEASES.iter().filter(move |solver| solver.key == key)
}

/// The name of a release, with the key as one segment of a path.
pub(crate) fn name(key: &str, version: &str) -> String {
    format!("solvers/{}/releases/{version}", utf8_percent_encode(key, RESERVED))
}
