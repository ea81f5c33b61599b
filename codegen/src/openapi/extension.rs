//! The extensions by which earlier stages pass `lower` what OpenAPI 3.0 has no keyword for.
//!
//! In: nothing. Out: their names. Invariant: each begins with [`PREFIX`], and `load` drops such members of documents.

/// The prefix of their names.
pub(crate) const PREFIX: &str = "x-codegen-";
/// The value of `const`.
pub(crate) const CONST: &str = "x-codegen-const";
/// The schema of `contentSchema`.
pub(crate) const CONTENT_SCHEMA: &str = "x-codegen-content-schema";
/// The value of `defaultMapping`, in a discriminator.
pub(crate) const DEFAULT_MAPPING: &str = "x-codegen-default-mapping";
/// A `maximum` beyond 64 bits.
pub(crate) const MAXIMUM: &str = "x-codegen-maximum";
/// A `minimum` beyond 64 bits.
pub(crate) const MINIMUM: &str = "x-codegen-minimum";
/// `true` for a schema that only `null` matches.
pub(crate) const NULL: &str = "x-codegen-null";
/// `true` for a component that is a reference with texts beside it.
pub(crate) const REFERENCE: &str = "x-codegen-reference";
/// The schemas of `patternProperties`.
pub(crate) const PATTERN_PROPERTIES: &str = "x-codegen-pattern-properties";
/// The schemas of `prefixItems`.
pub(crate) const TUPLE: &str = "x-codegen-tuple";
