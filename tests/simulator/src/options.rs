//! What a simulator can be told before it starts.
//!
//! In: the builder's settings. Out: an [`Options`] that every request sees. Invariant: it does not change while the
//! server runs.

use crate::clock::TimeOffset;
use crate::proxy;
use crate::storage::Validity;

/// Which release of the real server is imitated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum ApiVersion {
    /// API 0.7.0 of late 2024: file outputs are objects, file inputs work, errors of the validation and times are
    /// those of an older library, jobs of a study cannot be listed.
    V0_7,
    /// API 0.8.0, the version of the pinned document: file outputs are pairs and file inputs of studies are dropped.
    #[default]
    V0_8,
    /// API 0.9.0: a title, a description and `hidden` for clones, a trace id on every response.
    V0_9,
    /// API 0.13.0 of the autumn of 2025: results after success alone, `support_id` in errors, identifiers in any
    /// spelling, unsafe texts rejected.
    V0_13,
    /// API 0.16.0: `errors` in a job's status, 503 for a configuration error.
    V0_16,
}

impl ApiVersion {
    /// Every version, the oldest first.
    pub const ALL: [Self; 5] = [Self::V0_7, Self::V0_8, Self::V0_9, Self::V0_13, Self::V0_16];

    /// The number, as the server's metadata tells it.
    #[must_use]
    pub fn number(self) -> &'static str {
        match self {
            Self::V0_7 => "0.7.0",
            Self::V0_8 => "0.8.0",
            Self::V0_9 => "0.9.0",
            Self::V0_13 => "0.13.0",
            Self::V0_16 => "0.16.0",
        }
    }

    /// The text of an error, which was reworded after API 0.8.
    pub(crate) fn text<'a>(self, old: &'a str, new: &'a str) -> &'a str {
        if self <= Self::V0_8 { old } else { new }
    }

    /// Whether the jobs of a study can be asked for; the list is always empty.
    pub(crate) fn lists_study_jobs(self) -> bool {
        self > Self::V0_7
    }

    /// Whether a solver has a version for people.
    pub(crate) fn displays_solver_versions(self) -> bool {
        self > Self::V0_7
    }

    /// Whether the files of a solver's job can be deleted without the job, which then cannot be started.
    pub(crate) fn deletes_assets(self) -> bool {
        self >= Self::V0_13
    }

    /// Whether the user has a language.
    pub(crate) fn has_languages(self) -> bool {
        self >= Self::V0_16
    }

    /// Whether a clone takes a title, a description and `hidden`.
    pub(crate) fn names_clones(self) -> bool {
        self >= Self::V0_9
    }

    pub(crate) fn rejects_unsafe_text(self) -> bool {
        self >= Self::V0_13
    }

    /// Whether a study does without its file inputs, and file outputs are lists of pairs: one fault of the server.
    pub(crate) fn drops_file_inputs(self) -> bool {
        self > Self::V0_7
    }

    pub(crate) fn has_early_outputs(self) -> bool {
        self < Self::V0_13
    }

    pub(crate) fn has_status_errors(self) -> bool {
        self >= Self::V0_16
    }

    pub(crate) fn has_support_id(self) -> bool {
        self >= Self::V0_13
    }

    pub(crate) fn has_trace_id(self) -> bool {
        self >= Self::V0_9
    }

    /// Whether faults of a request are described as by pydantic 1.
    pub(crate) fn has_old_details(self) -> bool {
        self == Self::V0_7
    }

    pub(crate) fn has_unavailable_configuration(self) -> bool {
        self >= Self::V0_16
    }

    /// Whether an identifier may be in upper case or without hyphens.
    pub(crate) fn reads_any_spelling(self) -> bool {
        self >= Self::V0_13
    }

    /// Whether credentials that cannot be read count as none, and a body without media type is no JSON.
    pub(crate) fn is_strict(self) -> bool {
        self >= Self::V0_16
    }

    /// A progress in per cent: cut off, or since API 0.13 rounded, so that 100 is not the end.
    pub(crate) fn percent(self, per_mille: usize) -> usize {
        (if self >= Self::V0_13 { per_mille + 5 } else { per_mille }) / 10
    }
}

/// The shape of a file among the outputs of a study's job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileShape {
    /// A list of pairs, as every server since April 2025 sends it.
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
    pub(crate) file_shape: Option<FileShape>,
    pub(crate) time_offset: Option<TimeOffset>,
    pub(crate) studies: usize,
    pub(crate) waiting_states: Vec<String>,
    pub(crate) started_steps: usize,
    pub(crate) early_outputs: Option<bool>,
    pub(crate) log_nodes: Vec<String>,
    pub(crate) log_size: usize,
    pub(crate) file_name: String,
    pub(crate) file_size: usize,
    pub(crate) file_checksums: bool,
    pub(crate) ranges: bool,
    pub(crate) chunk_size: usize,
    pub(crate) links: Validity,
    pub(crate) default_wallet: bool,
    pub(crate) credits: f64,
    pub(crate) proxy: proxy::Settings,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 0,
            key: "simulator-key".to_owned(),
            secret: "simulator-secret".to_owned(),
            version: ApiVersion::default(),
            file_shape: None,
            time_offset: None,
            studies: 25,
            waiting_states: ["PENDING", "WAITING_FOR_CLUSTER", "PENDING"].map(str::to_owned).to_vec(),
            started_steps: 3,
            early_outputs: None,
            log_nodes: vec![crate::studies::COMPUTATIONAL_NODE.to_owned()],
            log_size: 2_000,
            file_name: "output.json".to_owned(),
            file_size: 100,
            file_checksums: false,
            ranges: true,
            chunk_size: 10 << 20,
            links: Validity::default(),
            default_wallet: true,
            credits: 150.5,
            proxy: proxy::Settings::default(),
        }
    }
}

impl Options {
    /// How the times of a status name their offset.
    pub(crate) fn time_offset(&self) -> TimeOffset {
        let old = self.version == ApiVersion::V0_7;
        self.time_offset.unwrap_or(if old { TimeOffset::PlusZero } else { TimeOffset::Zulu })
    }

    /// The shape of a file among the outputs of a study's job.
    pub(crate) fn file_shape(&self) -> FileShape {
        let pairs = self.version.drops_file_inputs();
        self.file_shape.unwrap_or(if pairs { FileShape::Pairs } else { FileShape::Object })
    }

    /// Whether results are given before success.
    pub(crate) fn has_early_outputs(&self) -> bool {
        self.early_outputs.unwrap_or_else(|| self.version.has_early_outputs())
    }
}
