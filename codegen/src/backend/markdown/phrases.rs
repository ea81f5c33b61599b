//! What the document says, as cells and paragraphs of a page.
//!
//! In: [`Docs`]. Out: harmless Markdown. Invariant: a cell is one line, and its own `|` part nothing.

use super::page::Page;
use crate::backend::syntax::{literal, name};
use crate::backend::text;
use crate::ir::{Docs, Literal, Name};

/// The longest text that a table's cell shows of a description.
const CELL: usize = 600;

/// What a page says before an example that its schema does not accept.
pub(super) const INVENTED: &str =
    "Values of this example are made up: none was found that keeps all that the document demands.";

/// Adds all that the document says of a thing as paragraphs.
pub(super) fn paragraphs(page: &mut Page, said: &Docs) {
    let Docs { summary, description, notes, deprecated, constraints: _ } = said;
    page.lines(&text::paragraph(summary.as_deref().unwrap_or_default()));
    page.lines(&text::blocks_without_headings(description.as_deref().unwrap_or_default()));
    page.text(text::inline(&notes.join(" ")));
    if let Some(reason) = deprecated {
        page.text(format!("**Deprecated.** {}", text::inline(reason)).trim_end().to_owned());
    }
}

/// What the document says of a thing, without the remarks, as a cell.
pub(super) fn description(said: &Docs) -> String {
    let Docs { summary, description, notes: _, deprecated: _, constraints: _ } = said;
    let texts: Vec<_> = summary.iter().chain(description).map(|text| short(text)).collect();
    texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What the document says of a thing in a few words, as a cell.
pub(super) fn headline(said: &Docs) -> String {
    let Docs { summary, description, notes: _, deprecated, constraints: _ } = said;
    let first = |text: &String| text.trim().split("\n\n").next().map(str::to_owned);
    let text = summary.clone().or_else(|| description.as_ref().and_then(first)).unwrap_or_default();
    let text = short(&text);
    if deprecated.is_some() { format!("*deprecated* {text}").trim_end().to_owned() } else { text }
}

/// Remarks as a cell: ours first, then that the thing is deprecated, then those of the document.
pub(super) fn notes(ours: &[String], said: &Docs) -> String {
    let Docs { summary: _, description: _, notes, deprecated, constraints: _ } = said;
    let deprecated = deprecated.as_ref().map(|reason| match text::cell(reason) {
        reason if reason.is_empty() => "**deprecated**".to_owned(),
        reason => format!("**deprecated**: {reason}"),
    });
    let ours: Vec<_> = ours.iter().cloned().chain(deprecated).collect();
    let notes = text::cell(&notes.join(" "));
    [ours.join(", "), notes].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; ")
}

/// A thing's identifier, with its name on the wire where that is another.
pub(super) fn name(name: &Name) -> String {
    let Name { wire, rust } = name;
    let bare = name::bare(rust);
    if bare == wire {
        return text::cell_code(bare);
    }
    format!("{} ({})", text::cell_code(rust), text::cell_code(wire))
}

/// A scalar of the document as JSON.
pub(super) fn literal(literal: &Literal) -> String {
    text::cell_code(&match literal {
        Literal::String(text) => text::visible(&serde_json::Value::from(text.as_str()).to_string()),
        other => literal::text(other),
    })
}

/// A text as a cell, cut at the end of a word where it is very long.
fn short(text: &str) -> String {
    if text.len() <= CELL {
        return text::cell(text);
    }
    let end = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= CELL).last();
    let cut = text.get(..end.unwrap_or_default()).unwrap_or_default();
    format!("{} …", text::cell(cut.rsplit_once(char::is_whitespace).map_or(cut, |(words, _)| words)))
}
