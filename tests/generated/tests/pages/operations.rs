//! The operations of a document, and which of them a request is for.
//!
//! In: a document, and requests. Out: [`Operation`]s. Invariant: of two paths that a request fits, the one with fewer
//! placeholders is meant, as the standard says.

use osparc_codegen::pointer::Pointer;
use osparc_runtime::testing::MockRequest;
use percent_encoding::percent_decode_str;
use serde_json::Value;

/// The fields of a path item that are operations; 3.2 adds others.
const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// An operation.
pub(crate) struct Operation {
    pub(crate) method: String,
    pub(crate) path: String,
    /// The path without operators of placeholders, query string, and fragment.
    template: String,
    pub(crate) item: Node,
    pub(crate) node: Node,
}

/// Part of a document: where it is, and what it is.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) pointer: Pointer,
    pub(crate) value: Value,
}

impl Node {
    /// The part at a location, or what it refers to.
    pub(crate) fn at(root: &Value, pointer: Pointer) -> Option<Self> {
        let value = root.pointer(pointer.as_str())?.clone();
        match value["$ref"].as_str() {
            Some(reference) => Self::at(root, Pointer::from_reference(reference)?),
            None => Some(Self { pointer, value }),
        }
    }

    /// A member of it, or what that refers to.
    pub(crate) fn child(&self, root: &Value, key: &str) -> Option<Self> {
        Self::at(root, self.pointer.child(key))
    }

    /// Its items or members, each with its key.
    pub(crate) fn children(&self, root: &Value) -> Vec<(String, Self)> {
        let keys: Vec<String> = match &self.value {
            Value::Array(items) => (0..items.len()).map(|index| index.to_string()).collect(),
            Value::Object(members) => members.keys().cloned().collect(),
            _ => Vec::new(),
        };
        keys.into_iter().filter_map(|key| Some((key.clone(), self.child(root, &key)?))).collect()
    }
}

impl Operation {
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// The values of the path's placeholders, decoded; `None` for a path of another form.
    pub(crate) fn path_values(&self, path: &str) -> Option<Vec<(String, String)>> {
        let (templates, segments): (Vec<_>, Vec<_>) =
            (self.template.split('/').collect(), path.split('/').collect());
        if templates.len() != segments.len() {
            return None;
        }
        let mut values = Vec::new();
        for (template, segment) in templates.iter().zip(segments) {
            values.extend(segment_values(&decoded(template), &decoded(segment))?);
        }
        Some(values)
    }
}

/// All operations of a document.
pub(crate) fn all(root: &Value) -> Vec<Operation> {
    let Some(paths) = Node::at(root, Pointer::root().child("paths")) else { return Vec::new() };
    let mut found = Vec::new();
    for (path, item) in paths.children(root).into_iter().filter(|(path, _)| path.starts_with('/')) {
        for method in METHODS {
            if let Some(node) = item.child(root, method) {
                let (method, path, item) = (method.to_uppercase(), path.clone(), item.clone());
                let template = template(&path);
                found.push(Operation { method, path, template, item, node });
            }
        }
    }
    found
}

/// The operation of a request.
pub(crate) fn of_request<'a>(operations: &'a [Operation], request: &MockRequest) -> Option<&'a Operation> {
    let candidates = operations.iter().filter(|operation| operation.method == request.method.as_str());
    let fitting = candidates
        .filter_map(|operation| Some((operation.path_values(request.url.path())?.len(), operation)));
    fitting.min_by_key(|(placeholders, _)| *placeholders).map(|(_, operation)| operation)
}

/// A path with plain placeholders.
fn template(path: &str) -> String {
    let mut template = String::new();
    let mut rest = path.split('#').next().unwrap_or_default();
    while let Some((text, after)) = rest.split_once('{') {
        if text.contains('?') {
            break;
        }
        let (inner, behind) = after.split_once('}').unwrap_or((after, ""));
        let name = inner.trim_matches(['+', '*', '.']).split([':', '=']).next().unwrap_or_default();
        template += text;
        template += if inner.starts_with('.') { "." } else { "" };
        if !inner.starts_with('?') {
            template.extend(["{", name, "}"]);
        }
        rest = behind;
    }
    template + rest.split('?').next().unwrap_or_default()
}

pub(crate) fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// What stands for the placeholders of a segment.
fn segment_values(template: &str, segment: &str) -> Option<Vec<(String, String)>> {
    let Some((literal, rest)) = template.split_once('{') else {
        return (template == segment).then(Vec::new);
    };
    let (name, rest) = rest.split_once('}')?;
    let segment = segment.strip_prefix(literal)?;
    // A value may hold the literal that follows it: the longest one that leaves the rest in order is taken.
    (1..=segment.len()).rev().filter(|length| segment.is_char_boundary(*length)).find_map(|length| {
        let (value, after) = segment.split_at(length);
        let mut values = segment_values(rest, after)?;
        values.insert(0, (name.to_owned(), value.to_owned()));
        Some(values)
    })
}
