//! Document -> openapiv3, node by node, with every `$ref` known.
//!
//! In: a document in 3.0 shape. Out: operations with their parameters, bodies and responses, and every
//! schema as a node of its own.
//! Invariant: a node's children are all references (`#/pointer`) to nodes that are there, inline children too; so a
//! fault has its exact location, and no schema is read twice.

mod aliases;
mod configured_security;
mod copies;
mod header;
mod kept;
mod media;
mod node;
mod operation;
mod parameter;
mod placeholder;
mod reference;
mod route;
mod schema;
mod security;
mod template;
mod webhooks;

use copies::Copies;
use indexmap::{IndexMap, IndexSet};
use kept::Kept;
pub(crate) use route::Route;
pub(crate) use schema::MEMBERS;
use serde_json::Value;
pub(crate) use webhooks::{Callback, Event};

use crate::{
    Config, Diagnostics, diagnostics,
    document::Document,
    ir,
    openapi::{Method, NodeKind, Status},
    pointer::Pointer,
    select::Scope,
};

/// A document whose references all lead somewhere.
#[derive(Debug)]
pub(crate) struct Resolved {
    pub(crate) info: openapiv3::Info,
    pub(crate) servers: Vec<Server>,
    pub(crate) tags: Vec<openapiv3::Tag>,
    pub(crate) security_schemes: Vec<(String, Pointer, openapiv3::SecurityScheme)>,
    pub(crate) operations: Vec<Operation>,
    pub(crate) webhooks: Vec<Event>,
    pub(crate) schemas: Schemas,
}

/// A server, and where it is.
pub(crate) type Server = (Pointer, openapiv3::Server);

/// An operation; `node` has its texts, the other fields what it contains.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) pointer: Pointer,
    pub(crate) method: Method,
    /// As the document has it.
    pub(crate) path: String,
    pub(crate) route: Route,
    /// Its own, else those of its path; may be empty.
    pub(crate) servers: Vec<Server>,
    /// `parameters`, `request_body` and `responses` are empty here.
    pub(crate) node: openapiv3::Operation,
    /// Path-level ones first; one that the operation overrides keeps its index. Unique by position and name.
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Body>,
    pub(crate) responses: Vec<Response>,
    /// The effective requirement (the operation's own, else the document's): alternatives of scheme names.
    pub(crate) security: Vec<Vec<String>>,
    /// Whether the document says which, perhaps none.
    pub(crate) says_security: bool,
    /// Those that no operation before it has.
    pub(crate) callbacks: Vec<Callback>,
}

#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) pointer: Pointer,
    pub(crate) node: openapiv3::Parameter,
    pub(crate) position: ir::Position,
    pub(crate) style: ir::Style,
    /// Reserved characters are sent as they are; in a path, slashes are, so that a value may have several segments.
    pub(crate) allow_reserved: bool,
    /// From `schema`, or from the only entry of `content`; `None`: anything.
    pub(crate) schema: Option<Pointer>,
    /// The media type, for a parameter with `content`.
    pub(crate) media_type: Option<String>,
}

#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) description: Option<String>,
    pub(crate) required: bool,
    pub(crate) content: Vec<Media>,
}

#[derive(Debug)]
#[expect(clippy::struct_field_names, reason = "`media_type` is what HTTP calls it")]
pub(crate) struct Media {
    /// As written, such as `application/json; charset=utf-8`.
    pub(crate) media_type: String,
    pub(crate) pointer: Pointer,
    pub(crate) schema: Option<Pointer>,
    /// The schema of each part of a stream (`itemSchema`).
    pub(crate) item: Option<Pointer>,
    /// Whether it describes how parts without names are sent (`prefixEncoding`, `itemEncoding`).
    pub(crate) has_parts: bool,
    /// How the properties of a form are sent, where the document describes it.
    pub(crate) encoding: Vec<Encoding>,
    /// Whether the same body is also described in a media type that has types, such as JSON.
    pub(crate) is_typed_elsewhere: bool,
}

/// How one property of a form is sent.
#[derive(Debug)]
pub(crate) struct Encoding {
    pub(crate) property: String,
    pub(crate) pointer: Pointer,
    /// One media type, or several with commas between.
    pub(crate) content_type: Option<String>,
    pub(crate) style: Option<String>,
    pub(crate) explode: Option<bool>,
    pub(crate) allow_reserved: bool,
    pub(crate) has_headers: bool,
}

/// A header of a response.
#[derive(Debug)]
pub(crate) struct Header {
    pub(crate) name: String,
    pub(crate) pointer: Pointer,
    pub(crate) description: Option<String>,
    pub(crate) deprecated: bool,
    pub(crate) required: bool,
    pub(crate) explode: bool,
    /// From `schema`, or from the only entry of `content`; `None`: any text.
    pub(crate) schema: Option<Pointer>,
    /// The media type, for a header with `content`.
    pub(crate) media_type: Option<String>,
}

#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: Status,
    pub(crate) pointer: Pointer,
    pub(crate) description: String,
    pub(crate) headers: Vec<Header>,
    pub(crate) content: Vec<Media>,
}

/// Every schema that an operation or a component has, inline ones too.
#[derive(Debug, Default)]
pub(crate) struct Schemas {
    nodes: IndexMap<Pointer, Kept>,
    /// Components that are not read.
    left_out: IndexSet<Pointer>,
}

impl Schemas {
    /// The schema at a pointer; its children are references.
    pub(crate) fn get(&self, pointer: &Pointer) -> Option<openapiv3::Schema> {
        self.nodes.get(pointer).map(Kept::schema)
    }

    /// Whether there is a schema at a pointer.
    pub(crate) fn has(&self, pointer: &Pointer) -> bool {
        self.nodes.contains_key(pointer)
    }

    /// Whether there is a component that is not read at a pointer.
    pub(crate) fn is_left_out(&self, pointer: &Pointer) -> bool {
        self.left_out.contains(pointer)
    }

    /// The discriminator of a schema.
    pub(crate) fn discriminator(&self, pointer: &Pointer) -> Option<&openapiv3::Discriminator> {
        self.nodes.get(pointer)?.discriminator()
    }

    /// The members of a schema's `allOf`.
    pub(crate) fn all_of(&self, pointer: &Pointer) -> Vec<Pointer> {
        self.nodes.get(pointer).map(Kept::all_of).map(targets).unwrap_or_default()
    }

    /// The members of a schema's `oneOf` and `anyOf`.
    pub(crate) fn alternatives(&self, pointer: &Pointer) -> Vec<Pointer> {
        self.nodes.get(pointer).map(Kept::alternatives).map(targets).unwrap_or_default()
    }

    /// The schema that this one is only another name of, or which it makes nullable.
    pub(crate) fn renamed(&self, pointer: &Pointer) -> Option<Pointer> {
        let node = self.nodes.get(pointer).filter(|node| node.renames())?;
        let says = |member: &Pointer| self.nodes.get(member).is_none_or(|member| !member.says_nothing());
        let mut members = targets(node.all_of()).into_iter().filter(says);
        members.next().filter(|_| members.next().is_none())
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// All schemas, in the order in which they were read.
    #[cfg(feature = "tools")]
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Pointer, openapiv3::Schema)> {
        self.nodes.iter().map(|(pointer, kept)| (pointer, kept.schema()))
    }

    /// The component schemas, in the document's order.
    pub(crate) fn components(&self) -> impl Iterator<Item = (String, &Pointer)> {
        self.nodes.keys().filter_map(|pointer| Some((pointer.component()?, pointer)))
    }
}

fn targets(references: Vec<&str>) -> Vec<Pointer> {
    references.into_iter().filter_map(Pointer::from_reference).collect()
}

/// Reads what the scope has of the document; `None` if anything in it is at fault.
pub(crate) fn resolve(
    document: &Document,
    scope: &Scope,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<Resolved> {
    let mut resolver = Resolver {
        root: &document.root,
        document,
        scope,
        diagnostics,
        nodes: IndexMap::new(),
        left_out: IndexSet::new(),
        pending: Vec::new(),
        copies: Copies::default(),
        full: false,
        suggestions: 100,
        callbacks: IndexSet::new(),
        events: 0,
    };
    resolver.faults();
    let info = resolver.info();
    let servers = resolver.servers(&document.root, &Pointer::root());
    let tags = resolver.tags();
    resolver.component_schemas();
    let mut security_schemes = resolver.security_schemes();
    configured_security::add_schemes(&mut security_schemes, config);
    let mut operations = resolver.operations(&security_schemes);
    let webhooks = resolver.webhooks();
    configured_security::apply(&security_schemes, &mut operations, config, resolver.diagnostics);
    configured_security::check_use(&security_schemes, &operations, resolver.diagnostics);
    resolver.referenced_schemas();
    resolver.check_aliases();
    let schemas = Schemas {
        nodes: std::mem::take(&mut resolver.nodes),
        left_out: std::mem::take(&mut resolver.left_out),
    };
    let fine = !diagnostics.has_errors();
    info.filter(|_| fine).map(|info| Resolved {
        info,
        servers,
        tags,
        security_schemes,
        operations,
        webhooks,
        schemas,
    })
}

/// What the parts of a document are read with.
struct Resolver<'a> {
    root: &'a Value,
    document: &'a Document,
    scope: &'a Scope,
    diagnostics: &'a mut Diagnostics,
    nodes: IndexMap<Pointer, Kept>,
    /// Components that are not read.
    left_out: IndexSet<Pointer>,
    /// Referenced schemas that may not have been read.
    pending: Vec<Pointer>,
    /// What references to parameters, responses and the like have multiplied.
    copies: Copies,
    /// Whether there are more schemas than may be.
    full: bool,
    /// How many more references without a target may be compared with what is there.
    suggestions: usize,
    /// The callbacks that were read.
    callbacks: IndexSet<Pointer>,
    /// How many events were read.
    events: usize,
}

impl Resolver<'_> {
    /// Faults of references that `bundle` removed; what only people read costs nothing but itself.
    fn faults(&mut self) {
        for fault in &self.document.faults {
            let part = fault.pointer.keys().next().unwrap_or_default();
            if ["externalDocs", "info", "servers", "tags"].contains(&part.as_str()) {
                self.diagnostics.push(diagnostics::ignored_reference(fault));
            } else if self.scope.reads_part(&fault.pointer) {
                self.diagnostics.push(fault.clone());
            }
        }
    }

    /// `info` has only texts for people.
    fn info(&mut self) -> Option<openapiv3::Info> {
        let at = Pointer::root().child("info");
        let info = self.root.get("info").unwrap_or(&Value::Null);
        let mut node = node::keep(info, &["title", "description", "version"]);
        if let Some(version) = node.get_mut("version").filter(|version| version.is_number()) {
            self.diagnostics.push(diagnostics::number_for_text(&at.child("version"), "version"));
            *version = Value::String(version.to_string());
        }
        for (key, stand_in) in [("title", "API"), ("version", "")] {
            if !node.get(key).is_some_and(Value::is_string) {
                self.diagnostics.push(diagnostics::incomplete_info(&at, key));
                node.insert(key.to_owned(), stand_in.into());
            }
        }
        self.read_leniently(node, &at, "`info`", &["title", "version"])
    }

    /// The servers that a node lists.
    fn servers(&mut self, holder: &Value, at: &Pointer) -> Vec<Server> {
        let mut found = Vec::new();
        for (at, mut server) in self.list(holder.get("servers"), &at.child("servers")) {
            node::make_text(server.get_mut("variables"));
            let read = self.read_optional(&server, &at, "server");
            found.extend(read.map(|server| (at, server)));
        }
        found
    }

    fn tags(&mut self) -> Vec<openapiv3::Tag> {
        let at = Pointer::root().child("tags");
        let mut found = Vec::new();
        for (at, tag) in self.list(self.root.get("tags"), &at) {
            let mut node = node::keep(&tag, &["name", "description"]);
            if let Some(odd) = node.get("description").filter(|text| !text.is_string()) {
                let message = format!("`{odd}` is not a text");
                let at = at.child("description");
                self.diagnostics.push(diagnostics::malformed_member(&at, "description", "tag", &message));
                node.shift_remove("description");
            }
            found.extend(self.read_optional(&Value::Object(node), &at, "tag"));
        }
        found
    }

    /// The items of a list that costs nothing but itself.
    fn list(&mut self, list: Option<&Value>, at: &Pointer) -> Vec<(Pointer, Value)> {
        let list = list.filter(|list| !list.is_null());
        let items = list.and_then(Value::as_array);
        if list.is_some() && items.is_none() {
            self.diagnostics.push(diagnostics::ignored_node(at, "list", "it is not a list"));
        }
        items
            .into_iter()
            .flatten()
            .enumerate()
            .map(|(number, item)| (at.child(number), item.clone()))
            .collect()
    }
}

#[cfg(test)]
mod tests;
