//! Names of component schemas that come from operations.
//!
//! In: all operations, and the name of a component. Out: a better name, where the component's is a framework's.
//! Invariant: of several operations that could give a name, the first of the document does.

use std::collections::BTreeMap;

use heck::ToUpperCamelCase;

use crate::{
    openapi::{
        Method,
        operation_id::{path_in_tail, short},
    },
    pointer::Pointer,
    resolve::Operation,
};

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
            places.entry(path_in_tail(&operation.path)).or_insert(number);
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
        let stems = Method::ALL.iter().filter_map(|method| id.strip_suffix(method.key())?.strip_suffix('_'));
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
        Some(format!("{}_response", short(id, operation.method, &operation.path)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Lenders, path_in_tail};

    #[test]
    fn the_first_operation_whose_path_ends_the_name_lends_its_own() {
        let paths = ["/v0/files", "/files", "/v0/files"];
        let places =
            paths.iter().enumerate().rev().map(|(number, path)| (path_in_tail(path), number)).collect();
        let lenders = Lenders { places, answers: std::collections::BTreeMap::new() };
        let body = |component| lenders.body(component);
        assert_eq!(body("Body_upload_v0_files_put").as_deref(), Some("upload_body"));
        assert_eq!(body("Body_upload_files_post").as_deref(), Some("upload_body"));
        for other in ["upload_v0_files_put", "Body__v0_files_put_", "Body__files_put", "Body_upload_v1_put"] {
            assert_eq!(body(other), None, "{other}");
        }
    }
}
