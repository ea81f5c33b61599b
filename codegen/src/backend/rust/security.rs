//! The security requirements of a file, each written once, and the credentials for them.
//!
//! In: the operations of a group, and the schemes of the document. Out: a constant for each distinct requirement, its name
//! for descriptors, and a function for each scheme.
//! Invariant: a constant's name is no other item's of the file, and none is emitted that nothing uses.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::docs::Comment;
use crate::backend::syntax::{literal, name};
use crate::backend::text;
use crate::ir::{Api, Operation, SecurityKind, SecurityScheme};

/// The distinct requirements of some operations.
pub(in crate::backend) struct Requirements {
    constants: BTreeMap<Vec<Vec<String>>, Ident>,
    items: TokenStream,
}

impl Requirements {
    /// Gathers them in the order in which they come; their names are none of those that are taken.
    pub(in crate::backend) fn of(api: &Api, operations: &[Operation], taken: &BTreeSet<String>) -> Self {
        let schemes = api.security_schemes.iter().map(|scheme| (scheme.name.wire.as_str(), scheme)).collect();
        let mut found = Self { constants: BTreeMap::new(), items: TokenStream::new() };
        let mut number = 1_usize;
        for Operation { security, .. } in operations {
            let alternatives: Vec<_> =
                security.iter().filter_map(|names| alternative(&schemes, names)).collect();
            if alternatives.is_empty() || found.constant(security).is_some() {
                continue;
            }
            let numbered =
                |number: usize| if number == 1 { "SECURITY".into() } else { format!("SECURITY_{number}") };
            while taken.contains(&numbered(number)) {
                number += 1;
            }
            let ident = name::ident(&numbered(number));
            number += 1;
            found.items.extend(quote!(const #ident: &[&[rt::Scheme]] = &[#(#alternatives),*];));
            found.constants.insert(security.clone(), ident);
        }
        found
    }

    /// The constants.
    pub(in crate::backend) fn items(&self) -> &TokenStream {
        &self.items
    }

    /// The constant of an operation; nothing where the document asks for nothing that could be sent.
    pub(in crate::backend) fn constant(&self, security: &[Vec<String>]) -> Option<&Ident> {
        self.constants.get(security)
    }
}

/// The module with a function for each scheme that the runtime can send; nothing where there is none.
pub(in crate::backend) fn credentials(schemes: &[SecurityScheme]) -> Option<TokenStream> {
    let functions: Vec<_> = schemes.iter().filter_map(function).collect();
    (!functions.is_empty()).then(|| {
        quote! {
            /// Credentials by the security schemes of the document; `Credentials::and` joins them.
            pub mod credentials {
                use super::Credentials;
                #(#functions)*
            }
        }
    })
}

fn function(scheme: &SecurityScheme) -> Option<TokenStream> {
    let SecurityScheme { name, kind, description } = scheme;
    let ident = name::ident(&name.rust);
    let wire = literal::string(&name.wire);
    let (sent, arguments, made) = match kind {
        SecurityKind::Basic => (
            "HTTP Basic: a user name and a password (RFC 7617).".to_owned(),
            quote!(user: impl Into<String>, password: impl Into<String>),
            quote!(Credentials::basic(user, password).for_scheme(#wire)),
        ),
        SecurityKind::Bearer => (
            "A bearer token in the header `Authorization` (RFC 6750).".to_owned(),
            quote!(token: impl Into<String>),
            quote!(Credentials::bearer(token).for_scheme(#wire)),
        ),
        SecurityKind::ApiKeyHeader(key) => api_key(&wire, "header", key),
        SecurityKind::ApiKeyQuery(key) => api_key(&wire, "query parameter", key),
        SecurityKind::ApiKeyCookie(key) => api_key(&wire, "cookie", key),
        SecurityKind::Other(_) => return None,
    };
    let text = Comment::default().ours(sent).text(description.as_deref().unwrap_or_default()).tokens();
    Some(quote!(#text #[must_use] pub fn #ident(#arguments) -> Credentials { #made }))
}

fn api_key(wire: &Literal, location: &str, key: &str) -> (String, TokenStream, TokenStream) {
    (
        format!("A key in the {location} {}.", text::code(key)),
        quote!(key: impl Into<String>),
        quote!(Credentials::api_key(#wire, key)),
    )
}

/// Schemes that go together; nothing where the runtime can send none of them.
fn alternative(known: &BTreeMap<&str, &SecurityScheme>, names: &[String]) -> Option<TokenStream> {
    let schemes = names.iter().filter_map(|name| known.get(name.as_str()));
    let schemes: Vec<_> = schemes.filter_map(|found| scheme(found)).collect();
    (names.is_empty() || !schemes.is_empty()).then(|| quote!(&[#(#schemes),*]))
}

fn scheme(scheme: &SecurityScheme) -> Option<TokenStream> {
    let SecurityScheme { name, kind, description: _ } = scheme;
    let name = literal::string(&name.wire);
    let keyed = |variant: &str, key: &str| {
        let variant = name::ident(variant);
        let key = literal::string(key);
        quote!(rt::Scheme::#variant { name: #name, key: #key })
    };
    match kind {
        SecurityKind::Basic => Some(quote!(rt::Scheme::Basic { name: #name })),
        SecurityKind::Bearer => Some(quote!(rt::Scheme::Bearer { name: #name })),
        SecurityKind::ApiKeyHeader(key) => Some(keyed("ApiKeyHeader", key)),
        SecurityKind::ApiKeyQuery(key) => Some(keyed("ApiKeyQuery", key)),
        SecurityKind::ApiKeyCookie(key) => Some(keyed("ApiKeyCookie", key)),
        SecurityKind::Other(_) => None,
    }
}
