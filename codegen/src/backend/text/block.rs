//! Block structure of the document's Markdown -> lines that are harmless.
//!
//! In: text. Out: lines of paragraphs, headings, lists of two levels, tables and fenced text. Invariant: no line but
//! those in our own fences begins with more than three spaces, and no inner white space is wider than one, so that
//! nothing is indented code; every fence says `text`, so that nothing is a doctest.

use super::inline;

/// Text as lines of harmless Markdown, without empty ones at the ends.
pub(super) fn lines(text: &str) -> Vec<String> {
    read(text, Blocks::default())
}

/// The same for a page that has an outline of its own: headings become bold text.
pub(super) fn without_headings(text: &str) -> Vec<String> {
    read(text, Blocks { flat: true, ..Blocks::default() })
}

fn read(text: &str, mut blocks: Blocks) -> Vec<String> {
    let mut fence: Option<Fence> = None;
    for line in inline::clean(text).split('\n') {
        if let Some(open) = &mut fence {
            if open.closes(line) {
                blocks.fenced(fence.take());
            } else {
                open.push(line);
            }
        } else if let Some(open) = Fence::open(line) {
            fence = Some(open);
        } else {
            blocks.line(line);
        }
    }
    blocks.fenced(fence);
    blocks.finish()
}

/// A fenced block of the source.
struct Fence {
    mark: char,
    length: usize,
    indent: usize,
    lines: Vec<String>,
}

impl Fence {
    fn open(line: &str) -> Option<Self> {
        let body = item(line.trim_start()).map_or(line.trim(), |(_, rest)| rest);
        let mark = body.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let info = body.trim_start_matches(mark);
        let length = body.len() - info.len();
        let opens = length >= 3 && (mark == '~' || !info.contains('`'));
        let indent = line.find(body).unwrap_or_default();
        opens.then_some(Self { mark, length, indent, lines: Vec::new() })
    }

    fn closes(&self, line: &str) -> bool {
        let line = line.trim();
        line.len() >= self.length && line.chars().all(|c| c == self.mark)
    }

    fn push(&mut self, line: &str) {
        let indent = indent(line).min(self.indent);
        self.lines.push(line.get(indent..).unwrap_or_default().trim_end().to_owned());
    }

    /// A run of backticks that is longer than any inside.
    fn marks(&self) -> String {
        let runs = self.lines.iter().flat_map(|line| line.split(|c| c != '`')).map(str::len);
        "`".repeat(runs.max().unwrap_or_default().max(2) + 1)
    }
}

/// Lines as they come out.
#[derive(Default)]
struct Blocks {
    lines: Vec<String>,
    last: Last,
    /// Where the text of the first level's items begins, while a list is open.
    list: Option<usize>,
    /// Whether headings become bold text.
    flat: bool,
}

/// What the last line was.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Last {
    #[default]
    Blank,
    Item,
    Text,
    Table,
}

impl Blocks {
    fn line(&mut self, line: &str) {
        let trimmed = line.trim();
        if trimmed.is_empty() || is_rule(trimmed) {
            self.blank();
        } else if let Some((marks, title)) = heading(trimmed) {
            self.heading(marks, title);
        } else if let Some((marker, rest)) = item(trimmed) {
            self.item(indent(line), marker, rest);
        } else if trimmed.starts_with('|') {
            self.put(Last::Table, inline::row(trimmed));
        } else {
            self.text(indent(line), trimmed);
        }
    }

    fn blank(&mut self) {
        if self.last != Last::Blank {
            self.lines.push(String::new());
            self.last = Last::Blank;
        }
    }

    /// Puts a line; one of another kind than the line before begins a block of its own.
    fn put(&mut self, kind: Last, line: String) {
        if self.last != kind {
            self.blank();
        }
        self.lines.push(line);
        self.last = kind;
    }

    fn heading(&mut self, marks: &str, title: &str) {
        self.list = None;
        self.blank();
        let title = inline::text(title);
        let line = if self.flat { format!("**{title}**") } else { format!("{marks} {title}") };
        self.put(Last::Text, line);
        self.blank();
    }

    fn item(&mut self, indent: usize, marker: &str, rest: &str) {
        if rest.is_empty() {
            return;
        }
        let marker = if marker.len() == 1 { "-" } else { marker };
        let outer = match self.list {
            Some(offset) if indent >= 2 => offset,
            _ => {
                self.list = Some((marker.len() + 1).min(3));
                0
            }
        };
        // Items of a list that an empty line parts stay parted: that is what the source says.
        self.put(Last::Item, format!("{:outer$}{marker} {}", "", inline::text(rest)));
    }

    fn text(&mut self, indent: usize, trimmed: &str) {
        let text = inline::text(trimmed);
        match (self.last, self.list, self.lines.last_mut()) {
            (Last::Item, _, Some(line)) => {
                line.push(' ');
                line.push_str(&text);
            }
            (Last::Blank, Some(offset), _) if indent >= 2 => {
                // One line, so that what follows joins it and needs no indentation.
                self.put(Last::Item, format!("{:offset$}{text}", ""));
            }
            _ => {
                self.list = None;
                self.put(Last::Text, text);
            }
        }
    }

    fn fenced(&mut self, fence: Option<Fence>) {
        let Some(fence) = fence else { return };
        if fence.lines.iter().all(String::is_empty) {
            return;
        }
        let marks = fence.marks();
        self.list = None;
        self.blank();
        self.lines.push(format!("{marks}text"));
        self.lines.extend(fence.lines);
        self.lines.push(marks);
        self.last = Last::Text;
        self.blank();
    }

    fn finish(mut self) -> Vec<String> {
        while self.lines.last().is_some_and(String::is_empty) {
            self.lines.pop();
        }
        self.lines
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// A thematic break, or the line under a heading, also under that of a table whose rows do not begin with `|`: only
/// lines that do make tables here.
fn is_rule(trimmed: &str) -> bool {
    let only = |mark: char| trimmed.chars().all(|c| c == mark || c == ' ');
    let delimits = trimmed.chars().all(|c| "-:| ".contains(c)) && !trimmed.starts_with('|');
    delimits || only('=') || (trimmed.len() >= 3 && (only('*') || only('_')))
}

fn heading(trimmed: &str) -> Option<(&str, &str)> {
    let title = trimmed.trim_start_matches('#');
    let marks = trimmed.get(..trimmed.len() - title.len())?;
    let spaced = title.starts_with(' ') && !title.trim().is_empty();
    ((1..=6).contains(&marks.len()) && spaced).then(|| (marks, title.trim()))
}

/// Marker and text of a list item.
fn item(trimmed: &str) -> Option<(&str, &str)> {
    let (marker, rest) = trimmed.split_once(' ').unwrap_or((trimmed, ""));
    let number = marker.strip_suffix(['.', ')']).unwrap_or_default();
    let is_number = (1..=9).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    (matches!(marker, "-" | "*" | "+") || is_number).then(|| (marker, rest.trim()))
}
