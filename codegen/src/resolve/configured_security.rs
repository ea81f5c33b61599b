//! Security that the document does not describe, and the configuration does.
//!
//! In: the document's schemes and operations, and the configuration. Out: the same with the configuration's schemes.
//! Invariant: a scheme of the configuration that no operation gets is an error, and so is one that there is not.

use openapiv3::{APIKeyLocation, SecurityScheme};

use super::Operation;
use crate::{
    Config, Diagnostics,
    config::{OperationConfig, SecurityKind},
    diagnostics,
    openapi::operation_id,
    pointer::Pointer,
};

type Schemes = Vec<(String, Pointer, SecurityScheme)>;

/// Adds the configuration's schemes, which replace those of the same name.
pub(super) fn add_schemes(schemes: &mut Schemes, config: &Config) {
    for (name, kind) in &config.security_schemes {
        let scheme = scheme(kind);
        match schemes.iter_mut().find(|(known, ..)| known == name) {
            Some(known) => known.2 = scheme,
            None => schemes.push((name.clone(), Pointer::root(), scheme)),
        }
    }
}

/// Gives each operation the schemes that the configuration has for it.
pub(super) fn apply(
    schemes: &Schemes,
    operations: &mut [Operation],
    config: &Config,
    diagnostics: &mut Diagnostics,
) {
    for name in config.security_schemes.keys() {
        add_where_nothing_is_said(name, operations, config, diagnostics);
    }
    for (id, OperationConfig { security, .. }) in
        config.operations.iter().filter(|(_, it)| !it.security.is_empty())
    {
        let is_known = |name: &&String| schemes.iter().any(|(known, ..)| known == *name);
        for name in security.iter().filter(|name| !is_known(name)) {
            diagnostics.push(diagnostics::unknown_configured_scheme(id, name));
        }
        for operation in operations.iter_mut().filter(|operation| is_called(operation, id)) {
            operation.security = security.iter().map(|name| vec![name.clone()]).collect();
        }
    }
}

/// Warns of schemes in a document whose operations say nothing of security, so that nobody sends credentials by them.
pub(super) fn check_use(schemes: &Schemes, operations: &[Operation], diagnostics: &mut Diagnostics) {
    let is_silent = |operation: &Operation| operation.security.is_empty() && !operation.says_security;
    if !schemes.is_empty() && !operations.is_empty() && operations.iter().all(is_silent) {
        let at = Pointer::root().child("components").child("securitySchemes");
        diagnostics.push(diagnostics::unused_security_schemes(&at));
    }
}

/// Makes a scheme an alternative of all operations without `security`, unless some operations are configured with it.
fn add_where_nothing_is_said(
    name: &String,
    operations: &mut [Operation],
    config: &Config,
    diagnostics: &mut Diagnostics,
) {
    if config.operations.values().any(|operation| operation.security.contains(name)) {
        return;
    }
    let mut is_used =
        operations.iter().any(|operation| operation.security.iter().flatten().any(|it| it == name));
    for operation in operations.iter_mut().filter(|operation| !operation.says_security) {
        operation.security.push(vec![name.clone()]);
        is_used = true;
    }
    if !is_used {
        diagnostics.push(diagnostics::unused_scheme(name));
    }
}

fn is_called(operation: &Operation, name: &str) -> bool {
    operation_id::is_called(operation.node.operation_id.as_deref(), operation.method, &operation.path, name)
}

fn scheme(kind: &SecurityKind) -> SecurityScheme {
    let http = |scheme: &str| SecurityScheme::HTTP {
        scheme: scheme.to_owned(),
        bearer_format: None,
        description: None,
        extensions: <_>::default(),
    };
    let key = |location, name: &String| SecurityScheme::APIKey {
        location,
        name: name.clone(),
        description: None,
        extensions: <_>::default(),
    };
    match kind {
        SecurityKind::Basic => http("basic"),
        SecurityKind::Bearer => http("bearer"),
        SecurityKind::Other(scheme) => http(scheme),
        SecurityKind::ApiKeyHeader(name) => key(APIKeyLocation::Header, name),
        SecurityKind::ApiKeyQuery(name) => key(APIKeyLocation::Query, name),
        SecurityKind::ApiKeyCookie(name) => key(APIKeyLocation::Cookie, name),
    }
}
