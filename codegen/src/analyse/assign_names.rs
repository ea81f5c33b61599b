//! Assigns identifiers to everything that has a name.
//!
//! In: wire names, and hints in `rust` where `lower` has better ones. Out: identifiers in `rust`.
//! Relies on: `deduplicate_unions`, which gives hints; `detect_pagination`, as a paginated request has more methods.
//! Invariant: unique in each scope: types; fields of a struct; variants of an enum; items of a group's module; methods of
//! a group; arguments and setters of an operation.

mod members;
mod operations;
mod rename;
mod types;

pub(super) use rename::rename_operation;

use crate::{Diagnostics, ir::Api};

pub(super) fn assign_names(api: &mut Api, diagnostics: &mut Diagnostics) {
    types::assign_type_names(api);
    operations::assign_operation_names(api, diagnostics);
}
