//! What the configuration says of operations and types.
//!
//! In: the configuration, and an API with names. Out: traits of operations, other names of types.
//! Invariant: an entry that matches nothing is an error, never silently dropped.

use super::ident;
use crate::{Config, Diagnostics, catalogue::degraded, ir::Api};

pub(super) fn apply(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    operations(api, config, diagnostics);
    types(api, config, diagnostics);
}

fn operations(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    for (id, traits) in &config.operations {
        let all = api.groups.iter_mut().flat_map(|group| &mut group.operations);
        let mut matched = false;
        for operation in all.filter(|operation| operation.name.wire == *id || operation.name.rust == *id) {
            operation.traits = traits.clone();
            matched = true;
        }
        if !matched {
            diagnostics.push(degraded::unknown_operation(id));
        }
    }
}

fn types(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    for (from, to) in &config.types {
        let taken = api.types.iter().any(|def| def.name.rust == *to);
        match api.types.iter_mut().find(|def| def.name.rust == *from) {
            None => diagnostics.push(degraded::unknown_type(from)),
            Some(def) if taken || !ident::is_identifier(to) => {
                diagnostics.push(degraded::bad_type_name(&def.pointer, to));
            }
            Some(def) => def.name.rust.clone_from(to),
        }
    }
}
