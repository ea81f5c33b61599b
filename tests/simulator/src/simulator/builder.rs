//! Settings of a simulator to be started.
//!
//! In: choices. Out: a running simulator. Invariant: what is not chosen is as the real server of API 0.8.0 does it.

mod proxy;

use std::io;
use std::time::Duration;

use super::Simulator;
use crate::clock::TimeOffset;
use crate::options::{ApiVersion, FileShape, Options};

/// Settings of a simulator to be started, from [`Simulator::builder`].
#[derive(Clone, Debug, Default)]
#[must_use = "nothing runs before `start`"]
pub struct Builder {
    options: Options,
}

impl Builder {
    /// The port of the API; any free one unless told.
    pub fn port(mut self, port: u16) -> Self {
        self.options.port = port;
        self
    }

    /// The credentials that are accepted.
    pub fn credentials(self, key: &str, secret: &str) -> Self {
        self.key(key).secret(secret)
    }

    /// The API key that is accepted.
    pub fn key(mut self, key: &str) -> Self {
        key.clone_into(&mut self.options.key);
        self
    }

    /// The API secret that is accepted.
    pub fn secret(mut self, secret: &str) -> Self {
        secret.clone_into(&mut self.options.secret);
        self
    }

    /// The release that is imitated.
    pub fn version(mut self, version: ApiVersion) -> Self {
        self.options.version = version;
        self
    }

    /// The shape of file outputs of studies; that of the release unless told.
    pub fn file_shape(mut self, shape: FileShape) -> Self {
        self.options.file_shape = Some(shape);
        self
    }

    /// How the times of a status name their offset; as the release does unless told.
    pub fn time_offset(mut self, offset: TimeOffset) -> Self {
        self.options.time_offset = Some(offset);
        self
    }

    /// How many studies there are; 25 unless told.
    pub fn studies(mut self, count: usize) -> Self {
        self.options.studies = count;
        self
    }

    /// The states between `PUBLISHED` and `STARTED`, one for each inspection.
    pub fn waiting_states(mut self, states: &[&str]) -> Self {
        self.options.waiting_states = states.iter().map(|state| (*state).to_owned()).collect();
        self
    }

    /// How many inspections find a job `STARTED`, with rising progress; 3 unless told.
    pub fn started_steps(mut self, steps: usize) -> Self {
        self.options.started_steps = steps;
        self
    }

    /// Whether results are given before success; as the release does unless told.
    pub fn early_outputs(mut self, early: bool) -> Self {
        self.options.early_outputs = Some(early);
        self
    }

    /// The nodes that have a log; the real server names them by UUID, a hostile one by anything.
    pub fn log_nodes(mut self, names: &[&str]) -> Self {
        self.options.log_nodes = names.iter().map(|name| (*name).to_owned()).collect();
        self
    }

    /// The size in bytes of the log inside of its archive; 2,000 unless told.
    pub fn log_size(mut self, bytes: usize) -> Self {
        self.options.log_size = bytes;
        self
    }

    /// The name of file outputs; `output.json` unless told.
    pub fn file_name(mut self, name: &str) -> Self {
        name.clone_into(&mut self.options.file_name);
        self
    }

    /// The size in bytes of file outputs; 100 unless told.
    pub fn file_size(mut self, bytes: usize) -> Self {
        self.options.file_size = bytes;
        self
    }

    /// Gives the SHA-256 digest of file outputs; the real server knows none.
    pub fn file_checksums(mut self, given: bool) -> Self {
        self.options.file_checksums = given;
        self
    }

    /// Whether the object store knows ranges; it does unless told.
    pub fn ranges(mut self, known: bool) -> Self {
        self.options.ranges = known;
        self
    }

    /// The most bytes of a part of an upload; 10 MiB unless told.
    pub fn chunk_size(mut self, bytes: usize) -> Self {
        self.options.chunk_size = bytes.max(1);
        self
    }

    /// How long a signed link may be used; an hour unless told. A later request is a 403.
    pub fn link_lifetime(mut self, lifetime: Duration) -> Self {
        self.options.links.lifetime = lifetime;
        self
    }

    /// How often a signed link may be used; without end unless told. A further request is a 403.
    pub fn link_uses(mut self, uses: usize) -> Self {
        self.options.links.uses = uses;
        self
    }

    /// Whether the user has a default wallet; without one, asking for it is a 404.
    pub fn default_wallet(mut self, given: bool) -> Self {
        self.options.default_wallet = given;
        self
    }

    /// The credits in each wallet; 150.5 unless told.
    pub fn credits(mut self, credits: f64) -> Self {
        self.options.credits = credits;
        self
    }

    /// Starts the simulator.
    ///
    /// # Errors
    /// The port is taken, or the document cannot be read.
    #[expect(clippy::unused_async, reason = "tests await it beside the requests they send")]
    pub async fn start(self) -> io::Result<Simulator> {
        self.start_blocking()
    }

    /// The same without `await`.
    ///
    /// # Errors
    /// The port is taken, or the document cannot be read.
    pub fn start_blocking(self) -> io::Result<Simulator> {
        Simulator::run(self.options)
    }
}
