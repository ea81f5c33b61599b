//! Schema nodes, held small.
//!
//! In: a schema whose children are references. Out: the same schema, each time that it is asked for.
//! Invariant: what comes out equals what went in. `openapiv3::Schema` takes a kilobyte whatever it says, and another one
//! for each member of `allOf`; most schemas of a document say little, and there are as many as a document has lines.

use openapiv3::{ReferenceOr, Schema, SchemaData, SchemaKind, Type};

/// A schema without the room for what it does not say.
#[derive(Debug)]
pub(super) struct Kept {
    /// Nothing where it is the default.
    data: Option<Box<SchemaData>>,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    AllOf(Box<[String]>),
    OneOf(Box<[String]>),
    AnyOf(Box<[String]>),
    Type(Box<Type>),
    Other(Box<SchemaKind>),
}

impl Kept {
    pub(super) fn new(schema: Schema) -> Self {
        let Schema { schema_data, schema_kind } = schema;
        let kind = match schema_kind {
            SchemaKind::Type(ty) => Kind::Type(Box::new(ty)),
            other => match list(&other) {
                Some((make, members)) => make(members),
                None => Kind::Other(Box::new(other)),
            },
        };
        Self { data: (schema_data != SchemaData::default()).then(|| Box::new(schema_data)), kind }
    }

    pub(super) fn schema(&self) -> Schema {
        let schema_kind = match &self.kind {
            Kind::AllOf(members) => SchemaKind::AllOf { all_of: referred(members) },
            Kind::OneOf(members) => SchemaKind::OneOf { one_of: referred(members) },
            Kind::AnyOf(members) => SchemaKind::AnyOf { any_of: referred(members) },
            Kind::Type(ty) => SchemaKind::Type(Type::clone(ty)),
            Kind::Other(kind) => SchemaKind::clone(kind),
        };
        Schema { schema_data: self.data.as_deref().cloned().unwrap_or_default(), schema_kind }
    }

    /// The reference of the schema that this one is another name of.
    pub(super) fn only_member(&self) -> Option<&str> {
        match &self.kind {
            Kind::AllOf(members) | Kind::OneOf(members) | Kind::AnyOf(members) => match members.as_ref() {
                [reference] => Some(reference),
                _ => None,
            },
            Kind::Type(_) | Kind::Other(_) => None,
        }
    }
}

/// The members of a schema that says nothing but a list of references, with the kind of that list.
fn list(kind: &SchemaKind) -> Option<(fn(Box<[String]>) -> Kind, Box<[String]>)> {
    let (make, members): (fn(Box<[String]>) -> Kind, _) = match kind {
        SchemaKind::AllOf { all_of } => (Kind::AllOf, all_of),
        SchemaKind::OneOf { one_of } => (Kind::OneOf, one_of),
        SchemaKind::AnyOf { any_of } => (Kind::AnyOf, any_of),
        SchemaKind::Type(_) | SchemaKind::Not { .. } | SchemaKind::Any(_) => return None,
    };
    let references = members.iter().map(|member| match member {
        ReferenceOr::Reference { reference } => Some(reference.clone()),
        ReferenceOr::Item(_) => None,
    });
    Some((make, references.collect::<Option<_>>()?))
}

fn referred(members: &[String]) -> Vec<ReferenceOr<Schema>> {
    members.iter().map(|reference| ReferenceOr::ref_(reference)).collect()
}

#[cfg(test)]
mod tests {
    use openapiv3::Schema;
    use serde_json::{from_value, json};

    use super::Kept;

    #[test]
    fn what_comes_out_is_what_went_in() {
        let reference = json!({ "$ref": "#/a" });
        let schemas = [
            json!({}),
            json!({ "type": "integer", "format": "int64", "minimum": 1 }),
            json!({ "type": "string", "enum": ["a", null], "nullable": true, "description": "Text." }),
            json!({ "type": "object", "properties": { "a": reference }, "additionalProperties": reference }),
            json!({ "allOf": [reference, reference] }),
            json!({ "allOf": [{ "type": "string" }] }),
            json!({ "oneOf": [reference], "discriminator": { "propertyName": "kind" } }),
            json!({ "anyOf": [reference], "default": null, "x-codegen-null": true }),
            json!({ "properties": { "a": reference }, "allOf": [reference] }),
            json!({ "not": reference }),
        ];
        for schema in schemas {
            let schema: Schema = from_value(schema).unwrap();
            assert_eq!(Kept::new(schema.clone()).schema(), schema);
        }
    }
}
