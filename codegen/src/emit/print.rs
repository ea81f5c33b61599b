//! Tokens -> text.
//!
//! In: the tokens of a file, some items at a time. Out: its text, a blank line between items. Invariant: tokens that
//! are no Rust are printed as they are, so that the fault shows where the text is compiled.

mod plain;

use proc_macro2::TokenStream;
use syn::{File, Item};

use self::plain::Runs;
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
        let (length, after_use) = (self.text.len(), self.after_use);
        if self.shortened(piece).is_none() {
            self.text.truncate(length);
            self.after_use = after_use;
            self.whole(piece);
        }
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
