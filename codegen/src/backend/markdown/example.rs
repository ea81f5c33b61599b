//! The call of an operation, as its docs show it.
//!
//! In: an operation. Out: lines of a doc comment. Invariant: they compile as they stand against the generated crate.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::Book;
use super::sample::{self, Sample, Spot};
use crate::backend::rust::types::is_copy;
use crate::backend::rust::{import, name, parameter, print};
use crate::ir::{ApiGroup, Body, BodyKind, Operation, SuccessBody, Type};

/// How many characters of tokens are one line when printed, about.
pub(super) const LINE: usize = 80;

/// The call of an operation as lines of a doc comment, what is around it hidden.
pub(in crate::backend) fn documented(
    book: &Book<'_>,
    group: &ApiGroup,
    operation: &Operation,
) -> Vec<String> {
    let receiver = api_name(group, operation);
    let (bindings, arguments) = arguments(book, operation, 1);
    let method = name::ident(&operation.name.rust);
    let empty = operation.response.is_empty()
        && matches!(operation.successes.first().map(|case| &case.body), None | Some(SuccessBody::Empty));
    let binding = (!empty).then(|| quote!(let answer =));
    let body = quote!(#bindings #binding #receiver.#method(#(#arguments),*).await?;);
    let library = library(book);
    let uses = import::names(&body, "models", &|_| true).then(|| format!("# use {library}::models;"));
    let printed = print::items(&quote!(fn example() { #body }));
    // The function's own lines are the first and the last.
    let lines: Vec<_> = printed.lines().collect();
    let inner = lines.get(1..lines.len().saturating_sub(1)).unwrap_or_default();
    let inner = inner.iter().map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned());
    let api = name::bare(&group.name.rust);
    let start = format!(
        "# async fn example({receiver}: {library}::{api}) -> Result<(), Box<dyn std::error::Error>> {{"
    );
    let around = ["```no_run".to_owned()].into_iter().chain(uses).chain([start]);
    around.chain(inner).chain(["# Ok(())", "# }", "```"].map(str::to_owned)).collect()
}

/// The runtime, by the name under which the generated crate exports it.
pub(super) fn runtime(book: &Book<'_>) -> TokenStream {
    let library = library(book);
    quote!(#library::runtime)
}

/// The crate of the generated code.
pub(super) fn library(book: &Book<'_>) -> TokenStream {
    let library = name::ident(&book.library);
    quote!(#library)
}

/// A variable for the API that no argument hides.
pub(super) fn api_name(group: &ApiGroup, operation: &Operation) -> Ident {
    let arguments = operation.parameters.iter().map(|parameter| parameter.name.rust.as_str());
    let taken: Vec<_> = arguments.chain(operation.body.iter().map(|body| body.name.rust.as_str())).collect();
    let mut found = group.accessor.clone();
    while taken.contains(&found.as_str()) {
        found = format!("{}_api", name::bare(&found));
    }
    name::ident(&found)
}

/// The required arguments: what is bound to their names, and how the call passes them. Values of a deeper level are
/// shorter.
pub(super) fn arguments(
    book: &Book<'_>,
    operation: &Operation,
    level: u32,
) -> (TokenStream, Vec<TokenStream>) {
    let mut bindings = TokenStream::new();
    let mut passed = Vec::new();
    for parameter in operation.parameters.iter().filter(|parameter| parameter::is_argument(parameter)) {
        let spot = Spot::at(level, &parameter.name.wire).or_default(parameter.default.as_ref());
        let ident = name::ident(&parameter.name.rust);
        let (bound, pass) = bound(book, &parameter.ty, &ident, spot);
        bindings.extend(bound);
        passed.push(pass);
    }
    if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
        let ident = name::ident(&body.name.rust);
        let (binding, pass) = match &body.kind {
            BodyKind::Json(ty) | BodyKind::Form(ty) => bound(book, ty, &ident, Spot::at(level, "text")),
            BodyKind::Multipart(_) | BodyKind::Text | BodyKind::Bytes => {
                let value = body_value(book, body, level);
                (quote!(let #ident = #value;), quote!(#ident))
            }
        };
        bindings.extend(binding);
        passed.push(pass);
    }
    (bindings, passed)
}

/// A variable with a value of a type, and how an argument takes it.
fn bound(book: &Book<'_>, ty: &Type, ident: &Ident, spot: Spot<'_>) -> (TokenStream, TokenStream) {
    match book.types.resolve(ty) {
        // What is borrowed in an `Option` would not live longer than the statement.
        Type::Nullable(_) => (TokenStream::new(), sample::argument(book, ty, spot)),
        Type::Boxed(inner) => bound(book, inner, ident, spot),
        Type::String => {
            let text = sample::argument(book, ty, spot);
            (quote!(let #ident = #text;), quote!(#ident))
        }
        resolved => {
            let binding = binding(ident, &sample::value(book, ty, spot));
            let borrow = (!is_copy(resolved)).then(|| quote!(&));
            (binding, quote!(#borrow #ident))
        }
    }
}

/// A variable with a value; a long one is made step by step.
fn binding(ident: &Ident, sample: &Sample) -> TokenStream {
    let Sample { rust, json: _, steps } = sample;
    match steps {
        Some((made, setters)) if rust.to_string().len() > LINE => {
            quote!(let #ident = #made; let #ident = #ident #setters;)
        }
        _ => quote!(let #ident = #rust;),
    }
}

pub(super) fn body_value(book: &Book<'_>, body: &Body, level: u32) -> TokenStream {
    match &body.kind {
        BodyKind::Json(ty) | BodyKind::Form(ty) => sample::argument(book, ty, Spot::at(level, "text")),
        BodyKind::Multipart(id) => sample::value(book, &Type::Named(*id), Spot::at(level, "text")).rust,
        BodyKind::Text => quote!("text"),
        BodyKind::Bytes => quote!("content".into()),
    }
}
