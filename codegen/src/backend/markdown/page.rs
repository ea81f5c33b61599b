//! A page in the making.
//!
//! In: blocks of harmless Markdown. Out: the page's text. Invariant: there is an empty line between blocks, and each
//! heading's anchor is the one that code hosts make of it: lower case, spaces as hyphens, a number after repeated ones.

use std::collections::BTreeMap;

use super::MARK;

/// A page in the making.
pub(super) struct Page {
    blocks: Vec<String>,
    anchors: BTreeMap<String, usize>,
}

impl Page {
    pub(super) fn new() -> Self {
        Self { blocks: vec![MARK.to_owned()], anchors: BTreeMap::new() }
    }

    /// Adds a heading of plain words or of one code span; returns its anchor.
    pub(super) fn heading(&mut self, level: usize, shown: &str) -> String {
        self.text(format!("{} {shown}", "#".repeat(level)));
        let slug = slug(shown);
        let mut anchor = slug.clone();
        while self.anchors.contains_key(&anchor) {
            let count = self.anchors.entry(slug.clone()).or_default();
            *count += 1;
            anchor = format!("{slug}-{count}");
        }
        self.anchors.insert(anchor.clone(), 0);
        anchor
    }

    /// Adds a paragraph.
    pub(super) fn text(&mut self, paragraph: impl Into<String>) {
        let paragraph = paragraph.into();
        if !paragraph.is_empty() {
            self.blocks.push(paragraph);
        }
    }

    /// Adds lines that are blocks of their own already.
    pub(super) fn lines(&mut self, lines: &[String]) {
        self.text(lines.join("\n"));
    }

    /// Adds a table; nothing where it has no rows.
    pub(super) fn table(&mut self, head: &[&str], rows: &[Vec<String>]) {
        self.text(table(head, rows));
    }

    /// Adds a fenced block.
    pub(super) fn fence(&mut self, language: &str, text: &str) {
        self.text(format!("```{language}\n{}\n```", text.trim_end()));
    }

    /// The position after the last block, for [`Page::insert`].
    pub(super) fn position(&self) -> usize {
        self.blocks.len()
    }

    /// Inserts a table at an earlier position.
    pub(super) fn insert(&mut self, position: usize, head: &[&str], rows: &[Vec<String>]) {
        let table = table(head, rows);
        if !table.is_empty() && position <= self.blocks.len() {
            self.blocks.insert(position, table);
        }
    }

    pub(super) fn finish(self) -> String {
        self.blocks.join("\n\n") + "\n"
    }
}

fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let line = |cells: &[&str]| format!("| {} |", cells.join(" | ").replace("|  |", "| |"));
    let rule = vec!["---"; head.len()];
    let rows = rows.iter().map(|row| line(&row.iter().map(String::as_str).collect::<Vec<_>>()));
    [line(head), line(&rule)].into_iter().chain(rows).collect::<Vec<_>>().join("\n")
}

/// The anchor that code hosts make of a heading's text.
fn slug(shown: &str) -> String {
    let kept = shown.to_lowercase();
    let kept = kept.chars().filter(|c| unicode_ident::is_xid_continue(*c) || matches!(c, '-' | ' '));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::Page;

    #[test]
    fn anchors_are_those_of_code_hosts() {
        let mut page = Page::new();
        let anchors: Vec<_> = ["Example", "`r_type`", "Two Words", "Example", "`example-1`", "Example"]
            .iter()
            .map(|shown| page.heading(2, shown))
            .collect();
        assert_eq!(anchors, ["example", "r_type", "two-words", "example-1", "example-1-1", "example-2"]);
    }
}
