//! How a client gives its API groups, and the type of its requests.
//!
//! In: an API. Out: `client.rs`: the accessors, the API's title and version, its servers, `Request`. Invariant: in the
//! runtime's own crate the accessors are methods of the client, elsewhere they come through a trait.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, literal, name};
use crate::Config;
use crate::ir::{Api, ApiGroup, Server};

/// Emits the file of the client.
pub(super) fn emit(api: &Api, config: &Config) -> TokenStream {
    let Api { title, version, docs: _, servers, security_schemes: _, groups, types: _, derives: _, dates: _ } =
        api;
    let own = config.is_own();
    let accessors = if groups.is_empty() { TokenStream::new() } else { accessors(groups, own) };
    let title = literal::string(title);
    let version = literal::string(version);
    let servers = servers.iter().map(server);
    quote! {
        /// The document's title.
        pub const API_TITLE: &str = #title;
        /// The document's version of the API.
        pub const API_VERSION: &str = #version;
        /// The servers that the document lists.
        pub static SERVERS: &[rt::Server] = &[#(#servers),*];
        #accessors
        rt::requests!();
    }
}

fn accessors(groups: &[ApiGroup], own: bool) -> TokenStream {
    let visible = own.then(|| quote!(pub));
    let methods = groups.iter().map(|group| {
        let (text, signature, path) = accessor(group);
        let text = own.then_some(text);
        let must_use = own.then(|| quote!(#[must_use]));
        quote!(#text #must_use #visible #signature { #path::new(self) })
    });
    if own {
        return quote!(impl rt::Client { #(#methods)* });
    }
    let declared = groups.iter().map(|group| {
        let (text, signature, _) = accessor(group);
        quote!(#text #[must_use] #signature;)
    });
    quote! {
        /// The API groups of a client.
        pub trait ApiGroups { #(#declared)* }
        impl ApiGroups for rt::Client { #(#methods)* }
    }
}

/// Docs, signature, and the struct's path.
fn accessor(group: &ApiGroup) -> (TokenStream, TokenStream, TokenStream) {
    let ApiGroup { name, accessor, docs, operations: _ } = group;
    let text = docs::group(docs, name);
    let ident = name::ident(accessor);
    let module = name::ident(&name::module(group));
    let api = name::ident(&name.rust);
    let path = quote!(super::#module::#api);
    (text, quote!(fn #ident(&self) -> #path), path)
}

fn server(server: &Server) -> TokenStream {
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
