//! What a user adds to a document: how the runtime is reached, and facts about operations.
//!
//! In: calls from a build script or program options. Out: settings that stages look up.
//! Invariant: an override that matches nothing is an error (reported by `analyse`).

use indexmap::IndexMap;

use crate::ir::Traits;

/// Settings of a generation run.
#[derive(Clone, Debug)]
pub struct Config {
    pub(crate) runtime: String,
    pub(crate) operations: IndexMap<String, Traits>,
    pub(crate) types: IndexMap<String, String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            runtime: "::osparc_client::runtime".into(),
            operations: IndexMap::new(),
            types: IndexMap::new(),
        }
    }
}

impl Config {
    /// The default settings: code for a crate of its own, over the runtime in `osparc_client`.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The path of the runtime module that generated code uses; default `::osparc_client::runtime`.
    ///
    /// A path that begins with `crate` also makes the API groups inherent methods of the client
    /// (`client.studies()`); from another crate they come through a trait.
    #[must_use]
    pub fn runtime(mut self, path: impl Into<String>) -> Self {
        self.runtime = path.into();
        self
    }

    /// Facts about an operation, by its operationId or its method name.
    #[must_use]
    pub fn operation(mut self, id: impl Into<String>, facts: impl FnOnce(Facts) -> Facts) -> Self {
        let id = id.into();
        let known = self.operations.get(&id).cloned().unwrap_or_default();
        self.operations.insert(id, facts(Facts(known)).0);
        self
    }

    /// Another Rust name for a type, by the type's name as generated.
    #[must_use]
    pub fn rename_type(mut self, from: impl Into<String>, to: impl Into<String>) -> Self {
        self.types.insert(from.into(), to.into());
        self
    }
}

/// What the document cannot say about an operation.
#[derive(Clone, Debug, Default)]
pub struct Facts(Traits);

impl Facts {
    /// Repeating the operation does no harm although its method does not say so.
    #[must_use]
    pub fn safe_to_repeat(mut self) -> Self {
        self.0.safe_to_repeat = true;
        self
    }

    /// The time limit of one attempt, in seconds.
    #[must_use]
    pub fn attempt_timeout(mut self, seconds: u64) -> Self {
        self.0.attempt_timeout = Some(seconds);
        self
    }

    /// The time limit of the operation with all its attempts, in seconds.
    #[must_use]
    pub fn total_timeout(mut self, seconds: u64) -> Self {
        self.0.total_timeout = Some(seconds);
        self
    }

    /// How often the operation is attempted at most.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.0.max_attempts = Some(attempts);
        self
    }
}
