//! Which faults there are, and where.
//!
//! In: cases. Out: runs, all of them or a sample. Invariant: the sample has every kind of fault for every case, at its
//! first position, its last, and some between that depend on the seed alone.

use std::collections::BTreeSet;
use std::fmt;

use crate::CREATORS;
use crate::oracle::ends_by_itself;
use crate::responses::{Case, Framing};

/// How an exchange ends too early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// The connection is closed (FIN).
    Cut,
    /// The connection is reset (RST).
    Reset,
    /// Nothing more comes.
    Stall,
}

/// What becomes of one byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Corruption {
    /// These bits are flipped.
    Flip(u8),
    /// Another byte stands at its position.
    Put(u8),
    /// It is missing.
    Lose,
    /// It is there twice.
    Double,
}

/// What goes wrong, and after how many bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// So many bytes of the request are read.
    Request(End, usize),
    /// So many bytes of the response are sent.
    ScriptedResponse(End, usize),
    /// A byte of the response is another one.
    Corrupt(Corruption, usize),
}

/// One exchange with one fault.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run {
    pub(crate) case: usize,
    pub(crate) fault: Fault,
    /// Whether the call may be retried, as far as it is idempotent for the client.
    pub(crate) retried: bool,
    /// Whether the connection has served another call before.
    pub(crate) reused: bool,
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let retried = if self.retried { "repeated" } else { "once" };
        let reused = if self.reused { "reused" } else { "fresh" };
        write!(f, "{:?}, {retried}, {reused}", self.fault)
    }
}

impl Corruption {
    const ALL: [Self; 11] = [
        Self::Flip(1),
        Self::Flip(0x20),
        Self::Flip(0x80),
        Self::Put(0),
        Self::Put(0xff),
        Self::Put(b'9'),
        Self::Put(b'"'),
        Self::Put(b' '),
        Self::Put(b'\n'),
        Self::Lose,
        Self::Double,
    ];

    /// The bytes with the one at this position faulty.
    pub(crate) fn apply(self, bytes: &[u8], position: usize) -> Vec<u8> {
        let byte = bytes[position];
        let instead = match self {
            Self::Flip(bits) => vec![byte ^ bits],
            Self::Put(other) => vec![other],
            Self::Lose => vec![],
            Self::Double => vec![byte; 2],
        };
        [&bytes[..position], &instead, &bytes[position + 1..]].concat()
    }
}

impl Fault {
    /// Whether nothing but a time limit ends the exchange.
    pub(crate) fn stalls(self, response: &[u8]) -> bool {
        match self {
            Self::Request(end, _) => end == End::Stall,
            Self::ScriptedResponse(end, position) => {
                end == End::Stall && !ends_by_itself(&response[..position])
            }
            Self::Corrupt(..) => false,
        }
    }

    /// The same fault at another position.
    fn at(self, position: usize) -> Self {
        match self {
            Self::Request(end, _) => Self::Request(end, position),
            Self::ScriptedResponse(end, _) => Self::ScriptedResponse(end, position),
            Self::Corrupt(corruption, _) => Self::Corrupt(corruption, position),
        }
    }
}

/// All that can go wrong: a run with its fault at the first position, and the number of positions.
pub(crate) struct Plan(Vec<(Run, usize)>);

impl Plan {
    pub(crate) fn of(cases: &[Case]) -> Self {
        let kinds = cases.iter().enumerate().flat_map(|(number, case)| {
            let ends = [End::Cut, End::Reset, End::Stall].into_iter().flat_map(|end| ends(case, end));
            let retried = case.success && CREATORS.contains(&case.operation);
            let corruptions = Corruption::ALL
                .map(|corruption| (Fault::Corrupt(corruption, 0), retried, false, case.response.len()));
            let kinds = ends.chain(corruptions).collect::<Vec<_>>();
            kinds.into_iter().map(move |(fault, retried, reused, positions)| {
                (Run { case: number, fault, retried, reused }, positions)
            })
        });
        Self(kinds.collect())
    }

    /// Each fault at each position.
    pub(crate) fn all(&self) -> Vec<Run> {
        self.0.iter().flat_map(|(run, positions)| (0..*positions).map(|position| run.at(position))).collect()
    }

    /// Each fault at its first position, its last, and so many between.
    pub(crate) fn sample(&self, positions: usize, seed: u64) -> Vec<Run> {
        let mut random = fastrand::Rng::with_seed(seed);
        let runs = self.0.iter().flat_map(|(run, count)| {
            let between = (0..positions).map(|_| random.usize(0..*count));
            let positions: BTreeSet<usize> = [0, count - 1].into_iter().chain(between).collect();
            positions.into_iter().map(|position| run.at(position))
        });
        runs.collect()
    }
}

/// The early ends of a case's exchange: fault, whether the call is retried, whether on a used connection, and positions.
fn ends(case: &Case, end: End) -> Vec<(Fault, bool, bool, usize)> {
    // The request is the same whatever the framing of the response.
    let of_request = case.success && matches!(case.framing, Framing::Length | Framing::None);
    let (request, response) = (Fault::Request(end, 0), Fault::ScriptedResponse(end, 0));
    let mut ends = vec![(response, false, false, case.response.len() + 1)];
    if case.success {
        ends.push((response, true, false, case.response.len() + 1));
    }
    if of_request {
        ends.push((request, false, false, case.request_length));
        ends.push((request, true, false, case.request_length));
    }
    if of_request && end != End::Stall {
        ends.push((request, true, true, case.request_length));
        ends.push((response, true, true, case.response.len() + 1));
    }
    ends
}

impl Run {
    fn at(self, position: usize) -> Self {
        Self { fault: self.fault.at(position), ..self }
    }
}
