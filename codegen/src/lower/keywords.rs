//! One view of a schema, whichever of openapiv3's kinds it was read as.
//!
//! In: a schema node. Out: its keywords, and the one [`Shape`] that decides how it is lowered.
//! Invariant: keywords that openapiv3 keeps in different variants are read here only.

mod any_schema;

use indexmap::IndexMap;
use openapiv3::{AdditionalProperties, AnySchema, ReferenceOr, Schema, SchemaData};
use serde_json::Value;

use self::any_schema::any_schema;
use super::literal;
use crate::{ir::Literal, openapi::extension, pointer::Pointer};

/// The keyword of unions of which a value is exactly one member.
pub(super) const ONE_OF: &str = "oneOf";
/// The keyword of unions of which a value is at least one member.
pub(super) const ANY_OF: &str = "anyOf";

/// What decides how a schema is lowered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Null,
    AllOf,
    Union,
    Enumeration,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
    Not,
    Any,
}

/// What `additionalProperties` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Additional {
    #[default]
    Unsaid,
    Closed,
    Any,
    Schema(Pointer),
}

/// The keywords of a schema; children are pointers.
#[derive(Clone, Debug)]
pub(super) struct Keywords {
    pub(super) data: SchemaData,
    pub(super) plain: AnySchema,
    pub(super) properties: IndexMap<String, Pointer>,
    pub(super) additional: Additional,
    pub(super) patterns: Vec<Pointer>,
    pub(super) items: Option<Pointer>,
    pub(super) tuple: Option<Vec<Pointer>>,
    /// What a string holds as JSON text.
    pub(super) content: Option<Pointer>,
    pub(super) all_of: Vec<Pointer>,
    pub(super) one_of: Vec<Pointer>,
    pub(super) any_of: Vec<Pointer>,
}

impl Keywords {
    pub(super) fn read(schema: Schema) -> Self {
        let plain = any_schema(schema.schema_kind);
        let extensions = &schema.schema_data.extensions;
        Self {
            properties: plain
                .properties
                .iter()
                .filter_map(|(name, child)| Some((name.clone(), target(child)?)))
                .collect(),
            additional: match &plain.additional_properties {
                None => Additional::Unsaid,
                Some(AdditionalProperties::Any(false)) => Additional::Closed,
                Some(AdditionalProperties::Any(true)) => Additional::Any,
                Some(AdditionalProperties::Schema(child)) => {
                    target(child).map_or(Additional::Any, Additional::Schema)
                }
            },
            patterns: match extensions.get(extension::PATTERN_PROPERTIES) {
                Some(Value::Object(patterns)) => patterns.values().filter_map(raw_target).collect(),
                _ => Vec::new(),
            },
            items: plain.items.as_ref().and_then(target),
            content: extensions.get(extension::CONTENT_SCHEMA).and_then(raw_target),
            tuple: match extensions.get(extension::TUPLE) {
                Some(Value::Array(members)) => Some(members.iter().filter_map(raw_target).collect()),
                _ => None,
            },
            all_of: plain.all_of.iter().filter_map(target).collect(),
            one_of: plain.one_of.iter().filter_map(target).collect(),
            any_of: plain.any_of.iter().filter_map(target).collect(),
            data: schema.schema_data,
            plain,
        }
    }

    /// How the schema is lowered.
    pub(super) fn shape(&self) -> Shape {
        if !self.all_of.is_empty() {
            return Shape::AllOf;
        }
        let unions = usize::from(!self.one_of.is_empty()) + usize::from(!self.any_of.is_empty());
        match (unions, self.has_members()) {
            (0, _) => self.own_shape(),
            (1, false) => Shape::Union,
            _ => Shape::AllOf,
        }
    }

    /// The same without `allOf`, `oneOf` and `anyOf`.
    pub(super) fn own_shape(&self) -> Shape {
        if self.is_null() {
            return Shape::Null;
        }
        if self.plain.enumeration.iter().any(|value| !value.is_null()) {
            return Shape::Enumeration;
        }
        match self.plain.typ.as_deref() {
            Some("boolean") => Shape::Boolean,
            Some("integer") => Shape::Integer,
            Some("number") => Shape::Number,
            Some("string") => Shape::String,
            Some("array") => Shape::Array,
            Some("object") => Shape::Object,
            _ if self.has_members() || self.is_map() => Shape::Object,
            _ if self.items.is_some() || self.tuple.is_some() => Shape::Array,
            _ if self.plain.not.is_some() => Shape::Not,
            _ => Shape::Any,
        }
    }

    /// Whether only `null` is valid.
    pub(super) fn is_null(&self) -> bool {
        let marked = self.data.extensions.get(extension::NULL) == Some(&Value::Bool(true));
        let listed = !self.plain.enumeration.is_empty() && self.plain.enumeration.iter().all(Value::is_null);
        marked || listed
    }

    /// Whether `null` is valid beside other values, as far as this node says.
    pub(super) fn says_nullable(&self) -> bool {
        self.data.nullable || self.plain.enumeration.iter().any(Value::is_null)
    }

    /// Whether it lists properties.
    pub(super) fn has_members(&self) -> bool {
        !self.properties.is_empty()
    }

    /// Whether it types members that it does not list.
    pub(super) fn is_map(&self) -> bool {
        !self.patterns.is_empty() || matches!(self.additional, Additional::Any | Additional::Schema(_))
    }

    /// Whether it is an object of which it says no more than what it must have.
    pub(super) fn is_bare_object(&self) -> bool {
        let composed = !self.all_of.is_empty() || self.alternatives().next().is_some();
        !composed && self.own_shape() == Shape::Object && !self.has_members() && !self.is_map()
    }

    /// Whether it has no keyword that tells a type: only texts, a default, `required`, bounds.
    pub(super) fn only_constrains(&self) -> bool {
        let composed = !self.all_of.is_empty() || !self.one_of.is_empty() || !self.any_of.is_empty();
        !composed && matches!(self.own_shape(), Shape::Any | Shape::Not) && self.constant().is_none()
    }

    /// Whether it only has texts.
    pub(super) fn only_annotates(&self) -> bool {
        self.only_constrains() && self.plain == AnySchema::default()
    }

    /// Whether it has constraints but no keyword that tells a type.
    pub(super) fn restricts_without_type(&self) -> bool {
        self.only_constrains() && self.plain != AnySchema::default()
    }

    /// The members of `oneOf` and `anyOf`.
    pub(super) fn alternatives(&self) -> impl Iterator<Item = &Pointer> {
        self.one_of.iter().chain(&self.any_of)
    }

    /// The same with the members of one of `oneOf` and `anyOf`.
    pub(super) fn with_only(&self, keyword: &str) -> Self {
        let mut only = self.clone();
        match keyword {
            ONE_OF => only.any_of.clear(),
            _ => only.one_of.clear(),
        }
        only
    }

    /// The scalar of `const`.
    pub(super) fn constant(&self) -> Option<Literal> {
        literal::of(self.data.extensions.get(extension::CONST)?)
    }
}

/// Where a child's reference leads.
fn target<T>(child: &ReferenceOr<T>) -> Option<Pointer> {
    match child {
        ReferenceOr::Reference { reference } => Pointer::from_reference(reference),
        ReferenceOr::Item(_) => None,
    }
}

fn raw_target(child: &Value) -> Option<Pointer> {
    Pointer::from_reference(child.get("$ref")?.as_str()?)
}
