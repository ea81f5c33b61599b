//! Document -> openapiv3, node by node, with every `$ref` known.
//!
//! In: a document in 3.0 shape. Out: operations with their parameters, bodies and responses in place, and every
//! schema as a node of its own.
//! Invariant: a node's children are all references (`#/pointer`) to nodes that are there, inline children too; so a
//! fault has its exact place, and no schema is read twice.

use indexmap::IndexMap;

use crate::{Diagnostics, load::Document, pointer::Pointer};

/// A document whose references all lead somewhere.
#[derive(Debug)]
pub(crate) struct Resolved {
    pub(crate) info: openapiv3::Info,
    pub(crate) servers: Vec<openapiv3::Server>,
    pub(crate) tags: Vec<openapiv3::Tag>,
    pub(crate) security_schemes: Vec<(String, Pointer, openapiv3::SecurityScheme)>,
    pub(crate) operations: Vec<Operation>,
    pub(crate) schemas: Schemas,
}

/// An operation; `node` has its texts, while everything it contains stands beside it.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) pointer: Pointer,
    /// Upper case.
    pub(crate) method: String,
    pub(crate) path: String,
    /// `parameters`, `request_body` and `responses` are empty here.
    pub(crate) node: openapiv3::Operation,
    /// Path-level ones first; one that the operation overrides keeps its place. Unique by location and name.
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Body>,
    pub(crate) responses: Vec<Response>,
    /// The effective requirement (the operation's own, else the document's): alternatives of scheme names.
    pub(crate) security: Vec<Vec<String>>,
}

#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) pointer: Pointer,
    pub(crate) node: openapiv3::Parameter,
    /// From `schema`, or from the only entry of `content`; `None`: anything.
    pub(crate) schema: Option<Pointer>,
    /// The media type, for a parameter with `content`.
    pub(crate) media_type: Option<String>,
}

#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) pointer: Pointer,
    pub(crate) description: Option<String>,
    pub(crate) required: bool,
    pub(crate) content: Vec<Media>,
}

#[derive(Debug)]
pub(crate) struct Media {
    /// As written, such as `application/json; charset=utf-8`.
    pub(crate) media_type: String,
    pub(crate) pointer: Pointer,
    pub(crate) schema: Option<Pointer>,
    pub(crate) encoding: IndexMap<String, openapiv3::Encoding>,
}

#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) pointer: Pointer,
    pub(crate) status: openapiv3::StatusCode,
    /// `true` for `default`; `status` means nothing then.
    pub(crate) is_default: bool,
    pub(crate) description: String,
    pub(crate) content: Vec<Media>,
}

/// Every schema that an operation or a component has, inline ones too.
#[derive(Debug, Default)]
pub(crate) struct Schemas {
    nodes: IndexMap<Pointer, openapiv3::Schema>,
}

impl Schemas {
    /// The schema at a pointer; its children are references.
    pub(crate) fn get(&self, pointer: &Pointer) -> Option<&openapiv3::Schema> {
        self.nodes.get(pointer)
    }

    /// The component schemas, in the document's order.
    pub(crate) fn components(&self) -> impl Iterator<Item = (String, &Pointer)> {
        self.nodes.keys().filter_map(|pointer| Some((pointer.component()?, pointer)))
    }
}

pub(crate) fn resolve(_document: &Document, _diagnostics: &mut Diagnostics) -> Option<Resolved> {
    None
}
