//! Long lines of doc comments -> lines that fit.
//!
//! In: lines of harmless Markdown. Out: lines of at most 100 columns in a file, where a word or a code span is not longer.
//! Invariant: what is read is the same. Fenced blocks, headings and tables stay as they are, continued items keep their
//! indentation, and no line begins with what would open a block.

/// The columns of text: 100, less those of `    /// `.
const WIDTH: usize = 92;

/// Wraps lines.
pub(super) fn wrap(lines: Vec<String>) -> Vec<String> {
    let mut out = Vec::with_capacity(lines.len());
    let mut fence: Option<usize> = None;
    for line in lines {
        let ticks = line.len() - line.trim_start_matches('`').len();
        match fence {
            Some(open) if ticks == open && line.len() == ticks => fence = None,
            None if ticks >= 3 => fence = Some(ticks),
            None if is_wrapped(&line) => {
                fill(&line, &mut out);
                continue;
            }
            _ => {}
        }
        out.push(line);
    }
    out
}

fn is_wrapped(line: &str) -> bool {
    line.chars().count() > WIDTH && !line.starts_with(['#', '|'])
}

/// Breaks a line between its words.
fn fill(line: &str, out: &mut Vec<String>) {
    let margin = " ".repeat(margin(line));
    let mut current = String::new();
    let mut columns = 0;
    for word in words(line) {
        let width = word.chars().count();
        if columns > 0 && columns + 1 + width > WIDTH && !opens_block(word) {
            out.push(std::mem::replace(&mut current, margin.clone()));
            columns = margin.len();
        } else if columns > 0 {
            current.push(' ');
            columns += 1;
        }
        current.push_str(word);
        columns += width;
    }
    out.push(current);
}

/// How far the text of a line, or of the item that it begins, is indented.
fn margin(line: &str) -> usize {
    let text = line.trim_start_matches(' ');
    let indent = line.len() - text.len();
    let marker = text.split(' ').next().filter(|word| is_marker(word));
    indent + marker.map_or(0, |marker| marker.len() + 1)
}

fn is_marker(word: &str) -> bool {
    let number = word.strip_suffix(['.', ')']).unwrap_or_default();
    word == "-" || (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The words of a line, the first with the indentation; code spans are whole.
fn words(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut in_code = false;
    let mut in_text = false;
    for (at, c) in line.char_indices() {
        match c {
            '`' => in_code = !in_code,
            ' ' if in_text && !in_code => {
                words.extend(line.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
        in_text |= c != ' ';
    }
    words.extend(line.get(start..));
    words
}

/// Whether a word at the beginning of a line could begin a block, or be the rule of a heading or of a table.
fn opens_block(word: &str) -> bool {
    let is_rule = word.chars().all(|c| "-+*#=~:_".contains(c));
    is_rule || word.starts_with(['>', '|']) || is_marker(word)
}

#[cfg(test)]
mod tests {
    use super::{WIDTH, wrap};

    fn wrapped(text: &str) -> String {
        wrap(text.split('\n').map(str::to_owned).collect()).join("\n")
    }

    #[test]
    fn blocks_stay_what_they_are() {
        let long = "word ".repeat(30);
        let long = long.trim_end();
        let (first, rest) = long.split_at(89);
        let rest = rest.trim_start();
        for (text, expected) in [
            (long.to_owned(), format!("{first}\n{rest}")),
            (format!("# {long}"), format!("# {long}")),
            (format!("| {long} |"), format!("| {long} |")),
            (format!("```text\n{long}\n```\n{long}"), format!("```text\n{long}\n```\n{first}\n{rest}")),
        ] {
            assert_eq!(wrapped(&text), expected);
        }
        for (marker, margin) in [("- ", "  "), ("  - ", "    "), ("12. ", "    "), ("  ", "  ")] {
            let text = wrapped(&format!("{marker}{long}"));
            let mut lines = text.lines();
            assert!(lines.next().is_some_and(|line| line.starts_with(marker)), "{text}");
            assert!(lines.all(|line| line.strip_prefix(margin).is_some_and(|line| line.starts_with("word"))));
        }
    }

    #[test]
    fn no_line_begins_a_block_or_ends_in_code() {
        for word in ["-", "1.", "12)", "*", "#", ">", "===", "---", "|", "~~~", ":-:"] {
            for start in 80..96 {
                let text = format!("{} {word} after {}", "x".repeat(start), "`a b` ".repeat(30));
                for line in wrapped(&text).lines().skip(1) {
                    assert!(line.starts_with("after") || line.starts_with("`a b`"), "{text}\n{line}");
                }
            }
        }
        let text = wrapped(&"see <https://example.org/a> ".repeat(20));
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH), "{text}");
    }
}
