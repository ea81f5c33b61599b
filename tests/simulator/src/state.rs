//! What a simulator remembers.
//!
//! In: the effects of requests. Out: studies, jobs and counts. Invariant: identifiers are unique within a simulator
//! and never used again.

use crate::clock::now;
use crate::job::Job;
use crate::json::Json;
use crate::options::Options;
use crate::program::Program;
use crate::studies::{Study, built_in};

/// The studies and jobs of a simulator.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) studies: Vec<Study>,
    pub(crate) jobs: Vec<Job>,
    pub(crate) created: Vec<CreatedJob>,
    pub(crate) effects: SideEffects,
    pub(crate) profile: Profile,
    next: u64,
}

/// The names of the user: a text or `null`.
#[derive(Debug)]
pub(crate) struct Profile {
    pub(crate) first_name: Json,
    pub(crate) last_name: Json,
}

/// How often something that costs money or space was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SideEffects {
    /// Studies cloned.
    pub clones: usize,
    /// Jobs created, also those that were then rejected for an invalid value.
    pub jobs: usize,
    /// Iterations started.
    pub starts: usize,
    /// Jobs deleted.
    pub deletions: usize,
}

/// A job that a request created, as it arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CreatedJob {
    /// Identifier of the job.
    pub id: String,
    /// Identifier of its study; empty for a job of a solver.
    pub study_id: String,
    /// What it is a job of: `studies/…`, or `solvers/…/releases/…` with the key as one segment.
    pub runner: String,
    /// Whether it is hidden from the platform's pages.
    pub hidden: bool,
    /// The JSON text of each input, by label, in the order of the request, numbers exact.
    pub inputs: Vec<(String, String)>,
    /// The inputs that it runs with: without unknown labels and, for studies from API 0.8 on, without files.
    pub kept_inputs: Vec<(String, String)>,
    /// Whether the server rejected it for an invalid value, leaving a hidden job behind.
    pub leaked: bool,
    /// The `x-simcore-parent-project-uuid` header.
    pub parent_project: Option<String>,
    /// The `x-simcore-parent-node-id` header.
    pub parent_node: Option<String>,
}

impl State {
    pub(crate) fn new(options: &Options) -> Self {
        Self {
            studies: built_in(options.studies),
            jobs: Vec::new(),
            created: Vec::new(),
            effects: SideEffects::default(),
            profile: Profile { first_name: "Mika".into(), last_name: "Maier".into() },
            next: 0,
        }
    }

    pub(crate) fn study(&self, id: &str) -> Option<&Study> {
        self.studies.iter().find(|study| study.id == id)
    }

    pub(crate) fn job(&self, id: &str) -> Option<&Job> {
        self.jobs.iter().find(|job| job.id == id)
    }

    pub(crate) fn job_mut(&mut self, id: &str) -> Option<&mut Job> {
        self.jobs.iter_mut().find(|job| job.id == id)
    }

    /// Copies a study under a title, or under that of a copy.
    pub(crate) fn clone_study(
        &mut self,
        source: &Study,
        title: Option<&str>,
        description: Option<&str>,
        hidden: bool,
    ) -> Study {
        let title = title.map_or_else(|| format!("{} (Copy)", source.title), str::to_owned);
        let description = description.unwrap_or(&source.description).to_owned();
        let study = Study { id: self.new_id(0xc10e), title, description, program: source.program, hidden };
        self.studies.push(study.clone());
        self.effects.clones += 1;
        study
    }

    /// Adds a job.
    pub(crate) fn create_job(
        &mut self,
        runner: &str,
        program: Program,
        inputs: Vec<(String, Json)>,
        inputs_checksum: String,
    ) -> Job {
        let job = Job {
            id: self.new_id(0x0b0b),
            runner: runner.to_owned(),
            program,
            inputs,
            inputs_checksum,
            created: now(),
            metadata: Vec::new(),
            pricing_unit: None,
            has_assets: true,
            streamed: false,
            run: None,
        };
        self.jobs.push(job.clone());
        self.effects.jobs += 1;
        job
    }

    pub(crate) fn new_id(&mut self, group: u16) -> String {
        self.next += 1;
        format!("5eed0000-{group:04x}-4000-a000-{:012x}", self.next)
    }
}
