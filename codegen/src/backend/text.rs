//! Text of the document as harmless Markdown: the one sanitiser.
//!
//! In: descriptions, as written. Out: Markdown for doc comments and pages, or plain lines. Invariant: whatever the text,
//! no doctest, raw HTML, intra-doc link or bidi control results from it.

mod block;
mod inline;

use crate::ir::{Name, StatusMatch};

/// One line of plain text: control characters are dropped and white space is collapsed; nothing else is changed.
#[must_use]
pub fn line(text: &str) -> String {
    inline::line(text)
}

/// One line of harmless Markdown: code spans, emphasis and `http(s)` links work, anything else is escaped.
#[must_use]
pub fn inline(text: &str) -> String {
    inline::text(text)
}

/// Lines of harmless Markdown: paragraphs, headings, lists, tables and fenced text.
#[must_use]
pub fn blocks(text: &str) -> Vec<String> {
    block::lines(text)
}

/// The same for a text whose line ends mean nothing.
#[must_use]
pub fn paragraph(text: &str) -> Vec<String> {
    block::without_headings(&line(text))
}

/// The same for a page that has an outline of its own: headings become bold text.
#[must_use]
pub fn blocks_without_headings(text: &str) -> Vec<String> {
    block::without_headings(text)
}

/// Harmless Markdown for a cell of a table.
#[must_use]
pub fn cell(text: &str) -> String {
    inline::cell(text)
}

/// A code span, or quoted text where a code span cannot hold it.
#[must_use]
pub fn code(text: &str) -> String {
    let text = line(text);
    if text.contains('`') || text.is_empty() {
        return format!("\"{}\"", inline(&text));
    }
    format!("`{text}`")
}

/// The same for a cell of a table.
#[must_use]
pub fn cell_code(text: &str) -> String {
    let text = line(text);
    if text.is_empty() || text.contains('`') || text.contains("\\|") {
        return format!("\"{}\"", cell(&text));
    }
    format!("`{}`", text.replace('|', "\\|"))
}

/// JSON whose invisible and bidirectional control characters are written as escapes.
#[must_use]
pub fn visible(json: &str) -> String {
    inline::visible(json)
}

/// A name of the document as a code span; its identifier where nothing of the name is visible.
#[must_use]
pub fn name(name: &Name) -> String {
    let Name { wire, rust } = name;
    let shown = line(wire);
    code(if shown.is_empty() { rust } else { &shown })
}

/// A status, a range of them (`4XX`), or "Any other status".
#[must_use]
pub fn status(status: StatusMatch) -> String {
    match status {
        StatusMatch::Code(code) => code.to_string(),
        StatusMatch::Range(hundreds) => format!("{hundreds}XX"),
        StatusMatch::Default => "Any other status".to_owned(),
    }
}

#[cfg(test)]
mod tests;
