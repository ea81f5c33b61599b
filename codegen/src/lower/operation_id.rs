//! operationId -> the name that a caller types.
//!
//! In: an operationId (or none), with the operation's own method and path. Out: a short name.
//! Invariant: a framework's tail is only cut off where it is exactly the one computed from method and path.

use std::collections::BTreeMap;

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

/// Longer type names are spelled-out type expressions of a framework, which nobody types.
const LONGEST: usize = 80;

/// The operations that lend their names to components, by what tells them: one pass over all, however many components.
#[derive(Debug)]
pub(super) struct Lenders<'a> {
    /// The number of the first operation of a path, as a framework's tail has it.
    places: BTreeMap<String, usize>,
    /// The first operation that answers with a schema.
    answers: BTreeMap<&'a Pointer, &'a Operation>,
}

impl<'a> Lenders<'a> {
    pub(super) fn of(operations: &'a [Operation]) -> Self {
        let (mut places, mut answers) = (BTreeMap::new(), BTreeMap::new());
        for (number, operation) in operations.iter().enumerate() {
            places.entry(place(&operation.path)).or_insert(number);
            let content = operation.responses.iter().flat_map(|response| &response.content);
            for schema in content.filter_map(|media| media.schema.as_ref()) {
                answers.entry(schema).or_insert(operation);
            }
        }
        Self { places, answers }
    }

    /// What the type of a body is called where the component's name is a framework's: FastAPI puts `Body_` before the
    /// operationId that it would have made, also where the document has a shorter one.
    pub(super) fn body(&self, component: &str) -> Option<String> {
        let id = component.strip_prefix("Body_")?;
        let short = self.shortened(id)?;
        Some(format!("{short}_body"))
    }

    /// The operationId without the tail of the first operation that has one of its ends as tail.
    fn shortened<'b>(&self, id: &'b str) -> Option<&'b str> {
        let stems = METHODS.iter().filter_map(|method| id.strip_suffix(method)?.strip_suffix('_'));
        let ends = stems.flat_map(|stem| {
            stem.match_indices('_')
                .filter_map(|(at, _)| stem.split_at_checked(at))
                .filter(|(short, _)| !short.is_empty())
        });
        let found = ends.filter_map(|(short, place)| Some((*self.places.get(place)?, short)));
        found.min_by_key(|(number, _)| *number).map(|(_, short)| short)
    }

    /// What the type of an answer is called where the component's name is too long: after the first operation that
    /// answers with it.
    pub(super) fn answer(&self, component: &str, pointer: &Pointer) -> Option<String> {
        if component.to_upper_camel_case().chars().count() <= LONGEST {
            return None;
        }
        let operation = self.answers.get(pointer)?;
        let id = operation.node.operation_id.as_deref().filter(|id| !id.trim().is_empty())?;
        Some(format!("{}_response", short(id, &operation.method, &operation.path)))
    }
}

/// The methods by which a tail ends.
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// A path as a tail has it.
fn place(path: &str) -> String {
    path.chars().map(|c| if c.is_alphanumeric() || c == '_' { c } else { '_' }).collect()
}

/// FastAPI: `"_" + re.sub(r"\W", "_", path) + "_" + method`, where path begins with a slash; older ones join them
/// without the first underscore. An operation with several methods ends in any one of them.
fn tails(method: &str, path: &str) -> Vec<String> {
    let place = place(path);
    let own = method.to_lowercase();
    let methods = std::iter::once(own.as_str()).chain(METHODS);
    methods.map(|method| format!("{place}_{method}")).collect()
}

/// A name made from method and path, for an operation without an id.
pub(crate) fn made(method: &str, path: &str) -> String {
    format!("{} {path}", method.to_lowercase()).to_snake_case()
}

#[cfg(test)]
mod tests {
    use super::{Lenders, place, short};

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

    #[test]
    fn the_first_operation_whose_path_ends_the_name_lends_its_own() {
        let paths = ["/v0/files", "/files", "/v0/files"];
        let places = paths.iter().enumerate().rev().map(|(number, path)| (place(path), number)).collect();
        let lenders = Lenders { places, answers: std::collections::BTreeMap::new() };
        let body = |component| lenders.body(component);
        assert_eq!(body("Body_upload_v0_files_put").as_deref(), Some("upload_body"));
        assert_eq!(body("Body_upload_files_post").as_deref(), Some("upload_body"));
        for other in ["upload_v0_files_put", "Body__v0_files_put_", "Body__files_put", "Body_upload_v1_put"] {
            assert_eq!(body(other), None, "{other}");
        }
    }
}
