//! The studies that a fresh simulator has.
//!
//! In: a number. Out: that many studies: five that behave specially, then ordinary ones. Invariant: their identifiers
//! are the same in every simulator.

mod ports;

pub(crate) use ports::{Kind, PORTS, input_kind};

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
/// The node of every study that computes, and so has a log.
pub const COMPUTATIONAL_NODE: &str = "5eed0000-0000-4000-8000-0000000c0de0";

/// What becomes of a study's jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Behaviour {
    Succeeds,
    Fails,
    LacksCredits,
    RunsOn,
    NeverRuns,
}

/// A study.
#[derive(Clone, Debug)]
pub(crate) struct Study {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) behaviour: Behaviour,
}

/// The first studies of a simulator, in the order of the list.
pub(crate) fn built_in(count: usize) -> Vec<Study> {
    let special = [
        (SLEEPER_STUDY, "Sleeper", "Waits, then echoes its inputs", Behaviour::Succeeds),
        (FAILING_STUDY, "Stumbler", "Fails every time", Behaviour::Fails),
        (UNPAID_STUDY, "Pauper", "Costs more than is there", Behaviour::LacksCredits),
        (ENDLESS_STUDY, "Marathon", "Runs until it is stopped", Behaviour::RunsOn),
        (IDLE_STUDY, "Idler", "Has nothing to compute", Behaviour::NeverRuns),
    ];
    let special = special.map(|(id, title, description, behaviour)| Study {
        id: id.to_owned(),
        title: title.to_owned(),
        description: description.to_owned(),
        behaviour,
    });
    let ordinary = (special.len() + 1..).map(|number| Study {
        id: format!("5eed0000-0000-4000-9000-{number:012}"),
        title: format!("Study № {number}"),
        description: if number % 2 == 0 { String::new() } else { "à, ß, 研究".to_owned() },
        behaviour: Behaviour::Succeeds,
    });
    special.into_iter().chain(ordinary).take(count).collect()
}
