//! The plain layout, which needs no syntax tree: one item, field, arm or statement a line.
//!
//! In: items. Out: their text. Invariant: read again, the text is the same tokens; where a line ends is decided by
//! punctuation alone, so that any tokens can be printed.

use std::iter::Peekable;

use proc_macro2::{Delimiter, Group, Punct, Spacing, TokenStream, TokenTree, token_stream::IntoIter};

use super::{
    WIDTH,
    spacing::{Kind, would_join},
};

/// How deep an item's parts stand below it.
const INDENT: usize = 4;

type Tokens = Peekable<IntoIter>;

/// Where lines end between the tokens of a group.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lines {
    /// Nowhere.
    None,
    /// Behind commas.
    Commas,
    /// Behind commas, semicolons, attributes and blocks.
    Statements,
    /// The same, with a blank line behind a block.
    Items,
}

/// Prints items one after the other.
#[derive(Default)]
pub(in crate::backend) struct Plain {
    text: String,
    /// Where the line begins, in bytes.
    line: usize,
    depth: usize,
    last: Kind,
    /// The operator that was printed last; empty if it was something else.
    operator: String,
    /// Whether a number was printed last.
    number: bool,
    /// Generics that are open.
    generics: usize,
    /// Whether the parameters of a closure are open.
    closure: bool,
    /// Whether the brackets that come are an attribute's.
    attribute: bool,
    /// How many bytes there may be; nothing is printed beyond.
    limit: Option<usize>,
}

impl Plain {
    /// Prints items.
    pub(in crate::backend) fn items(&mut self, code: &TokenStream) {
        self.tokens(code.clone(), Lines::Items);
        self.end_line();
    }

    pub(in crate::backend) fn finish(mut self) -> String {
        self.text.truncate(self.text.trim_end().len());
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text
    }

    fn tokens(&mut self, code: TokenStream, lines: Lines) {
        let mut tokens = code.into_iter().peekable();
        while let Some(tree) = tokens.next() {
            match tree {
                TokenTree::Group(group) => self.group(&group, &mut tokens, lines),
                TokenTree::Ident(ident) => self.word(&ident.to_string()),
                TokenTree::Literal(literal) => {
                    self.put(&literal.to_string(), Kind::Word);
                    self.number = self.text.ends_with(|end: char| end.is_ascii_digit());
                }
                TokenTree::Punct(punct) => self.punct(&punct, &mut tokens, lines),
            }
            if self.is_full() {
                return;
            }
        }
    }

    fn word(&mut self, word: &str) {
        let kind = if self.operator.ends_with('\'') { Kind::Keyword } else { Kind::of_word(word, self.last) };
        self.put(word, kind);
    }

    fn group(&mut self, group: &Group, tokens: &mut Tokens, lines: Lines) {
        let kind = Kind::of_group(group);
        let (open, close) = match group.delimiter() {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace => ("{", "}"),
            Delimiter::None => ("", ""),
        };
        self.put(open, kind);
        let around = (self.generics, self.closure, self.attribute);
        (self.generics, self.closure, self.attribute, self.last) = (0, false, false, Kind::Start);
        self.inside(group);
        (self.generics, self.closure, self.attribute) = around;
        self.text.push_str(close);
        self.last = kind;
        self.operator.clear();
        let was_attribute = std::mem::take(&mut self.attribute);
        if matches!(lines, Lines::None | Lines::Commas) {
            return;
        }
        if was_attribute || kind == Kind::Braces && begins(tokens.peek()) {
            self.end_line();
        }
        if !was_attribute && kind == Kind::Braces && lines == Lines::Items && self.last == Kind::Start {
            self.text.push('\n');
            self.line = self.text.len();
        }
    }

    /// What is in a group: in the line if there is room, else in lines of its own.
    fn inside(&mut self, group: &Group) {
        if self.limit.is_some() {
            self.in_line(group);
            return;
        }
        let room = WIDTH.saturating_sub(self.text.len().saturating_sub(self.line));
        let mut line = Self { limit: Some(room), ..Self::default() };
        line.in_line(group);
        if !line.is_full() {
            self.text.push_str(&line.text);
            return;
        }
        self.depth += 1;
        self.end_line();
        let is_block = group.delimiter() == Delimiter::Brace;
        self.tokens(group.stream(), if is_block { Lines::Statements } else { Lines::Commas });
        self.depth -= 1;
        self.end_line();
        self.indent();
    }

    fn in_line(&mut self, group: &Group) {
        let code = group.stream();
        let is_block = group.delimiter() == Delimiter::Brace;
        let pad = if is_block && !code.is_empty() { " " } else { "" };
        let is_sequence =
            |tree| matches!(&tree, TokenTree::Punct(punct) if matches!(punct.as_char(), ';' | '#'));
        if is_block && code.clone().into_iter().any(is_sequence) {
            self.limit = Some(0);
        }
        self.text.push_str(pad);
        self.tokens(code, Lines::None);
        self.text.push_str(pad);
    }

    fn punct(&mut self, first: &Punct, tokens: &mut Tokens, lines: Lines) {
        if first.as_char() == '#' && lines != Lines::None && self.comment(tokens) {
            return;
        }
        let (operator, joined) = operator(first, tokens);
        let kind = self.kind(&operator);
        // `1.` would be a number, but for a name behind it.
        let is_point = self.number && operator == "." && !matches!(tokens.peek(), Some(TokenTree::Ident(_)));
        if is_point || would_join(self.operator.chars().next_back(), operator.chars().next()) {
            self.text.push(' ');
        }
        self.put(&operator, kind);
        self.attribute = operator == "#" || operator == "!" && self.attribute;
        if joined {
            self.last = Kind::Start;
        }
        let ends = match operator.as_str() {
            ";" => matches!(lines, Lines::Statements | Lines::Items),
            "," => lines != Lines::None && self.generics == 0 && !self.closure,
            _ => false,
        };
        self.operator = operator;
        if ends {
            self.end_line();
        }
    }

    /// What an operator is here.
    fn kind(&mut self, operator: &str) -> Kind {
        let binary = self.last.is_operand();
        match operator {
            "," | ";" | ":" => Kind::Comma,
            "." | ".." | "..=" => Kind::Dot,
            "::" => Kind::Path,
            "?" => Kind::Question,
            "#" | "'" => Kind::Prefix,
            "!" if self.last == Kind::Word => Kind::Bang,
            "<" => {
                self.generics += 1;
                Kind::Open
            }
            ">" if self.generics > 0 => {
                self.generics -= 1;
                Kind::Shut
            }
            "|" if self.closure => {
                self.closure = false;
                Kind::Comma
            }
            "|" if !binary => {
                self.closure = true;
                Kind::Prefix
            }
            "!" | "&" | "*" | "-" if !binary => Kind::Prefix,
            _ => Kind::Infix,
        }
    }

    /// A line of docs, if that is what comes behind a `#`; any other attribute stays one.
    fn comment(&mut self, tokens: &mut Tokens) -> bool {
        let Some(TokenTree::Group(group)) = tokens.peek() else { return false };
        let Some(text) = doc(group) else { return false };
        tokens.next();
        self.end_line();
        self.indent();
        self.text.push_str("///");
        self.text.push_str(&text);
        self.end_line();
        true
    }

    fn put(&mut self, token: &str, kind: Kind) {
        if self.is_full() {
            return;
        }
        self.indent();
        if self.last.is_apart_from(kind) && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
        self.text.push_str(token);
        self.last = kind;
        self.operator.clear();
        self.number = false;
    }

    /// Begins a line where none is begun.
    fn indent(&mut self) {
        if self.limit.is_none() && self.line == self.text.len() {
            self.text.extend(std::iter::repeat_n(' ', self.depth * INDENT));
        }
    }

    fn end_line(&mut self) {
        if self.line < self.text.len() {
            self.text.push('\n');
            self.line = self.text.len();
        }
        self.last = Kind::Start;
        self.operator.clear();
        self.generics = 0;
    }

    fn is_full(&self) -> bool {
        self.limit.is_some_and(|limit| self.text.len() > limit)
    }
}

/// An operator, and whether it is joined to the name behind it.
fn operator(first: &Punct, tokens: &mut Tokens) -> (String, bool) {
    let mut operator = String::from(first.as_char());
    let mut joined = first.spacing() == Spacing::Joint;
    while joined && let Some(TokenTree::Punct(punct)) = tokens.peek() {
        operator.push(punct.as_char());
        joined = punct.spacing() == Spacing::Joint;
        tokens.next();
    }
    (operator, joined)
}

/// Whether what comes behind a block is no part of its expression.
fn begins(next: Option<&TokenTree>) -> bool {
    match next {
        Some(TokenTree::Ident(word)) => word != "else" && word != "as",
        Some(TokenTree::Punct(punct)) => matches!(punct.as_char(), '#' | '*' | '\''),
        _ => true,
    }
}

/// The text of `[doc = "text"]`, if it can stand in a `///` line as it is.
fn doc(group: &Group) -> Option<String> {
    let trees: Vec<_> = group.stream().into_iter().collect();
    let [TokenTree::Ident(doc), TokenTree::Punct(equal), TokenTree::Literal(text)] = trees.as_slice() else {
        return None;
    };
    let text = text.to_string();
    let quoted = text.strip_prefix('"')?.strip_suffix('"')?;
    (*doc == "doc" && equal.as_char() == '=').then(|| unescape(quoted))?
}

/// The text of a string literal that has none but the most common escapes.
fn unescape(quoted: &str) -> Option<String> {
    let mut text = String::with_capacity(quoted.len());
    let mut chars = quoted.chars();
    while let Some(c) = chars.next() {
        let plain = match c {
            '\\' => chars.next().filter(|escaped| matches!(escaped, '\\' | '"' | '\''))?,
            c => c,
        };
        text.push(plain);
    }
    // Four slashes begin no docs, and a line ends at a line feed.
    let fits = !text.starts_with('/') && !text.contains(['\n', '\r']);
    fits.then_some(text)
}
