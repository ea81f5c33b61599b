//! Faults of a configuration that no document is needed for.
//!
//! In: a configuration. Out: a diagnostic for each fault. Invariant: after it, every path is a Rust path, so that no later
//! stage has to handle one that is not. What goes by names of the generated code is checked by `analyse`.

use super::{Config, SecurityKind};
use crate::{
    diagnostics::{self, Diagnostics},
    openapi::Status,
    path,
};

/// Checks all settings.
pub(crate) fn check(config: &Config) -> Diagnostics {
    let mut found = Diagnostics::default();
    for (setting, path) in paths(config).filter(|(_, path)| path::parse(path).is_none()) {
        found.push(diagnostics::bad_path(&setting, path));
    }
    for (id, operation) in &config.operations {
        let faulty = operation.retry_on.iter().filter(|status| !Status::is_error(**status));
        found.extend(faulty.map(|status| diagnostics::bad_retry_status(id, *status)));
    }
    for (scheme, kind) in &config.security_schemes {
        let SecurityKind::ApiKeyHeader(key) = kind else { continue };
        if http::HeaderName::try_from(key).is_err() {
            found.push(diagnostics::bad_key_name(scheme, key));
        }
    }
    let header = config.trace_id_header.iter().filter(|name| http::HeaderName::try_from(*name).is_err());
    found.extend(header.map(|name| diagnostics::bad_header_name(name)));
    found
}

/// The settings that are Rust paths, with what people call them.
fn paths(config: &Config) -> impl Iterator<Item = (String, &str)> {
    let runtime = std::iter::once(("`runtime`".to_owned(), config.runtime.as_str()));
    let support = config.support_id.iter().map(|path| ("`support_id`".to_owned(), path.as_str()));
    let replacements = config.replacements.iter();
    let replacements =
        replacements.map(|(name, path)| (format!("`replace_type` of `{name}`"), path.as_str()));
    let derives = config.derives.iter().map(|(name, path)| (format!("`derive` of `{name}`"), path.as_str()));
    runtime.chain(support).chain(replacements).chain(derives)
}

#[cfg(test)]
mod tests {
    use super::{Config, SecurityKind, check};

    #[test]
    fn every_fault_is_found_without_a_document() {
        let config = Config::new()
            .runtime("not a path")
            .support_id("")
            .trace_id_header("x y")
            .replace_type("A", "my::Thing; fn main() {}")
            .derive("A", "Hash)] struct X; #[derive(Eq")
            .security_scheme("key", SecurityKind::ApiKeyHeader("x y".into()))
            .operation("a", |operation| operation.retry_on(399).retry_on(600).retry_on(404));
        let found: Vec<_> = check(&config).iter().map(|found| found.code).collect();
        assert_eq!(
            found,
            [
                "bad-path",
                "bad-path",
                "bad-path",
                "bad-path",
                "bad-retry-status",
                "bad-retry-status",
                "bad-header-name",
                "bad-header-name"
            ]
        );
        let fine = Config::new().runtime("crate::runtime").derive("A", "Hash").trace_id_header("x-id");
        assert!(check(&fine).into_vec().is_empty());
    }
}
