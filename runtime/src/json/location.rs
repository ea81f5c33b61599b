//! Where in a JSON text a byte is: its path, its line and its column.
//!
//! In go a text and an offset; out comes a path such as `items[3].uid`. Only faults ask for it, so the reader keeps no
//! path: it is found again by scanning the text up to the fault. Invariant: any text and any offset have a path.
use std::borrow::Cow;
use std::fmt::Write as _;

/// How many characters of a text or key of the input a fault quotes.
const QUOTE_LIMIT: usize = 100;

/// An object or array that is open at some position in the text.
enum Frame {
    Object { key: Option<String> },
    Array { index: usize },
}

/// The text behind a byte order mark, from which all offsets count.
pub(super) fn behind_mark(input: &[u8]) -> &[u8] {
    input.strip_prefix(b"\xef\xbb\xbf").unwrap_or(input)
}

/// The path of what is at `offset`; empty for the root.
pub(super) fn path(input: &[u8], offset: usize) -> String {
    render(&frames(input, offset))
}

/// The path of the object or array that holds `offset`, which is the offset of its closing bracket at the latest.
pub(super) fn parent_path(input: &[u8], offset: usize) -> String {
    let mut frames = frames(input, offset);
    frames.pop();
    render(&frames)
}

/// Appends a member's key to a path.
pub(super) fn push_key(path: &mut String, key: &str) {
    let plain = !key.is_empty()
        && key.len() <= QUOTE_LIMIT
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '$'));
    if plain {
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(key);
    } else {
        _ = write!(path, "[{:?}]", shortened(key));
    }
}

/// The first [`QUOTE_LIMIT`] characters of a text.
pub(super) fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(QUOTE_LIMIT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()).into(),
        None => text.into(),
    }
}

/// Line and column of `offset`, both from 1; columns count characters.
pub(super) fn line_and_column(input: &[u8], offset: usize) -> (usize, usize) {
    let before = input.get(..offset).unwrap_or(input);
    let line = before.split(|&byte| byte == b'\n').count();
    let last = before.rsplit(|&byte| byte == b'\n').next().unwrap_or_default();
    (line, 1 + String::from_utf8_lossy(last).chars().count())
}

fn render(frames: &[Frame]) -> String {
    let mut path = String::new();
    for frame in frames {
        match frame {
            Frame::Object { key: Some(key) } => push_key(&mut path, key),
            Frame::Object { key: None } => {}
            Frame::Array { index } => _ = write!(path, "[{index}]"),
        }
    }
    path
}

fn frames(input: &[u8], offset: usize) -> Vec<Frame> {
    let before = input.get(..offset).unwrap_or(input);
    let mut frames = Vec::new();
    let mut at = 0;
    while let Some(&byte) = before.get(at) {
        at += 1;
        match byte {
            b'{' => frames.push(Frame::Object { key: None }),
            b'[' => frames.push(Frame::Array { index: 0 }),
            b'}' | b']' => _ = frames.pop(),
            b',' => match frames.last_mut() {
                Some(Frame::Object { key }) => *key = None,
                Some(Frame::Array { index }) => *index += 1,
                None => {}
            },
            b'"' => {
                let end = string_end(before, at);
                if let Some(Frame::Object { key: key @ None }) = frames.last_mut() {
                    // A key that the offset cuts is not the path's: the fault is in the key itself.
                    *key = end.and_then(|end| decode(before.get(at - 1..=end)?));
                }
                at = end.map_or(before.len(), |end| end + 1);
            }
            _ => {}
        }
    }
    frames
}

/// The offset of the quote that closes the string whose text begins at `at`.
fn string_end(text: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match text.get(at)? {
            b'"' => return Some(at),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

fn decode(quoted: &[u8]) -> Option<String> {
    serde_json::from_slice(quoted).ok()
}
