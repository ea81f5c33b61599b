//! Tokens -> text, as prettyplease prints it.
//!
//! In: items, some at a time. Out: its text. Invariant: tokens that are no Rust are printed, too, so
//! that the fault shows where the text is compiled.

use proc_macro2::TokenStream;
use syn::Item;

/// The columns of a line that prettyplease prints.
pub(in crate::backend) const WIDTH: usize = 89;

/// Prints items by themselves.
pub(in crate::backend) fn items(code: &TokenStream) -> String {
    let mut printer = Printer::default();
    printer.items(code);
    printer.text
}

/// Prints items one after the other.
#[derive(Default)]
pub(super) struct Printer {
    pub(super) text: String,
    after_use: bool,
}

impl Printer {
    /// Prints whole items.
    pub(super) fn items(&mut self, piece: &TokenStream) {
        match syn::parse2::<syn::File>(piece.clone()) {
            Ok(file) => file.items.into_iter().for_each(|item| self.item(item)),
            Err(_) => self.text.push_str(&piece.to_string()),
        }
    }

    /// Prints an item after a blank line, except between imports.
    fn item(&mut self, item: Item) {
        let is_use = matches!(item, Item::Use(_));
        if !(self.text.is_empty() || self.after_use && is_use) {
            self.text.push('\n');
        }
        self.after_use = is_use;
        let file = syn::File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] };
        self.text.push_str(&prettyplease::unparse(&file));
    }
}
