//! Other texts in every string of a document.
//!
//! In: a document and the files that it refers to, and texts. Out: the same files with a text in each string and each
//! name that the standard lets its author choose; equal strings stay equal, so that references, requirements and
//! discriminators still hold.
//! Invariant: what the standard itself gives a meaning to (types, formats, locations, statuses) stays; a media type
//! keeps its name and gets a parameter, and a header keeps to the characters that HTTP gives it.

use std::{
    collections::BTreeMap,
    path::{Component, Path, PathBuf},
};

use indexmap::IndexSet;
use serde_json::{Map, Value};

/// Texts that try to leave their context. Each stands in front of a number, which keeps equal strings apart from others.
pub(crate) const HOSTILE: &[&str] = &[
    "\"; fn evil() {} \"",
    "\"#; fn evil() {} r#\"",
    "*/ fn evil() {} /*",
    "\\\" \\\\ \\u{7d} \\",
    "\r\nfn evil() {}\n",
    "${evil} {evil} }} {{ {} }",
    "<script>evil()</script><!--",
    "\u{202e}evil\u{2066}\u{200b}\u{feff}",
    "nul \0 \u{1b} \u{7f} \u{85}",
    "```rust\npanic!()\n```\n",
    "\n\n    panic!();\n\n~~~\npanic!()\n",
    "[evil](javascript:evil()) ![evil][evil] <javascript:evil()>",
    "#[cfg(evil)] #![evil] \"] fn evil() {} #[doc = \"",
    "include!(\"/etc/passwd\") concat!(env!(\"HOME\"))",
    "r#type self Self super crate _ fn unsafe",
    "'a b'\\'' '\"' b\"\" c\"\" 0x",
    "\n[dependencies]\nevil = \"*\"\n[[bin]]\n",
    "../../../evil/ C:\\evil .. . /",
    "🦀 ø é ｆｕｌｌ 𝔘 ǆ ﬁ",
    // Below the 80 letters from which a component is called after its operation.
    "long long long long long long long long long long long long long long long ",
];

/// Puts texts into a document: the harmless `word` everywhere, or hostile ones from a location in the list on.
#[derive(Debug)]
pub(crate) struct Texts {
    first: Option<usize>,
    known: IndexSet<String>,
    /// The files, with their paths from the document's folder.
    files: BTreeMap<PathBuf, Value>,
    /// The one that is being written.
    file: PathBuf,
}

/// What an object is, where that is not told by its keys.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Keys are keywords.
    Node,
    /// Keys are names, values are nodes.
    Named,
    /// Keys are path templates, values are nodes.
    Paths,
    /// Keys stay, values are nodes.
    Fixed,
    /// Keys are media types, values are nodes.
    Media,
    /// Keys are names of HTTP headers, values are nodes.
    Headers,
    /// Keys and values are texts.
    Plain,
    /// A value of the document's own making.
    Data,
}

impl Texts {
    pub(crate) fn harmless() -> Self {
        Self { first: None, known: IndexSet::new(), files: BTreeMap::new(), file: PathBuf::new() }
    }

    pub(crate) fn hostile(first: usize) -> Self {
        Self { first: Some(first), ..Self::harmless() }
    }

    /// The files with other texts.
    pub(crate) fn put(mut self, files: &BTreeMap<PathBuf, Value>) -> BTreeMap<PathBuf, Value> {
        self.files = files.clone();
        let renamed = files.iter().map(|(path, root)| {
            path.clone_into(&mut self.file);
            (path.clone(), self.value(root, Kind::Node, ""))
        });
        renamed.collect()
    }

    fn text(&mut self, text: &str) -> String {
        let (number, _) = self.known.insert_full(text.to_owned());
        match self.first {
            None => format!("word{number}x"),
            Some(first) => format!("{}word{number}x", HOSTILE[(first + number) % HOSTILE.len()]),
        }
    }

    /// A text without what delimits it in a path template.
    fn segment(&mut self, text: &str) -> String {
        self.text(text).replace(['{', '}', '/', '?', '#'], "'")
    }

    /// A name of a header: other characters could not be sent, so that the generator leaves such headers out.
    fn header(&mut self, name: &str) -> String {
        if name.eq_ignore_ascii_case("content-type") {
            return name.to_owned();
        }
        let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
        self.text(&name.to_lowercase()).chars().map(|c| if token(c) { c } else { '\'' }).collect()
    }

    /// The media type, which decides about code, with a parameter, which does not.
    fn media_type(&mut self, media_type: &str) -> String {
        let essence = media_type.split(';').next().unwrap_or_default();
        format!("{essence}; note={}", self.text(media_type))
    }

    fn value(&mut self, value: &Value, kind: Kind, key: &str) -> Value {
        match value {
            Value::Object(members) => Value::Object(self.object(members, kind)),
            Value::Array(items) => items.iter().map(|item| self.item(item, kind, key)).collect(),
            Value::String(text) => Value::String(self.string(text, kind, key)),
            other => other.clone(),
        }
    }

    fn item(&mut self, item: &Value, kind: Kind, key: &str) -> Value {
        // A security requirement is an object whose keys are the names of schemes.
        let kind = if key == "security" { Kind::Named } else { kind };
        self.value(item, kind, key)
    }

    fn object(&mut self, members: &Map<String, Value>, kind: Kind) -> Map<String, Value> {
        // A path parameter is named in the template.
        let in_path = kind == Kind::Node && members.get("in").is_some_and(|location| location == "path");
        let scheme = members.get("in").is_some() || members.get("type").is_none() || kind != Kind::Node;
        let renamed = members.iter().map(|(key, member)| {
            let value = match (kind, key.as_str(), member) {
                // In place of a map, or beside its members.
                (_, "$ref", Value::String(reference)) if kind != Kind::Plain && kind != Kind::Data => {
                    Value::String(self.reference(reference))
                }
                (Kind::Node, "name", Value::String(name)) if in_path => Value::String(self.segment(name)),
                (Kind::Node, "name", _) if !scheme => member.clone(),
                (Kind::Node, ..) => self.value(member, child(key, member), key),
                (Kind::Named | Kind::Paths | Kind::Fixed | Kind::Media | Kind::Headers, ..) => {
                    self.value(member, Kind::Node, "")
                }
                (Kind::Plain | Kind::Data, ..) => self.value(member, kind, key),
            };
            let key = match kind {
                _ if key == "$ref" && member.is_string() && kind != Kind::Plain && kind != Kind::Data => {
                    key.clone()
                }
                Kind::Node | Kind::Fixed => key.clone(),
                Kind::Paths => self.path(key),
                Kind::Media => self.media_type(key),
                Kind::Headers => self.header(key),
                Kind::Named | Kind::Plain | Kind::Data => self.text(key),
            };
            (key, value)
        });
        renamed.collect()
    }

    fn string(&mut self, text: &str, kind: Kind, key: &str) -> String {
        if kind == Kind::Data || kind == Kind::Plain {
            return if text.contains("#/") { self.reference(text) } else { self.text(text) };
        }
        match key {
            "$ref" | "operationRef" => self.reference(text),
            "openapi" | "type" | "format" | "in" | "style" | "scheme" | "contentMediaType"
            | "contentEncoding" | "contentType" | "jsonSchemaDialect" | "$schema" => text.to_owned(),
            "url" => format!("https://example.org/{}", self.segment(text)),
            _ => self.text(text),
        }
    }

    /// The template with other texts between the slashes and in the braces.
    fn path(&mut self, path: &str) -> String {
        let mut renamed = String::new();
        let mut rest = path;
        while let Some(at) = rest.find(['/', '{', '}']) {
            let (before, behind) = rest.split_at(at);
            if !before.is_empty() {
                renamed += &self.segment(before);
            }
            renamed += &behind[..1];
            rest = &behind[1..];
        }
        if !rest.is_empty() {
            renamed += &self.segment(rest);
        }
        renamed
    }

    /// A pointer whose names are called otherwise, as the objects are that have them.
    fn reference(&mut self, reference: &str) -> String {
        let Some((file, pointer)) = reference.split_once("#/") else { return reference.to_owned() };
        let root = if file.is_empty() { self.file.clone() } else { beside(&self.file, &percent(file)) };
        let (mut location, mut kind) = (self.files.get(&root).cloned().unwrap_or_default(), Kind::Node);
        let mut renamed = format!("{file}#");
        for key in pointer.split('/') {
            let key = percent(key).replace("~1", "/").replace("~0", "~");
            let next = match &location {
                Value::Array(items) => key.parse().ok().and_then(|index: usize| items.get(index).cloned()),
                // The way goes on through a reference, which is what it is about.
                location => location.get(&key).cloned(),
            };
            let next = next.unwrap_or_default();
            let name = match kind {
                _ if location.is_array() => key.clone(),
                // It is in what the map refers to, a part of no certain kind.
                _ if location.get("$ref").is_some() && next.is_null() => key.clone(),
                Kind::Named | Kind::Plain => self.text(&key),
                Kind::Paths => self.path(&key),
                Kind::Media => self.media_type(&key),
                Kind::Headers => self.header(&key),
                Kind::Node | Kind::Fixed | Kind::Data => key.clone(),
            };
            renamed = format!("{renamed}/{}", encode(&name.replace('~', "~0").replace('/', "~1")));
            kind = if kind == Kind::Node && location.is_object() { child(&key, &next) } else { Kind::Node };
            location = next;
        }
        renamed
    }
}

/// What stands under a keyword.
fn child(key: &str, value: &Value) -> Kind {
    match key {
        "paths" | "pathItems" if value.is_object() => Kind::Paths,
        "headers" if value.is_object() => Kind::Headers,
        "properties" | "patternProperties" | "schemas" | "parameters" | "requestBodies"
        | "securitySchemes" | "variables" | "encoding" | "$defs" | "definitions" | "links" | "callbacks"
        | "webhooks" | "dependentSchemas"
            if value.is_object() =>
        {
            Kind::Named
        }
        "responses" => Kind::Fixed,
        "content" => Kind::Media,
        "mapping" | "scopes" => Kind::Plain,
        "enum" | "const" | "default" | "example" | "examples" => Kind::Data,
        _ => Kind::Node,
    }
}

/// The path of a file that another refers to.
fn beside(file: &Path, other: &str) -> PathBuf {
    let mut path = file.parent().unwrap_or(Path::new("")).to_path_buf();
    for part in Path::new(other).components() {
        match part {
            Component::ParentDir => drop(path.pop()),
            Component::CurDir => {}
            part => path.push(part),
        }
    }
    path
}

fn percent(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

fn encode(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}
