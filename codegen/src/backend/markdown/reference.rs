//! The reference pages.
//!
//! In: an [`Api`] whose names and indices are final. Out: `README.md`, a page a group, a page a model, in that order.
//! Invariant: file names and headings are made of identifiers; every page begins with [`MARK`](super::MARK), by which
//! the pages of things that are gone are found.

use super::links::Links;
use super::page::Page;
use super::{Book, group, index, model, operation};
use crate::ir::{Api, Operation, TypeDef};
use crate::{Config, File};

/// Prints the reference pages of an API.
pub(super) fn pages(api: &Api, config: &Config) -> Vec<File> {
    let book = Book::new(api, config);
    let mut pages = Vec::new();
    let mut links = Links::default();
    for (index, group) in api.groups.iter().enumerate() {
        let file = book.names.group(index);
        let (text, anchors) = group::page(&book, group);
        links.add(group, &file, &anchors);
        pages.push(File { name: file, text });
    }
    links.add_events(&book, index::EVENTS_ADDRESS);
    links.add_models(&book);
    let index = File { name: "README.md".into(), text: index::page(&book, &links) };
    let models = book.examples.types.all().map(|(id, def)| {
        let text = model::page(&book, &links, id, def);
        File { name: book.names.model(id), text }
    });
    [index].into_iter().chain(pages).chain(models).collect()
}

/// Prints the sections of some operations and the pages of some models, for people who look at one of them.
pub(crate) fn excerpt(
    api: &Api,
    config: &Config,
    of_type: &dyn Fn(&TypeDef) -> bool,
    of_operation: &dyn Fn(&Operation) -> bool,
) -> String {
    let book = Book::new(api, config);
    let mut text = String::new();
    for group in &api.groups {
        for operation in group.operations.iter().filter(|operation| of_operation(operation)) {
            let mut page = Page::new();
            operation::section(&book, &mut page, "", group, operation);
            text += &page.finish();
        }
    }
    for (id, def) in book.examples.types.all().filter(|(_, def)| of_type(def)) {
        text += &model::page(&book, &Links::default(), id, def);
    }
    text
}
