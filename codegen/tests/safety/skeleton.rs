//! Code without what a document may choose.
//!
//! In: generated text. Out: its tokens, literals blanked, identifiers numbered in the order in which they come, those of a
//! type by themselves; doc comments apart. Invariant: keywords and punctuation stay, so another item or attribute is
//! another skeleton.

use indexmap::IndexSet;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// The tokens of a file, and its doc comments.
#[derive(Debug, Default)]
pub(crate) struct Skeleton {
    pub(crate) tokens: Vec<String>,
    pub(crate) docs: Vec<String>,
    names: IndexSet<String>,
    /// The type of the item, and the last identifier.
    owner: String,
    last: String,
    /// Whether the doc comment of the tokens before goes on.
    goes_on: bool,
}

/// Where tokens stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Items,
    /// In a macro that is told a type and its variants.
    Macro,
    Variants,
    Code,
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
        skeleton.stream(text.parse().expect("generated text is made of tokens"), Place::Items);
        // The printer puts a comma behind the last of several where they stand on lines of their own.
        let ends = |at: usize| skeleton.tokens.get(at + 1).is_some_and(|next| next == "close" || next == ">");
        let last = |(at, token): (usize, &String)| token == "," && ends(at);
        let commas: Vec<usize> =
            skeleton.tokens.iter().enumerate().filter(|found| last(*found)).map(|(at, _)| at).collect();
        commas.iter().rev().for_each(|at| drop(skeleton.tokens.remove(*at)));
        skeleton
    }

    fn stream(&mut self, stream: TokenStream, place: Place) {
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
                self.stream(arm.stream(), place);
                self.tokens.pop_if(|last| last == ";");
                if trees.peek().is_none_or(|next| next.to_string() != ",") {
                    self.tokens.push(",".into());
                }
                continue;
            }
            match tree {
                TokenTree::Group(group) => {
                    let inner = self.enter(&group, place);
                    self.tokens.push(format!("{:?} open", group.delimiter()));
                    self.stream(group.stream(), inner);
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
                        name.clone()
                    } else {
                        let key = self.key(&name, place);
                        format!("name {}", self.names.insert_full(key).0)
                    };
                    self.tokens.push(token);
                    self.last = name;
                }
                TokenTree::Literal(_) => self.tokens.push("literal".into()),
                TokenTree::Punct(mark) => self.tokens.push(mark.as_char().to_string()),
            }
        }
    }
}

impl Skeleton {
    /// What stands in a group; notes the type that it belongs to.
    fn enter(&mut self, group: &Group, place: Place) -> Place {
        let before = |back: usize| self.tokens.iter().rev().nth(back).map(String::as_str);
        let inner = match place {
            Place::Items if before(0) == Some("!") => {
                return if self.last.ends_with("_enum") { Place::Macro } else { Place::Code };
            }
            Place::Items if before(1) == Some("enum") => Place::Variants,
            Place::Macro => Place::Variants,
            Place::Items | Place::Variants | Place::Code => Place::Code,
        };
        if place != Place::Code && place != Place::Variants && group.delimiter() == Delimiter::Brace {
            self.last.clone_into(&mut self.owner);
        }
        inner
    }

    /// The name with its type, where it has one: two types may have variants of one name, or of none in common, as
    /// their texts are long or short.
    fn key(&self, name: &str, place: Place) -> String {
        let in_path = self.tokens.ends_with(&[":".into(), ":".into()]);
        let owner = match self.last.as_str() {
            "Self" if in_path => &self.owner,
            ty if in_path && ty.starts_with(char::is_uppercase) => ty,
            _ if place == Place::Variants => &self.owner,
            _ => return name.to_owned(),
        };
        format!("{owner}::{name}")
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
