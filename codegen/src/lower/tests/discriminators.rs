//! Discriminators of unions, and of bases that others extend.

use serde_json::{Value, json};

use super::{api, schemas, show};

/// Each case: components, the line that the first of them becomes, the codes of the warnings.
fn check(cases: &[(Value, &str, &[&str])]) {
    for (components, expected, codes) in cases {
        let (api, found) = api(&schemas(components));
        let api = api.unwrap_or_else(|| panic!("rejected with {found:?}: {components}"));
        assert_eq!(show(&api).lines().next(), Some(*expected), "{components}");
        assert_eq!(found, *codes, "{components}");
    }
}

fn r(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn object(properties: &Value) -> Value {
    json!({ "type": "object", "properties": properties })
}

/// A schema that extends another one.
fn extending(base: &str, properties: &Value) -> Value {
    json!({ "allOf": [r(base), object(properties)] })
}

/// A base whose `k` tells apart what extends it.
fn base(mapping: &Value) -> Value {
    json!({ "type": "object", "properties": { "k": { "type": "string" } }, "discriminator": { "propertyName": "k", "mapping": mapping } })
}

#[test]
fn a_base_is_a_union_of_what_extends_it() {
    check(&[
        (json!({ "X": base(&json!({})), "A": object(&json!({ "x": r("X") })) }), "X {k: String?}", &[]),
        (
            json!({ "X": base(&json!({})), "A": extending("X", &json!({ "a": {} })), "B": { "allOf": [r("X")] } }),
            "X <A(A) B(B) X(XBase) | Other> by k \"A\"->0 \"B\"->1 _->2",
            &[],
        ),
        // Other names of it, and nullable wrappers, are not what extends it.
        (
            json!({ "X": base(&json!({})), "Same": r("X"), "Maybe": { "anyOf": [r("X"), { "type": "null" }] }, "A": { "allOf": [r("Same")] } }),
            "X <A(A) X(XBase) | Other> by k \"A\"->0 _->1",
            &[],
        ),
        // Said as constants of its own rather than by a mapping; the base's own values tell nothing.
        (
            json!({
                "X": { "type": "object", "properties": { "k": { "enum": ["a", "b"] } }, "discriminator": { "propertyName": "k" } },
                "A": extending("X", &json!({ "k": { "const": "a" } }))
            }),
            "X <A(A) X(XBase) | Other> by k \"a\"->0 _->1",
            &[],
        ),
        // A base between has a mapping of its own for the same property; the one that is nearest counts.
        (
            json!({
                "X": base(&json!({ "m": "M", "a": "B" })),
                "M": { "allOf": [r("X")], "discriminator": { "propertyName": "k", "mapping": { "a": "A" } } },
                "A": extending("M", &json!({})), "B": extending("X", &json!({}))
            }),
            "X <M(MBase) A(A) B(B) X(XBase) | Other> by k \"m\"->0 \"a\"->2 \"A\"->1 _->3",
            &[],
        ),
        (
            json!({ "X": base(&json!({ "x": "X", "s": "S", "n": "N" })), "S": object(&json!({ "k": {} })) }),
            "X <S(S) X(XBase) | Other> by k \"x\"->1 \"s\"->0 _->1",
            &["mapping-without-all-of", "degraded-discriminator"],
        ),
    ]);
}

#[test]
fn unions_are_decided_by_what_their_members_extend() {
    let family = |union: Value| {
        json!({
            "U": union, "X": base(&json!({ "a": "A" })), "A": extending("X", &json!({ "a": {} })), "B": extending("X", &json!({ "b": {} })),
            "C": extending("B", &json!({ "c": {} })), "Other": object(&json!({ "o": {} })),
            "Pair": { "anyOf": [r("A"), r("C")] }
        })
    };
    check(&[
        (family(json!({ "oneOf": [r("A"), r("C")] })), "U <A(A) C(C) | Other> by k \"a\"->0 \"C\"->1", &[]),
        (
            family(json!({ "anyOf": [r("B"), r("A"), { "type": "null" }] })),
            "U <B(B) A(A) | Other> by k \"a\"->1 \"B\"->0 \"C\"->0",
            &[],
        ),
        (
            family(json!({ "oneOf": [r("Pair"), r("B")] })),
            "U <Pair(Pair) B(B) | Other> by k \"a\"->0 \"B\"->1 \"C\"->0",
            &[],
        ),
        (family(json!({ "oneOf": [r("A"), r("X")] })), "U <A(A) X(X) | Other> by k \"a\"->0 _->1", &[]),
        (
            family(json!({ "oneOf": [{ "allOf": [r("C")], "description": "c" }, r("A")] })),
            "U <C(C) A(A) | Other> by k \"a\"->1 \"C\"->0",
            &[],
        ),
        // One that extends it is told apart by its shape, as nothing else is.
        (
            family(json!({ "oneOf": [r("A"), { "type": "string" }] })),
            "U <A(A) String(String) | Other> String[1] Object[0]",
            &[],
        ),
        // A discriminator of the union's own comes first.
        (
            family(
                json!({ "oneOf": [r("A"), r("C")], "discriminator": { "propertyName": "k", "mapping": { "see": "C", "a": "C" } } }),
            ),
            "U <A(A) C(C) | Other> by k \"see\"->1 \"a\"->1 \"A\"->0",
            &[],
        ),
    ]);
}

#[test]
fn mappings_say_what_they_lead_to() {
    let union = |mapping: Value, a: Value| {
        json!({
            "X": { "oneOf": [r("A"), r("B")], "discriminator": { "propertyName": "k", "mapping": mapping, "defaultMapping": "B" } },
            "A": object(&json!({ "k": a })), "B": object(&json!({ "k": { "type": "string" } })), "C": object(&json!({}))
        })
    };
    let text = json!({ "type": "string" });
    check(&[
        (union(json!({ "a": "./A.json" }), text.clone()), "X <A(A) B(B) | Other> by k \"a\"->0 _->1", &[]),
        (
            union(json!({ "a": "A", "c": "C" }), text),
            "X <A(A) B(B) | Other> by k \"a\"->0 _->1",
            &["degraded-discriminator"],
        ),
        (
            union(json!({ "a": "A" }), json!({ "const": "ay" })),
            "X <A(A) B(B) | Other> by k \"a\"->0 \"ay\"~>0 _->1",
            &["degraded-discriminator"],
        ),
        (
            union(json!({ "1": "A" }), json!({ "type": "integer" })),
            "X <A(A) B(B) | Other> by k 1->0 _->1",
            &[],
        ),
    ]);
}
