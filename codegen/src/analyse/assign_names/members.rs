//! Identifiers of what an operation has: arguments, setters, cases of its responses, headers.
//!
//! In: an operation with the names of its parameters, bodies, statuses and headers. Out: their identifiers.
//! Invariant: no setter hides a method of the request or looks like an option (`with_`).

use crate::{
    analyse::{
        identifier::Noun,
        scope::{Scope, Wanted, assign, assign_all, source},
    },
    ir::{Name, Operation},
};

/// Methods of a paginated request, which no setter of it may hide.
const OF_PAGINATED_REQUESTS: [&str; 4] = ["pages", "items", "pages_blocking", "items_blocking"];

/// Methods of every request, which no setter may hide.
const OF_REQUESTS: [&str; 8] =
    ["new", "send", "response", "raw", "into_future", "send_blocking", "response_blocking", "raw_blocking"];

pub(super) fn name_members(operation: &mut Operation) {
    let mut scope = Scope::default();
    name_arguments(operation, &mut scope);
    name_arguments_of_other_bodies(operation);
    name_body_setters(operation, &mut scope);
    name_representations(operation, &mut scope);
    let none = |_: &str| None;
    let mut successes: Vec<_> = operation.successes.iter_mut().map(|case| &mut case.name).collect();
    assign_all(&mut successes, Noun::Variant, &mut Scope::default(), none);
    let mut errors: Vec<_> = operation.errors.iter_mut().map(|case| &mut case.name).collect();
    assign_all(&mut errors, Noun::Variant, &mut Scope::default(), none);
    let mut headers: Vec<_> = operation.headers.iter_mut().map(|header| &mut header.name).collect();
    assign_all(&mut headers, Noun::Field, &mut Scope::with(["of"]), none);
}

/// Parameters, then the body in the preferred media type.
fn name_arguments(operation: &mut Operation, scope: &mut Scope) {
    let paginated = operation.pagination.is_some();
    let parameters = operation.parameters.iter().map(|parameter| {
        let wanted = Wanted::of(source(&parameter.name), Noun::Parameter);
        if parameter.required { wanted } else { wanted.adapted(|name| setter(name, paginated)) }
    });
    let body = operation.body.iter().map(|body| Wanted::of(source(&body.name), Noun::Parameter));
    let wanted: Vec<Wanted> = parameters.chain(body).collect();
    let names: Vec<&mut Name> = operation
        .parameters
        .iter_mut()
        .map(|parameter| &mut parameter.name)
        .chain(operation.body.iter_mut().map(|body| &mut body.name))
        .collect();
    for (name, identifier) in names.into_iter().zip(assign(&wanted, scope)) {
        name.rust = identifier;
    }
}

/// Another name for a setter that would hide a method of the request or look like an option.
fn setter(name: &str, paginated: bool) -> Option<String> {
    if name.starts_with("with_") {
        return Some(format!("set_{name}"));
    }
    let taken = OF_REQUESTS.contains(&name) || (paginated && OF_PAGINATED_REQUESTS.contains(&name));
    taken.then(|| format!("{name}_"))
}

/// An argument of another method may have the name of another argument, but not that of a parameter.
fn name_arguments_of_other_bodies(operation: &mut Operation) {
    let parameters: Vec<String> = operation.parameters.iter().map(|p| p.name.rust.clone()).collect();
    for body in &mut operation.other_bodies {
        let mut scope = Scope::with(&parameters);
        assign_all(&mut [&mut body.name], Noun::Parameter, &mut scope, |_| None);
    }
}

/// The setters of an optional body in other media types.
fn name_body_setters(operation: &mut Operation, scope: &mut Scope) {
    let bodies = operation.other_bodies.iter_mut().filter(|body| !body.required);
    let mut names: Vec<&mut Name> = bodies.map(|body| &mut body.method_name).collect();
    for name in &mut names {
        name.rust = format!("body_as_{}", name.wire);
    }
    assign_all(&mut names, Noun::Method, scope, |_| None);
}

/// The methods that ask for another media type.
fn name_representations(operation: &mut Operation, scope: &mut Scope) {
    let mut names: Vec<&mut Name> =
        operation.representations.iter_mut().map(|other| &mut other.name).collect();
    for name in &mut names {
        name.rust = format!("accept_{}", name.wire);
    }
    assign_all(&mut names, Noun::Method, scope, |_| None);
}
