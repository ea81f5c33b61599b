//! Assigns identifiers to everything that has a name.
//!
//! In: wire names, and hints in `rust` where `lower` has better ones. Out: identifiers in `rust`.
//! Relies on: `deduplicate_unions`, which gives hints; `detect_pagination`, as a paginated request has more methods.
//! Invariant: unique in each scope: types; fields of a struct; variants of an enum; items of a group's module; methods of
//! a group; enums of events; arguments and setters of an operation; functions of security schemes.

mod members;
mod operations;
mod rename;
mod types;
mod webhooks;

pub(super) use rename::rename_operation;

use super::{
    identifier::Noun,
    scope::{Scope, assign_all},
};
use crate::{Diagnostics, ir::Api};

pub(super) fn assign_names(api: &mut Api, diagnostics: &mut Diagnostics) {
    types::assign_type_names(api);
    operations::assign_operation_names(api, diagnostics);
    webhooks::assign_event_names(api);
    assign_scheme_names(api);
}

/// Names the functions of the module `credentials`.
fn assign_scheme_names(api: &mut Api) {
    let mut names: Vec<_> = api.security_schemes.iter_mut().map(|scheme| &mut scheme.name).collect();
    assign_all(&mut names, Noun::Method, &mut Scope::default(), |_| None);
}
