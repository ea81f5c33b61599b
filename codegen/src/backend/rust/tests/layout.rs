//! The plain layout, read again, is the tokens that it was made of: for every fixture, and for what is hard to print.

use std::{fs, path::Path};

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

use crate::backend::markdown::Book;
use crate::backend::rust::{client, group, models, print, types::Types};
use crate::ir::Api;
use crate::{Config, run};

#[test]
fn emitted_code_is_read_again_as_it_was_made() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let subjects = fs::read_dir(root.join("tests/fixtures")).unwrap().map(|entry| entry.unwrap().path());
    let folders = subjects.filter(|path| path.is_dir()).flat_map(|subject| fs::read_dir(subject).unwrap());
    let fixtures = folders.map(|folder| folder.unwrap().path().join("openapi.json"));
    let config = Config::new().runtime("crate::runtime");
    let mut checked = 0;
    for document in fixtures.chain([root.join("../spec/openapi.json")]).filter(|path| path.is_file()) {
        let check = |api: &Api, config: &Config| {
            let (types, book) = (Types::new(api), Book::new(api, config));
            let groups = api.groups.iter().flat_map(|group| group::emit(&types, group, Some(&book)));
            let pieces = models(&types).chain(groups).chain([client::emit(api, config)]);
            pieces.for_each(|piece| check(&piece, &document.display().to_string()));
            Vec::new()
        };
        run(&document, &config, check).unwrap();
        checked += 1;
    }
    assert!(checked > 100, "{checked}");
}

#[test]
fn hard_tokens_are_read_again_as_they_were() {
    let code = [
        "fn f() { a - -b; a & &b; a && &&b; a | |x| x; || 1; - - 1; ! ! a; * * a; & & a; a / *b; a % - b; }",
        "fn f() { 1 .max(2); 1.0.max(2.0); self.0 .0; self.0.x; 0 ..3; 0..=3; .. ; a[..]; 1. + 2.; 1 ..2; }",
        "fn f() -> Vec<Vec<u8>> { Vec::<Vec<u8>>::new(); a < b; a < -b; a > b; a >= b; a >> b; a <<= b; <A as B>::C; }",
        "type T<'a> = Option<&'a mut dyn for<'b> Fn(&'b str) -> Box<<A as B<'a>>::C>>; const A: [u8; 2] = [1; 2];",
        "fn f() { 'a: loop { break 'a; } 'x'; b'x'; c\"x\"; r#type; r#\"a\"b\"#; let x: fn(u8) -> ! = y; x = = y; a: :b; }",
        "#![inner] #[doc = \"\"] #[doc = \"/ four\"] #[doc = \"a\\nb\"] #[doc = \"\\\\ \\\" '\"] #[doc(hidden)] struct X { #[a] b: C, #[doc = \" d\"] e: F<G, H> }",
        "fn f() { match x { A | B => {} C { a, .. } if b => (), _ => return, } if a {} else if b {} else {} A {}.b()?; }",
        "macro_rules! m { ($($a:tt)*) => { $($a)* }; } m!{ a; b } m![a, b]; m!(a => b, c = d); /* comment */ // comment",
    ];
    for code in code {
        check(&code.parse().unwrap(), code);
    }
}

fn check(code: &TokenStream, context: &str) {
    let text = print::plain(code);
    let read: TokenStream = text.parse().unwrap_or_else(|fault| panic!("{context}: {fault}\n{text}"));
    let (wanted, found) = (tokens(code), tokens(&read));
    let differs = wanted.iter().zip(&found).position(|(wanted, found)| wanted != found);
    if let Some(at) = differs {
        let around = |tokens: &[String]| tokens[at.saturating_sub(5)..tokens.len().min(at + 5)].join(" ");
        panic!("{context}:\n  {}\nbecame\n  {}\nin\n{text}", around(&wanted), around(&found));
    }
    assert_eq!(wanted.len(), found.len(), "{context}:\n{text}");
}

/// The tokens, with the operators as the compiler reads them.
fn tokens(code: &TokenStream) -> Vec<String> {
    let mut found = Vec::new();
    collect(code.clone(), &mut found);
    found
}

fn collect(code: TokenStream, found: &mut Vec<String>) {
    let mut joint = false;
    for tree in code {
        let joined = std::mem::take(&mut joint);
        match tree {
            TokenTree::Group(group) => {
                found.push(format!("{:?}", group.delimiter()));
                assert_ne!(group.delimiter(), Delimiter::None);
                collect(group.stream(), found);
                found.push("end".to_owned());
            }
            TokenTree::Punct(punct) => {
                joint = punct.spacing() == Spacing::Joint;
                let before = found.last().filter(|_| joined);
                match before.map(|before| format!("{before}{}", punct.as_char())) {
                    Some(both) if OPERATORS.contains(&both.as_str()) => {
                        found.pop();
                        found.push(both);
                    }
                    _ => found.push(punct.as_char().to_string()),
                }
            }
            tree => found.push(word(&tree.to_string())),
        }
    }
}

/// The operators of more than one character, and `'`; `>>` is not among them, which is two in types.
const OPERATORS: [&str; 22] = [
    "::", "->", "=>", "==", "!=", "<=", ">=", "&&", "||", "..", "..=", "...", "+=", "-=", "*=", "/=", "%=",
    "^=", "&=", "|=", "<<", "<<=",
];

/// A name or literal; docs become texts of another form.
fn word(text: &str) -> String {
    syn::parse_str::<syn::LitStr>(text).map_or_else(|_| text.to_owned(), |text| format!("{:?}", text.value()))
}
