//! Inline Markdown of the document -> inline Markdown that is harmless.
//!
//! In: text. Out: one line, in which code spans, emphasis and `http(s)` links work and all else that could become
//! markup is escaped. Invariant: constructs that are let through end on the line where they begin, and in tables hold no
//! bare `|`, so that neither lines nor cells can cut them.

use std::borrow::Cow;
use std::fmt::Write as _;

/// How far the end of a code span or of a link's text may be, in bytes.
const WINDOW: usize = 2_000;

/// A `|` that parts no cells, whatever stands before it.
const PIPE: &str = "&#124;";

/// Text with controls dropped and white space collapsed, otherwise as it is.
pub(super) fn line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in clean(text).split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Drops control characters, bidi controls and invisible ones; every line end becomes `\n`, every tab four spaces.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    // Most texts need no cleaning, and are cleaned more than once.
    if text.bytes().all(|byte| matches!(byte, b'\n' | b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => clean.push('\n'),
            '\t' => clean.push_str("    "),
            _ if is_dropped(c) => {}
            _ => clean.push(c),
        }
    }
    Cow::Owned(clean)
}

/// JSON text with every character that would be dropped elsewhere as an escape; line ends stay.
pub(super) fn visible(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c != '\n' && (is_dropped(c) || matches!(c, '\u{2028}' | '\u{2029}')) {
            // All of them are in the plane that one escape can name.
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// Controls, and what is invisible or turns the direction of text.
fn is_dropped(c: char) -> bool {
    let invisible = matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{feff}');
    let bidi =
        matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2065}'..='\u{206f}');
    invisible || bidi || matches!(c, '\u{fff9}'..='\u{fffb}') || c.is_control()
}

/// What a line is part of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Context {
    /// Outside tables.
    Text,
    /// The whole row of a table: its `|` part cells.
    Row,
    /// In one cell: its `|` are text.
    Cell,
}

/// Text as one line of harmless Markdown, outside tables.
pub(super) fn text(source: &str) -> String {
    markup(source, Context::Text)
}

/// A table's row as one line of harmless Markdown.
pub(super) fn row(source: &str) -> String {
    markup(source, Context::Row)
}

/// Text as the harmless Markdown of one cell of a table.
pub(super) fn cell(source: &str) -> String {
    markup(source, Context::Cell)
}

fn markup(source: &str, context: Context) -> String {
    let source = line(source);
    let mut out = String::with_capacity(source.len() + 8);
    if source.starts_with('>') {
        out.push('\\');
    }
    let mut rest = source.as_str();
    while let Some(first) = rest.chars().next() {
        let taken = match first {
            '`' => code_span(rest, context, &mut out),
            '~' => tildes(rest, &mut out),
            '\\' => backslash(rest, context, &mut out),
            '|' if context == Context::Cell => put(&mut out, [PIPE], 1),
            '<' => angle(rest, &mut out),
            '[' => bracket(rest, &mut out),
            '!' => image(rest, &mut out),
            ']' => {
                out.push_str("\\]");
                1
            }
            'h' | 'H' => url(rest, &mut out),
            _ => 0,
        };
        let taken = if taken == 0 {
            out.push(first);
            first.len_utf8()
        } else {
            taken
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    out
}

/// A code span as it is; backticks that make none become entities, which cannot join others to a run.
fn code_span(rest: &str, context: Context, out: &mut String) -> usize {
    let run = run_of(rest, '`');
    let inner = rest.get(run..).unwrap_or_default();
    let fits = |inner: &str| match context {
        Context::Text => true,
        Context::Row => !inner.contains('|'),
        // Readers differ on what a backslash before an escaped `|` does.
        Context::Cell => !inner.contains("\\|"),
    };
    let closed = closing(inner, run)
        .and_then(|end| inner.get(..end))
        .filter(|inner| run <= 2 && fits(inner) && !inner.trim().is_empty());
    let Some(inner) = closed else {
        out.push_str(&"&#96;".repeat(run));
        return run;
    };
    let end = run + inner.len() + run;
    let span = rest.get(..end).unwrap_or_default();
    if context == Context::Cell {
        out.push_str(&span.replace('|', "\\|"));
    } else {
        out.push_str(span);
    }
    end
}

/// Where the next run of exactly this many backticks begins.
fn closing(inner: &str, run: usize) -> Option<usize> {
    let mut at = 0;
    while at < WINDOW {
        at += inner.get(at..)?.find('`')?;
        let found = run_of(inner.get(at..)?, '`');
        if found == run {
            return (at < WINDOW).then_some(at);
        }
        at += found;
    }
    None
}

fn run_of(text: &str, c: char) -> usize {
    text.len() - text.trim_start_matches(c).len()
}

/// Tildes; three or more would fence code.
fn tildes(rest: &str, out: &mut String) -> usize {
    let run = run_of(rest, '~');
    out.push_str(&(if run < 3 { "~" } else { "\\~" }).repeat(run));
    run
}

/// An escape of the source stays one; any other backslash is escaped itself.
fn backslash(rest: &str, context: Context, out: &mut String) -> usize {
    match rest.chars().nth(1) {
        Some('|') if context == Context::Cell => put(out, [PIPE], 2),
        Some('`') => {
            out.push_str("&#96;");
            2
        }
        Some(next) if next.is_ascii_punctuation() => {
            out.push('\\');
            out.push(next);
            2
        }
        _ => {
            out.push_str("\\\\");
            1
        }
    }
}

/// An autolink, or a literal `<`.
fn angle(rest: &str, out: &mut String) -> usize {
    let inner = rest.get(1..).unwrap_or_default();
    if let Some(found) = url_of(inner)
        && inner.get(found.len()..).is_some_and(|after| after.starts_with('>'))
    {
        return put(out, ["<", found, ">"], found.len() + 2);
    }
    out.push_str("\\<");
    1
}

/// A link to an `http(s)` address, or a literal `[`.
fn bracket(rest: &str, out: &mut String) -> usize {
    match link(rest) {
        Some((label, url, taken)) if label.contains("://") || label.is_empty() => {
            put(out, ["<", url, ">"], taken)
        }
        Some((label, url, taken)) => put(out, ["[", &text(label), "](", url, ")"], taken),
        None => {
            out.push_str("\\[");
            1
        }
    }
}

/// An image becomes a link: docs load nothing from elsewhere.
fn image(rest: &str, out: &mut String) -> usize {
    let after = rest.get(1..).unwrap_or_default();
    if link(after).is_some() { 1 + bracket(after, out) } else { 0 }
}

/// Label, address and length of `[label](http...)` at the beginning of a text.
fn link(rest: &str) -> Option<(&str, &str, usize)> {
    let inner = rest.strip_prefix('[')?;
    let end = inner.find(['[', ']', '`', '<', '>', '|', '\\', '!'])?;
    let after = inner.get(end..)?.strip_prefix("](")?;
    let label = inner.get(..end)?;
    let url = url_of(after)?.split(['(', ')']).next()?;
    after.get(url.len()..)?.starts_with(')').then_some(())?;
    (end < WINDOW).then_some((label.trim(), url, 1 + end + 2 + url.len() + 1))
}

/// A bare address, in angle brackets.
fn url(rest: &str, out: &mut String) -> usize {
    let Some(found) = url_of(rest) else { return 0 };
    let found = sentence_end(found);
    if found.ends_with('/') && found.matches('/').count() == 2 {
        return 0;
    }
    put(out, ["<", found, ">"], found.len())
}

/// Puts pieces, and passes on how much of the source they stand for.
fn put<const N: usize>(out: &mut String, pieces: [&str; N], taken: usize) -> usize {
    out.extend(pieces);
    taken
}

/// An address without the punctuation of the sentence around it.
fn sentence_end(mut url: &str) -> &str {
    while let Some(last) = url.chars().next_back() {
        let closes = last == ')' && url.matches(')').count() > url.matches('(').count();
        if !closes && !".,;:!?'*_~&".contains(last) {
            break;
        }
        url = url.get(..url.len() - last.len_utf8()).unwrap_or_default();
    }
    url
}

/// The address at the beginning of a text.
fn url_of(text: &str) -> Option<&str> {
    let is_prefix =
        |scheme: &&str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    let after = text.get(["https://", "http://"].iter().find(|scheme| is_prefix(scheme))?.len()..)?;
    let ends = |c: char| c.is_whitespace() || "<>`|\\\"[]{}^".contains(c);
    let length = after.find(ends).unwrap_or(after.len());
    (length > 0).then(|| text.get(..text.len() - after.len() + length)).flatten()
}
