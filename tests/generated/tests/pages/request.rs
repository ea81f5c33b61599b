//! A request, compared with the operation that the document describes.
//!
//! In: an operation and a request. Out: what is wrong with it. Invariant: whatever the request has (query parameters,
//! headers, cookies, credentials, a body) is described by the operation, and what the operation requires is there.

use osparc_codegen::pointer::Pointer;
use osparc_round_trip::Document;
use osparc_runtime::testing::MockRequest;
use serde_json::Value;

use crate::{
    body,
    operations::{Node, Operation, decoded},
    parameters::{self, Parameter},
};

/// The headers that requests have whatever the document says.
const OWN_HEADERS: [&str; 6] =
    ["accept", "accept-encoding", "content-length", "content-type", "user-agent", "cookie"];

/// What a request sends: location, name and text.
type Sent = Vec<(&'static str, String, String)>;

/// What is wrong with a request.
pub(crate) fn faults(document: &Document, operation: &Operation, request: &MockRequest) -> Vec<String> {
    let root = document.root();
    let parameters = parameters::of(root, operation);
    let schemes = schemes(root, operation);
    let sent = sent(operation, request);
    let mut faults: Vec<String> =
        parameters.iter().filter_map(|parameter| parameter_fault(document, parameter, &sent)).collect();
    for (location, name, _) in &sent {
        let is_described =
            parameters.iter().any(|parameter| parameter.location == *location && parameter.is_called(name))
                || schemes
                    .iter()
                    .flatten()
                    .any(|scheme| scheme.0 == *location && scheme.1.eq_ignore_ascii_case(name));
        if !is_described {
            faults.push(format!("the {location} parameter `{name}` is not described"));
        }
    }
    let has = |(location, name): &(String, String)| {
        sent.iter().any(|(at, found, _)| at == location && found.eq_ignore_ascii_case(name))
    };
    if !schemes.is_empty() && !schemes.iter().any(|alternative| alternative.iter().all(has)) {
        faults.push(format!("none of the credentials {schemes:?} is sent"));
    }
    faults.extend(accept_fault(root, operation, request));
    faults.extend(body::faults(document, operation.node.child(root, "requestBody").as_ref(), request));
    faults
}

/// What a request has beside its body.
fn sent(operation: &Operation, request: &MockRequest) -> Sent {
    let mut sent: Sent = Vec::new();
    let path = operation.path_values(request.url.path()).unwrap_or_default();
    sent.extend(path.into_iter().map(|(name, text)| ("path", name, text)));
    sent.extend(
        request.url.query_pairs().map(|(name, text)| ("query", name.into_owned(), text.into_owned())),
    );
    for (name, value) in &request.headers {
        let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
        if !OWN_HEADERS.contains(&name.as_str()) {
            sent.push(("header", name.to_string(), text));
        } else if name == "cookie" {
            let cookies = text.split("; ").map(|cookie| cookie.split_once('=').unwrap_or((cookie, "")));
            sent.extend(cookies.map(|(name, text)| ("cookie", decoded(name), decoded(text))));
        }
    }
    sent
}

fn parameter_fault(document: &Document, parameter: &Parameter, sent: &Sent) -> Option<String> {
    let Parameter { name, location, .. } = parameter;
    let reserved = location == "header"
        && ["accept", "content-type", "authorization"].contains(&name.to_ascii_lowercase().as_str());
    let texts: Vec<(String, String)> = sent
        .iter()
        .filter(|(at, found, _)| at == location && parameter.is_called(found))
        .map(|(_, found, text)| (found.clone(), text.clone()))
        .collect();
    if texts.is_empty() {
        let is_missing = parameter.is_required && !reserved;
        return is_missing.then(|| format!("the {location} parameter `{name}` is missing"));
    }
    let schema = parameter.schema.as_ref()?;
    match document.is_request(&schema.pointer, &parameters::candidates(parameter, &texts)) {
        Ok(true) => None,
        Ok(false) => Some(format!("the {location} parameter `{name}` is not as its schema says: {texts:?}")),
        Err(fault) => Some(format!("the schema of the {location} parameter `{name}`: {fault}")),
    }
}

/// The credentials of an operation: alternatives, each of locations and names.
fn schemes(root: &Value, operation: &Operation) -> Vec<Vec<(String, String)>> {
    let alternatives = operation.node.value.get("security").or_else(|| root.get("security"));
    let alternatives = alternatives.and_then(Value::as_array).into_iter().flatten();
    alternatives
        .map(|alternative| {
            let names = alternative.as_object().into_iter().flatten().map(|(name, _)| name);
            names.filter_map(|name| scheme(root, name)).collect()
        })
        .collect()
}

/// Where a scheme's credentials stand.
fn scheme(root: &Value, name: &str) -> Option<(String, String)> {
    let schemes = Node::at(root, Pointer::root().child("components"))?;
    let scheme = schemes.child(root, "securitySchemes")?.child(root, name)?.value;
    let text = |key: &str| scheme[key].as_str().unwrap_or_default().to_owned();
    match scheme["type"].as_str()? {
        "apiKey" => Some((text("in"), text("name"))),
        // A client cannot serve other HTTP schemes by itself, such as digest.
        "http" if !["basic", "bearer"].contains(&text("scheme").to_lowercase().as_str()) => None,
        "http" | "oauth2" | "openIdConnect" => Some(("header".to_owned(), "authorization".to_owned())),
        _ => None,
    }
}

/// A media type that is asked for although no response has it.
fn accept_fault(root: &Value, operation: &Operation, request: &MockRequest) -> Option<String> {
    let responses = operation.node.child(root, "responses").map(|all| all.children(root)).unwrap_or_default();
    let contents = responses.iter().filter_map(|(_, response)| response.child(root, "content"));
    let described: Vec<String> =
        contents.flat_map(|content| content.children(root)).map(|(name, _)| body::essence(&name)).collect();
    let asked = request.header("accept").unwrap_or_default().split(',').map(body::essence);
    let mut others = asked.filter(|media_type| {
        !media_type.is_empty()
            && media_type != "*/*"
            && !described.iter().any(|range| range == media_type || body::is_in_range(media_type, range))
    });
    others.next().map(|media_type| format!("`{media_type}` is asked for, but not described"))
}
