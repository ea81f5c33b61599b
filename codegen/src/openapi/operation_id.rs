//! The short name of an operation.
//!
//! In: an operationId (or none), with the operation's own method and path. Out: a name that a caller types.
//! Invariant: a framework's tail is only cut off where it is exactly the one computed from method and path.

use heck::ToSnakeCase;

use super::Method;

/// The operationId without its framework's tail.
pub(crate) fn short(id: &str, method: Method, path: &str) -> String {
    for tail in tails(method, path) {
        match id.strip_suffix(tail.as_str()) {
            Some("") | None => {}
            Some(short) => return short.to_owned(),
        }
    }
    id.to_owned()
}

/// A name made from method and path, for an operation without an id.
pub(crate) fn made(method: Method, path: &str) -> String {
    format!("{} {path}", method.key()).to_snake_case()
}

/// Whether an operation is called by this name: its operationId, or the method made from that, or from method and path.
pub(crate) fn is_called(id: Option<&str>, method: Method, path: &str, name: &str) -> bool {
    match id.filter(|id| !id.trim().is_empty()) {
        Some(id) => id == name || short(id, method, path).to_snake_case() == name,
        None => made(method, path) == name,
    }
}

/// A path as a framework's tail has it.
pub(crate) fn path_in_tail(path: &str) -> String {
    path.chars().map(|c| if c.is_alphanumeric() || c == '_' { c } else { '_' }).collect()
}

/// FastAPI: `"_" + re.sub(r"\W", "_", path) + "_" + method`, where path begins with a slash; older ones join them
/// without the first underscore. An operation with several methods ends in any one of them.
fn tails(method: Method, path: &str) -> impl Iterator<Item = String> {
    let path = path_in_tail(path);
    let methods = std::iter::once(method).chain(Method::ALL);
    methods.map(move |method| format!("{path}_{}", method.key()))
}

#[cfg(test)]
mod tests {
    use super::{Method, short};

    #[test]
    fn only_the_computed_tail_is_cut_off() {
        let cases = [
            ("get_study_v0_studies__study_id__get", Method::Get, "/v0/studies/{study_id}", "get_study"),
            ("start_v0_jobs__id__start_post", Method::Post, "/v0/jobs/{id}:start", "start"),
            ("get_study", Method::Get, "/v0/studies/{study_id}", "get_study"),
            ("get_study_v0_studies_get", Method::Get, "/v0/studies/{study_id}", "get_study_v0_studies_get"),
            ("proxy_v0_x_get", Method::Post, "/v0/x", "proxy"),
            ("_v0_x_get", Method::Get, "/v0/x", "_v0_x_get"),
        ];
        for (id, method, path, expected) in cases {
            assert_eq!(short(id, method, path), expected);
        }
    }
}
