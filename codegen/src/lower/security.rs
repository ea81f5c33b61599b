//! Security schemes.
//!
//! In: nodes of the document. Out: schemes of the ir.
//! Invariant: a scheme that no operation names is left out.

use openapiv3::{APIKeyLocation, SecurityScheme as Scheme};

use crate::{
    ir::{Name, SecurityKind, SecurityScheme},
    resolve::Resolved,
};

pub(super) fn schemes(resolved: &Resolved) -> Vec<SecurityScheme> {
    let used = |name: &String| {
        resolved.operations.iter().flat_map(|operation| &operation.security).any(|all| all.contains(name))
    };
    let schemes = resolved.security_schemes.iter().filter(|(name, ..)| used(name));
    schemes.map(|(name, _, scheme)| lower(name, scheme)).collect()
}

fn lower(name: &str, scheme: &Scheme) -> SecurityScheme {
    let (kind, description) = match scheme {
        Scheme::APIKey { location, name, description, .. } => (
            match location {
                APIKeyLocation::Header => SecurityKind::ApiKeyHeader(name.clone()),
                APIKeyLocation::Query => SecurityKind::ApiKeyQuery(name.clone()),
                APIKeyLocation::Cookie => SecurityKind::ApiKeyCookie(name.clone()),
            },
            description,
        ),
        Scheme::HTTP { scheme, description, .. } => (
            match scheme.to_lowercase().as_str() {
                "basic" => SecurityKind::Basic,
                "bearer" => SecurityKind::Bearer,
                _ => SecurityKind::Other(scheme.clone()),
            },
            description,
        ),
        Scheme::OAuth2 { description, .. } | Scheme::OpenIDConnect { description, .. } => {
            (SecurityKind::Bearer, description)
        }
    };
    SecurityScheme { name: Name::of(name), kind, description: description.clone() }
}
