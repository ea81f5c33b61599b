//! The body of a request, compared with what the document describes.
//!
//! In: an operation's `requestBody`, and a request. Out: what is wrong with it. Invariant: JSON is validated by a validator
//! that nobody here wrote; the fields of forms are compared by name.

use osparc_codegen::pointer::Pointer;
use osparc_round_trip::Document;
use osparc_runtime::testing::MockRequest;
use serde_json::Value;

use crate::operations::Node;

/// What is wrong with a request's body.
pub(crate) fn faults(document: &Document, body: Option<&Node>, request: &MockRequest) -> Option<String> {
    let root = document.root();
    let sent = request.header("content-type");
    let Some(body) = body else {
        let is_empty = sent.is_none() && request.body.is_empty();
        return (!is_empty).then(|| format!("a body of {sent:?} that is not described"));
    };
    let Some(sent) = sent else {
        let is_required = body.value["required"] == true;
        return (is_required || !request.body.is_empty()).then(|| "no Content-Type".to_owned());
    };
    let essence = essence(sent);
    let content = body.child(root, "content").map(|content| content.children(root)).unwrap_or_default();
    let Some((_, media)) = content.iter().find(|(name, _)| is_in_range(&essence, name)) else {
        return Some(format!("a body of `{sent}`, which is not described"));
    };
    let schema = media.child(root, "schema")?;
    if essence == "application/json" || essence.ends_with("+json") {
        return json_fault(document, &schema.pointer, &request.body);
    }
    let names = match essence.as_str() {
        "application/x-www-form-urlencoded" => form_names(&request.body),
        "multipart/form-data" => part_names(&request.body),
        _ => return None,
    };
    fields_fault(root, &schema, &names)
}

/// The type and the subtype, in lower case.
pub(crate) fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap().trim().to_ascii_lowercase()
}

/// Whether a media type is in a range.
pub(crate) fn is_in_range(media_type: &str, range: &str) -> bool {
    let range = essence(range);
    range == "*/*"
        || range == media_type
        || range.strip_suffix('*').is_some_and(|start| media_type.starts_with(start))
}

fn json_fault(document: &Document, schema: &Pointer, body: &[u8]) -> Option<String> {
    match serde_json::from_slice::<Value>(body) {
        Err(fault) => Some(format!("the body is no JSON: {fault}")),
        Ok(value) => match document.is_request(schema, std::slice::from_ref(&value)) {
            Ok(true) => None,
            Ok(false) => Some(format!("the body is not as its schema says: {value}")),
            Err(fault) => Some(format!("the body's schema: {fault}")),
        },
    }
}

/// The names of a form's fields.
fn form_names(body: &[u8]) -> Vec<String> {
    let names = url::form_urlencoded::parse(body).map(|(name, _)| name.into_owned());
    names.map(|name| name.split('[').next().unwrap_or_default().to_owned()).collect()
}

/// The names of a multipart body's parts.
fn part_names(body: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(body);
    let names = text.split("form-data; name=\"").skip(1).filter_map(|part| part.split('"').next());
    names.map(str::to_owned).collect()
}

/// A required field that is missing, or one that the schema does not list.
fn fields_fault(root: &Value, schema: &Node, names: &[String]) -> Option<String> {
    let listed = schema.child(root, "properties").map(|list| list.children(root)).unwrap_or_default();
    let required = schema.value["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    // The members of an exploded object stand as fields of their own, and an empty list as none.
    let is_open = listed.iter().any(|(_, property)| property.value["type"] == "object")
        || schema.value.get("additionalProperties").is_some()
        || listed.is_empty();
    let property = |name: &str| listed.iter().find(|(key, _)| key == name).map(|(_, property)| property);
    let mut missing = required.filter(|name| {
        let is_one = property(name).is_none_or(|property| property.value["type"] != "object");
        is_one && !names.iter().any(|found| found == name)
    });
    let unknown = names.iter().find(|name| property(name).is_none() && !is_open);
    match (missing.next(), unknown) {
        (Some(name), _) => Some(format!("the field `{name}` is missing in {names:?}")),
        (None, Some(name)) => Some(format!("the field `{name}` is not described")),
        (None, None) => None,
    }
}
