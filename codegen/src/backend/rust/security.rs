//! The security requirements of a file, each written once.
//!
//! In: the operations of a group. Out: a constant for each distinct requirement, and its name for descriptors.
//! Invariant: a constant's name is that of no descriptor or request, and none is emitted that nothing uses.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::descriptor;
use crate::backend::syntax::{literal, name};
use crate::ir::{Api, Operation, SecurityKind, SecurityScheme};

/// The distinct requirements of some operations.
pub(in crate::backend) struct Requirements {
    constants: BTreeMap<Vec<Vec<String>>, Ident>,
    items: TokenStream,
}

impl Requirements {
    /// Gathers them in the order in which they come.
    pub(in crate::backend) fn of(api: &Api, operations: &[Operation]) -> Self {
        let names = |operation: &Operation| {
            [operation.request.clone(), operation.error.clone(), descriptor::ident(operation).to_string()]
        };
        let taken: BTreeSet<String> = operations.iter().flat_map(names).collect();
        let schemes = api.security_schemes.iter().map(|scheme| (scheme.name.as_str(), scheme)).collect();
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

/// Schemes that go together; nothing where the runtime can send none of them.
fn alternative(known: &BTreeMap<&str, &SecurityScheme>, names: &[String]) -> Option<TokenStream> {
    let schemes = names.iter().filter_map(|name| known.get(name.as_str()));
    let schemes: Vec<_> = schemes.filter_map(|found| scheme(found)).collect();
    (names.is_empty() || !schemes.is_empty()).then(|| quote!(&[#(#schemes),*]))
}

fn scheme(scheme: &SecurityScheme) -> Option<TokenStream> {
    let SecurityScheme { name, kind, description: _ } = scheme;
    let name = literal::string(name);
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
