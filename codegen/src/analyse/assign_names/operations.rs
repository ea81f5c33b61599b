//! Identifiers of groups and operations.
//!
//! In: tags, and operationIds with a hint in `rust`. Out: names of structs and methods, and of what operations have.
//! Invariant: unique in a group's module and among a group's methods.

use std::collections::BTreeMap;

use super::members::name_members;
use crate::{
    Diagnostics,
    analyse::{
        identifier::{Noun, escape, escape_plain, mangle},
        scope::{Scope, source},
    },
    diagnostics,
    ir::{Api, ApiGroup, Operation},
};

/// Methods of the client, which no group's accessor may hide.
const OF_CLIENT: [&str; 13] = [
    "new",
    "builder",
    "from_env",
    "get_unauthenticated",
    "get_unauthenticated_from",
    "put_unauthenticated",
    "put_unauthenticated_stream",
    "state",
    "request",
    "raw",
    "base_url",
    "set_credentials",
    "default",
];

pub(super) fn assign_operation_names(api: &mut Api, diagnostics: &mut Diagnostics) {
    let mut accessors = Scope::default();
    for group in &mut api.groups {
        name_group(group, &mut accessors);
        let mut module = Scope::with([group.name.rust.as_str()]);
        let mut methods = Scope::with(["new", "client"]);
        let mut last = BTreeMap::new();
        for operation in &mut group.operations {
            name_operation(operation, &mut module, &mut methods, &mut last, diagnostics);
            name_members(operation);
        }
        // Names derived from an operation yield to the names of other operations.
        for operation in &mut group.operations {
            name_body_methods(operation, &mut methods);
            name_representations(operation, &mut module);
        }
    }
}

/// The untagged group is `DefaultApi`, reached by `default_api`, as a client has a `default` already.
fn name_group(group: &mut ApiGroup, accessors: &mut Scope) {
    let accessor = mangle(&group.name.wire, Noun::Method);
    let accessor = if OF_CLIENT.contains(&accessor.as_str()) { format!("{accessor}_api") } else { accessor };
    // The module is the accessor with one `_api` appended, so the part before `_api` must be unique.
    let (stem, tail) = accessor.strip_suffix("_api").map_or((accessor.as_str(), ""), |stem| (stem, "_api"));
    group.accessor = escape_plain(format!("{}{tail}", accessors.take(stem)));
    let stem = mangle(&group.accessor, Noun::Type);
    // As before a role of an operation, the underscore that keeps a name off a keyword is not kept.
    let stem = stem.trim_end_matches('_');
    group.name.rust = if stem.ends_with("Api") { stem.to_owned() } else { format!("{stem}Api") };
}

/// Method, request, error and response names go together: a number goes behind all of them or none.
fn name_operation(
    operation: &mut Operation,
    module: &mut Scope,
    methods: &mut Scope,
    last: &mut BTreeMap<String, usize>,
    diagnostics: &mut Diagnostics,
) {
    let method = mangle(source(&operation.name), Noun::Method);
    let request = mangle(source(&operation.name), Noun::Type);
    let mut number = String::new();
    // Lower numbers are taken already, so that thousands of equal names need no search each.
    let next = last.entry(method.clone()).or_insert(1);
    loop {
        let names = names_of(&request, &number);
        let [request, error, response, headers] = &names;
        let mut own = vec![request, error, response];
        own.extend((!operation.headers.is_empty()).then_some(headers));
        if methods.is_free(&format!("{method}{number}")) && own.iter().all(|name| module.is_free(name)) {
            break;
        }
        *next += 1;
        number = next.to_string();
    }
    let [request, error, response, headers] = names_of(&request, &number);
    let [request, error, response] = [request, error, response].map(|name| module.take(&name));
    if !operation.headers.is_empty() {
        operation.headers_view = module.take(&headers);
    }
    let method = escape(methods.take(&format!("{method}{number}")));
    if !number.is_empty() {
        let warning = diagnostics::duplicate_operation(&operation.pointer, &operation.name.wire, &method);
        diagnostics.push(warning);
    }
    operation.name.rust = method;
    operation.request = request;
    operation.error = error;
    let mut bodies = operation.successes.iter().map(|case| &case.body);
    let first = bodies.next();
    let differ = bodies.any(|body| Some(body) != first);
    operation.response = if differ { response } else { String::new() };
}

/// The names of the types of an operation: request, error, response, headers.
pub(super) fn names_of(request: &str, number: &str) -> [String; 4] {
    // The underscore that keeps a name off a keyword (`Self_`) is not kept before a role.
    let stem = request.trim_end_matches('_');
    let request = if number.is_empty() { request } else { stem };
    let role = |role: &str| format!("{stem}{number}{role}");
    [format!("{request}{number}"), role("Error"), role("Response"), role("Headers")]
}

/// The request of a representation: `GetReport` and `accept_csv` give `GetReportAcceptCsv`.
pub(super) fn request_of(request: &str, method: &str) -> String {
    format!("{}{}", request.trim_end_matches('_'), mangle(method, Noun::Type))
}

/// The methods that take the body in another media type.
fn name_body_methods(operation: &mut Operation, methods: &mut Scope) {
    let method = operation.name.rust.trim_start_matches("r#").to_owned();
    for body in operation.other_bodies.iter_mut().filter(|body| body.required) {
        let wanted = mangle(&format!("{method}_as_{}", body.method_name.wire), Noun::Method);
        body.method_name.rust = escape(methods.take(&wanted));
    }
}

fn name_representations(operation: &mut Operation, module: &mut Scope) {
    for representation in &mut operation.representations {
        representation.request = module.take(&request_of(&operation.request, &representation.name.rust));
    }
}
