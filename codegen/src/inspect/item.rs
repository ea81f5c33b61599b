//! The generated items of one type or operation.
//!
//! In: generated files. Out: those of their items that name what is asked for, in their order.
//! Invariant: an item is shown as it is in its file; a method without its neighbours.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use syn::{ImplItem, Item, Type};

use super::Wanted;
use crate::{
    File,
    ir::{Api, EventGroup, Operation},
};

pub(super) fn show(api: &Api, files: &[File], wanted: &Wanted<'_>) -> String {
    if wanted.name.is_none() {
        return files.iter().flat_map(|file| ["// ", &file.name, "\n\n", &file.text, "\n"]).collect();
    }
    let operations = || api.groups.iter().flat_map(|group| &group.operations);
    let chosen: Vec<&Operation> = operations().filter(|operation| wanted.is_operation(operation)).collect();
    let types = api.types.iter().filter(|def| wanted.is_type(def)).map(|def| def.name.rust.clone());
    let mut names: BTreeSet<String> = types.collect();
    let mut methods = BTreeSet::new();
    for operation in chosen {
        let method = operation.name.rust.trim_start_matches("r#");
        methods.insert(method.to_owned());
        names.extend([operation.request.clone(), operation.error.clone(), operation.response.clone()]);
        names.insert(operation.headers_view.clone());
        names.extend(operation.representations.iter().map(|other| other.request.clone()));
        let others = operation.other_bodies.iter().map(|body| &body.method_name.rust);
        methods.extend(others.map(|name| name.trim_start_matches("r#").to_owned()));
        names.extend([method.to_uppercase(), format!("{}_", method.to_uppercase())]);
    }
    let is_wanted = |group: &&EventGroup| group.events.iter().any(|event| wanted.is_at(&event.pointer));
    names.extend(api.events.iter().filter(is_wanted).map(|group| group.name.rust.clone()));
    files.iter().map(|file| of_file(file, &names, &methods)).collect()
}

fn of_file(file: &File, names: &BTreeSet<String>, methods: &BTreeSet<String>) -> String {
    let Ok(mut parsed) = syn::parse_file(&file.text) else { return String::new() };
    parsed.attrs.clear();
    parsed.items.retain_mut(|item| is_of(item, names, methods));
    if parsed.items.is_empty() {
        return String::new();
    }
    format!("// {}\n\n{}\n", file.name, prettyplease::unparse(&parsed))
}

fn is_of(item: &mut Item, names: &BTreeSet<String>, methods: &BTreeSet<String>) -> bool {
    let is_named = |ident: &syn::Ident| names.contains(&ident.to_string());
    match item {
        Item::Struct(item) => is_named(&item.ident),
        Item::Enum(item) => is_named(&item.ident),
        Item::Type(item) => is_named(&item.ident),
        Item::Static(item) => is_named(&item.ident),
        Item::Macro(item) => first_names(item.mac.tokens.clone(), names),
        Item::Impl(item) => {
            if let Type::Path(path) = item.self_ty.as_ref()
                && path.path.segments.last().is_some_and(|last| is_named(&last.ident))
            {
                return true;
            }
            item.items.retain(|inner| {
                matches!(inner, ImplItem::Fn(method) if methods.contains(method.sig.ident.to_string().trim_start_matches("r#")))
            });
            item.trait_.is_none() && !item.items.is_empty()
        }
        _ => false,
    }
}

/// Whether what a macro call defines is one of these: its first identifier, or the second behind the argument's name
/// (`request: ListStudies`).
fn first_names(tokens: TokenStream, names: &BTreeSet<String>) -> bool {
    let identifiers = tokens.into_iter().filter_map(|token| match token {
        TokenTree::Ident(ident) => Some(ident.to_string()),
        _ => None,
    });
    identifiers.take(2).any(|first| names.contains(&first))
}
