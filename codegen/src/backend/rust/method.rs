//! The method of an operation.
//!
//! In: an operation. Out: a method of its API's struct. Invariant: required parameters are arguments in the document's
//! order, the body last, and the method only fills a request.

use proc_macro2::TokenStream;
use quote::quote;

use super::{body, descriptor, docs, lints, parameter, returns};
use crate::backend::syntax::{name, types::Types};
use crate::backend::{destination, text};
use crate::ir::{Api, Body, BodyKind, Docs, Operation, Parameter};

/// Emits the methods of an operation: one, and one more for each other value that a required body takes. An example's
/// lines are for the runtime's own crate.
pub(in crate::backend) fn emit(types: &Types<'_>, operation: &Operation, example: &[String]) -> TokenStream {
    let body = operation.body.as_ref().filter(|body| body.required);
    let preferred = method(types, operation, body, example);
    let others = operation.other_bodies.iter().filter(|body| body.required);
    let others = others.map(|body| method(types, operation, Some(body), &[]));
    quote!(#preferred #(#others)*)
}

fn method(
    types: &Types<'_>,
    operation: &Operation,
    required_body: Option<&Body>,
    example: &[String],
) -> TokenStream {
    let required: Vec<_> = operation.parameters.iter().filter(|p| p.is_argument()).collect();
    let text = text(types.api, operation, &required, required_body, example);
    let deprecated = docs::deprecated(&operation.docs);
    let arguments = required.iter().map(|parameter| argument(types, parameter));
    let arguments: Vec<_> = arguments.chain(required_body.map(|body| body::argument(types, body))).collect();
    let body_type = required_body.and_then(|body| match &body.kind {
        BodyKind::Json(ty) => Some(ty),
        _ => None,
    });
    let flags = required.iter().map(|parameter| &parameter.ty).chain(body_type);
    let too_many = lints::expect_arguments(arguments.len() + 1, flags);
    let expect = lints::expect_deprecated(types.names_deprecated(&quote!(#(#arguments),*), None));
    let own = required_body.map(|body| body.method_name.rust.as_str()).filter(|name| !name.is_empty());
    let ident = name::ident(own.unwrap_or(&operation.name.rust));
    let request = name::ident(&operation.request);
    let descriptor = descriptor::ident(operation);
    let parameters = parameter::calls(types, operation);
    let body = required_body.map(|body| body::call(types, body));
    quote! {
        #text
        #deprecated
        #expect
        #too_many
        pub fn #ident(&self, #(#arguments),*) -> #request {
            #request::new(self.client.request(&#descriptor) #parameters #body)
        }
    }
}

/// A parameter as an argument.
pub(in crate::backend) fn argument(types: &Types<'_>, parameter: &Parameter) -> TokenStream {
    let Parameter { name, pointer: _, position: _, encoding: _, ty, required: _, default: _, docs: _ } =
        parameter;
    let ident = name::ident(&name.rust);
    let ty = types.argument(ty);
    quote!(#ident: #ty)
}

fn text(
    api: &Api,
    operation: &Operation,
    required: &[&Parameter],
    body: Option<&Body>,
    example: &[String],
) -> TokenStream {
    let line = |name: &str, docs: &Docs| {
        docs::argument(docs).map(|text| format!("- {}: {text}", text::code(name::bare(name))))
    };
    let parameters = required.iter().filter_map(|parameter| line(&parameter.name.rust, &parameter.docs));
    let arguments = parameters.chain(body.and_then(|body| line(&body.name.rust, &body.docs)));
    let comment = docs::Comment::default().of(&operation.docs).list(arguments.collect());
    let notes = body.and_then(body::note).into_iter().chain(headers(operation));
    notes
        .fold(comment, docs::Comment::ours)
        .ours(returns::text(api, operation))
        .ours(text::code(&format!("{} {}", operation.method, operation.shown_path())))
        .list(destination::notes(operation))
        .list(example.to_vec())
        .tokens()
}

/// The view of the response headers.
fn headers(operation: &Operation) -> Option<String> {
    let view = &operation.headers_view;
    (!view.is_empty()).then(|| format!("[`{view}`] reads the headers of its responses."))
}
