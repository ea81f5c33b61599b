//! What is printed without being parsed is what prettyplease makes of it.

use std::{fs, path::Path};

use proc_macro2::TokenStream;
use quote::quote;

use super::{Pretty, runs::Runs};
use crate::{Config, generate};

fn whole(code: &TokenStream) -> String {
    let mut printer = Pretty::default();
    printer.whole(code);
    printer.text
}

/// How many runs of plain lines code has; it is printed the same with them and without.
#[track_caller]
fn runs(code: &TokenStream) -> usize {
    let mut printer = Pretty::default();
    printer.items(code);
    assert_eq!(printer.text, whole(code));
    let mut runs = Runs::default();
    runs.take(code.clone());
    runs.len()
}

#[test]
fn all_that_is_generated_from_fixtures() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut found = 0;
    for fixture in fs::read_dir(fixtures).unwrap() {
        let document = fixture.unwrap().path().join("openapi.json");
        for file in generate(&document, &Config::new()).map(|output| output.files).unwrap_or_default() {
            let code: TokenStream = file.text.parse().unwrap();
            assert_eq!(file.text, whole(&code), "{}: {}", document.display(), file.name);
            found += runs(&code);
        }
    }
    assert!(found > 1000, "{found} runs");
}

#[test]
fn lines_that_may_be_printed_otherwise_are_parsed() {
    let statements = [
        quote!(let a = [1, 2];),
        quote!(let a: u8 = 1;),
        quote!(let a = b == c;),
        quote!(let a = b.c::<D>();),
        quote!(let a = -1;),
        quote!(let a = (b,);),
        quote!(a.b(c,);),
        quote!(a.b(|c| d);),
        quote!(a.b(0x1F);),
        quote!(return a.b;),
        quote!(a!(b);),
        quote!(a.field("a text that fills most of a line", &self.a_name_that_fills_the_rest_of_the_line);),
    ];
    for statement in statements {
        assert_eq!(runs(&quote!(impl A { fn b() { #statement } })), 0, "{statement}");
    }
    let arms = quote!(0 => a = b, C => d = e, 1 => f, 2 if g => h = i, _ => j?,);
    assert_eq!(runs(&quote!(impl A { fn b() { while c { match d { #arms } } } })), 1);
    assert_eq!(
        runs(&quote!(
            fn a() {
                b.c();
            }
        )),
        0
    );
}

#[test]
fn names_that_look_like_marks_stay() {
    for mark in [quote!(ø0), quote!(ø7), quote!(ø)] {
        assert_eq!(runs(&quote!(impl A { fn b() { c.d(); e!(); #mark; c.d(); } })), 2, "{mark}");
    }
}
