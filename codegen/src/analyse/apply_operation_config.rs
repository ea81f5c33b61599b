//! Applies the configuration of operations: idempotency, time limits, retries, redirects.
//!
//! In: the configuration, by operationIds or the names of methods. Out: each operation's own; a redirect that is followed is
//! no error response.
//! Relies on: `assign_names`, before `apply_renames`.
//! Invariant: an entry that matches nothing is an error, never silently dropped.

use crate::{
    Config, Diagnostics, diagnostics,
    ir::{Api, Operation, StatusMatch, SuccessBody},
};

pub(super) fn apply_operation_config(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    for (id, config) in &config.operations {
        let operations = api.groups.iter_mut().flat_map(|group| &mut group.operations);
        let mut matched = false;
        for operation in
            operations.filter(|operation| operation.name.wire == *id || operation.name.rust == *id)
        {
            operation.config = config.clone();
            if config.follow_redirect && !take_redirects(operation) {
                diagnostics.push(diagnostics::no_redirect(id));
            }
            matched = true;
        }
        if !matched {
            diagnostics.push(diagnostics::unknown_operation(id));
        }
    }
}

/// Removes the redirects from the error responses; whether there are such, and a content that they lead to.
fn take_redirects(operation: &mut Operation) -> bool {
    let documented = operation.errors.len();
    operation.errors.retain(|case| !is_redirect(case.status));
    let has_content = operation.successes.iter().any(|case| case.body != SuccessBody::Empty);
    operation.errors.len() < documented && has_content
}

fn is_redirect(status: StatusMatch) -> bool {
    matches!(status, StatusMatch::Code(300..=303 | 307 | 308) | StatusMatch::Range(3))
}
