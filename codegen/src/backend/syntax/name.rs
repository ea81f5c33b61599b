//! Names -> identifiers.
//!
//! In: names of the IR. Out: identifier tokens and module names. Invariant: a name that is no identifier, which
//! `analyse` rules out, becomes `invalid_name` rather than code of the document's choice.

use proc_macro2::{Ident, Span};

use crate::ir::ApiGroup;

/// The words that have no raw form.
const NEVER_RAW: [&str; 5] = ["self", "Self", "super", "crate", "_"];

/// The token of an identifier, raw or not.
pub(in crate::backend) fn ident(name: &str) -> Ident {
    let (raw, bare) = name.strip_prefix("r#").map_or((false, name), |bare| (true, bare));
    let mut chars = bare.chars();
    let starts = chars.next().is_some_and(|first| first == '_' || unicode_ident::is_xid_start(first));
    let valid = starts && chars.all(unicode_ident::is_xid_continue);
    match (valid, raw) {
        (true, false) => Ident::new(bare, Span::call_site()),
        (true, true) if !NEVER_RAW.contains(&bare) => Ident::new_raw(bare, Span::call_site()),
        _ => Ident::new("invalid_name", Span::call_site()),
    }
}

/// An identifier without `r#`.
pub(in crate::backend) fn bare(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// The module, and the file, of a group (`studies_api`).
pub(in crate::backend) fn module(group: &ApiGroup) -> String {
    let name: String = bare(&group.accessor).chars().filter(|c| c.is_alphanumeric() || *c == '_').collect();
    let stem = name.strip_suffix("_api").unwrap_or(&name);
    format!("{}_api", stem.trim_end_matches('_'))
}
