//! What a call returns and how it fails, in two sentences.
//!
//! In: an operation. Out: its value, and the statuses of its errors, with links to the types. Invariant: a link names what
//! the code beside it also names, so that it resolves.

use crate::backend::syntax::type_syntax;
use crate::backend::text;
use crate::ir::{Api, Operation, SuccessBody, Type};

/// The sentences.
pub(in crate::backend) fn text(api: &Api, operation: &Operation) -> String {
    let returns = format!("Returns {}.", value(api, operation));
    let mut matches: Vec<_> = operation.errors.iter().map(|case| case.status).collect();
    matches.sort();
    matches.dedup();
    if matches.is_empty() {
        return returns;
    }
    let statuses: Vec<_> = matches.into_iter().map(text::status).collect();
    let statuses = statuses.join(", ").replace("Any", "any");
    format!("{returns} Errors: {statuses} as {}.", link(&operation.error))
}

fn value(api: &Api, operation: &Operation) -> String {
    if !operation.response.is_empty() {
        return link(&operation.response);
    }
    match operation.successes.first().map(|case| &case.body) {
        None | Some(SuccessBody::Empty) => "nothing".to_owned(),
        Some(SuccessBody::Text(Type::String)) => "text".to_owned(),
        Some(SuccessBody::Json(ty) | SuccessBody::Text(ty)) => named(api, ty),
        Some(SuccessBody::Bytes) => "a stream of bytes".to_owned(),
        Some(SuccessBody::Events(ty)) => format!("a stream of events with data {}", named(api, ty)),
        Some(SuccessBody::JsonLines(ty)) => format!("a stream of {}", named(api, ty)),
    }
}

fn named(api: &Api, ty: &Type) -> String {
    match ty {
        Type::Named(id) => {
            api.get(*id).map_or_else(String::new, |def| link(&format!("models::{}", def.name.rust)))
        }
        Type::List(item) => format!("a list of {}", named(api, item)),
        Type::Map(value) => format!("a map to {}", named(api, value)),
        Type::Nullable(inner) => format!("{} or null", named(api, inner)),
        Type::Boxed(inner) => named(api, inner),
        Type::Null => "nothing".to_owned(),
        other => text::code(&type_syntax::of(other).plain(api)),
    }
}

/// A link to a type; a raw identifier has none.
fn link(path: &str) -> String {
    let code = text::code(&path.replace("r#", ""));
    if path.contains("r#") { code } else { format!("[{code}]") }
}
