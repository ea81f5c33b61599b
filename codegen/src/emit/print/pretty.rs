//! The layout of prettyplease.
//!
//! In: items. Out: their text, a blank line between items. Invariant: it depends on the items alone, not on how many
//! come at a time.

mod runs;

use proc_macro2::{Group, Punct, Spacing, TokenStream, TokenTree};
use syn::{File, Item};

use self::runs::Runs;
use super::spacing::would_join;

/// Reads code back as it was made: of text, all neighbours are joined, be they one operator or not, and prettyplease
/// prints the arguments of macros accordingly.
pub(super) fn read(code: &str) -> Option<TokenStream> {
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
pub(super) struct Pretty {
    text: String,
    after_use: bool,
}

impl Pretty {
    pub(super) fn items(&mut self, piece: &TokenStream) {
        let (length, after_use) = (self.text.len(), self.after_use);
        if self.shortened(piece).is_none() {
            self.text.truncate(length);
            self.after_use = after_use;
            self.whole(piece);
        }
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    /// Prints without parsing what is plain; `None` where something else came of it.
    fn shortened(&mut self, piece: &TokenStream) -> Option<()> {
        let mut runs = Runs::default();
        let file = syn::parse2::<File>(runs.take(piece.clone())).ok()?;
        let mut found = 0;
        for item in file.items {
            let text = self.item(item);
            found += runs.put_back(&text, &mut self.text)?;
        }
        (found == runs.len()).then_some(())
    }

    fn whole(&mut self, piece: &TokenStream) {
        match syn::parse2::<File>(piece.clone()) {
            Ok(file) => {
                for item in file.items {
                    let text = self.item(item);
                    self.text.push_str(&text);
                }
            }
            Err(_) => self.text.push_str(&piece.to_string()),
        }
    }

    /// The text of an item, behind a blank line.
    fn item(&mut self, item: Item) -> String {
        let is_use = matches!(item, Item::Use(_));
        if !(self.text.is_empty() || self.after_use && is_use) {
            self.text.push('\n');
        }
        self.after_use = is_use;
        prettyplease::unparse(&File {
            shebang: None,
            frontmatter: None,
            attrs: Vec::new(),
            items: vec![item],
        })
    }
}

#[cfg(test)]
mod tests;
