//! Plain statements and match arms, printed without being parsed.
//!
//! In: items. Out: the same with a mark in the place of each run of plain lines, which then goes through the parser and
//! the printer; and the text, in which the lines stand again. Invariant: the text is what it would be without; what is not
//! known to be one line, printed so, stays among the tokens. Functions of models are little else, and parsing them took
//! most of the time.

use std::fmt::Write as _;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{format_ident, quote};

/// How every mark begins: no identifier of the generator has such a letter.
const MARK: &str = "ø";

/// What is longer than this may be printed as more than one line.
const LONGEST: usize = super::super::WIDTH - 10;

/// The columns before a statement of a method, and before an arm of a `match` in a loop of one.
const INDENTS: (usize, usize) = (8, 16);

/// The lines that were taken out of some items, run by run.
#[derive(Debug, Default)]
pub(super) struct Runs(Vec<Vec<String>>);

impl Runs {
    /// Takes the plain lines out of the methods of every `impl`.
    pub(super) fn take(&mut self, items: TokenStream) -> TokenStream {
        let mut is_impl = false;
        let mut taken = Vec::new();
        for tree in items {
            is_impl |= matches!(&tree, TokenTree::Ident(word) if *word == "impl");
            taken.push(match braces(tree) {
                Ok(methods) if std::mem::take(&mut is_impl) => self.methods(&methods),
                Ok(other) => other.into(),
                Err(tree) => tree,
            });
        }
        taken.into_iter().collect()
    }

    fn methods(&mut self, methods: &Group) -> TokenTree {
        let methods = methods.stream().into_iter().map(|tree| match braces(tree) {
            Ok(body) => self.statements(&body),
            Err(tree) => tree,
        });
        Group::new(Delimiter::Brace, methods.collect()).into()
    }

    fn statements(&mut self, body: &Group) -> TokenTree {
        let mut taken = Taken::new(self, quote!(;));
        for tree in body.stream() {
            match braces(tree) {
                Ok(block) => {
                    taken.keep();
                    let block = taken.runs.block(block);
                    taken.kept.push(block);
                }
                Err(tree) => {
                    let ends = is_punct(&tree, ';');
                    taken.open.push(tree);
                    if ends {
                        taken.close(statement);
                    }
                }
            }
        }
        taken.finish()
    }

    /// A block in a method: where it is nothing but a `match`, the arms of that.
    fn block(&mut self, block: Group) -> TokenTree {
        let trees: Vec<_> = block.stream().into_iter().collect();
        let [TokenTree::Ident(word), value @ TokenTree::Ident(_), TokenTree::Group(arms)] = trees.as_slice()
        else {
            return block.into();
        };
        if *word != "match" || arms.delimiter() != Delimiter::Brace {
            return block.into();
        }
        let trees = [word.clone().into(), value.clone(), self.arms(arms)];
        Group::new(Delimiter::Brace, trees.into_iter().collect()).into()
    }

    fn arms(&mut self, arms: &Group) -> TokenTree {
        let mut taken = Taken::new(self, quote!(=> {}));
        for tree in arms.stream() {
            let ends = is_punct(&tree, ',');
            let is_block = matches!(&tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
            taken.open.push(tree);
            if is_block {
                taken.keep();
            } else if ends {
                taken.close(arm);
            }
        }
        taken.finish()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Adds printed text with runs where their marks are, and gives their number; `None` where a mark is none.
    pub(super) fn put_back(&self, text: &str, out: &mut String) -> Option<usize> {
        let mut found = 0;
        for line in text.split_inclusive('\n') {
            let mark = line.trim_start();
            let Some(number) = mark.strip_prefix(MARK).and_then(|mark| mark.split([';', ' ']).next()) else {
                out.push_str(line);
                continue;
            };
            let indent = line.get(..line.len() - mark.len())?;
            for line in self.0.get(number.parse::<usize>().ok()?)? {
                out.extend([indent, line, "\n"]);
            }
            found += 1;
        }
        Some(found)
    }
}

/// A body on its way: what is kept, the run of plain lines behind it, and the tokens that have no end yet.
struct Taken<'r> {
    runs: &'r mut Runs,
    /// What makes an identifier a statement, or an arm.
    end: TokenStream,
    kept: Vec<TokenTree>,
    run: Vec<String>,
    open: Vec<TokenTree>,
}

impl<'r> Taken<'r> {
    fn new(runs: &'r mut Runs, end: TokenStream) -> Self {
        Self { runs, end, kept: Vec::new(), run: Vec::new(), open: Vec::new() }
    }

    /// What is open ends here, and is a plain line or kept.
    fn close(&mut self, line: fn(&[TokenTree]) -> Option<String>) {
        match line(&self.open) {
            Some(line) => {
                self.open.clear();
                self.run.push(line);
            }
            None => self.keep(),
        }
    }

    /// Keeps what is open, behind the mark of the run before it.
    fn keep(&mut self) {
        if !self.run.is_empty() {
            let mark = format_ident!("{MARK}{}", self.runs.0.len());
            self.runs.0.push(std::mem::take(&mut self.run));
            self.kept.push(mark.into());
            self.kept.extend(self.end.clone());
        }
        self.kept.append(&mut self.open);
    }

    fn finish(mut self) -> TokenTree {
        self.keep();
        Group::new(Delimiter::Brace, self.kept.into_iter().collect()).into()
    }
}

/// `let mut name = …;`, `name.…;`
fn statement(trees: &[TokenTree]) -> Option<String> {
    let (end, trees) = trees.split_last()?;
    let known = match trees {
        [TokenTree::Ident(word), TokenTree::Ident(_), ..] => *word == "let",
        [TokenTree::Ident(_), dot, ..] => is_punct(dot, '.'),
        _ => false,
    };
    let mut line = String::new();
    known.then(|| flat(trees.iter().cloned(), &mut line))??;
    write!(line, "{end}").ok()?;
    (INDENTS.0 + line.len() <= LONGEST).then_some(line)
}

/// `0 => name = …,`
fn arm(trees: &[TokenTree]) -> Option<String> {
    let [literal @ TokenTree::Literal(_), equals, greater, value @ .., end] = trees else { return None };
    if !is_punct(equals, '=') || !is_punct(greater, '>') {
        return None;
    }
    let [TokenTree::Ident(_), assigned, ..] = value else { return None };
    if !is_punct(assigned, '=') {
        return None;
    }
    let mut line = format!("{literal} => ");
    flat(value.iter().cloned(), &mut line)?;
    write!(line, "{end}").ok()?;
    (INDENTS.1 + line.len() <= LONGEST).then_some(line)
}

/// What the token before another one is, for the space between them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// Nothing, or what nothing is parted from.
    Start,
    Word,
    /// A literal, a group or `?`, behind which no word stands.
    Value,
    /// The first half of `::`.
    Colon,
}

/// Adds tokens as they are printed if the line has room; `None` where that is not known.
fn flat(trees: impl Iterator<Item = TokenTree>, line: &mut String) -> Option<()> {
    use Before::{Start, Value, Word};
    let mut before = Start;
    let mut trees = trees.peekable();
    if trees.peek().is_none() {
        return Some(());
    }
    while let Some(tree) = trees.next() {
        before = match (&tree, before) {
            (TokenTree::Ident(word), Start | Word) => {
                let space = if before == Word { " " } else { "" };
                write!(line, "{space}{word}").ok()?;
                Word
            }
            (TokenTree::Literal(literal), Start) => {
                let text = literal.to_string();
                let known = text.starts_with('"') || text.bytes().all(|byte| byte.is_ascii_digit());
                line.push_str(&text);
                known.then_some(Value)?
            }
            (TokenTree::Group(group), Word) if group.delimiter() == Delimiter::Parenthesis => {
                line.push('(');
                flat(group.stream().into_iter(), line)?;
                line.push(')');
                Value
            }
            (TokenTree::Punct(punct), _) => {
                let (text, behind) = punctuation(punct.as_char(), before, trees.peek())?;
                line.push_str(text);
                behind
            }
            _ => return None,
        };
    }
    matches!(before, Word | Value).then_some(())
}

/// A sign as it is printed between what is before it and what comes next.
fn punctuation(sign: char, before: Before, next: Option<&TokenTree>) -> Option<(&'static str, Before)> {
    use Before::{Colon, Start, Value, Word};
    match (sign, before) {
        (':', Colon) => Some(("::", Start)),
        (':', Start | Word) => Some(("", Colon)),
        ('.', Word | Value) => Some((".", Start)),
        ('?', Value) => Some(("?", Value)),
        ('&', Start) => Some(("&", Start)),
        ('=', Word) if !next.is_some_and(|next| is_punct(next, '=') || is_punct(next, '>')) => {
            Some((" = ", Start))
        }
        (',', Word | Value) if next.is_some() => Some((", ", Start)),
        _ => None,
    }
}

fn braces(tree: TokenTree) -> Result<Group, TokenTree> {
    match tree {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Ok(group),
        tree => Err(tree),
    }
}

fn is_punct(tree: &TokenTree, wanted: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == wanted)
}
