//! Paths that a configuration gives as text: of the runtime, of types, of derives.
//!
//! In: text. Out: its tokens, if it is one path, perhaps with generic arguments. Invariant: text that is not a path
//! never becomes code; nesting is bounded.

use std::iter::Peekable;

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree, token_stream::IntoIter};

/// How deep types may be nested.
const DEEPEST: usize = 50;

/// Words that are not names.
const KEYWORDS: [&str; 47] = [
    "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// The tokens of a path.
pub(crate) fn parse(text: &str) -> Option<TokenStream> {
    let tokens: TokenStream = text.parse().ok()?;
    whole(tokens.clone(), |reader| reader.path(0, false))?;
    Some(tokens)
}

/// Reads all of some tokens.
fn whole(tokens: TokenStream, read: impl FnOnce(&mut Reader) -> Option<()>) -> Option<()> {
    let mut reader = Reader(tokens.into_iter().peekable());
    read(&mut reader)?;
    reader.0.peek().is_none().then_some(())
}

struct Reader(Peekable<IntoIter>);

impl Reader {
    /// `::a::B<C>`, or in a type also `Fn(A) -> B`.
    fn path(&mut self, depth: usize, in_type: bool) -> Option<()> {
        self.colons();
        loop {
            self.name()?;
            self.arguments(depth, in_type)?;
            if !self.colons() {
                return Some(());
            }
        }
    }

    fn name(&mut self) -> Option<()> {
        match self.0.next()? {
            TokenTree::Ident(name) if !KEYWORDS.contains(&name.to_string().as_str()) => Some(()),
            _ => None,
        }
    }

    /// `<A, B>` or `(A) -> B`, if either is there.
    fn arguments(&mut self, depth: usize, in_type: bool) -> Option<()> {
        let is_turbofish = self.is(':') && {
            let mut ahead = self.0.clone();
            ahead.next();
            ahead.next();
            matches!(ahead.next(), Some(TokenTree::Punct(punct)) if punct.as_char() == '<')
        };
        if is_turbofish {
            self.colons();
        }
        if self.eat('<') {
            return self.generics(depth);
        }
        if !in_type {
            return Some(());
        }
        let Some(inputs) = self.take_group(Delimiter::Parenthesis) else { return Some(()) };
        whole(inputs, |reader| reader.list(|reader| reader.ty(depth)))?;
        self.output(depth)
    }

    /// What is behind `<`.
    fn generics(&mut self, depth: usize) -> Option<()> {
        while !self.eat('>') {
            self.argument(depth)?;
            if !self.eat(',') {
                return self.eat('>').then_some(());
            }
        }
        Some(())
    }

    fn argument(&mut self, depth: usize) -> Option<()> {
        if self.lifetime() || self.take_group(Delimiter::Brace).is_some() {
            return Some(());
        }
        self.eat('-');
        let is_literal = matches!(self.0.peek(), Some(TokenTree::Literal(_)));
        if is_literal && self.0.next().is_some() || self.word("true") || self.word("false") {
            return Some(());
        }
        self.ty(depth)?;
        if self.eat('=') { self.ty(depth) } else { Some(()) }
    }

    fn ty(&mut self, depth: usize) -> Option<()> {
        let depth = Some(depth + 1).filter(|depth| *depth <= DEEPEST)?;
        if self.eat('!') || self.word("_") {
            return Some(());
        }
        if self.eat('&') {
            self.lifetime();
            self.word("mut");
            return self.ty(depth);
        }
        if self.eat('*') {
            return if self.word("const") || self.word("mut") { self.ty(depth) } else { None };
        }
        if self.eat('<') {
            return self.qualified(depth);
        }
        if let Some(members) = self.take_group(Delimiter::Parenthesis) {
            return whole(members, |reader| reader.list(|reader| reader.ty(depth)));
        }
        if let Some(items) = self.take_group(Delimiter::Bracket) {
            return whole(items, |reader| reader.items(depth));
        }
        if self.word("dyn") || self.word("impl") {
            return self.bounds(depth);
        }
        if self.word("fn") {
            return self.arguments(depth, true);
        }
        self.path(depth, true)
    }

    /// What is behind `<`: `T as Trait>::Item`.
    fn qualified(&mut self, depth: usize) -> Option<()> {
        self.ty(depth)?;
        if self.word("as") {
            self.path(depth, true)?;
        }
        if self.eat('>') && self.colons() { self.path(depth, true) } else { None }
    }

    /// `T` or `T; 4`; the compiler checks the length.
    fn items(&mut self, depth: usize) -> Option<()> {
        self.ty(depth)?;
        if self.eat(';') {
            self.0.next()?;
            self.0.by_ref().for_each(drop);
        }
        Some(())
    }

    fn bounds(&mut self, depth: usize) -> Option<()> {
        loop {
            if !self.lifetime() {
                self.eat('?');
                self.path(depth, true)?;
            }
            if !self.eat('+') {
                return Some(());
            }
        }
    }

    fn list(&mut self, read: impl Fn(&mut Self) -> Option<()>) -> Option<()> {
        while self.0.peek().is_some() {
            read(self)?;
            if !self.eat(',') {
                break;
            }
        }
        Some(())
    }

    fn output(&mut self, depth: usize) -> Option<()> {
        if !self.eat('-') {
            return Some(());
        }
        if self.eat('>') { self.ty(depth) } else { None }
    }

    fn is(&mut self, wanted: char) -> bool {
        matches!(self.0.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == wanted)
    }

    fn eat(&mut self, wanted: char) -> bool {
        self.is(wanted) && self.0.next().is_some()
    }

    /// `::`.
    fn colons(&mut self) -> bool {
        let joined = |tree: &TokenTree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ':' && punct.spacing() == Spacing::Joint);
        self.0.peek().is_some_and(joined) && self.0.next().is_some() && self.eat(':')
    }

    fn word(&mut self, wanted: &str) -> bool {
        let there = matches!(self.0.peek(), Some(TokenTree::Ident(word)) if *word == wanted);
        there && self.0.next().is_some()
    }

    fn lifetime(&mut self) -> bool {
        self.eat('\'') && matches!(self.0.next(), Some(TokenTree::Ident(_)))
    }

    fn take_group(&mut self, wanted: Delimiter) -> Option<TokenStream> {
        let group = |tree: &TokenTree| match tree {
            TokenTree::Group(group) if group.delimiter() == wanted => Some(group.stream()),
            _ => None,
        };
        let stream = self.0.peek().and_then(group)?;
        self.0.next();
        Some(stream)
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    /// Paths, and what is none.
    const TEXTS: &str = r#"a
::a::B
crate::runtime
self::a
super::super::b
Self
r#type::X
a::B<C>
a::B::<C, D>
B<'a, 'static>
B<C<D<E>>>
B<&'a str, &mut [u8]>
B<[u8; 4]>
B<(), (A,), (A, B)>
B<Item = u8>
B<4, -4, 'x', true, { 1 + 2 }>
B<dyn C + Send + 'static>
B<dyn Fn(u8, A) -> Vec<B>>
B<fn(u8)>
B<<A as T>::Item>
B<*const u8>
B<!>
B<_>
B<>
B<A,>
Fn(A)
Fn() -> B
a::größe
B<impl A>
a/* */::b
B<?>
:
::
a::
::::a
a: :b
a b
a, b
a;
a.b
a!
a!()
1
"a"
a-b
a::1
a::<
B<
B<C
B<C>>
B>C
B<C;>
B<C D>
fn
a::fn::b
_
as
a::_
{ a }
(a)
[a]
&a
'a
B<&>
B<* u8>
B<[u8;]>
B<A => C>
Fn(A) ->
Fn(A) - B
a(
a " b
#[x] a
a::{b}
a::*
a as b
a<b>::c<d>
a = b
struct X;
gen
union
try
dyn
auto
macro_rules
abstract"#;

    #[test]
    fn paths_are_told_from_other_text_as_syn_does() {
        for text in TEXTS.lines().chain(["", " ", " a :: b "]) {
            assert_eq!(parse(text).is_some(), syn::parse_str::<syn::Path>(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn nesting_is_bounded() {
        let nested = |times: usize| format!("{}A{}", "A<".repeat(times), ">".repeat(times));
        assert!(parse(&nested(50)).is_some());
        assert!(parse(&nested(51)).is_none());
        assert!(parse(&nested(100_000)).is_none());
    }
}
