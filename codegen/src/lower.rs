//! openapiv3 -> ir.
//!
//! In: a document whose references are all resolved. Out: the API, with hints for names, before any pass over it.
//! Invariant: a warning tells what of a schema is not represented; nothing of OpenAPI gets past this stage.

mod all_of;
mod array;
mod body;
mod constraints;
mod context;
mod discriminator;
mod dispatch;
mod docs;
mod enumeration;
mod events;
mod field;
mod form;
mod header;
mod hierarchy;
mod keywords;
mod limits;
mod literal;
mod media;
mod memo;
mod merge_patch;
mod multipart;
mod naming;
mod object;
mod operation;
mod operation_names;
mod parameter;
mod polymorphic;
mod response;
mod scalar;
mod security;
mod server;
mod size;
mod standard_header;
mod union;
mod views;
mod webhooks;

#[cfg(test)]
pub(crate) mod tests;

use self::operation_names::OperationNames;
use crate::{
    Diagnostics,
    ir::{Api, DateLibrary, visit},
    resolve::Resolved,
};

pub(crate) fn lower(resolved: &Resolved, diagnostics: &mut Diagnostics) -> Option<Api> {
    let schemas = &resolved.schemas;
    let mut lowering = context::Lowering::new(schemas, diagnostics, dispatch::lower);
    let names = OperationNames::of(&resolved.operations);
    lowering.rename(schemas, |component, pointer| {
        names.body(component).or_else(|| names.response(component, pointer))
    });
    body::find_multipart(&mut lowering, &resolved.operations);
    lowering.components(schemas);
    let groups = operation::lower_all(&mut lowering, resolved);
    let events = webhooks::lower_all(&mut lowering, resolved);
    let servers = server::all(resolved, lowering.diagnostics);
    let (types, ids) = lowering.memo.into_types();
    let mut api = Api {
        title: resolved.info.title.clone(),
        version: resolved.info.version.clone(),
        docs: docs::texts(None, resolved.info.description.clone(), Vec::new(), false),
        servers,
        security_schemes: security::schemes(resolved),
        groups,
        events,
        types,
        dates: DateLibrary::default(),
    };
    visit::ids_mut(&mut api, |id| {
        if let Some(new) = ids.get(id.0) {
            *id = *new;
        }
    });
    multipart::separate(&mut api);
    merge_patch::separate(&mut api, diagnostics);
    size::check(&api, diagnostics);
    (!diagnostics.has_errors()).then_some(api)
}
