//! Tokens -> text, as prettyplease prints it.
//!
//! In: items, some at a time. Out: its text. Invariant: tokens that are no Rust are printed, too, so
//! that the fault shows where the text is compiled.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Item, ItemMacro, MacroDelimiter};

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
        match macro_call(&item) {
            Some(text) => self.text.push_str(&text),
            None if matches!(item, Item::Impl(_) | Item::Mod(_)) => {
                self.text.push_str(&apart(&unparse(item)));
            }
            None => self.text.push_str(&unparse(item)),
        }
    }
}

fn unparse(item: Item) -> String {
    prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    })
}

/// The methods of an impl, or the items of a module, with a blank line between them.
fn apart(text: &str) -> String {
    let mut lines = text.lines().peekable();
    let mut out = String::with_capacity(text.len());
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let ends = line == "    }" || line.starts_with("    use ");
        if ends && lines.peek().is_some_and(|next| *next != "}") {
            out.push('\n');
        }
    }
    out
}

/// A call of a macro in braces with an argument a line, where its arguments look like fields, or like a match with a name
/// before it. prettyplease fills lines with what it cannot parse.
fn macro_call(item: &Item) -> Option<String> {
    let Item::Macro(ItemMacro { mac, .. }) = item else { return None };
    let MacroDelimiter::Brace(_) = mac.delimiter else { return None };
    let path: Vec<_> = mac.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let arguments = &mac.tokens;
    let (text, start) = match syn::parse2(quote!(struct Arguments { #arguments })) {
        Ok(fields) => (unparse(fields), ""),
        Err(_) => (unparse(syn::parse2(quote!(fn arguments() { match #arguments })).ok()?), "    match "),
    };
    let (_, rest) = text.split_once('\n')?;
    let indent = if start.is_empty() { "" } else { "    " };
    Some(format!("{}! {{\n{indent}{}", path.join("::"), rest.strip_prefix(start)?))
}
