//! Applies the configuration of operations: idempotency, time limits, retries.
//!
//! In: the configuration, by operationIds or the names of methods. Out: each operation's own.
//! Relies on: `assign_names`, before `apply_renames`.
//! Invariant: an entry that matches nothing is an error, never silently dropped.

use crate::{Config, Diagnostics, diagnostics, ir::Api};

pub(super) fn apply_operation_config(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    for (id, config) in &config.operations {
        let operations = api.groups.iter_mut().flat_map(|group| &mut group.operations);
        let mut matched = false;
        for operation in
            operations.filter(|operation| operation.name.wire == *id || operation.name.rust == *id)
        {
            operation.config = config.clone();
            matched = true;
        }
        if !matched {
            diagnostics.push(diagnostics::unknown_operation(id));
        }
    }
}
