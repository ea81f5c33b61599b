//! The texts of diagnostics about overlays.
//!
//! In: the pointer of the node at fault in the overlay's own text, and what varies in the message. Out: a diagnostic.
//! Invariant: as in [`super`].

use super::diagnostic;
use crate::{
    diagnostics::{Diagnostic, Severity},
    pointer::Pointer,
};

texts! {
    Error ambiguous_copy(expression: &str, nodes: usize) "ambiguous-copy":
        "`{expression}` selects {nodes} nodes, but one node only can be copied",
        "name the one that is meant";
    Error bad_json_path(expression: &str, reason: &str) "bad-jsonpath":
        "`{expression}` is not a JSONPath expression (RFC 9535): {reason}",
        "write names with other characters than letters, digits and `_` as `['name']`";
    Warning copy_in_1_0() "newer-overlay":
        "`copy` is Overlay 1.1 in an overlay of version 1.0; it is used",
        "write `overlay: 1.1.0`";
    Error costly_json_path(expression: &str) "too-large":
        "`{expression}` may visit too many nodes of this document",
        "name what is meant more directly: `..`, lists of selectors and `$` within a filter multiply the nodes that are visited";
    Error incompatible_update(given: &str, there: &Pointer, found: &str) "incompatible-update":
        "this gives {given} for `{there}`, which is {found}",
        "give a value of the same kind, or remove the node by an action before this one";
    Error malformed_overlay(rule: &str) "malformed-overlay":
        "this is not a well-formed overlay: {rule}",
        "see the OpenAPI Overlay Specification 1.1";
    Error mixed_targets(one: &str, other: &str) "mixed-targets":
        "the target selects nodes of different kinds ({one} and {other}), which no value fits",
        "select nodes of one kind";
    Warning newer_overlay(version: &str) "newer-overlay":
        "Overlay {version} is newer than this generator; it is read as Overlay 1.1",
        "";
    Warning no_change() "no-change":
        "the action has neither `update` nor `copy` nor `remove`: it changes nothing",
        "say what is changed, or remove the action";
    Warning other_document(extends: &str, document: &str) "other-document":
        "the overlay is written for `{extends}`, and is applied to `{document}`",
        "correct `extends`, or remove it";
    Error overlay_too_large() "too-large":
        "the overlay multiplies this document to many times its size; the limit was exceeded here",
        "copy less, or to fewer places";
    Error overlay_version(version: &str) "malformed-overlay":
        "Overlay version `{version}` is not supported",
        "write `overlay: 1.1.0`";
    Error overlay_without_actions() "malformed-overlay":
        "the overlay has no actions",
        "add an action, or do not apply the overlay";
    Error removed_document() "incompatible-update":
        "the target is the whole document, which cannot be removed",
        "name what is removed from it";
    Error repeated_action(first: usize) "malformed-overlay":
        "this is the same action as `/actions/{first}`",
        "remove one of them";
    Warning unknown_overlay_member(key: &str) "unknown-member":
        "overlays have no member `{key}` here; it is ignored",
        "correct its name, or give it a name that begins with `x-`";
    Error update_and_copy() "malformed-overlay":
        "the action has both `update` and `copy`, each of which has no effect beside the other",
        "write two actions";
}

/// A target without a node; perhaps with the longest beginning of it that has one, and what follows that.
pub(crate) fn no_match(at: &Pointer, expression: &str, known: Option<(&str, &str)>) -> Diagnostic {
    let hint = match known {
        Some((beginning, rest)) => format!("there is `{beginning}`, but not `{rest}` in it"),
        None => "correct it".to_owned(),
    };
    let message =
        format!("`{expression}` matches nothing in the document as the actions before have left it");
    let hint = format!("{hint}; if the document no longer needs the action, remove it");
    diagnostic(Severity::Error, "no-match", at, message, &hint)
}
