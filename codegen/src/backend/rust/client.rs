//! The client: its API groups, the document's facts that it begins with, and the type of its requests.
//!
//! In: an API. Out: `client.rs`: `Client`, the API's title and version, its servers, `Request`, `credentials`. Invariant: the client is
//! a newtype over the runtime's, so that everything but the groups is written once, in the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use super::server::{OperationServers, server};
use super::{docs, security};
use crate::backend::syntax::{literal, name};
use crate::ir::{Api, ApiGroup};
use crate::{Config, path};

/// Emits the file of the client.
pub(in crate::backend) fn emit(api: &Api, own: &OperationServers<'_>, config: &Config) -> TokenStream {
    let Api { title, version, docs: _, servers, security_schemes, groups, events: _, types: _, dates: _ } =
        api;
    let runtime = path::parse(&config.runtime).map(|path| quote!(pub use #path as runtime;));
    let profile = profile(config);
    let accessors = groups.iter().map(accessor);
    let title = literal::string(title);
    let version = literal::string(version);
    let servers = servers.iter().map(server);
    let credentials = security::credentials(security_schemes);
    let own = own.module();
    quote! {
        #runtime
        pub use rt::{
            AnyError, ByteStream, Credentials, Error, Json, Maybe, RawResponse, Response, RetryPolicy, Secret,
            Timeouts, Uri,
        };
        /// The document's title.
        pub const API_TITLE: &str = #title;
        /// The document's version of the API.
        pub const API_VERSION: &str = #version;
        /// The servers that the document lists.
        pub static SERVERS: &[rt::Server] = &[#(#servers),*];
        #own
        static PROFILE: rt::ClientProfile = #profile;
        rt::client!(PROFILE);
        impl Client { #(#accessors)* }
        rt::requests!();
        #credentials
    }
}

/// What the client begins with. The package is that which the code is compiled in.
fn profile(config: &Config) -> TokenStream {
    let trace = config.trace_id_header.as_ref().map(|name| {
        let name = literal::string(name);
        quote!(.trace_id_header(#name))
    });
    let support = config.support_id.as_deref().and_then(path::parse).map(|path| quote!(.support_id(#path)));
    quote! {
        rt::ClientProfile::new(concat!(
            env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")
        ))
        .servers(SERVERS) #trace #support
    }
}

/// The method that gives a group.
fn accessor(group: &ApiGroup) -> TokenStream {
    let ApiGroup { name, accessor, docs, operations: _ } = group;
    let text = docs::group(docs, name);
    let ident = name::ident(accessor);
    let module = name::ident(&name::module(group));
    let api = name::ident(&name.rust);
    quote! {
        #text
        #[must_use]
        pub fn #ident(&self) -> super::#module::#api { super::#module::#api::new(self) }
    }
}
