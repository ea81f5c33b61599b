//! A line and column of the text, with an excerpt.
//!
//! In: an offset in the text. Out: a [`Location`] whose excerpt is safe to print.
//! Invariant: an excerpt is one line without control characters, at most [`LONGEST`] characters.

use super::Source;
use crate::diagnostics::Location;

/// More than this of a line is not shown.
const LONGEST: usize = 100;

/// Counts lines and columns forwards, so that all locations are found in one pass over the text.
#[derive(Debug)]
pub(super) struct Counter<'s> {
    source: &'s Source,
    offset: usize,
    line: usize,
    column: usize,
    /// Where the line begins.
    start: usize,
}

impl<'s> Counter<'s> {
    pub(super) fn new(source: &'s Source) -> Self {
        Self { source, offset: 0, line: 1, column: 1, start: 0 }
    }

    /// The location of a byte offset, which must not precede the last one asked for.
    pub(super) fn location(&mut self, offset: usize) -> Option<Location> {
        for c in self.source.text.get(self.offset..offset)?.chars() {
            self.offset += c.len_utf8();
            self.column += 1;
            if c == '\n' {
                (self.line, self.column, self.start) = (self.line + 1, 1, self.offset);
            }
        }
        let excerpt = excerpt(&self.source.text, self.start, offset)?;
        Some(Location { file: self.source.file.clone(), line: self.line, column: self.column, excerpt })
    }
}

/// The location of a byte offset.
#[cfg(feature = "yaml")]
pub(super) fn at_offset(source: &Source, offset: usize) -> Option<Location> {
    Counter::new(source).location(offset.min(source.text.len()))
}

/// The location of a line and column, both counted from 1, as parsers report them.
pub(super) fn at_line(source: &Source, line: usize, column: usize) -> Location {
    let start = source.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let text = source.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let before = text.char_indices().nth(column.saturating_sub(1)).map_or(text.len(), |(length, _)| length);
    let excerpt = excerpt(&source.text, start, start + before).unwrap_or_default();
    Location { file: source.file.clone(), line, column, excerpt }
}

/// The text around an offset on its line, which begins at `start`. A document may be one line of megabytes, so no
/// more than that is looked at.
fn excerpt(text: &str, start: usize, offset: usize) -> Option<String> {
    let line = |from: usize| Some(text.get(from..)?.chars().take_while(|c| *c != '\n'));
    let long = line(start)?.nth(LONGEST).is_some();
    let near = text.get(start..offset)?.char_indices().rev().take(LONGEST / 2 - 1).last();
    let first = near.filter(|_| long).map_or(0, |(near, _)| near);
    Some(line(start + first)?.take(LONGEST).filter(|c| !hidden(*c)).collect())
}

/// Control characters and those that reorder text on a terminal.
fn hidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
