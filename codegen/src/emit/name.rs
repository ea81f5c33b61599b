//! Names -> identifiers.
//!
//! In: names of the IR. Out: identifier tokens and module names. Invariant: a name that is no identifier, which
//! `analyse` rules out, becomes `invalid_name` rather than code of the document's choice.

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;
use syn::parse::Parser;

use crate::ir::ApiGroup;

/// The token of an identifier, raw or not.
pub(super) fn ident(name: &str) -> Ident {
    Ident::parse_any.parse_str(name).unwrap_or_else(|_| Ident::new("invalid_name", Span::call_site()))
}

/// An identifier without `r#`.
pub(super) fn bare(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// The module, and the file, of a group (`studies_api`).
pub(super) fn module(group: &ApiGroup) -> String {
    let name: String = bare(&group.accessor).chars().filter(|c| c.is_alphanumeric() || *c == '_').collect();
    let stem = name.strip_suffix("_api").unwrap_or(&name);
    format!("{}_api", stem.trim_end_matches('_'))
}
