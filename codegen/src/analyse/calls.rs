//! Identifiers of groups, operations, parameters and responses.
//!
//! In: tags, operationIds (with a hint in `rust`), parameter names. Out: struct, method, argument and variant names.
//! Invariant: unique in a group's module, in a group's methods, and among the arguments and setters of an operation.

use std::collections::BTreeMap;

use super::{
    ident::{Noun, Scope, Wanted, assign, escape, escape_plain, is_identifier, mangle},
    names::{give_names, source},
};
use crate::{
    Diagnostics,
    catalogue::degraded,
    ir::{Api, ApiGroup, Operation},
};

/// Methods of the client, which no group's accessor may hide.
const OF_CLIENT: [&str; 9] =
    ["new", "builder", "from_env", "fetch", "request", "raw", "base_url", "set_credentials", "default"];

/// Methods of a request that is answered in pages, which no setter of it may hide.
const OF_PAGED_REQUESTS: [&str; 4] = ["pages", "items", "pages_blocking", "items_blocking"];

/// Methods of every request, which no setter may hide.
const OF_REQUESTS: [&str; 7] =
    ["send", "response", "raw", "into_future", "send_blocking", "response_blocking", "raw_blocking"];

pub(super) fn give(api: &mut Api, diagnostics: &mut Diagnostics) {
    let mut accessors = Scope::default();
    for group in &mut api.groups {
        name_group(group, &mut accessors);
        let mut module = Scope::with([group.name.rust.as_str()]);
        let mut methods = Scope::with(["new", "client"]);
        let mut last = BTreeMap::new();
        for operation in &mut group.operations {
            name_operation(operation, &mut module, &mut methods, &mut last, diagnostics);
            name_arguments(operation);
            name_cases(operation);
        }
    }
}

/// Gives an operation another method name, and its types theirs; `false` if one of them is taken or no identifier.
pub(super) fn rename(group: &mut ApiGroup, operation: usize, to: &str) -> bool {
    let request = mangle(to, Noun::Type);
    let [request, error, response] = names_of(&request, "");
    let others = group.operations.iter().enumerate().filter(|(index, _)| *index != operation);
    let free = others.map(|(_, other)| other).all(|other| {
        let taken = [&other.request, &other.error, &other.response];
        other.name.rust != to && ![&request, &error, &response].iter().any(|name| taken.contains(name))
    });
    let reserved = ["new", "client"].contains(&to) || request == group.name.rust;
    let Some(operation) = group.operations.get_mut(operation) else { return false };
    if !free || reserved || !is_identifier(to) {
        return false;
    }
    to.clone_into(&mut operation.name.rust);
    operation.request = request;
    operation.error = error;
    if !operation.response.is_empty() {
        operation.response = response;
    }
    true
}

/// The untagged group is `DefaultApi`, reached by `default_api`, as a client has a `default` already.
fn name_group(group: &mut ApiGroup, accessors: &mut Scope) {
    let accessor = mangle(&group.name.wire, Noun::Method);
    let accessor = if OF_CLIENT.contains(&accessor.as_str()) { format!("{accessor}_api") } else { accessor };
    // The module is the accessor with `_api` behind it, once; so what must be unique is what stands before that.
    let (stem, tail) = accessor.strip_suffix("_api").map_or((accessor.as_str(), ""), |stem| (stem, "_api"));
    group.accessor = escape_plain(format!("{}{tail}", accessors.take(stem)));
    let stem = mangle(&group.accessor, Noun::Type);
    group.name.rust = if stem.ends_with("Api") { stem } else { format!("{stem}Api") };
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
    // Thousands of equal names are no search each: those with lower numbers are taken.
    let next = last.entry(method.clone()).or_insert(1);
    loop {
        let names = names_of(&request, &number);
        if methods.is_free(&format!("{method}{number}")) && names.iter().all(|name| module.is_free(name)) {
            break;
        }
        *next += 1;
        number = next.to_string();
    }
    let [request, error, response] = names_of(&request, &number).map(|name| module.take(&name));
    let method = escape(methods.take(&format!("{method}{number}")));
    if !number.is_empty() {
        let warning = degraded::duplicate_operation(&operation.pointer, &operation.name.wire, &method);
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

fn names_of(request: &str, number: &str) -> [String; 3] {
    // The underscore that keeps a name off a keyword (`Self_`) has no place before a role.
    let stem = request.trim_end_matches('_');
    let request = if number.is_empty() { request } else { stem };
    [format!("{request}{number}"), format!("{stem}{number}Error"), format!("{stem}{number}Response")]
}

fn name_arguments(operation: &mut Operation) {
    let paged = operation.pages.is_some();
    let wanted = operation.parameters.iter().map(|parameter| {
        let wanted = Wanted::of(source(&parameter.name), Noun::Parameter);
        if parameter.required { wanted } else { wanted.adapted(|name| setter(name, paged)) }
    });
    let body = operation.body.iter().map(|body| Wanted::of(source(&body.name), Noun::Parameter));
    let wanted: Vec<Wanted> = wanted.chain(body).collect();
    let mut names = assign(&wanted, &mut Scope::default()).into_iter();
    for parameter in &mut operation.parameters {
        parameter.name.rust = names.next().unwrap_or_default();
    }
    if let Some(body) = &mut operation.body {
        body.name.rust = names.next().unwrap_or_default();
    }
}

/// Another name for a setter that would hide a method of the request or look like an option.
fn setter(name: &str, paged: bool) -> Option<String> {
    if name.starts_with("with_") {
        return Some(format!("set_{name}"));
    }
    let taken = OF_REQUESTS.contains(&name) || (paged && OF_PAGED_REQUESTS.contains(&name));
    taken.then(|| format!("{name}_"))
}

fn name_cases(operation: &mut Operation) {
    let mut successes: Vec<_> = operation.successes.iter_mut().map(|case| &mut case.name).collect();
    give_names(&mut successes, Noun::Variant, &mut Scope::default(), |_| None);
    let mut errors: Vec<_> = operation.errors.iter_mut().map(|case| &mut case.name).collect();
    give_names(&mut errors, Noun::Variant, &mut Scope::default(), |_| None);
}
