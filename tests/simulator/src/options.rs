//! What a simulator can be told before it starts.
//!
//! In: the builder's settings. Out: an [`Options`] that every request sees. Invariant: it does not change while the
//! server runs.

use crate::clock::TimeOffset;
use crate::storage::Validity;

/// Which release of the real server is imitated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ApiVersion {
    /// API 0.8.0, the version of the pinned document.
    #[default]
    V0_8,
    /// API 0.16.0: `support_id` in errors, `errors` in a job's status, a trace id on every response,
    /// identifiers in any spelling, a title and a description for clones.
    V0_16,
}

impl ApiVersion {
    pub(crate) fn is_recent(self) -> bool {
        self == Self::V0_16
    }

    pub(crate) fn number(self) -> &'static str {
        match self {
            Self::V0_8 => "0.8.0",
            Self::V0_16 => "0.16.0",
        }
    }
}

/// The shape of a file among the outputs of a job.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileShape {
    /// A list of pairs, as every server since April 2025 sends it.
    #[default]
    Pairs,
    /// The documented object, as older servers sent it.
    Object,
}

/// The settings of one simulator.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    pub(crate) port: u16,
    pub(crate) key: String,
    pub(crate) secret: String,
    pub(crate) version: ApiVersion,
    pub(crate) file_shape: FileShape,
    pub(crate) time_offset: TimeOffset,
    pub(crate) studies: usize,
    pub(crate) waiting_states: Vec<String>,
    pub(crate) started_steps: usize,
    pub(crate) early_outputs: bool,
    pub(crate) log_nodes: Vec<String>,
    pub(crate) log_size: usize,
    pub(crate) file_name: String,
    pub(crate) file_size: usize,
    pub(crate) file_checksums: bool,
    pub(crate) ranges: bool,
    pub(crate) chunk_size: usize,
    pub(crate) links: Validity,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 0,
            key: "simulator-key".to_owned(),
            secret: "simulator-secret".to_owned(),
            version: ApiVersion::default(),
            file_shape: FileShape::default(),
            time_offset: TimeOffset::default(),
            studies: 25,
            waiting_states: ["PENDING", "WAITING_FOR_CLUSTER", "PENDING"].map(str::to_owned).to_vec(),
            started_steps: 3,
            early_outputs: false,
            log_nodes: vec![crate::studies::COMPUTATIONAL_NODE.to_owned()],
            log_size: 2_000,
            file_name: "output.json".to_owned(),
            file_size: 100,
            file_checksums: false,
            ranges: true,
            chunk_size: 10 << 20,
            links: Validity::default(),
        }
    }
}
