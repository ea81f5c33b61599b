//! What a user adds to a document: how the runtime is reached, and facts about operations.
//!
//! In: calls from a build script or program options. Out: settings that stages look up.
//! Invariant: an override that matches nothing is an error (reported by `analyse`).

use indexmap::{IndexMap, IndexSet};

use crate::ir::{DateLibrary, Traits};

/// Settings of a generation run.
#[derive(Clone, Debug)]
pub struct Config {
    pub(crate) runtime: String,
    pub(crate) package: String,
    pub(crate) operations: IndexMap<String, Traits>,
    pub(crate) types: IndexMap<String, String>,
    pub(crate) methods: IndexMap<String, String>,
    pub(crate) replacements: IndexMap<String, String>,
    pub(crate) derives: Vec<(String, String)>,
    pub(crate) aliases: IndexMap<String, (String, String)>,
    pub(crate) only_tags: IndexSet<String>,
    pub(crate) only_operations: IndexSet<String>,
    pub(crate) only_used: bool,
    pub(crate) skip_unsupported: bool,
    pub(crate) dates: Option<DateLibrary>,
    pub(crate) plain: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            runtime: "::osparc_client::runtime".into(),
            package: "my-client".into(),
            operations: IndexMap::new(),
            types: IndexMap::new(),
            methods: IndexMap::new(),
            replacements: IndexMap::new(),
            derives: Vec::new(),
            aliases: IndexMap::new(),
            only_tags: IndexSet::new(),
            only_operations: IndexSet::new(),
            only_used: false,
            skip_unsupported: false,
            dates: None,
            plain: false,
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

    /// The package that the examples of the reference pages use; default `my-client`. Where the runtime's path begins
    /// with `crate`, it is the runtime's own.
    #[must_use]
    pub fn package(mut self, name: impl Into<String>) -> Self {
        self.package = name.into();
        self
    }

    /// Whether the code is for the runtime's own crate.
    pub(crate) fn is_own(&self) -> bool {
        self.runtime.starts_with("crate")
    }

    /// Facts about an operation, by its operationId or its method name.
    #[must_use]
    pub fn operation(mut self, id: impl Into<String>, facts: impl FnOnce(Facts) -> Facts) -> Self {
        let id = id.into();
        let known = self.operations.get(&id).cloned().unwrap_or_default();
        self.operations.insert(id, facts(Facts(known)).0);
        self
    }

    /// Leaves out all operations but those with this tag, those of other calls of this, and those of
    /// [`Config::only_operation`]; and every type that is not used then.
    #[must_use]
    pub fn only_tag(mut self, tag: impl Into<String>) -> Self {
        self.only_tags.insert(tag.into());
        self
    }

    /// As [`Config::only_tag`], for one operation: by its operationId, by the method made from that, or by
    /// `METHOD /path`.
    #[must_use]
    pub fn only_operation(mut self, id: impl Into<String>) -> Self {
        self.only_operations.insert(id.into());
        self
    }

    /// Leaves out every type that no operation uses, such as what a server sends to webhooks. By default, all schemas
    /// of the document become types unless [`Config::only_tag`] or [`Config::only_operation`] selects operations.
    #[must_use]
    pub fn only_used(mut self) -> Self {
        self.only_used = true;
        self
    }

    /// Whether only a part of the document is asked for.
    pub(crate) fn is_partial(&self) -> bool {
        self.only_used || self.is_selective()
    }

    /// Whether only some operations are asked for.
    pub(crate) fn is_selective(&self) -> bool {
        !(self.only_tags.is_empty() && self.only_operations.is_empty())
    }

    /// Whether operations and schemas at fault are left out, each with the warning `skipped`; else the document is
    /// refused, which is the default.
    #[must_use]
    pub fn skip_unsupported(mut self, skip: bool) -> Self {
        self.skip_unsupported = skip;
        self
    }

    /// The library whose types `date-time` and `date` have; default jiff. An error if nothing that is generated has a
    /// date.
    ///
    /// With chrono, the runtime needs its feature `chrono`.
    #[must_use]
    pub fn date_library(mut self, library: DateLibrary) -> Self {
        self.dates = Some(library);
        self
    }

    /// The plain layout for code, one item, field or statement a line: what there is without the feature `pretty`. With
    /// it, prettyplease lays code out where this is not called. The tokens are the same.
    #[must_use]
    pub fn plain_layout(mut self) -> Self {
        self.plain = true;
        self
    }

    /// Another method name for an operation, by its operationId or its method name as generated. Its request, error
    /// and response types are called after it.
    #[must_use]
    pub fn rename_method(mut self, from: impl Into<String>, to: impl Into<String>) -> Self {
        self.methods.insert(from.into(), to.into());
        self
    }

    /// A type of your own (`::my::Thing`) instead of a generated one, by the type's name as generated.
    ///
    /// It stands where the generated one would; `models::Thing` becomes another name of it. So it must be `Clone`,
    /// `Debug` and `PartialEq`, and implement the runtime's `Read` and `Write`. A multipart form cannot be replaced.
    #[must_use]
    pub fn replace_type(mut self, name: impl Into<String>, path: impl Into<String>) -> Self {
        self.replacements.insert(name.into(), path.into());
        self
    }

    /// A derive macro (`::my::Derive`) for a generated struct or enum, by the type's name as generated; may be called
    /// again.
    #[must_use]
    pub fn derive(mut self, name: impl Into<String>, path: impl Into<String>) -> Self {
        self.derives.push((name.into(), path.into()));
        self
    }

    /// One more name (`models::InputValue`) for what a field holds: for the values of a map, the items of a list, and
    /// without `Option`. The field is told by its type's name as generated and its own name on the wire.
    ///
    /// Hand-written code that uses it stays the same where another version of a document calls the type otherwise, or
    /// has it in another place.
    #[must_use]
    pub fn alias(mut self, name: impl Into<String>, ty: impl Into<String>, field: impl Into<String>) -> Self {
        self.aliases.insert(name.into(), (ty.into(), field.into()));
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

    /// Another status (400 to 599) after which the operation is repeated, such as 404, 500 or 503; may be called again.
    ///
    /// It holds whether or not the operation is safe to repeat; one that is not may then be carried out twice.
    #[must_use]
    pub fn repeat_on(mut self, status: u16) -> Self {
        self.0.repeat_on.push(status);
        self
    }

    /// The time limit for connecting, in seconds; the client's (5 s) where this is not called.
    #[must_use]
    pub fn connect_timeout(mut self, seconds: u64) -> Self {
        self.0.connect_timeout = Some(seconds);
        self
    }

    /// The time limit of one attempt, in seconds; the client's (90 s) where this is not called.
    #[must_use]
    pub fn attempt_timeout(mut self, seconds: u64) -> Self {
        self.0.attempt_timeout = Some(seconds);
        self
    }

    /// The time limit of the operation with all its attempts, in seconds; the client's (5 min) where this is not called.
    #[must_use]
    pub fn total_timeout(mut self, seconds: u64) -> Self {
        self.0.total_timeout = Some(seconds);
        self
    }

    /// The longest silence in a body that is read as a stream, in seconds; the client's (60 s) where this is not called.
    #[must_use]
    pub fn stall_timeout(mut self, seconds: u64) -> Self {
        self.0.stall_timeout = Some(seconds);
        self
    }

    /// The largest body that is read whole, in bytes; the client's (64 MiB) where this is not called.
    #[must_use]
    pub fn body_limit(mut self, bytes: u64) -> Self {
        self.0.body_limit = Some(bytes);
        self
    }

    /// How often the operation is attempted at most; the client's policy (3 times) where this is not called.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.0.max_attempts = Some(attempts);
        self
    }
}
