//! Security schemes and requirements.
//!
//! In: `securitySchemes` and `security`. Out: schemes with their names; alternatives of names.
//! Invariant: every name of a requirement is that of a known scheme; an alternative is empty only where the document
//! has it so, which makes credentials optional.

use openapiv3::SecurityScheme;
use serde_json::{Value, json};

use super::{NodeKind, Resolver};
use crate::{diagnostics, pointer::Pointer};

impl Resolver<'_> {
    pub(super) fn security_schemes(&mut self) -> Vec<(String, Pointer, SecurityScheme)> {
        let at = Pointer::root().child("components").child("securitySchemes");
        let schemes = self.root.pointer(at.as_str()).and_then(Value::as_object);
        let mut found = Vec::new();
        for (name, scheme) in schemes.into_iter().flatten().filter(|(name, _)| !name.starts_with("x-")) {
            if !self.scope.reads(&at.child(name)) {
                continue;
            }
            let place = self.follow(scheme, at.child(name), NodeKind::SecurityScheme, "security scheme");
            let Some((at, node)) = place else { continue };
            if let Some(scheme) = self.security_scheme(node, &at) {
                found.push((name.clone(), at, scheme));
            }
        }
        found
    }

    fn security_scheme(&mut self, node: &Value, at: &Pointer) -> Option<SecurityScheme> {
        let mut node = node.clone();
        match node.get("type").and_then(Value::as_str) {
            Some("mutualTLS") => {
                self.diagnostics.push(diagnostics::unsupported_security_scheme(at, "mutualTLS"));
                return None;
            }
            // How a token is obtained is up to the caller.
            Some("http") if !node.get("scheme").is_some_and(is_supported) => {
                self.diagnostics.push(diagnostics::http_scheme(at));
            }
            Some("oauth2") => node = with(node, "flows", json!({})),
            Some("openIdConnect") if node.get("openIdConnectUrl").is_none() => {
                node = with(node, "openIdConnectUrl", json!(""));
            }
            _ => {}
        }
        self.read(&node, at, "security scheme")
    }

    /// The effective requirement of an operation: its own, else the document's.
    pub(super) fn security(&mut self, operation: &Value, at: &Pointer, known: &[String]) -> Vec<Vec<String>> {
        let (requirements, at) = match operation.get("security") {
            Some(own) => (Some(own), at.clone()),
            None => (self.root.get("security"), Pointer::root()),
        };
        let mut alternatives = Vec::new();
        let requirements = requirements.and_then(Value::as_array).into_iter().flatten();
        for (number, requirement) in requirements.enumerate() {
            let at = at.child("security").child(number);
            let mut names = Vec::new();
            for name in requirement.as_object().into_iter().flatten().map(|(name, _)| name) {
                // A name comes before the reference that it could be (OpenAPI 3.2, "Security Requirement Object").
                let target = Pointer::from_reference(name).and_then(|target| target.keys().last());
                let target = target.filter(|_| name.starts_with("#/components/securitySchemes/"));
                let name = target.as_ref().filter(|_| !known.contains(name)).unwrap_or(name);
                if known.contains(name) {
                    names.push(name.clone());
                } else if !self.is_declared(name) {
                    self.diagnostics.push(diagnostics::unknown_security_scheme(&at.child(name), name));
                }
            }
            let is_optional = requirement.as_object().is_some_and(serde_json::Map::is_empty);
            if (is_optional || !names.is_empty()) && !alternatives.contains(&names) {
                alternatives.push(names);
            }
        }
        alternatives
    }

    /// A scheme that was left out has been reported at its own location.
    fn is_declared(&self, name: &str) -> bool {
        let schemes = self.root.pointer("/components/securitySchemes");
        schemes.and_then(|schemes| schemes.get(name)).is_some()
    }
}

/// A scheme that is not even a text is a fault that reading reports.
fn is_supported(scheme: &Value) -> bool {
    scheme.as_str().is_none_or(|scheme| ["basic", "bearer"].contains(&scheme.to_lowercase().as_str()))
}

fn with(mut node: Value, key: &str, value: Value) -> Value {
    if let Some(members) = node.as_object_mut() {
        members.insert(key.to_owned(), value);
    }
    node
}
