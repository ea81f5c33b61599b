//! Names of inline schemas, made from their locations.
//!
//! In: a schema's pointer, and the roots (components, bodies, parameters...) with their names. Out: a CamelCase
//! hint, and the component that contains the schema.
//! Invariant: the name depends on the pointer alone, not on the order of lowering.

use heck::{ToSnakeCase, ToUpperCamelCase};
use indexmap::IndexMap;

use crate::{openapi::extension, pointer::Pointer};

/// Named locations that contain inline schemas.
#[derive(Debug, Default)]
pub(super) struct Roots(IndexMap<String, Root>);

#[derive(Clone, Debug)]
struct Root {
    name: String,
    component: Option<usize>,
}

/// The name of an inline schema.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct InlineName {
    /// CamelCase.
    pub(super) name: String,
    /// The component that contains it, by its index.
    pub(super) component: Option<usize>,
}

impl Roots {
    pub(super) fn add_component(&mut self, pointer: &Pointer, name: &str, index: usize) {
        let root = Root { name: name.to_upper_camel_case(), component: Some(index) };
        self.0.insert(pointer.as_str().to_owned(), root);
    }

    /// Adds a location outside of the component schemas; the first name stays.
    pub(super) fn add(&mut self, pointer: &Pointer, name: &str) {
        let root = Root { name: name.to_upper_camel_case(), component: None };
        self.0.entry(pointer.as_str().to_owned()).or_insert(root);
    }

    /// Adds a location within another one, whose component it belongs to; the first name stays.
    pub(super) fn add_within(&mut self, pointer: &Pointer, name: &str) {
        let component = self.name(pointer).component;
        let root = Root { name: name.to_upper_camel_case(), component };
        self.0.entry(pointer.as_str().to_owned()).or_insert(root);
    }

    pub(super) fn name(&self, pointer: &Pointer) -> InlineName {
        let mut above = pointer.as_str();
        loop {
            if let Some(root) = self.0.get(above) {
                let depth = above.matches('/').count();
                return InlineName {
                    name: fold(&root.name, pointer.keys().skip(depth)),
                    component: root.component,
                };
            }
            match above.rfind('/') {
                Some(end) => above = above.get(..end).unwrap_or_default(),
                None => break,
            }
        }
        let name = fold("", pointer.keys().skip_while(|key| key == "components").skip(1));
        InlineName { name, component: None }
    }
}

/// Walks from the root's name down to a schema.
fn fold(root: &str, mut keys: impl Iterator<Item = String>) -> String {
    let mut name = root.to_owned();
    let mut field: Option<String> = None;
    while let Some(key) = keys.next() {
        let (singular, suffix) = match key.as_str() {
            "items" => (true, "Item".to_owned()),
            "additionalProperties" => (true, "Value".to_owned()),
            "patternProperties" | extension::PATTERN_PROPERTIES => {
                keys.next();
                (true, "Value".to_owned())
            }
            "prefixItems" | extension::TUPLE => (true, format!("Item{}", ordinal(keys.next()))),
            "oneOf" | "anyOf" => (false, ordinal(keys.next())),
            "allOf" => {
                keys.next();
                continue;
            }
            "schema" | "content" | "contentSchema" | extension::CONTENT_SCHEMA => continue,
            "properties" => {
                let property = keys.next().unwrap_or_default().to_upper_camel_case();
                name = append(&name, &property, name == root);
                field = Some(property);
                continue;
            }
            other => (false, other.to_upper_camel_case()),
        };
        let shortened = field.take().filter(|_| singular).and_then(|field| singular_of(&name, &field));
        name = match shortened {
            Some(shortened) if !suffix.ends_with(|c: char| c.is_ascii_digit()) => shortened,
            _ => format!("{name}{suffix}"),
        };
    }
    name
}

fn ordinal(index: Option<String>) -> String {
    let index = index.and_then(|index| index.parse::<usize>().ok()).unwrap_or_default();
    index.saturating_add(1).to_string()
}

/// The name with its last field in the singular; `None` where that changes nothing.
fn singular_of(name: &str, field: &str) -> Option<String> {
    let mass = ["ss", "us", "is", "news"].iter().any(|end| field.to_lowercase().ends_with(end));
    if mass || field.len() < 3 {
        return None;
    }
    match name.strip_suffix("ies") {
        Some(stem) => Some(format!("{stem}y")),
        None => name.strip_suffix('s').map(str::to_owned),
    }
}

/// Appends a field's name; words at the joint are not repeated: `JobStatus` + `StatusCode` is `JobStatusCode`.
fn append(name: &str, field: &str, at_root: bool) -> String {
    let (left, right) = (name.to_snake_case(), field.to_snake_case());
    let left: Vec<&str> = left.split('_').collect();
    let right: Vec<&str> = right.split('_').collect();
    let repeated = (1..=right.len())
        .rev()
        .find(|count| right.get(..*count).is_some_and(|start| left.ends_with(start)))
        .unwrap_or_default();
    let whole = repeated == right.len() && !at_root;
    if repeated == 0 || whole {
        return format!("{name}{field}");
    }
    let rest = right.get(repeated..).unwrap_or_default().join("_");
    format!("{name}{}", rest.to_upper_camel_case())
}

#[cfg(test)]
mod tests {
    use super::Roots;
    use crate::pointer::Pointer;

    #[test]
    fn inline_schemas_are_named_after_their_location() {
        let mut roots = Roots::default();
        for (index, name) in
            ["JobInputs", "JobMetadata", "StudyPort", "Page_Study_", "Pets"].into_iter().enumerate()
        {
            let pointer = Pointer::root().child("components").child("schemas").child(name);
            roots.add_component(&pointer, name, index);
        }
        let cases = [
            ("JobInputs/properties/values/additionalProperties", "JobInputsValue"),
            ("JobMetadata/properties/metadata/additionalProperties", "JobMetadataValue"),
            ("JobMetadata/properties/metadata_kind", "JobMetadataKind"),
            ("StudyPort/properties/kind", "StudyPortKind"),
            ("StudyPort/properties/entries/items/properties/id", "StudyPortEntryId"),
            ("StudyPort/properties/status/items", "StudyPortStatusItem"),
            ("StudyPort/properties/values/oneOf/1", "StudyPortValues2"),
            ("StudyPort/allOf/1/properties/kind", "StudyPortKind"),
            ("Page_Study_/properties/items/items", "PageStudyItem"),
            ("Pets/items", "PetsItem"),
        ];
        for (path, expected) in cases {
            let pointer = Pointer::from_reference(&format!("#/components/schemas/{path}")).unwrap();
            assert_eq!(roots.name(&pointer).name, expected, "{path}");
        }
    }

    #[test]
    fn a_schema_outside_of_every_root_still_has_a_name() {
        let pointer = Pointer::from_reference("#/components/responses/NotFound/schema").unwrap();
        assert_eq!(Roots::default().name(&pointer).name, "NotFound");
    }
}
