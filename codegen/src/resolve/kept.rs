//! Schema nodes in little memory.
//!
//! In: a schema whose children are references. Out: the same schema, each time that it is asked for.
//! Invariant: what comes out equals what went in. Every `openapiv3::Schema` takes a kilobyte, and another one
//! for each member of `allOf`; most schemas have few keywords, and there are as many as a document has lines.

use openapiv3::{AnySchema, Discriminator, ReferenceOr, Schema, SchemaData, SchemaKind, Type};

use crate::openapi::extension;

/// A schema without room for absent keywords.
#[derive(Debug)]
pub(super) struct Kept {
    /// Nothing where it is the default.
    data: Option<Box<SchemaData>>,
    kind: Kind,
    /// It is written as a reference.
    alias: bool,
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
            other => list(&other).unwrap_or_else(|| Kind::Other(Box::new(other))),
        };
        let data = (schema_data != SchemaData::default()).then(|| Box::new(schema_data));
        Self { data, kind, alias: false }
    }

    /// A schema that is written as a reference.
    pub(super) fn alias(schema: Schema) -> Self {
        Self { alias: true, ..Self::new(schema) }
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

    /// The references in `allOf`.
    pub(super) fn all_of(&self) -> Vec<&str> {
        match &self.kind {
            Kind::AllOf(members) => members.iter().map(String::as_str).collect(),
            Kind::Other(kind) => match kind.as_ref() {
                SchemaKind::Any(any) => written(&any.all_of),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// The references in `oneOf` and `anyOf`.
    pub(super) fn alternatives(&self) -> Vec<&str> {
        match &self.kind {
            Kind::OneOf(members) | Kind::AnyOf(members) => members.iter().map(String::as_str).collect(),
            Kind::Other(kind) => match kind.as_ref() {
                SchemaKind::Any(any) => [written(&any.one_of), written(&any.any_of)].concat(),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    pub(super) fn discriminator(&self) -> Option<&Discriminator> {
        self.data.as_ref()?.discriminator.as_ref()
    }

    /// Whether it is another name of its only member, or its only member and `null`.
    pub(super) fn renames(&self) -> bool {
        let says = |data: &SchemaData| data.nullable || data.extensions.contains_key(extension::REFERENCE);
        matches!(self.kind, Kind::AllOf(_)) && (self.alias || self.data.as_deref().is_some_and(says))
    }

    /// Whether it has texts only.
    pub(super) fn says_nothing(&self) -> bool {
        let any = SchemaKind::Any(AnySchema::default());
        matches!(&self.kind, Kind::Other(kind) if **kind == any)
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

/// A schema that has only a list of references.
fn list(kind: &SchemaKind) -> Option<Kind> {
    match kind {
        SchemaKind::AllOf { all_of } => references(all_of).map(Kind::AllOf),
        SchemaKind::OneOf { one_of } => references(one_of).map(Kind::OneOf),
        SchemaKind::AnyOf { any_of } => references(any_of).map(Kind::AnyOf),
        SchemaKind::Type(_) | SchemaKind::Not { .. } | SchemaKind::Any(_) => None,
    }
}

fn references(members: &[ReferenceOr<Schema>]) -> Option<Box<[String]>> {
    let references = members.iter().map(|member| match member {
        ReferenceOr::Reference { reference } => Some(reference.clone()),
        ReferenceOr::Item(_) => None,
    });
    references.collect()
}

fn written(members: &[ReferenceOr<Schema>]) -> Vec<&str> {
    let references = members.iter().map(|member| match member {
        ReferenceOr::Reference { reference } => Some(reference.as_str()),
        ReferenceOr::Item(_) => None,
    });
    references.flatten().collect()
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
