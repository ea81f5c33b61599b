//! JSONPath expressions (RFC 9535): their text, and the nodes that they select.
//!
//! In: an expression, and a document. Out: the locations of the nodes, each once, in the order in which they are found.
//! Invariant: an expression that may visit too many nodes is refused before it is evaluated, so that time and memory are
//! bounded whatever it says.

use std::collections::BTreeSet;

use serde_json::Value;
use serde_json_path::JsonPath;

use crate::pointer::Pointer;

/// The longest expression, in bytes.
const LONGEST: usize = 4_000;
/// Levels of brackets; the parser takes twice the time for each.
const NESTED: usize = 8;
/// Visits that one expression may need, by the estimate of [`Shape::visits`].
const VISITS: usize = 5_000_000;
/// The same for all expressions together.
const ALL_VISITS: usize = 100_000_000;

/// Why an expression has no result.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is no expression, for this reason.
    Syntax(String),
    /// It may visit too many nodes.
    Costly,
}

/// Evaluates expressions.
#[derive(Debug)]
pub(super) struct Queries {
    visits_left: usize,
}

/// What a document's size is, at most.
#[derive(Clone, Copy, Debug)]
pub(super) struct Size {
    pub(super) nodes: usize,
    pub(super) depth: usize,
}

impl Queries {
    pub(super) fn new() -> Self {
        Self { visits_left: ALL_VISITS }
    }

    /// The nodes that an expression selects.
    pub(super) fn select(&mut self, root: &Value, size: Size, text: &str) -> Result<Vec<Pointer>, Fault> {
        let path = parse(text)?;
        let visits = Shape::of(text).visits(size);
        self.visits_left = self.visits_left.checked_sub(visits).ok_or(Fault::Costly)?;
        if visits > VISITS {
            return Err(Fault::Costly);
        }
        let mut seen = BTreeSet::new();
        let nodes = path.query_located(root);
        let pointers = nodes.locations().map(|location| {
            location.iter().fold(Pointer::root(), |at, element| {
                match (element.as_name(), element.as_index()) {
                    (Some(name), _) => at.child(name),
                    (None, index) => at.child(index.unwrap_or_default()),
                }
            })
        });
        Ok(pointers.filter(|pointer| seen.insert(pointer.clone())).collect())
    }

    /// The longest beginning of an expression that selects something, and what follows it.
    pub(super) fn longest_match<'t>(
        &mut self,
        root: &Value,
        size: Size,
        text: &'t str,
    ) -> Option<(&'t str, &'t str)> {
        let segments = Shape::of(text).segments;
        let mut beginnings = segments.iter().rev().filter_map(|offset| text.split_at_checked(*offset));
        beginnings.find(|(beginning, _)| {
            self.select(root, size, beginning).is_ok_and(|selected| !selected.is_empty())
        })
    }
}

/// Checks the text of an expression.
pub(super) fn check(text: &str) -> Result<(), Fault> {
    parse(text).map(drop)
}

fn parse(text: &str) -> Result<JsonPath, Fault> {
    if text.len() > LONGEST || Shape::of(text).nested > NESTED {
        let limits = format!("it is longer than {LONGEST} bytes, or nested more than {NESTED} brackets deep");
        return Err(Fault::Syntax(limits));
    }
    JsonPath::parse(text).map_err(|fault| Fault::Syntax(explain(text, &fault)))
}

/// What is wrong, and from where on.
fn explain(text: &str, fault: &serde_json_path::ParseError) -> String {
    if !text.starts_with('$') {
        return "it has to begin with `$`, the document".to_owned();
    }
    let (read, rest) = text.split_at_checked(fault.position()).unwrap_or((text, ""));
    let reason = fault.message().trim_end_matches("parser error").trim_end_matches(", ");
    let reason = if reason.is_empty() { String::new() } else { format!(" ({reason})") };
    if rest.is_empty() {
        return format!("something is missing at the end{reason}");
    }
    let shown: String = rest.chars().take(40).collect();
    format!("`{shown}`, from character {} on, is not understood{reason}", read.chars().count() + 1)
}

/// What the text of an expression says about the work that it makes. What is in filters counts as if it were outside.
#[derive(Debug, Default)]
struct Shape {
    /// Levels of brackets.
    nested: usize,
    /// Segments that visit all descendants.
    descents: u32,
    /// How often a node may be selected again, as selectors are listed.
    repeats: usize,
    /// Whether it may select more than one node.
    is_plural: bool,
    /// Queries within filters that begin at the document and may select more than one node.
    absolutes: u32,
    /// Where the outer segments begin.
    segments: Vec<usize>,
}

impl Shape {
    fn of(text: &str) -> Self {
        let mut shape = Self { repeats: 1, ..Self::default() };
        // The commas in each open bracket, and the queries from the document on that are not known to be plural.
        let (mut open, mut roots) = (Vec::<usize>::new(), 0);
        let mut before = ' ';
        for (offset, c) in unquoted(text) {
            if open.is_empty() && before != '.' && matches!(c, '.' | '[') {
                shape.segments.push(offset);
            }
            match c {
                '[' | '(' => open.push(0),
                ']' | ')' => {
                    let commas = open.pop().unwrap_or_default();
                    shape.repeats = shape.repeats.saturating_mul(commas + 1);
                }
                ',' => open.iter_mut().last().into_iter().for_each(|commas| *commas += 1),
                '$' if offset > 0 => roots += 1,
                _ => {}
            }
            let descends = c == '.' && before == '.';
            shape.descents += u32::from(descends);
            if descends || matches!(c, '*' | '?' | ':' | ',') {
                shape.is_plural = true;
                shape.absolutes += std::mem::take(&mut roots);
            }
            shape.nested = shape.nested.max(open.len());
            before = c;
        }
        shape
    }

    /// How many nodes may be visited, at most.
    fn visits(&self, size: Size) -> usize {
        if !self.is_plural {
            return 1;
        }
        let again = size.depth.saturating_pow(self.descents.saturating_sub(1));
        let for_each = size.nodes.saturating_pow(self.absolutes);
        size.nodes.saturating_mul(again).saturating_mul(for_each).saturating_mul(self.repeats)
    }
}

/// The characters that are not in quotes, with their offsets; a quoted text is its first quote.
fn unquoted(text: &str) -> impl Iterator<Item = (usize, char)> {
    let (mut quote, mut escaped) = (None, false);
    text.char_indices().filter(move |(_, c)| {
        let inside = quote.is_some();
        match quote {
            Some(_) if escaped => escaped = false,
            Some(_) if *c == '\\' => escaped = true,
            Some(open) if open == *c => quote = None,
            Some(_) => {}
            None => quote = Some(*c).filter(|c| matches!(c, '"' | '\'')),
        }
        !inside
    })
}
