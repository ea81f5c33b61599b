//! Another name for an operation.
//!
//! In: a group with identifiers, and a name that the configuration has. Out: the operation's names after it.
//! Invariant: no name that is taken in the group is given again.

use super::operations::{names_of, request_of};
use crate::{
    analyse::identifier::{Noun, is_identifier, mangle},
    ir::{ApiGroup, Operation},
};

/// Gives an operation another method name, and its types theirs; `false` if one of them is taken or no identifier.
pub(in crate::analyse) fn rename_operation(group: &mut ApiGroup, operation: usize, to: &str) -> bool {
    let names = names_of(&mangle(to, Noun::Type), "");
    let others = group.operations.iter().enumerate().filter(|(index, _)| *index != operation);
    let free = others.map(|(_, other)| other).all(|other| {
        let taken = types_of(other);
        other.name.rust != to && !names.iter().any(|name| taken.contains(name))
    });
    let reserved = ["new", "client"].contains(&to) || names.contains(&group.name.rust);
    let Some(operation) = group.operations.get_mut(operation) else { return false };
    if !free || reserved || !is_identifier(to) {
        return false;
    }
    let [request, error, response, headers] = names;
    let before = format!("{}_as_", operation.name.rust.trim_start_matches("r#"));
    for body in operation.other_bodies.iter_mut().filter(|body| body.required) {
        if let Some(hint) = body.method_name.rust.strip_prefix(&before) {
            body.method_name.rust = format!("{to}_as_{hint}");
        }
    }
    to.clone_into(&mut operation.name.rust);
    for representation in &mut operation.representations {
        representation.request = request_of(&request, &representation.name.rust);
    }
    operation.request = request;
    operation.error = error;
    if !operation.response.is_empty() {
        operation.response = response;
    }
    if !operation.headers_view.is_empty() {
        operation.headers_view = headers;
    }
    true
}

/// The names of the types that an operation has of its own.
fn types_of(operation: &Operation) -> Vec<String> {
    let Operation { request, error, response, headers_view, .. } = operation;
    let representations = operation.representations.iter().map(|other| &other.request);
    [request, error, response, headers_view].into_iter().chain(representations).cloned().collect()
}
