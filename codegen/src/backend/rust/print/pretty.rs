//! The layout of prettyplease.
//!
//! In: items. Out: their text, a blank line between items. Invariant: it depends on the items alone, not on how many
//! come at a time.

use proc_macro2::{Group, Punct, Spacing, TokenStream, TokenTree};
use syn::{File, Item};

use super::spacing::would_join;

/// Reads code back as it was made: of text, all neighbours are joined, be they one operator or not, and prettyplease
/// prints the arguments of macros accordingly.
pub(in crate::backend) fn read(code: &str) -> Option<TokenStream> {
    let code = apart(code.parse().ok()?);
    syn::parse2::<File>(code.clone()).ok()?;
    Some(code)
}

fn apart(code: TokenStream) -> TokenStream {
    let mut trees = code.into_iter().peekable();
    let mut made = Vec::new();
    while let Some(tree) = trees.next() {
        made.push(match (tree, trees.peek()) {
            (TokenTree::Group(group), _) => {
                TokenTree::Group(Group::new(group.delimiter(), apart(group.stream())))
            }
            (TokenTree::Punct(punct), Some(TokenTree::Punct(next)))
                if !would_join(Some(punct.as_char()), Some(next.as_char())) =>
            {
                TokenTree::Punct(Punct::new(punct.as_char(), Spacing::Alone))
            }
            (tree, _) => tree,
        });
    }
    made.into_iter().collect()
}

/// Prints items one after the other.
#[derive(Default)]
pub(in crate::backend) struct Pretty {
    text: String,
    after_use: bool,
}

impl Pretty {
    pub(in crate::backend) fn items(&mut self, piece: &TokenStream) {
        match syn::parse2::<File>(piece.clone()) {
            Ok(file) => file.items.into_iter().for_each(|item| self.item(item)),
            Err(_) => self.text.push_str(&piece.to_string()),
        }
    }

    pub(in crate::backend) fn finish(self) -> String {
        self.text
    }

    /// Prints an item behind a blank line.
    fn item(&mut self, item: Item) {
        let is_use = matches!(item, Item::Use(_));
        if !(self.text.is_empty() || self.after_use && is_use) {
            self.text.push('\n');
        }
        self.after_use = is_use;
        self.text.push_str(&prettyplease::unparse(&File {
            shebang: None,
            frontmatter: None,
            attrs: Vec::new(),
            items: vec![item],
        }));
    }
}
