//! The examples of the guide, which the doc tests compile.
//!
//! In: the pages in `docs/guide`. Out: an item for each, so that a failure names its page. Invariant: every page is listed,
//! which `codegen/tests/prose.rs` checks.

#[doc = include_str!("../docs/guide/README.md")]
struct Readme;

#[doc = include_str!("../docs/guide/getting-started.md")]
struct GettingStarted;

#[doc = include_str!("../docs/guide/authentication.md")]
struct Authentication;

#[doc = include_str!("../docs/guide/studies.md")]
struct Studies;

#[cfg(feature = "solvers")]
#[doc = include_str!("../docs/guide/solvers.md")]
struct Solvers;

#[cfg(feature = "files")]
#[doc = include_str!("../docs/guide/files.md")]
struct Files;

#[doc = include_str!("../docs/guide/errors.md")]
struct Errors;

#[cfg(feature = "blocking")]
#[doc = include_str!("../docs/guide/blocking.md")]
struct Blocking;

#[cfg(feature = "test-util")]
#[doc = include_str!("../docs/guide/testing.md")]
struct Testing;

#[doc = include_str!("../docs/guide/regenerating.md")]
struct Regenerating;

#[doc = include_str!("../docs/guide/documents.md")]
struct Documents;

#[doc = include_str!("../docs/guide/python.md")]
struct Python;

#[doc = include_str!("../docs/guide/compatibility.md")]
struct Compatibility;

#[doc = include_str!("../docs/guide/faq.md")]
struct Faq;
