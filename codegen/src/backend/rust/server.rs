//! Servers: those of the document, and those of single operations.
//!
//! In: an API. Out: the items of `client.rs` that list them, and what descriptors and docs say of them.
//! Invariant: each distinct list of operations is written once, and nothing is written where there is none.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs;
use crate::backend::syntax::{literal, name};
use crate::backend::text;
use crate::ir::{Api, Operation, Server};

/// The distinct lists of servers that operations have, each called after the first operation that has it.
pub(in crate::backend) struct OperationServers<'a> {
    names: BTreeMap<&'a [Server], Ident>,
    first: Vec<&'a Operation>,
}

impl<'a> OperationServers<'a> {
    /// Gathers them in the order in which they come.
    pub(in crate::backend) fn of(api: &'a Api) -> Self {
        let mut found = Self { names: BTreeMap::new(), first: Vec::new() };
        let mut taken = BTreeSet::new();
        let operations = api.groups.iter().flat_map(|group| &group.operations);
        for operation in operations.filter(|operation| !operation.servers.is_empty()) {
            if found.names.contains_key(operation.servers.as_slice()) {
                continue;
            }
            let stem = name::bare(&operation.name.rust).to_uppercase();
            let numbered = (2_usize..).map(|number| format!("{stem}_{number}"));
            let free = std::iter::once(stem.clone()).chain(numbered).find(|name| !taken.contains(name));
            let free = free.unwrap_or(stem);
            found.names.insert(&operation.servers, name::ident(&free));
            found.first.push(operation);
            taken.insert(free);
        }
        found
    }

    /// The list of an operation, as its descriptor names it.
    pub(in crate::backend) fn path(&self, operation: &Operation) -> Option<TokenStream> {
        let ident = self.names.get(operation.servers.as_slice())?;
        Some(quote!(super::client::operation_servers::#ident))
    }

    /// The module that has them; nothing where there are none.
    pub(super) fn module(&self) -> Option<TokenStream> {
        let lists: Vec<_> = self.first.iter().filter_map(|operation| self.list(operation)).collect();
        (!lists.is_empty()).then(|| {
            quote! {
                /// The servers of single operations, which take precedence over the base URL. `ClientBuilder` chooses
                /// another one, or another URL (`operation_server`, `operation_server_url`), and allows credentials there
                /// (`allow_credentials_to`).
                pub mod operation_servers {
                    use super::rt;
                    #(#lists)*
                }
            }
        })
    }

    fn list(&self, operation: &Operation) -> Option<TokenStream> {
        let ident = self.names.get(operation.servers.as_slice())?;
        let text = docs::ours(format!(
            "The servers of the operation {}, and of those that list the same.",
            text::code(name::bare(&operation.name.rust))
        ));
        let servers = operation.servers.iter().map(server);
        Some(quote!(#text pub static #ident: &[rt::Server] = &[#(#servers),*];))
    }
}

/// A server as the runtime has it.
pub(super) fn server(server: &Server) -> TokenStream {
    let Server { url, description, variables } = server;
    let url = literal::string(url);
    let description = literal::string(description.as_deref().unwrap_or_default());
    let variables = variables.iter().map(|(name, default, allowed)| {
        let name = literal::string(name);
        let default = literal::string(default);
        let allowed = allowed.iter().map(|value| literal::string(value));
        quote!(rt::ServerVariable::new(#name, #default, &[#(#allowed),*]))
    });
    quote!(rt::Server::new(#url, #description, &[#(#variables),*]))
}
