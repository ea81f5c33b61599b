//! The index of the reference pages.
//!
//! In: an API. Out: `README.md`: how to begin, endpoints, models, authorization. Invariant: it links to every page.

use super::links::Links;
use super::page::Page;
use super::{Book, group, phrases, program, security, type_links};
use crate::backend::syntax::{name, type_syntax};
use crate::backend::{event_texts, text};
use crate::ir::{Event, EventGroup, Payload, TypeKind};

/// The heading above events.
const EVENTS: &str = "Webhooks and callbacks";

/// The address of that heading.
pub(super) const EVENTS_ADDRESS: &str = "README.md#webhooks-and-callbacks";

pub(super) fn page(book: &Book<'_>, links: &Links) -> String {
    let mut page = Page::new();
    page.heading(1, &format!("Reference of {}", title(&book.api.title)));
    page.text(format!("Version {} of the API.", text::code(&book.api.version)));
    phrases::paragraphs(&mut page, &book.api.docs);
    begin(book, &mut page);
    endpoints(book, links, &mut page);
    events(book, &mut page);
    models(book, &mut page);
    page.heading(2, "Authorization");
    if book.api.security_schemes.is_empty() {
        page.text("No operation requires authorization.");
    }
    security::sections(book, &mut page);
    page.finish()
}

/// The title without markup, so that its anchor is known.
fn title(title: &str) -> String {
    let plain: String =
        title.chars().map(|c| if c.is_alphanumeric() || ".,-/ ".contains(c) { c } else { ' ' }).collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if plain.is_empty() { "an API".to_owned() } else { plain }
}

fn begin(book: &Book<'_>, page: &mut Page) {
    page.heading(2, "Getting started");
    page.text("Add this to `Cargo.toml`, with the path of your checkout:");
    let package = &book.package;
    page.fence(
        "toml",
        &format!(
            "[dependencies]\n{package} = {{ path = \"../{package}\" }}\n\
             tokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}"
        ),
    );
    page.text("Create a client. Cloning it is cheap, and its methods return the APIs of the tables below:");
    page.fence("rust,no_run", &program::connect(book));
    page.text(
        "A method returns a request, which does nothing until it is awaited. Required parameters are arguments, \
         optional ones are setters of the request. `.await` returns the value, `.response().await` the value with \
         status and headers, `.raw().await` the response with its unread body.",
    );
    servers(book, page);
}

fn servers(book: &Book<'_>, page: &mut Page) {
    let rows = book.api.servers.iter().map(|server| {
        let variables = server.variables.iter().map(|(variable, default, allowed)| {
            let allowed =
                if allowed.is_empty() { String::new() } else { format!(" (one of {})", allowed.join(", ")) };
            text::cell(&format!("{variable} = {default}{allowed}"))
        });
        let description = text::cell(server.description.as_deref().unwrap_or_default());
        vec![text::cell_code(&server.url), description, variables.collect::<Vec<_>>().join("; ")]
    });
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        page.text("The document lists these servers:");
    }
    page.table(&["URL", "Description", "Variables"], &rows);
}

fn endpoints(book: &Book<'_>, links: &Links, page: &mut Page) {
    page.heading(2, "Endpoints");
    if book.api.groups.is_empty() {
        page.text("The document has none.");
    }
    for (index, (group, addresses)) in book.api.groups.iter().zip(&links.operations).enumerate() {
        let api = text::code(name::bare(&group.name.rust));
        let said = phrases::headline(&group.docs);
        let colon = if said.is_empty() { "" } else { ": " };
        page.text(format!("[{api}]({}){colon}{said}", book.names.group(index)));
        let rows = group.operations.iter().zip(addresses);
        let rows: Vec<_> = rows.map(|(operation, address)| group::row(operation, address)).collect();
        page.table(&group::HEAD, &rows);
    }
}

/// The events of webhooks and callbacks, each group with its enum.
fn events(book: &Book<'_>, page: &mut Page) {
    if book.api.events.is_empty() {
        return;
    }
    page.heading(2, EVENTS);
    page.text(
        "The API sends these requests to the application. The `read` function of an enum in the module `webhooks` \
         reads a request's body, given the name of the event.",
    );
    for group in &book.api.events {
        let EventGroup { name, source: _, events, other: _ } = group;
        page.text(format!("{}: {}", text::code(name::bare(&name.rust)), event_texts::title(group)));
        let rows = events.iter().map(|event| {
            let Event { name, constant, pointer: _, method, source, docs: said, payload, required: _ } =
                event;
            let payload = match payload {
                Some(Payload::Json(ty)) => type_syntax::of(ty).linked(book),
                Some(Payload::Bytes) => text::cell_code("Bytes"),
                None => String::new(),
            };
            vec![
                text::cell_code(name::bare(&name.rust)),
                text::cell_code(constant),
                text::cell_code(&format!("{method} {source}")),
                payload,
                phrases::headline(said),
            ]
        });
        page.table(&["Variant", "Name", "Request", "Payload", "Description"], &rows.collect::<Vec<_>>());
    }
}

fn models(book: &Book<'_>, page: &mut Page) {
    page.heading(2, "Models");
    let rows = book.examples.types.all().map(|(id, def)| {
        let kind = match &def.kind {
            TypeKind::Object(_) => "struct",
            TypeKind::Enumeration(_) => "enum of values",
            TypeKind::Union(_) => "enum of types",
            TypeKind::Events(_) => "enum of events",
            TypeKind::Newtype(_) => "newtype",
            TypeKind::Alias(_) | TypeKind::External(_) => "alias",
        };
        vec![type_links::link(book, id), kind.to_owned(), phrases::headline(&def.docs)]
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        page.text("The document has none.");
    }
    page.table(&["Model", "Kind", "Description"], &rows);
}
