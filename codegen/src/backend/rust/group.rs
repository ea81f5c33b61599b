//! The operations of a tag.
//!
//! In: a group. Out: its file: descriptors, the API's struct with a method an operation, requests, errors, responses.
//! Invariant: no emitted function is `async` or generic; each fills a request over a `static` descriptor.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::security::Requirements;
use super::server::OperationServers;
use super::{descriptor, docs, error, header, method, representation, response, setter};
use crate::backend::example::{self, Examples};
use crate::backend::syntax::{name, types::Types};
use crate::ir::{ApiGroup, Operation};

/// Emits the file of a group, some items at a time; with examples where the package is known.
pub(in crate::backend) fn emit(
    types: &Types<'_>,
    servers: &OperationServers<'_>,
    group: &ApiGroup,
    examples: Option<&Examples<'_>>,
) -> impl Iterator<Item = TokenStream> {
    let ApiGroup { name, accessor: _, docs, operations } = group;
    let ident = name::ident(&name.rust);
    let text = docs::group(docs, name);
    let statics = operations.iter().map(|operation| descriptor::ident(operation).to_string());
    let taken = defined(group).into_iter().map(str::to_owned).chain(statics).collect();
    let requirements = Requirements::of(types.api, operations, &taken);
    let constants = requirements.items().clone();
    let descriptors =
        operations.iter().map(move |operation| descriptor::emit(&requirements, servers, operation));
    let methods = operations.iter().map(|operation| {
        let example = examples.map(|examples| example::documented(examples, group, operation));
        method::emit(types, operation, &example.unwrap_or_default())
    });
    let parts = operations.iter().map(|operation| parts(types, &name.rust, operation));
    let api = quote! {
        #text
        #[derive(Clone, Debug)]
        pub struct #ident {
            client: super::client::Client,
        }
        impl #ident {
            /// Creates the API of a client.
            #[must_use]
            pub fn new(client: &super::client::Client) -> Self { Self { client: client.clone() } }
            /// The client that sends its requests.
            #[must_use]
            pub fn client(&self) -> &super::client::Client { &self.client }
            #(#methods)*
        }
    };
    std::iter::once(constants).chain(descriptors).chain([api]).chain(parts)
}

/// The types that the file of a group defines.
pub(in crate::backend) fn defined(group: &ApiGroup) -> BTreeSet<&str> {
    let mut names = BTreeSet::from([group.name.rust.as_str()]);
    for operation in &group.operations {
        let Operation { request, error, response, headers_view, representations, .. } = operation;
        names.extend([request, error, response, headers_view].map(String::as_str));
        names.extend(representations.iter().map(|representation| representation.request.as_str()));
    }
    names
}

/// What an operation adds beside its descriptor and method. All of its fields are listed, so that a new one does not
/// compile before it is decided who prints it.
fn parts(types: &Types<'_>, api: &str, operation: &Operation) -> TokenStream {
    let Operation {
        name,
        request: _,
        error: _,
        pointer: _,
        method: _,
        path: _,
        query: _,
        servers: _,
        docs: _,
        parameters: _,
        body: _,
        other_bodies: _,
        successes: _,
        errors: _,
        response: _,
        representations: _,
        headers: _,
        headers_view: _,
        security: _,
        accept: _,
        pagination: _,
        config: _,
    } = operation;
    let link = docs::link(api, &name.rust);
    let request = setter::request(types, operation, &link);
    let response = response::emit(types, operation, &link);
    let error = error::emit(types, operation, &link);
    let representations = representation::requests(types, operation, &link);
    let headers = header::emit(types, operation, &link);
    quote!(#request #representations #response #error #headers)
}
