//! What the document says -> doc comments.
//!
//! In: [`Docs`] and sentences of our own. Out: `#[doc]` and `#[deprecated]` attributes. Invariant: text of the document
//! goes through [`text`]; no comment is empty.

mod wrap;

use proc_macro2::TokenStream;
use quote::quote;

use crate::backend::syntax::{literal, name};
use crate::backend::text;
use crate::ir::{Docs, Name, StatusMatch};

/// A doc comment in the making: blocks of lines with an empty line between.
#[derive(Default)]
pub(in crate::backend) struct Comment(Vec<Vec<String>>);

impl Comment {
    /// Adds a paragraph of our own words.
    pub(in crate::backend) fn ours(mut self, text: impl Into<String>) -> Self {
        self.0.push(vec![text.into()]);
        self
    }

    /// Adds text of the document.
    pub(in crate::backend) fn text(mut self, text: &str) -> Self {
        let lines = text::blocks(text);
        if !lines.is_empty() && !self.0.contains(&lines) {
            self.0.push(lines);
        }
        self
    }

    /// Adds all that the document says of a thing.
    pub(in crate::backend) fn of(self, docs: &Docs) -> Self {
        let Docs { summary, description, notes, deprecated: _, constraints: _ } = docs;
        let summary = summary.as_deref().map(text::line).unwrap_or_default();
        let notes: Vec<_> = notes.iter().map(|note| text::line(note)).collect();
        self.text(&summary).text(description.as_deref().unwrap_or_default()).text(&notes.join(" "))
    }

    /// Adds a paragraph of our own words where there is nothing yet.
    pub(in crate::backend) fn or(self, text: impl FnOnce() -> String) -> Self {
        if self.0.is_empty() { self.ours(text()) } else { self }
    }

    /// Adds a list of our own making.
    pub(in crate::backend) fn list(mut self, items: Vec<String>) -> Self {
        if !items.is_empty() {
            self.0.push(items);
        }
        self
    }

    /// The attributes.
    pub(in crate::backend) fn tokens(self) -> TokenStream {
        let lines = wrap::wrap(self.0.join(&String::new()));
        let lines = lines.into_iter().map(|line| match line.as_str() {
            "" => literal::string(""),
            text => literal::string(&format!(" {text}")),
        });
        quote!(#(#[doc = #lines])*)
    }
}

/// The doc comment of a group of operations.
pub(in crate::backend) fn group(docs: &Docs, name: &Name) -> TokenStream {
    or(docs, &format!("The operations of {}", mention(name)))
}

/// What the document says of a thing, or a sentence of our own where that is nothing.
pub(in crate::backend) fn or(docs: &Docs, ours: &str) -> TokenStream {
    Comment::default().of(docs).or(|| ours.to_owned()).tokens()
}

/// A link to a method; a raw identifier has none.
pub(in crate::backend) fn link(api: &str, method: &str) -> String {
    let target = text::code(&format!("{api}::{}", name::bare(method)));
    if method.starts_with("r#") { target } else { format!("[{target}]") }
}

/// A sentence of our own as doc comment.
pub(in crate::backend) fn ours(text: impl Into<String>) -> TokenStream {
    Comment::default().ours(text).tokens()
}

/// The doc comment of a thing that has a name; the name where the document says nothing.
pub(in crate::backend) fn named(docs: &Docs, name: &Name) -> TokenStream {
    Comment::default().of(docs).or(|| mention(name)).tokens()
}

/// The doc comment of a thing, behind a line of our own.
pub(in crate::backend) fn with_lead(docs: &Docs, lead: &str) -> TokenStream {
    Comment::default().ours(lead).of(docs).tokens()
}

/// A status and what the document says of it.
pub(in crate::backend) fn status(status: StatusMatch, description: &str) -> TokenStream {
    let line = format!("{}: {}", text::status(status), text::inline(description));
    ours(line.trim_end_matches([':', ' ']))
}

/// What the document says of an argument, in one line; `None` where that is nothing.
pub(in crate::backend) fn argument(docs: &Docs) -> Option<String> {
    let Docs { summary, description, notes, deprecated: _, constraints: _ } = docs;
    let said = summary.iter().chain(description).chain(notes);
    let said: Vec<_> = said.map(|text| text::inline(text)).filter(|text| !text.is_empty()).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// A name as a sentence.
pub(in crate::backend) fn mention(name: &Name) -> String {
    format!("{}.", text::name(name))
}

/// `#[deprecated]`, where a thing is.
pub(in crate::backend) fn deprecated(docs: &Docs) -> TokenStream {
    match docs.deprecated.as_deref().map(text::inline) {
        None => TokenStream::new(),
        Some(reason) if reason.is_empty() => quote!(#[deprecated]),
        Some(reason) => {
            let reason = literal::string(&reason);
            quote!(#[deprecated = #reason])
        }
    }
}
