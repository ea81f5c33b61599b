//! Tokens -> text.
//!
//! In: the tokens of a whole file. Out: its text, a blank line between items. Invariant: tokens that are no Rust are
//! printed as they are, so that the fault shows where the text is compiled.

use proc_macro2::TokenStream;
use syn::{File, Item};

/// The columns of a printed line, as prettyplease has them.
pub(super) const WIDTH: usize = 89;

/// Prints a file.
pub(super) fn print(tokens: &TokenStream) -> String {
    syn::parse2::<File>(tokens.clone()).map_or_else(|_| tokens.to_string(), |file| items(file.items))
}

fn items(items: Vec<Item>) -> String {
    let mut text = String::new();
    let mut after_use = true;
    for item in items {
        let is_use = matches!(item, Item::Use(_));
        if !(text.is_empty() || after_use && is_use) {
            text.push('\n');
        }
        after_use = is_use;
        text.push_str(&prettyplease::unparse(&File {
            shebang: None,
            frontmatter: None,
            attrs: Vec::new(),
            items: vec![item],
        }));
    }
    text
}
