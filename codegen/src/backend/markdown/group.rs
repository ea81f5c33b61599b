//! The page of a group of operations.
//!
//! In: a group. Out: a table of its methods, and a section for each. Invariant: every method of the table has its
//! section, and the link leads there.

use super::page::Page;
use super::{Book, operation, phrases};
use crate::backend::syntax::name;
use crate::backend::text;
use crate::ir::{ApiGroup, Operation};

/// The heads of tables of operations.
pub(super) const HEAD: [&str; 3] = ["Method", "HTTP request", "Description"];

/// The page of a group, and the anchors of its operations.
pub(super) fn page(book: &Book<'_>, group: &ApiGroup) -> (String, Vec<String>) {
    let ApiGroup { name, accessor, docs: said, operations } = group;
    let mut page = Page::new();
    let title = name::bare(&name.rust);
    let top = page.heading(1, &text::code(title));
    phrases::paragraphs(&mut page, said);
    let method = text::code(&format!("client.{accessor}()"));
    page.text(format!("{method} returns it. All paths are relative to the base URL of the client."));
    let position = page.position();
    let anchors: Vec<_> =
        operations.iter().map(|each| operation::section(book, &mut page, &top, group, each)).collect();
    let rows = operations.iter().zip(&anchors).map(|(each, anchor)| row(each, &format!("#{anchor}")));
    page.insert(position, &HEAD, &rows.collect::<Vec<_>>());
    (page.finish(), anchors)
}

/// The row of an operation.
pub(super) fn row(operation: &Operation, target: &str) -> Vec<String> {
    let link = format!("[{}]({target})", text::code(name::bare(&operation.name.rust)));
    vec![link, operation::request(operation), phrases::headline(&operation.docs)]
}
