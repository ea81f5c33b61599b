//! Tokens -> text.
//!
//! In: the tokens of a file, some items at a time. Out: its text, a blank line between items. Invariant: tokens that
//! are no Rust are printed as they are, so that the fault shows where the text is compiled.

use proc_macro2::TokenStream;
use syn::{File, Item};

use super::import::Imports;

/// The columns of a printed line, as prettyplease has them.
pub(super) const WIDTH: usize = 89;

/// Prints items behind the imports that they need. Each piece is whole items, and gone before the next one is made:
/// the tokens of a large file would take a hundred times its text.
pub(super) fn print(runtime: &str, pieces: impl Iterator<Item = TokenStream>) -> String {
    let mut imports = Imports::default();
    let mut body = Printer::default();
    for piece in pieces {
        imports.note(&piece);
        body.print(&piece);
    }
    let mut head = Printer::default();
    head.print(&imports.lines(runtime));
    if !(head.text.is_empty() || body.text.is_empty()) {
        head.text.push('\n');
    }
    head.text + &body.text
}

/// Prints items by themselves.
pub(super) fn items(code: &TokenStream) -> String {
    let mut printer = Printer::default();
    printer.print(code);
    printer.text
}

#[derive(Debug, Default)]
struct Printer {
    text: String,
    after_use: bool,
}

impl Printer {
    fn print(&mut self, piece: &TokenStream) {
        match syn::parse2::<File>(piece.clone()) {
            Ok(file) => file.items.into_iter().for_each(|item| self.item(item)),
            Err(_) => self.text.push_str(&piece.to_string()),
        }
    }

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
