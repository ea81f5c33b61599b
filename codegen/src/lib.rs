//! Generates Rust API clients from OpenAPI 3.0 and 3.1 documents.
//!
//! [`generate`] runs the stages of `pipeline.rs`, each a module with one verb; what they share are nouns of their own.
//!
//! A build script needs no feature, or `yaml` for documents in YAML. The feature `tools` adds what people ask of a document
//! beside its code (`document`, `report`, `diff`, `inspect`, `types`, `stale_pages` and `foreign_pages`); `cli` adds the
//! program.

pub mod backend;
pub mod config;
pub mod diagnostics;
pub mod ir;
pub mod pointer;

mod document;
mod openapi;
mod output;
mod path;

mod pipeline;

mod load;

mod overlay;

mod bundle;

mod normalise;

mod select;

mod resolve;

mod lower;

mod analyse;

mod build;
#[cfg(feature = "tools")]
mod diff;
#[cfg(feature = "tools")]
mod inspect;
mod modules;
#[cfg(feature = "tools")]
mod report;
#[cfg(feature = "tools")]
mod types;
mod write;

pub use self::{
    build::build,
    config::{ArrayFormat, Config, DateLibrary, OperationConfig, SecurityKind},
    diagnostics::{Diagnostic, Diagnostics, GenerateError, Severity},
    modules::{Placed, modules},
    output::{File, Output},
    pipeline::{generate, generate_with},
    write::write,
};
#[cfg(feature = "tools")]
pub use self::{
    diff::{Change, Consequence, Difference, diff},
    inspect::{Stage, inspect},
    pipeline::document,
    report::{Entry, Report, Status, report},
    types::{NamedType, types},
    write::{foreign_pages, stale_pages},
};

/// The examples of the README, which the doc tests compile.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
