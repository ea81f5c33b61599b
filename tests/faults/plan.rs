//! Which faults there are, and where.
//!
//! In: cases. Out: runs, all of them or a sample. Invariant: the sample has every kind of fault for every case, at its
//! first place, its last, and some between that depend on the seed alone.

use std::collections::BTreeSet;
use std::fmt;

use crate::CREATORS;
use crate::answers::{Case, Framing};
use crate::oracle::ends_by_itself;

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
    /// Another byte is in its place.
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
    /// So many bytes of the answer are sent.
    Answer(End, usize),
    /// A byte of the answer is another one.
    Corrupt(Corruption, usize),
}

/// One exchange with one fault.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run {
    pub(crate) case: usize,
    pub(crate) fault: Fault,
    /// Whether the call may be repeated, as far as the client thinks that it does no harm.
    pub(crate) repeated: bool,
    /// Whether the connection has served another call before.
    pub(crate) reused: bool,
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let repeated = if self.repeated { "repeated" } else { "once" };
        let reused = if self.reused { "reused" } else { "fresh" };
        write!(f, "{:?}, {repeated}, {reused}", self.fault)
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

    /// The bytes with the one at this place spoilt.
    pub(crate) fn apply(self, bytes: &[u8], place: usize) -> Vec<u8> {
        let byte = bytes[place];
        let instead = match self {
            Self::Flip(bits) => vec![byte ^ bits],
            Self::Put(other) => vec![other],
            Self::Lose => vec![],
            Self::Double => vec![byte; 2],
        };
        [&bytes[..place], &instead, &bytes[place + 1..]].concat()
    }
}

impl Fault {
    /// Whether nothing but a time limit ends the exchange.
    pub(crate) fn stalls(self, answer: &[u8]) -> bool {
        match self {
            Self::Request(end, _) => end == End::Stall,
            Self::Answer(end, place) => end == End::Stall && !ends_by_itself(&answer[..place]),
            Self::Corrupt(..) => false,
        }
    }

    /// The same fault at another place.
    fn at(self, place: usize) -> Self {
        match self {
            Self::Request(end, _) => Self::Request(end, place),
            Self::Answer(end, _) => Self::Answer(end, place),
            Self::Corrupt(corruption, _) => Self::Corrupt(corruption, place),
        }
    }
}

/// All that can go wrong: a run with its fault at the first place, and the number of places.
pub(crate) struct Plan(Vec<(Run, usize)>);

impl Plan {
    pub(crate) fn of(cases: &[Case]) -> Self {
        let kinds = cases.iter().enumerate().flat_map(|(number, case)| {
            let ends = [End::Cut, End::Reset, End::Stall].into_iter().flat_map(|end| ends(case, end));
            let repeated = case.success && CREATORS.contains(&case.operation);
            let corruptions = Corruption::ALL
                .map(|corruption| (Fault::Corrupt(corruption, 0), repeated, false, case.answer.len()));
            let kinds = ends.chain(corruptions).collect::<Vec<_>>();
            kinds.into_iter().map(move |(fault, repeated, reused, places)| {
                (Run { case: number, fault, repeated, reused }, places)
            })
        });
        Self(kinds.collect())
    }

    /// Each fault at each place.
    pub(crate) fn all(&self) -> Vec<Run> {
        self.0.iter().flat_map(|(run, places)| (0..*places).map(|place| run.at(place))).collect()
    }

    /// Each fault at its first place, its last, and so many between.
    pub(crate) fn sample(&self, places: usize, seed: u64) -> Vec<Run> {
        let mut random = fastrand::Rng::with_seed(seed);
        let runs = self.0.iter().flat_map(|(run, count)| {
            let between = (0..places).map(|_| random.usize(0..*count));
            let places: BTreeSet<usize> = [0, count - 1].into_iter().chain(between).collect();
            places.into_iter().map(|place| run.at(place))
        });
        runs.collect()
    }
}

/// The early ends of a case's exchange: fault, whether the call is repeated, whether on a used connection, and places.
fn ends(case: &Case, end: End) -> Vec<(Fault, bool, bool, usize)> {
    // The request is the same whatever the framing of the answer.
    let of_request = case.success && matches!(case.framing, Framing::Length | Framing::None);
    let (request, answer) = (Fault::Request(end, 0), Fault::Answer(end, 0));
    let mut ends = vec![(answer, false, false, case.answer.len() + 1)];
    if case.success {
        ends.push((answer, true, false, case.answer.len() + 1));
    }
    if of_request {
        ends.push((request, false, false, case.request_length));
        ends.push((request, true, false, case.request_length));
    }
    if of_request && end != End::Stall {
        ends.push((request, true, true, case.request_length));
        ends.push((answer, true, true, case.answer.len() + 1));
    }
    ends
}

impl Run {
    fn at(self, place: usize) -> Self {
        Self { fault: self.fault.at(place), ..self }
    }
}
