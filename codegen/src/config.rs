//! What a user adds to a document: paths of the code around the client, and settings of operations and types.
//!
//! In: calls from a build script or program options. Out: settings that stages look up.
//! Invariant: a setting that is faulty, or matches nothing, is an error; `check` finds the first kind, `select` and
//! `analyse` the second.

mod check;
mod security_kind;

use std::path::PathBuf;

use indexmap::{IndexMap, IndexSet};

pub(crate) use self::check::check;
pub use self::security_kind::SecurityKind;

/// Settings of a generation run.
#[derive(Clone, Debug)]
pub struct Config {
    pub(crate) runtime: String,
    pub(crate) package: Option<String>,
    pub(crate) example_client: Option<String>,
    pub(crate) trace_id_header: Option<String>,
    pub(crate) support_id: Option<String>,
    pub(crate) operations: IndexMap<String, OperationConfig>,
    pub(crate) security_schemes: IndexMap<String, SecurityKind>,
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
    pub(crate) array_format: Option<ArrayFormat>,
    pub(crate) root: Option<PathBuf>,
    pub(crate) overlays: Vec<PathBuf>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            runtime: "::osparc_runtime".into(),
            package: None,
            example_client: None,
            trace_id_header: None,
            support_id: None,
            operations: IndexMap::new(),
            security_schemes: IndexMap::new(),
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
            array_format: None,
            root: None,
            overlays: Vec::new(),
        }
    }
}

impl Config {
    /// The default settings: code for a crate of its own, over `osparc_runtime`.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The path of the runtime crate that generated code uses; default `::osparc_runtime`. Another path is for crates that
    /// re-export it.
    #[must_use]
    pub fn runtime(mut self, path: impl Into<String>) -> Self {
        self.runtime = path.into();
        self
    }

    /// The package whose root has the generated code. Examples of the reference pages name it (default `my-client`);
    /// methods have an example in their docs only where it is set.
    #[must_use]
    pub fn package(mut self, name: impl Into<String>) -> Self {
        self.package = Some(name.into());
        self
    }

    /// The expression by which examples get a client, such as `Client::from_env()?`; by default they build one.
    #[must_use]
    pub fn example_client(mut self, expression: impl Into<String>) -> Self {
        self.example_client = Some(expression.into());
        self
    }

    /// The response header that identifies the server's trace, for errors and spans.
    #[must_use]
    pub fn trace_id_header(mut self, name: impl Into<String>) -> Self {
        self.trace_id_header = Some(name.into());
        self
    }

    /// The path of a `fn(&[u8]) -> Option<String>` that finds, in the body of an error response, the identifier that
    /// the API's support needs.
    #[must_use]
    pub fn support_id(mut self, path: impl Into<String>) -> Self {
        self.support_id = Some(path.into());
        self
    }

    /// The library of the package, as examples name it.
    pub(crate) fn library(&self) -> String {
        self.package.as_deref().unwrap_or("my-client").replace('-', "_")
    }

    /// Settings of an operation, by its operationId or its method name.
    #[must_use]
    pub fn operation(
        mut self,
        id: impl Into<String>,
        settings: impl FnOnce(OperationConfig) -> OperationConfig,
    ) -> Self {
        let id = id.into();
        let known = self.operations.get(&id).cloned().unwrap_or_default();
        self.operations.insert(id, settings(known));
        self
    }

    /// A security scheme that the document lacks. `credentials::<name>` of the generated code makes credentials for it.
    ///
    /// Operations have it that [`OperationConfig::security`] names; where that names none, all for which the document
    /// says nothing of security. Of several such schemes, each is an alternative. A scheme of this name in the document
    /// is replaced. An error if no operation has it then.
    ///
    /// ```
    /// use osparc_codegen::{Config, SecurityKind};
    ///
    /// let config = Config::new().security_scheme("token", SecurityKind::Bearer);
    /// let config = config.security_scheme("key", SecurityKind::ApiKeyHeader("X-Key".into()));
    /// let config = config.operation("delete_thing", |operation| operation.security("key"));
    /// ```
    #[must_use]
    pub fn security_scheme(mut self, name: impl Into<String>, kind: SecurityKind) -> Self {
        self.security_schemes.insert(name.into(), kind);
        self
    }

    /// Leaves out all operations and webhooks but those with this tag, those of other calls of this, and those of
    /// [`Config::only_operation`]; and every type that is not used then. Callbacks stay with their operations.
    #[must_use]
    pub fn only_tag(mut self, tag: impl Into<String>) -> Self {
        self.only_tags.insert(tag.into());
        self
    }

    /// As [`Config::only_tag`], for one operation: by its operationId, by the method made from that, or by
    /// `METHOD /path`; for a webhook `METHOD name`.
    #[must_use]
    pub fn only_operation(mut self, id: impl Into<String>) -> Self {
        self.only_operations.insert(id.into());
        self
    }

    /// Leaves out every type that no operation, webhook or callback uses. By default, all schemas of the document become
    /// types unless [`Config::only_tag`] or [`Config::only_operation`] selects operations.
    #[must_use]
    pub fn only_used(mut self) -> Self {
        self.only_used = true;
        self
    }

    /// Whether only a part of the document is selected.
    pub(crate) fn is_partial(&self) -> bool {
        self.only_used || self.is_selective()
    }

    /// Whether only some operations are selected.
    pub(crate) fn is_selective(&self) -> bool {
        !(self.only_tags.is_empty() && self.only_operations.is_empty())
    }

    /// Whether operations and schemas at fault are left out, each with the warning `skipped`; by default, one fault is an
    /// error and nothing is generated.
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

    /// How lists are written that stand in brackets in a query string or a form: those in a `deepObject`, and those that are
    /// nested deeper than the other styles go. Default [`ArrayFormat::Indices`], with the warning `nested-values` where the
    /// standard does not say how they are written; with this setting the server is taken to read them, and nothing is
    /// warned of. An error if nothing that is generated has values in brackets.
    #[must_use]
    pub fn array_format(mut self, format: ArrayFormat) -> Self {
        self.array_format = Some(format);
        self
    }

    /// The folder whose files the document may refer to: one that contains the document's own folder, which is the default.
    /// Nothing is read outside of it, whatever references and links say.
    #[must_use]
    pub fn root(mut self, folder: impl Into<PathBuf>) -> Self {
        self.root = Some(folder.into());
        self
    }

    /// A file with changes of the document, as OpenAPI Overlay 1.0 or 1.1 describes them, in JSON or YAML by its name; may be
    /// called again. Overlays are applied in the order of the calls, each to what those before it have made.
    ///
    /// They change the document's own text, before any reference is followed: a target is not found in another file, and
    /// references in an overlay are relative to the document. Unlike in the standard, an action that matches nothing is an
    /// error, as what it should change has another name or is gone. Diagnostics of what an overlay has added or changed name
    /// the overlay's file and line.
    #[must_use]
    pub fn overlay(mut self, file: impl Into<PathBuf>) -> Self {
        self.overlays.push(file.into());
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
    /// It is used wherever the generated type would be; `models::Thing` is an alias of it. It must be `Clone`,
    /// `Debug` and `PartialEq`, and implement the runtime's `Read` and `Write`. A multipart form cannot be replaced.
    ///
    /// The name of a [`Config::alias`] replaces what that one field holds, and nothing else: the values of a map or the items
    /// of a list, `null` included where they may be null.
    ///
    /// ```
    /// use osparc_codegen::Config;
    ///
    /// let config = Config::new().alias("InputValue", "JobInputs", "values");
    /// let config = config.replace_type("InputValue", "crate::InputValue");
    /// ```
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
    /// without `Option`. The field is given by its type's name as generated and its own name on the wire.
    ///
    /// Hand-written code that uses the alias stays the same if another version of a document names or nests the type
    /// differently.
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct OperationConfig {
    /// Whether it is idempotent; by its method where this is not set.
    pub idempotent: Option<bool>,
    /// Statuses on which it is retried, in addition to those of every operation.
    pub retry_on: Vec<u16>,
    /// Time limit for connecting, in seconds.
    pub connect_timeout: Option<u64>,
    /// Time limit of one attempt, in seconds.
    pub attempt_timeout: Option<u64>,
    /// Time limit of the whole operation, in seconds.
    pub total_timeout: Option<u64>,
    /// Longest pause in a body that is read as a stream, in seconds.
    pub stall_timeout: Option<u64>,
    /// The maximum number of attempts.
    pub max_attempts: Option<u32>,
    /// The largest body that is read whole, in bytes.
    pub body_limit: Option<u64>,
    /// Whether it follows a redirect to its content.
    pub follow_redirect: bool,
    /// The security schemes of which it takes one, in place of what the document says; empty: what the document says.
    pub security: Vec<String>,
}

impl OperationConfig {
    /// Declares the operation idempotent although its method is not.
    #[must_use]
    pub fn idempotent(mut self) -> Self {
        self.idempotent = Some(true);
        self
    }

    /// Declares the operation not idempotent although its method is: a `PUT` that makes something new each time.
    #[must_use]
    pub fn not_idempotent(mut self) -> Self {
        self.idempotent = Some(false);
        self
    }

    /// One more status (400 to 599) on which the operation is retried, such as 404, 500 or 503; may be called again.
    ///
    /// It applies to operations that are not idempotent, too; these may then be executed twice. A retry policy of the client
    /// or of the call takes precedence.
    #[must_use]
    pub fn retry_on(mut self, status: u16) -> Self {
        self.retry_on.push(status);
        self
    }

    /// The time limit for connecting, in seconds; the client's (5 s) where this is not called.
    #[must_use]
    pub fn connect_timeout(mut self, seconds: u64) -> Self {
        self.connect_timeout = Some(seconds);
        self
    }

    /// The time limit of one attempt, in seconds; the client's (90 s) where this is not called.
    #[must_use]
    pub fn attempt_timeout(mut self, seconds: u64) -> Self {
        self.attempt_timeout = Some(seconds);
        self
    }

    /// The time limit of the operation with all its attempts, in seconds; the client's (5 min) where this is not called.
    #[must_use]
    pub fn total_timeout(mut self, seconds: u64) -> Self {
        self.total_timeout = Some(seconds);
        self
    }

    /// The longest pause in a body that is read as a stream, in seconds; the client's (60 s) where this is not called.
    #[must_use]
    pub fn stall_timeout(mut self, seconds: u64) -> Self {
        self.stall_timeout = Some(seconds);
        self
    }

    /// The largest body that is read whole, in bytes; the client's (64 MiB) where this is not called.
    #[must_use]
    pub fn body_limit(mut self, bytes: u64) -> Self {
        self.body_limit = Some(bytes);
        self
    }

    /// The security scheme that it takes, of the document or of [`Config::security_scheme`], in place of what the document
    /// says; called again, an alternative.
    #[must_use]
    pub fn security(mut self, scheme: impl Into<String>) -> Self {
        self.security.push(scheme.into());
        self
    }

    /// Follows the redirect that the document has for it, and takes what it leads to as its content, such as that of a file in
    /// an object store. Credentials are not sent there. An error if the operation has no such response, or no success with a
    /// content beside it.
    #[must_use]
    pub fn follow_redirect(mut self) -> Self {
        self.follow_redirect = true;
        self
    }

    /// The maximum number of attempts; 3 where this is not called. A retry policy of the client or of the call takes
    /// precedence.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = Some(attempts);
        self
    }
}

/// The library whose types dates have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum DateLibrary {
    /// `jiff::Timestamp` and `jiff::civil::Date`.
    #[default]
    Jiff,
    /// `chrono::DateTime<chrono::Utc>` and `chrono::NaiveDate`; the runtime needs its feature `chrono`.
    Chrono,
}

/// How lists are written in brackets, in the terms of the JavaScript library `qs`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum ArrayFormat {
    /// `name[0]=a&name[1]=b`.
    #[default]
    Indices,
    /// `name[]=a&name[]=b`.
    Brackets,
    /// `name=a&name=b`.
    Repeat,
}
