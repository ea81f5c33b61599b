//! Texts that match a regular expression.
//!
//! In: a pattern of JSON Schema (ECMA-262, not anchored). Out: whether a text matches, and a short text that does.
//! Invariant: whatever the pattern, time and memory are bounded; one that the parser does not know matches nothing.

use regex_automata::nfa::thompson::{
    NFA,
    pikevm::{Cache, PikeVM},
};
use regex_syntax::{
    ParserBuilder,
    hir::{Class, Hir, HirKind, Repetition},
};

/// The longest pattern that is looked at, and the longest text that is made, in bytes.
const MAX_LENGTH: usize = 2000;
/// The largest automaton, in bytes.
const MAX_SIZE: usize = 1 << 20;
/// What a class of characters is shown by, where it has them.
const PREFERRED: &[char] = &['a', 'A', '1', '0', '-', '_', '.', ' '];

/// A pattern.
pub(super) struct Pattern {
    hir: Hir,
    machine: PikeVM,
}

impl Pattern {
    /// Reads a pattern; nothing where it has what regular languages have not, such as a look-ahead.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if text.len() > MAX_LENGTH {
            return None;
        }
        let hir = ParserBuilder::new().nest_limit(50).build().parse(text).ok()?;
        let config = NFA::config().nfa_size_limit(Some(MAX_SIZE));
        let nfa = NFA::compiler().configure(config).build_from_hir(&hir).ok()?;
        Some(Self { hir, machine: PikeVM::new_from_nfa(nfa).ok()? })
    }

    /// Whether a text has a match.
    pub(super) fn is_in(&self, text: &str) -> bool {
        text.len() <= MAX_LENGTH && self.machine.is_match(&mut Cache::new(&self.machine), text)
    }

    /// A text of at least so many characters, where one is found.
    pub(super) fn text(&self, least: usize) -> Option<String> {
        let shortest = self.hir.properties().minimum_len()?;
        if shortest > MAX_LENGTH || least > MAX_LENGTH {
            return None;
        }
        let mut made = Made { text: String::new(), missing: least.saturating_sub(shortest) };
        made.add(&self.hir)?;
        let text = made.text;
        let padding = "a".repeat(least.saturating_sub(text.chars().count()));
        let candidates = [text.clone(), format!("{text}{padding}"), format!("{padding}{text}")];
        candidates.into_iter().find(|text| text.chars().count() >= least && self.is_in(text))
    }
}

/// A text in the making.
struct Made {
    text: String,
    /// How many characters are still to be added by repetitions.
    missing: usize,
}

impl Made {
    fn add(&mut self, hir: &Hir) -> Option<()> {
        if self.text.len() > MAX_LENGTH {
            return None;
        }
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(literal) => self.text.push_str(std::str::from_utf8(&literal.0).ok()?),
            HirKind::Class(class) => self.text.push(shown(class)?),
            HirKind::Repetition(repetition) => self.repeat(repetition)?,
            HirKind::Capture(capture) => self.add(&capture.sub)?,
            HirKind::Concat(parts) => parts.iter().try_for_each(|part| self.add(part))?,
            HirKind::Alternation(parts) => self.add(parts.first()?)?,
        }
        Some(())
    }

    fn repeat(&mut self, repetition: &Repetition) -> Option<()> {
        for _ in 0..repetition.min {
            self.add(&repetition.sub)?;
        }
        let mut count = repetition.min;
        while self.missing > 0 && repetition.max.is_none_or(|most| count < most) {
            let before = self.text.chars().count();
            let missing = std::mem::take(&mut self.missing);
            self.add(&repetition.sub)?;
            let added = self.text.chars().count().saturating_sub(before);
            self.missing = missing.saturating_sub(added);
            if added == 0 {
                break;
            }
            count += 1;
        }
        Some(())
    }
}

/// A character of a class.
fn shown(class: &Class) -> Option<char> {
    let ranges: Vec<(char, char)> = match class {
        Class::Unicode(class) => class.ranges().iter().map(|range| (range.start(), range.end())).collect(),
        Class::Bytes(class) => {
            class.ranges().iter().map(|range| (range.start().into(), range.end().into())).collect()
        }
    };
    let has = |c: &&char| ranges.iter().any(|(start, end)| (start..=end).contains(c));
    let printable = ranges.iter().map(|(start, _)| *start).find(|start| !start.is_control());
    PREFERRED.iter().find(has).copied().or(printable).or_else(|| ranges.first().map(|(start, _)| *start))
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn a_pattern_has_a_text() {
        for (pattern, least, expected) in [
            ("^[0-9]*$", 1, Some("1")),
            ("^[0-9]*$", 0, Some("")),
            ("^[a-z]{3,5}$", 4, Some("aaaa")),
            ("^[a-z]{3,5}$", 6, None),
            (r"^v\d+\.\d+(-\w+)?$", 0, Some("v1.1")),
            ("^(red|green)$", 0, Some("red")),
            ("foo", 5, Some("fooaa")),
            ("foo$", 5, Some("aafoo")),
            ("^[^a-zA-Z0-9]$", 0, Some("-")),
            (r"^\/x\-y$", 0, Some("/x-y")),
            (r"^(?!a)b$", 0, None),
            ("^(a{100}){100}$", 0, None),
            ("^((a{100}){100}){100}$", 0, None),
            ("(", 0, None),
            ("a^", 0, None),
        ] {
            let text = Pattern::parse(pattern).and_then(|pattern| pattern.text(least));
            assert_eq!(text.as_deref(), expected, "{pattern}");
        }
    }
}
