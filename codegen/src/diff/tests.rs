//! The consequence of each kind of change, on code as the generator writes it.

use super::{Consequence, compare, surface::Surface};
use crate::File;

/// The changes between two versions of one file, as `consequence item: what`.
fn changes(old: &str, new: &str) -> Vec<String> {
    let [old, new] =
        [old, new].map(|text| Surface::read(&[File { name: "models.rs".into(), text: text.into() }]));
    let changes = compare::compare(&old, &new).into_iter();
    changes
        .map(|change| format!("{} {}: {}", change.consequence.as_str(), change.item, change.what))
        .collect()
}

/// What becomes of `old` if it is `new`: one line for each change.
const CASES: &[(&str, &str, &[&str])] = &[
    ("pub struct A {}", "pub struct A {}", &[]),
    ("struct A; fn b() {}", "struct C;", &[]),
    ("", "pub struct A {}", &["additive models::A: new struct"]),
    ("pub struct A {}", "", &["breaking models::A: gone"]),
    (
        "pub struct A { pub a: u8 } impl A { pub fn new(a: u8) -> A {} }",
        "pub struct B { pub a: u8 } impl B { pub fn new(a: u8) -> B {} }",
        &["additive models::B: new struct", "breaking models::A: gone; `models::B` looks the same"],
    ),
    (
        "#[non_exhaustive] pub struct A { pub a: u8 }",
        "#[non_exhaustive] pub struct A { pub a: u8, pub b: ::std::vec::Vec<u8> }",
        &["additive models::A::b: new field: `Vec<u8>`"],
    ),
    (
        "pub struct A { pub a: u8 }",
        "pub struct A { pub a: u8, pub b: u8 }",
        &["breaking models::A::b: new field: `u8`"],
    ),
    (
        "pub struct A { pub a: u8 }",
        "#[non_exhaustive] pub struct A { pub a: u8 }",
        &["breaking models::A: code outside may no longer list all its members"],
    ),
    (
        "pub struct A { pub a: ::std::option::Option<u8> }",
        "pub struct A { pub a: u8 }",
        &["breaking models::A::a: was `Option<u8>`, is `u8`"],
    ),
    (
        "#[non_exhaustive] pub enum A { B }",
        "#[non_exhaustive] pub enum A { B, C(u8) }",
        &["additive models::A::C: new variant: `(u8)`"],
    ),
    ("pub enum A { B }", "pub enum A { B, C }", &["breaking models::A::C: new variant"]),
    ("pub enum A { B, C }", "pub enum A { B }", &["breaking models::A::C: variant gone"]),
    (
        "#[derive(Clone, Default)] pub struct A;",
        "#[derive(Clone)] pub struct A;",
        &["breaking models::A: `Default` gone"],
    ),
    ("pub type A = u8;", "pub type A = u16;", &["breaking models::A: was `type u8`, is `type u16`"]),
    (
        "pub struct A { pub a: rt::Uuid }",
        "pub struct A { pub a: models::B } pub type B = models::C; pub type C = rt::Uuid;",
        &[
            "neutral models::A::a: the same under other names: `models::B`",
            "additive models::B: new type",
            "additive models::C: new type",
        ],
    ),
    ("pub type A = u8;", "pub struct A {}", &["breaking models::A: was `type u8`, is `struct`"]),
    (
        "impl A { pub fn a(&self, b: u8) -> B {} }",
        "impl A { pub fn a(&self, b: u8, c: &models::C) -> B {} }",
        &["breaking models::A::a(): was `(&self, b: u8) -> B`, is `(&self, b: u8, c: &models::C) -> B`"],
    ),
    (
        "impl A { pub fn a(&self, b: u8) {} }",
        "impl A { pub fn a(&self, c: u8) {} }",
        &["neutral models::A::a(): the same under other names: `(&self, c: u8)`"],
    ),
    (
        "impl A { pub fn a(b: u8, c: u8) {} }",
        "impl A { pub fn a(c: u8, b: u8) {} }",
        &["breaking models::A::a(): arguments of one type changed places: `(c: u8, b: u8)`"],
    ),
    ("impl A { pub fn a(self) {} }", "impl A { pub fn a(mut self) {} }", &[]),
    (
        "impl A { pub fn a(self) {} }",
        "impl A { pub fn a(&self) {} }",
        &["breaking models::A::a(): was `(self)`, is `(&self)`"],
    ),
    (
        "#[doc = \"a\"] pub struct A;",
        "#[doc = \"b\"] pub struct A;",
        &["neutral models::A: has other documentation"],
    ),
    (
        "pub struct A { pub a: u8 }",
        "pub struct A { #[deprecated] pub a: u8 }",
        &["neutral models::A::a: is deprecated now"],
    ),
    (
        "static O: rt::Operation = rt::Operation::new(\"GET\", \"/a\").ok(&[200]); \
         impl A { pub fn a(&self) -> B { B::new(self.client.request(&O)) } }",
        "static O: rt::Operation = rt::Operation::new(\"POST\", \"/a\").ok(&[200, 201]); \
         impl A { pub fn a(&self) -> B { B::new(self.client.request(&O)) } }",
        &[
            "neutral models::A::a(): on the wire: new(\"GET\", \"/a\"), ok(&[200]) became new(\"POST\", \"/a\"), \
           ok(&[200, 201])",
        ],
    ),
    (
        "impl A { pub fn a(self, a: u8) -> Self { Self::new(self.request.query(\"a\", &a)) } }",
        "impl A { pub fn a(self, a: u8) -> Self { Self::new(self.request.query(\"A\", &a)) } }",
        &["neutral models::A::a(): on the wire: query(\"a\", &a) became query(\"A\", &a)"],
    ),
    (
        "pub type A = super::client::Request<models::B, E>;",
        "#[expect(deprecated)] pub type A = super::client::Request<Vec<B, C>, E>;",
        &["breaking models::A: was `models::B, E`, is `Vec<B, C>, E`"],
    ),
    (
        "rt::string_enum! { A { \"b\" => B, _ => Other } }",
        "rt::string_enum! { A { \"B\" => B, _ => Other } }",
        &["neutral models::A: on the wire: \"b\" became \"B\""],
    ),
    (
        "pub const A: &str = \"1\";",
        "pub const A: &str = \"2\";",
        &["neutral models::A: on the wire: \"1\" became \"2\""],
    ),
    (
        "impl rt::Read for A { fn read() { \"a\" } } impl ::core::convert::From<u8> for A {}",
        "impl rt::Read for A { fn read() { \"b\" } }",
        &["breaking models::A: `From<u8>` gone"],
    ),
];

#[test]
fn each_kind_of_change_has_its_consequence() {
    for (old, new, expected) in CASES {
        assert_eq!(changes(old, new), *expected, "{old}\n-> {new}");
    }
}

#[test]
fn the_gravest_consequence_decides() {
    assert!(Consequence::Breaking > Consequence::Additive && Consequence::Additive > Consequence::Neutral);
}
