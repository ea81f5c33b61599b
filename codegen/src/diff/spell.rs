//! Tokens as a person would write them.
//!
//! In: tokens of generated code. Out: one line of text. Invariant: equal tokens give equal text, and the text of
//! different types differs.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;

/// Paths that generated code writes in full and people do not.
const OBVIOUS: [&str; 9] = [
    "::std::option::",
    "::std::vec::",
    "::std::string::",
    "::std::collections::",
    "::std::boxed::",
    "::core::convert::",
    "::core::option::",
    "::core::result::",
    "rt::",
];

/// Keywords of types, which a path may follow.
const KEYWORDS: [&str; 3] = ["dyn", "impl", "mut"];

/// Spells tokens.
pub(super) fn spell(tokens: &impl ToTokens) -> String {
    let mut text = String::new();
    write(&tokens.to_token_stream(), &mut text);
    OBVIOUS.iter().fold(text, |text, path| text.replace(path, ""))
}

fn write(tokens: &TokenStream, text: &mut String) {
    let mut word = false;
    for token in tokens.clone() {
        match &token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => (" { ", " }"),
                    Delimiter::None => ("", ""),
                };
                text.push_str(open);
                write(&group.stream(), text);
                text.push_str(close);
            }
            TokenTree::Punct(punct) => match punct.as_char() {
                ',' => text.push_str(", "),
                '>' => {
                    text.truncate(text.trim_end_matches(", ").len());
                    text.push('>');
                }
                mark @ ('+' | '=') => text.extend([' ', mark, ' ']),
                mark => text.push(mark),
            },
            TokenTree::Ident(_) | TokenTree::Literal(_) => {
                if word {
                    text.push(' ');
                }
                text.push_str(&token.to_string());
            }
        }
        word = matches!(token, TokenTree::Ident(_) | TokenTree::Literal(_));
        if matches!(&token, TokenTree::Ident(ident) if KEYWORDS.iter().any(|keyword| ident == keyword)) {
            text.push(' ');
            word = false;
        }
    }
    text.truncate(text.trim_end_matches([',', ' ']).len());
}
