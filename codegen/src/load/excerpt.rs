//! A line and column of the text, with what stands there.
//!
//! In: a place in the text. Out: a [`Place`] whose excerpt is safe to print.
//! Invariant: an excerpt is one line without control characters, at most [`LONGEST`] characters.

use super::Source;
use crate::diagnostic::Place;

/// More than this of a line is not shown.
const LONGEST: usize = 100;

/// The place of a byte offset.
pub(super) fn at_offset(source: &Source, offset: usize) -> Option<Place> {
    let before = source.text.get(..offset)?;
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let column = before.get(start..)?.chars().count() + 1;
    let rest = source.text.get(start..)?;
    Some(place(source, line, column, rest.lines().next().unwrap_or_default()))
}

/// The place of a line and column, both counted from 1, as a parser says them.
pub(super) fn at_line(source: &Source, line: usize, column: usize) -> Place {
    let text = source.text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    place(source, line, column, text)
}

fn place(source: &Source, line: usize, column: usize, text: &str) -> Place {
    // A document may be one line of megabytes: show what stands around the column.
    let long = text.chars().nth(LONGEST).is_some();
    let first = if long { column.saturating_sub(LONGEST / 2) } else { 0 };
    let excerpt = text.chars().skip(first).take(LONGEST).filter(|c| !hidden(*c)).collect();
    Place { file: source.file.clone(), line, column, excerpt }
}

/// Control characters and those that reorder text on a terminal.
fn hidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
