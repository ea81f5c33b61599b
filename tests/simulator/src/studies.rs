//! The studies that a fresh simulator has.
//!
//! In: a number. Out: that many studies: those that behave specially, then ordinary ones. Invariant: their identifiers
//! are the same in every simulator.

use crate::program::{Behaviour, EVERYTHING, Program, STUDY};

/// A study whose jobs succeed, with inputs and outputs of every type.
pub const SLEEPER_STUDY: &str = "5eed0000-0000-4000-8000-000000000001";
/// A study whose jobs fail.
pub const FAILING_STUDY: &str = "5eed0000-0000-4000-8000-000000000002";
/// A study that costs more credits than there are: its jobs cannot be started (402).
pub const UNPAID_STUDY: &str = "5eed0000-0000-4000-8000-000000000402";
/// A study whose jobs run until they are stopped.
pub const ENDLESS_STUDY: &str = "5eed0000-0000-4000-8000-000000000004";
/// A study that the platform does not run: starting responds with 200 and the state stays `NOT_STARTED`.
pub const IDLE_STUDY: &str = "5eed0000-0000-4000-8000-000000000005";
/// A study with two nodes that compute: headers of a pricing unit make starting it a 500.
pub const PIPELINE_STUDY: &str = "5eed0000-0000-4000-8000-000000000006";
/// A study that cannot be started: a configuration error (422; 503 from API 0.13 of 2026 on).
pub const MISCONFIGURED_STUDY: &str = "5eed0000-0000-4000-8000-000000000007";
/// A study whose ports have bounds, units, choices, lengths, and lists of each type.
pub const EVERY_PORT_STUDY: &str = "5eed0000-0000-4000-8000-000000000008";
/// The node of every study that computes, and so has a log.
pub const COMPUTATIONAL_NODE: &str = "5eed0000-0000-4000-8000-0000000c0de0";

/// A study.
#[derive(Clone, Debug)]
pub(crate) struct Study {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) program: Program,
    /// Whether the list leaves it out.
    pub(crate) hidden: bool,
}

/// The first studies of a simulator, in the order of the list.
pub(crate) fn built_in(count: usize) -> Vec<Study> {
    let plain = |behaviour| Program::new(behaviour, STUDY);
    let special = [
        (SLEEPER_STUDY, "Sleeper", "Waits, then echoes its inputs", plain(Behaviour::Succeeds)),
        (FAILING_STUDY, "Stumbler", "Fails every time", plain(Behaviour::Fails)),
        (UNPAID_STUDY, "Pauper", "Costs more than is there", plain(Behaviour::LacksCredits)),
        (ENDLESS_STUDY, "Marathon", "Runs until it is stopped", plain(Behaviour::RunsOn)),
        (IDLE_STUDY, "Idler", "Has nothing to compute", plain(Behaviour::NeverRuns)),
        (
            PIPELINE_STUDY,
            "Pipeline",
            "Two nodes, one after the other",
            Program { nodes: 2, ..plain(Behaviour::Succeeds) },
        ),
        (MISCONFIGURED_STUDY, "Muddle", "Cannot be started", plain(Behaviour::Misconfigured)),
        (EVERY_PORT_STUDY, "Bounds", "Ports of every kind", Program::new(Behaviour::Succeeds, EVERYTHING)),
    ];
    let special = special.map(|(id, title, description, program)| Study {
        id: id.to_owned(),
        title: title.to_owned(),
        description: description.to_owned(),
        program,
        hidden: false,
    });
    let ordinary = (special.len() + 1..).map(|number| Study {
        id: format!("5eed0000-0000-4000-9000-{number:012}"),
        title: format!("Study № {number}"),
        description: if number % 2 == 0 { String::new() } else { "à, ß, 研究".to_owned() },
        program: plain(Behaviour::Succeeds),
        hidden: false,
    });
    special.into_iter().chain(ordinary).take(count).collect()
}
