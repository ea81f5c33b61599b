//! operationId -> the name that a caller types.
//!
//! In: an operationId (or none), with the operation's own method and path. Out: a short name.
//! Invariant: a framework's tail is only cut off where it is exactly the one computed from method and path.

use heck::{ToSnakeCase, ToUpperCamelCase};

use crate::{pointer::Pointer, resolve::Operation};

/// The operationId without its framework's tail.
pub(crate) fn short(id: &str, method: &str, path: &str) -> String {
    for tail in tails(method, path) {
        match id.strip_suffix(tail.as_str()) {
            Some("") | None => {}
            Some(short) => return short.to_owned(),
        }
    }
    id.to_owned()
}

/// What the type of a body is called where the component's name is a framework's: FastAPI puts `Body_` before the
/// operationId that it would have made, also where the document has a shorter one.
pub(super) fn body(component: &str, operations: &[Operation]) -> Option<String> {
    let id = component.strip_prefix("Body_")?;
    let mut shorts = operations.iter().map(|operation| short(id, &operation.method, &operation.path));
    shorts.find(|short| short != id).map(|short| format!("{short}_body"))
}

/// Longer type names are spelled-out type expressions of a framework, which nobody types.
const LONGEST: usize = 80;

/// What the type of an answer is called where the component's name is too long: after the first operation that
/// answers with it.
pub(super) fn answer(component: &str, pointer: &Pointer, operations: &[Operation]) -> Option<String> {
    if component.to_upper_camel_case().chars().count() <= LONGEST {
        return None;
    }
    let answers = |operation: &&Operation| {
        let mut content = operation.responses.iter().flat_map(|response| &response.content);
        content.any(|media| media.schema.as_ref() == Some(pointer))
    };
    let operation = operations.iter().find(answers)?;
    let id = operation.node.operation_id.as_deref().filter(|id| !id.trim().is_empty())?;
    Some(format!("{}_response", short(id, &operation.method, &operation.path)))
}

/// FastAPI: `"_" + re.sub(r"\W", "_", path) + "_" + method`, where path begins with a slash; older ones join them
/// without the first underscore. An operation with several methods ends in any one of them.
fn tails(method: &str, path: &str) -> Vec<String> {
    let place: String = path.chars().map(|c| if c.is_alphanumeric() || c == '_' { c } else { '_' }).collect();
    let own = method.to_lowercase();
    let others = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
    let methods = std::iter::once(own.as_str()).chain(others);
    methods.map(|method| format!("{place}_{method}")).collect()
}

/// A name made from method and path, for an operation without an id.
pub(crate) fn made(method: &str, path: &str) -> String {
    format!("{} {path}", method.to_lowercase()).to_snake_case()
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn only_the_computed_tail_is_cut_off() {
        let cases = [
            ("get_study_v0_studies__study_id__get", "GET", "/v0/studies/{study_id}", "get_study"),
            ("start_v0_jobs__id__start_post", "POST", "/v0/jobs/{id}:start", "start"),
            ("get_study", "GET", "/v0/studies/{study_id}", "get_study"),
            ("get_study_v0_studies_get", "GET", "/v0/studies/{study_id}", "get_study_v0_studies_get"),
            ("proxy_v0_x_get", "POST", "/v0/x", "proxy"),
            ("_v0_x_get", "GET", "/v0/x", "_v0_x_get"),
        ];
        for (id, method, path, expected) in cases {
            assert_eq!(short(id, method, path), expected);
        }
    }
}
