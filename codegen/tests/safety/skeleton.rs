//! Code without what a document may choose.
//!
//! In: generated text. Out: its tokens, literals blanked, identifiers numbered in the order in which they come, doc
//! comments apart. Invariant: keywords and punctuation stay, so another item or attribute is another skeleton.

use indexmap::IndexSet;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The tokens of a file, and its doc comments.
#[derive(Debug, Default)]
pub(crate) struct Skeleton {
    pub(crate) tokens: Vec<String>,
    pub(crate) docs: Vec<String>,
    names: IndexSet<String>,
    /// Whether the doc comment of the tokens before goes on.
    goes_on: bool,
}

/// What no document chooses: the crate's and the language's own words stay as they are.
const WORDS: &[&str] = &[
    "fn",
    "pub",
    "struct",
    "enum",
    "impl",
    "for",
    "const",
    "static",
    "use",
    "mod",
    "trait",
    "unsafe",
    "extern",
    "macro_rules",
    "include",
    "cfg",
    "derive",
    "deprecated",
    "expect",
    "allow",
    "rt",
    "models",
    "std",
    "crate",
    "self",
    "Self",
    "super",
    "async",
    "where",
    "type",
    "match",
    "let",
    "return",
    "as",
];

impl Skeleton {
    pub(crate) fn of(text: &str) -> Self {
        let mut skeleton = Self::default();
        skeleton.stream(text.parse().expect("generated text is made of tokens"));
        // The printer puts a comma behind the last of several where they stand on lines of their own.
        let ends = |at: usize| skeleton.tokens.get(at + 1).is_some_and(|next| next == "close" || next == ">");
        let last = |(at, token): (usize, &String)| token == "," && ends(at);
        let commas: Vec<usize> =
            skeleton.tokens.iter().enumerate().filter(|found| last(*found)).map(|(at, _)| at).collect();
        commas.iter().rev().for_each(|at| drop(skeleton.tokens.remove(*at)));
        skeleton
    }

    fn stream(&mut self, stream: TokenStream) {
        let mut trees = stream.into_iter().peekable();
        while let Some(tree) = trees.next() {
            if let (TokenTree::Punct(mark), Some(TokenTree::Group(group))) = (&tree, trees.peek())
                && mark.as_char() == '#'
                && let Some(text) = doc(&group.stream())
            {
                match self.docs.last_mut().filter(|_| self.goes_on) {
                    Some(docs) => docs.extend(["\n", text.as_str()]),
                    None => self.docs.push(text),
                }
                self.goes_on = true;
                trees.next();
                continue;
            }
            self.goes_on = false;
            // The printer puts braces around a long arm.
            if let TokenTree::Group(arm) = &tree
                && self.tokens.ends_with(&["=".into(), ">".into()])
                && arm.delimiter() == Delimiter::Brace
            {
                self.stream(arm.stream());
                self.tokens.pop_if(|last| last == ";");
                if trees.peek().is_none_or(|next| next.to_string() != ",") {
                    self.tokens.push(",".into());
                }
                continue;
            }
            match tree {
                TokenTree::Group(group) => {
                    self.tokens.push(format!("{:?} open", group.delimiter()));
                    self.stream(group.stream());
                    self.goes_on = false;
                    self.tokens.push("close".into());
                }
                TokenTree::Ident(name) => {
                    let name = name.to_string();
                    assert!(
                        name.is_ascii(),
                        "rustc compares `{name}` after normalisation, and may warn of it"
                    );
                    let token = if WORDS.contains(&name.as_str()) {
                        name
                    } else {
                        format!("name {}", self.names.insert_full(name).0)
                    };
                    self.tokens.push(token);
                }
                TokenTree::Literal(_) => self.tokens.push("literal".into()),
                TokenTree::Punct(mark) => self.tokens.push(mark.as_char().to_string()),
            }
        }
    }
}

/// The text of `[doc = "..."]`.
fn doc(attribute: &TokenStream) -> Option<String> {
    let trees: Vec<TokenTree> = attribute.clone().into_iter().collect();
    let [TokenTree::Ident(name), TokenTree::Punct(_), TokenTree::Literal(text)] = trees.as_slice() else {
        return None;
    };
    if *name != "doc" {
        return None;
    }
    syn::parse_str::<syn::LitStr>(&text.to_string()).ok().map(|text| text.value())
}
