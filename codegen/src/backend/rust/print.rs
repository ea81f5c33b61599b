//! Tokens -> text.
//!
//! In: the tokens of a file, some items at a time. Out: its text. Invariant: both layouts have the same tokens; those
//! that are no Rust are printed, too, so that the fault shows where the text is compiled.

mod layout;
#[cfg(feature = "pretty")]
mod pretty;
mod spacing;

use proc_macro2::TokenStream;

use self::layout::Plain;
#[cfg(feature = "pretty")]
use self::pretty::Pretty;
use super::import::Imports;
use crate::Config;

/// The columns of a printed line, as prettyplease has them.
pub(in crate::backend) const WIDTH: usize = 89;

/// Prints items behind the imports that they need. Each piece is whole items, and gone before the next one is made:
/// the tokens of a large file would take a hundred times its text.
pub(in crate::backend) fn print(config: &Config, pieces: impl Iterator<Item = TokenStream>) -> String {
    let mut imports = Imports::default();
    let mut body = Printer::new(config);
    for piece in pieces {
        imports.note(&piece);
        body.print(&piece);
    }
    let mut head = Printer::new(config);
    head.print(&imports.lines(&config.runtime));
    let (head, body) = (head.finish(), body.finish());
    let gap = if head.is_empty() || body.is_empty() { "" } else { "\n" };
    [head.as_str(), gap, &body].concat()
}

/// Prints items by themselves, one statement a line.
pub(in crate::backend) fn plain(code: &TokenStream) -> String {
    let mut printer = Plain::default();
    printer.items(code);
    printer.finish()
}

/// Prints items by themselves as prettyplease does.
#[cfg(feature = "pretty")]
pub(in crate::backend) fn pretty(code: &TokenStream) -> String {
    let mut printer = Pretty::default();
    printer.items(code);
    printer.finish()
}

/// Generated code, perhaps of the plain layout, in prettyplease's: what [`generate`](crate::generate) gives where
/// nothing asks for the plain one. Nothing if it is no Rust.
#[cfg(feature = "pretty")]
#[must_use]
pub fn pretty_layout(code: &str) -> Option<String> {
    pretty::read(code).map(|code| pretty(&code))
}

/// One of the layouts.
enum Printer {
    Plain(Plain),
    #[cfg(feature = "pretty")]
    Pretty(Pretty),
}

impl Printer {
    fn new(config: &Config) -> Self {
        #[cfg(feature = "pretty")]
        if !config.plain {
            return Self::Pretty(Pretty::default());
        }
        let Config { plain: _, .. } = config;
        Self::Plain(Plain::default())
    }

    fn print(&mut self, piece: &TokenStream) {
        match self {
            Self::Plain(printer) => printer.items(piece),
            #[cfg(feature = "pretty")]
            Self::Pretty(printer) => printer.items(piece),
        }
    }

    fn finish(self) -> String {
        match self {
            Self::Plain(printer) => printer.finish(),
            #[cfg(feature = "pretty")]
            Self::Pretty(printer) => printer.finish(),
        }
    }
}
