//! Names of component schemas that come from operations.
//!
//! In: all operations, and the name of a component. Out: a better name, where a framework made the component's.
//! Invariant: of several operations that could give the name, the first in the document does.

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

/// Longer type names are type expressions that a framework wrote out, which nobody types.
const LONGEST: usize = 80;

/// The operations that components may be named after. All are indexed in one pass, however many components there are.
#[derive(Debug)]
pub(super) struct OperationNames<'a> {
    /// The number of the first operation of a path, by the path as it is in a framework's tail.
    paths: BTreeMap<String, usize>,
    /// The first operation that has a response of a schema.
    responses: BTreeMap<&'a Pointer, &'a Operation>,
}

impl<'a> OperationNames<'a> {
    pub(super) fn of(operations: &'a [Operation]) -> Self {
        let (mut paths, mut responses) = (BTreeMap::new(), BTreeMap::new());
        for (number, operation) in operations.iter().enumerate() {
            paths.entry(path_in_tail(&operation.path)).or_insert(number);
            let content = operation.responses.iter().flat_map(|response| &response.content);
            for schema in content.filter_map(|media| media.schema.as_ref()) {
                responses.entry(schema).or_insert(operation);
            }
        }
        Self { paths, responses }
    }

    /// The name of a body's type where a framework made the component's: FastAPI puts `Body_` before the operationId that
    /// it would have made, even if the document has a shorter one.
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
        let found = ends.filter_map(|(short, path)| Some((*self.paths.get(path)?, short)));
        found.min_by_key(|(number, _)| *number).map(|(_, short)| short)
    }

    /// The name of a response's type where the component's is too long: after the first operation that has the response.
    pub(super) fn response(&self, component: &str, pointer: &Pointer) -> Option<String> {
        if component.to_upper_camel_case().chars().count() <= LONGEST {
            return None;
        }
        let operation = self.responses.get(pointer)?;
        let id = operation.node.operation_id.as_deref().filter(|id| !id.trim().is_empty())?;
        Some(format!("{}_response", short(id, operation.method, &operation.path)))
    }
}

#[cfg(test)]
mod tests {
    use super::{OperationNames, path_in_tail};

    #[test]
    fn a_body_is_named_after_the_first_operation_whose_path_ends_its_name() {
        let paths = ["/v0/files", "/files", "/v0/files"];
        let by_path =
            paths.iter().enumerate().rev().map(|(number, path)| (path_in_tail(path), number)).collect();
        let names = OperationNames { paths: by_path, responses: std::collections::BTreeMap::new() };
        let body = |component| names.body(component);
        assert_eq!(body("Body_upload_v0_files_put").as_deref(), Some("upload_body"));
        assert_eq!(body("Body_upload_files_post").as_deref(), Some("upload_body"));
        for other in ["upload_v0_files_put", "Body__v0_files_put_", "Body__files_put", "Body_upload_v1_put"] {
            assert_eq!(body(other), None, "{other}");
        }
    }
}
