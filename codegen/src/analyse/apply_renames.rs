//! Gives methods and types the names that the configuration has for them.
//!
//! In: the configured names, by the generated ones. Out: other names of operations, with those of their types, and of
//! types. Relies on: `assign_names`; runs after all that finds types by their generated names.
//! Invariant: names stay unique. An entry that matches nothing is an error, never silently dropped.

use super::{assign_names::rename_operation, identifier};
use crate::{Config, Diagnostics, diagnostics, ir::Api};

pub(super) fn apply_renames(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    for (from, to) in &config.methods {
        rename_methods(api, from, to, diagnostics);
    }
    for (from, to) in &config.types {
        rename_type(api, from, to, diagnostics);
    }
}

fn rename_methods(api: &mut Api, from: &str, to: &str, diagnostics: &mut Diagnostics) {
    let mut matched = false;
    for group in &mut api.groups {
        for index in 0..group.operations.len() {
            let Some(operation) = group.operations.get(index) else { continue };
            if operation.name.wire != from && operation.name.rust != from {
                continue;
            }
            matched = true;
            let pointer = operation.pointer.clone();
            if !rename_operation(group, index, to) {
                diagnostics.push(diagnostics::bad_method_name(&pointer, to));
            }
        }
    }
    if !matched {
        diagnostics.push(diagnostics::unknown_operation(from));
    }
}

fn rename_type(api: &mut Api, from: &str, to: &str, diagnostics: &mut Diagnostics) {
    let taken = api.types.iter().any(|def| def.name.rust == to);
    match api.types.iter_mut().find(|def| def.name.rust == from) {
        None => diagnostics.push(diagnostics::unknown_type(from)),
        Some(def) if taken || !identifier::is_identifier(to) => {
            diagnostics.push(diagnostics::bad_type_name(&def.pointer, to));
        }
        Some(def) => to.clone_into(&mut def.name.rust),
    }
}
