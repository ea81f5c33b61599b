//! The section of an operation.
//!
//! In: an operation. Out: its parameters, what it returns, how it fails, and a program that calls it.
//! Invariant: every operation has every part; an empty part says so.

use super::page::Page;
use super::{Book, phrases, program, security, type_links};
use crate::backend::syntax::{name, type_syntax};
use crate::backend::{destination, text};
use crate::ir::{
    ApiGroup, Body, ErrorBody, ErrorCase, Header, Operation, Parameter, Representation, SuccessBody,
    SuccessCase,
};

/// Adds the section; returns its anchor.
pub(super) fn section(
    book: &Book<'_>,
    page: &mut Page,
    top: &str,
    group: &ApiGroup,
    operation: &Operation,
) -> String {
    let Operation {
        name,
        request: _,
        error: _,
        pointer: _,
        method: _,
        path: _,
        query: _,
        servers: _,
        docs: said,
        parameters: _,
        body: _,
        other_bodies: _,
        successes: _,
        errors: _,
        response: _,
        representations: _,
        headers: _,
        headers_view: _,
        security,
        accept: _,
        pagination: _,
        config: _,
    } = operation;
    let anchor = page.heading(2, &text::code(name::bare(&name.rust)));
    page.text(format!("> {}", text::code(&signature(book, operation))));
    page.text(request(operation));
    for note in destination::notes(operation) {
        page.text(note);
    }
    phrases::paragraphs(page, said);
    examples(book, page, group, operation);
    parameters(book, page, operation);
    returned(book, page, operation);
    page.heading(3, "Authorization");
    let links = security::links(book.api, security);
    page.text(if links.is_empty() { "No authorization required.".to_owned() } else { links });
    headers(page, operation);
    responses(book, page, operation);
    response_headers(book, page, operation);
    page.text(format!(
        "[Back to top](#{top}) · [API list](README.md#endpoints) · [Model list](README.md#models) · \
         [README](README.md)"
    ));
    anchor
}

/// An operation's HTTP request.
pub(super) fn request(operation: &Operation) -> String {
    format!("**{}** {}", text::cell(&operation.method), text::cell_code(&operation.shown_path()))
}

/// The method as Rust has it.
fn signature(book: &Book<'_>, operation: &Operation) -> String {
    let required = operation.parameters.iter().filter(|parameter| parameter.is_argument());
    let arguments = required
        .map(|each| format!("{}: {}", each.name.rust, type_links::argument(book, &each.ty).plain(book.api)));
    let body = operation
        .body
        .iter()
        .filter(|body| body.required)
        .map(|body| format!("{}: {}", body.name.rust, type_links::body(book, body).plain(book.api)));
    let arguments: Vec<_> = ["&self".to_owned()].into_iter().chain(arguments).chain(body).collect();
    format!("pub fn {}({}) -> {}", operation.name.rust, arguments.join(", "), operation.request)
}

fn examples(book: &Book<'_>, page: &mut Page, group: &ApiGroup, operation: &Operation) {
    page.heading(3, "Example");
    book.examples.take_invented();
    let program = program::of(book, group, operation);
    if book.examples.take_invented() {
        page.text(phrases::INVENTED.to_owned());
    }
    page.fence("rust,no_run", &program);
    if let Some(walk) = program::pages(book, group, operation) {
        page.text("All items of the list, as a stream that fetches pages lazily:");
        page.fence("rust,no_run", &walk);
    }
}

fn parameters(book: &Book<'_>, page: &mut Page, operation: &Operation) {
    page.heading(3, "Parameters");
    let parameters = operation.parameters.iter().map(|each| parameter_row(book, each));
    let body = operation.bodies().map(|body| body_row(book, operation, body));
    let rows: Vec<_> = parameters.chain(body).collect();
    if rows.is_empty() {
        page.text("None.");
    }
    page.table(&["Name", "Type", "Description", "Notes"], &rows);
}

fn parameter_row(book: &Book<'_>, parameter: &Parameter) -> Vec<String> {
    let Parameter { name, pointer: _, position, encoding: _, ty, required: _, default: _, docs: said } =
        parameter;
    let optional = (!parameter.is_argument()).then(|| "optional".to_owned());
    let notes: Vec<_> = [position.name().to_owned()].into_iter().chain(optional).collect();
    let ty = type_links::argument(book, ty).linked(book);
    vec![phrases::name(name), ty, phrases::description(said), phrases::notes(&notes, said)]
}

fn body_row(book: &Book<'_>, operation: &Operation, body: &Body) -> Vec<String> {
    let optional = (!body.required).then(|| "optional".to_owned());
    let media_types = [&body.media_type].into_iter().chain(&body.other_media_types);
    let media_types: Vec<_> = media_types.map(|media_type| text::cell_code(media_type)).collect();
    // Where there is one body only, its media type stands among the request's headers.
    let sent = (operation.bodies().count() > 1).then(|| format!("as {}", media_types.join(" or ")));
    let method = name::bare(&body.method_name.rust);
    let method = (!method.is_empty()).then(|| format!("by {}", text::cell_code(method)));
    let notes: Vec<_> = ["body".to_owned()].into_iter().chain(optional).chain(sent).chain(method).collect();
    let ty = type_links::body(book, body).linked(book);
    let name = text::cell_code(name::bare(&body.name.rust));
    vec![name, ty, phrases::description(&body.docs), phrases::notes(&notes, &body.docs)]
}

fn returned(book: &Book<'_>, page: &mut Page, operation: &Operation) {
    page.heading(3, "Return type");
    let request = text::code(&operation.request);
    let value = if operation.response.is_empty() {
        let body = operation.successes.first().map_or(&SuccessBody::Empty, |case| &case.body);
        type_links::success(body).linked(book)
    } else {
        format!("{}, with a variant for each success below", text::code(&operation.response))
    };
    let none = if value == "`()`" { ": nothing" } else { "" };
    page.text(format!("{request}, which returns {value}{none}."));
    let others = operation.representations.iter().map(|each| {
        let Representation { name, request: _, media_types, body } = each;
        let media_types: Vec<_> = media_types.iter().map(|media_type| text::code(media_type)).collect();
        let choice = text::code(&format!(".{}()", name.rust));
        format!("- {choice} asks for {}: {}", media_types.join(", "), type_links::success(body).linked(book))
    });
    page.text(others.collect::<Vec<_>>().join("\n"));
}

fn headers(page: &mut Page, operation: &Operation) {
    page.heading(3, "HTTP request headers");
    let sent =
        operation.bodies().flat_map(|body| [&body.media_type].into_iter().chain(&body.other_media_types));
    let sent: Vec<_> = sent.map(|media_type| text::code(media_type)).collect();
    let content = if sent.is_empty() { "not sent".to_owned() } else { sent.join(", ") };
    let accept: Vec<_> = operation.accept.iter().map(|media| text::code(media)).collect();
    let accept = if accept.is_empty() { "not defined".to_owned() } else { accept.join(", ") };
    page.text(format!("- **Content-Type**: {content}\n- **Accept**: {accept}"));
}

fn responses(book: &Book<'_>, page: &mut Page, operation: &Operation) {
    page.heading(3, "HTTP response details");
    let successes = operation.successes.iter().map(|case| success_row(book, operation, case));
    let errors = operation.errors.iter().map(|case| error_row(book, operation, case));
    let rows: Vec<_> = successes.chain(errors).collect();
    if rows.is_empty() {
        page.text("The document lists none.");
    }
    page.table(&["Status", "Description", "Body", "In Rust"], &rows);
}

fn success_row(book: &Book<'_>, operation: &Operation, case: &SuccessCase) -> Vec<String> {
    let SuccessCase { status, name, body, description } = case;
    let rust = if operation.response.is_empty() {
        "the value".to_owned()
    } else {
        text::cell_code(&format!("{}::{}", operation.response, name.rust))
    };
    let body = match body {
        SuccessBody::Empty => "none".to_owned(),
        body => type_links::success(body).linked(book),
    };
    vec![format!("**{}**", text::status(*status)), text::cell(description), body, rust]
}

fn error_row(book: &Book<'_>, operation: &Operation, case: &ErrorCase) -> Vec<String> {
    let ErrorCase { status, name, media_types: _, body, description } = case;
    let body = match body {
        ErrorBody::Empty => "not documented".to_owned(),
        ErrorBody::Json(ty) | ErrorBody::Text(ty) => type_syntax::of(ty).linked(book),
        ErrorBody::Bytes => text::cell_code("Bytes"),
    };
    let rust = text::cell_code(&format!("{}::{}", operation.error, name.rust));
    vec![format!("**{}**", text::status(*status)), text::cell(description), body, rust]
}

/// The headers of the responses, where the document has some.
fn response_headers(book: &Book<'_>, page: &mut Page, operation: &Operation) {
    if operation.headers.is_empty() {
        return;
    }
    page.heading(3, "HTTP response headers");
    let view = text::code(&format!("{}::of(response.headers())", operation.headers_view));
    page.text(format!("{view} reads them."));
    let rows: Vec<_> = operation.headers.iter().map(|header| header_row(book, header)).collect();
    page.table(&["Name", "Type", "Description", "Notes"], &rows);
}

fn header_row(book: &Book<'_>, header: &Header) -> Vec<String> {
    let Header { name, ty, required, encoding: _, docs: said } = header;
    let notes: Vec<_> = (!required).then(|| "optional".to_owned()).into_iter().collect();
    let ty = type_syntax::of(ty).linked(book);
    vec![phrases::name(name), ty, phrases::description(said), phrases::notes(&notes, said)]
}
