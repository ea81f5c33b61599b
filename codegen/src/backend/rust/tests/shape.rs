//! Whatever the document's texts, the code keeps its shape.

use proc_macro2::{TokenStream, TokenTree};

use super::{Api, TypeKind, config, emit, sample};
use crate::ir::Docs;

/// Texts that try to leave their place.
const HOSTILE: &[&str] = &[
    "```\npanic!()\n```",
    "~~~rust\npanic!()",
    "    panic!()\n\tpanic!()",
    "*/ fn evil() {} /*",
    "\"] fn evil() {} #[doc = \"",
    "#![evil] \\\" {} {x} #{x} #x",
    "<script>evil()</script>",
    "\u{202e}evil\u{2066}\r\nfn evil() {}\u{2028}fn evil() {}",
    "",
    "\0\u{1b}\u{7f}",
];

fn each_docs(api: &mut Api, change: &dyn Fn(&mut Docs)) {
    for def in &mut api.types {
        change(&mut def.docs);
        match &mut def.kind {
            TypeKind::Object(object) => object.fields.iter_mut().for_each(|field| change(&mut field.docs)),
            TypeKind::Enumeration(one) => one.values.iter_mut().for_each(|value| change(&mut value.docs)),
            TypeKind::Union(union) | TypeKind::Events(union) => {
                union.variants.iter_mut().for_each(|variant| change(&mut variant.docs));
            }
            TypeKind::Alias(_) | TypeKind::Newtype(_) | TypeKind::External(_) => {}
        }
    }
    for group in &mut api.groups {
        change(&mut group.docs);
        for operation in &mut group.operations {
            change(&mut operation.docs);
            operation.parameters.iter_mut().for_each(|parameter| change(&mut parameter.docs));
            operation.body.iter_mut().for_each(|body| change(&mut body.docs));
        }
    }
}

fn with_text(text: &str) -> Api {
    let mut api = sample();
    each_docs(&mut api, &|docs| {
        let deprecated = docs.deprecated.as_ref().map(|_| format!("x{text}"));
        *docs = Docs {
            summary: Some(text.into()),
            description: Some(format!("one\n{text}\n\n- two\n{text}")),
            notes: vec![text.into(), "three".into()],
            deprecated,
            constraints: None,
        };
    });
    let operations = api.groups.iter_mut().flat_map(|group| &mut group.operations);
    for operation in operations {
        operation.errors.iter_mut().for_each(|case| case.description = text.into());
        operation.successes.iter_mut().for_each(|case| case.description = text.into());
    }
    api
}

/// The code without its doc comments and without the texts of `#[deprecated]`.
fn skeleton(tokens: TokenStream, out: &mut Vec<String>) {
    let mut trees = tokens.into_iter().peekable();
    while let Some(tree) = trees.next() {
        match tree {
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                if let Some(TokenTree::Group(group)) = trees.peek() {
                    let inner: Vec<_> = group.stream().into_iter().collect();
                    let attribute = inner.first().map(ToString::to_string).unwrap_or_default();
                    if attribute == "doc" || attribute == "deprecated" {
                        assert!(inner.len() == 1 || inner.len() == 3, "{group}");
                        trees.next();
                        continue;
                    }
                }
                out.push("#".into());
            }
            TokenTree::Group(group) => {
                out.push(format!("{:?}", group.delimiter()));
                skeleton(group.stream(), out);
            }
            other => out.push(other.to_string()),
        }
    }
}

#[test]
fn hostile_texts_never_change_the_code() {
    let skeletons = |api: &Api| -> Vec<Vec<String>> {
        let files = emit(api, &config());
        let of = |text: &str| {
            let mut out = Vec::new();
            skeleton(text.parse().expect("the code is made of tokens"), &mut out);
            out
        };
        files.iter().map(|file| of(&file.text)).collect()
    };
    let plain = skeletons(&with_text("plain"));
    for text in HOSTILE {
        assert!(skeletons(&with_text(text)) == plain, "{text:?} changes the code");
    }
}

#[test]
fn every_public_item_has_docs() {
    for file in emit(&with_text("\u{200b}"), &config()) {
        let mut documented = false;
        let mut in_attribute = false;
        for line in file.text.lines().map(str::trim) {
            let is_item = line.starts_with("pub ") && !line.starts_with("pub use ");
            assert!(!is_item || documented, "{}: {line}", file.name);
            let attribute = in_attribute || line.starts_with("#[");
            in_attribute = attribute && !line.ends_with(']');
            documented = line.starts_with("///") || (documented && attribute);
        }
    }
}
