//! Schemas of every kind, as types.

use serde_json::{Value, json};

use super::{api, schemas, show};

/// Each case: component schemas, the types that they become, the codes of the warnings.
fn check(cases: &[(Value, &[&str], &[&str])]) {
    for (components, expected, codes) in cases {
        let (api, found) = api(&schemas(components));
        let api = api.unwrap_or_else(|| panic!("rejected with {found:?}: {components}"));
        assert_eq!(show(&api), expected.join("\n"), "{components}");
        assert_eq!(found, *codes, "{components}");
    }
}

#[test]
fn scalars_follow_type_and_format() {
    let cases = [
        (json!({ "type": "integer" }), "Int64"),
        (json!({ "type": "integer", "format": "int32" }), "Int32"),
        (json!({ "type": "integer", "format": "uint8", "minimum": 0 }), "Uint32"),
        (json!({ "type": "integer", "format": "uint" }), "Uint64"),
        (json!({ "type": "integer", "minimum": 0 }), "Int64"),
        (json!({ "type": "number" }), "Float64"),
        (json!({ "type": "number", "format": "float" }), "Float32"),
        (json!({ "type": "number", "format": "int64" }), "Int64"),
        (json!({ "type": "number", "format": "decimal" }), "Number"),
        (json!({ "type": "integer", "format": "int128" }), "Int128"),
        (json!({ "type": "integer", "format": "uint128" }), "Uint128"),
        (json!({ "type": "integer", "format": "bigint" }), "Number"),
        (json!({ "type": "boolean", "enum": [true] }), "Boolean"),
        (json!({ "type": "string" }), "String"),
        (json!({ "type": "string", "format": "email" }), "String"),
        (json!({ "type": "string", "format": "binary" }), "String"),
        (json!({ "type": "string", "format": "uuid" }), "Uuid"),
        (json!({ "type": "string", "format": "date-time" }), "DateTime"),
        (json!({ "type": "string", "format": "date" }), "Date"),
        (json!({ "type": "string", "format": "uri" }), "Uri"),
        (json!({ "type": "string", "format": "uri-reference" }), "String"),
        (json!({ "type": "string", "format": "byte" }), "Base64"),
        (json!({ "type": "string", "format": "base64url" }), "Base64Url"),
        (json!({ "type": "string", "contentEncoding": "base64url" }), "Base64Url"),
        (json!({ "type": "string", "format": "decimal" }), "String"),
        (json!({ "type": "string", "format": "duration" }), "Formatted(Duration)"),
        (json!({ "type": "string", "format": "uint64" }), "Formatted(Uint64)"),
        (json!({ "format": "ipv6" }), "Formatted(Ipv6)"),
        (json!({ "type": "string", "format": "password" }), "Secret"),
        (json!({ "type": "null" }), "Null"),
        (json!({}), "Any"),
        (json!(true), "Any"),
        (json!({ "type": "object" }), "{Any}"),
        (json!({ "type": "object", "additionalProperties": { "type": "integer" } }), "{Int64}"),
        (json!({ "type": "array", "items": { "type": "string" } }), "[String]"),
        (json!({ "type": "array" }), "[Any]"),
        (json!({ "type": "array", "items": { "type": ["string", "null"] } }), "[String|null]"),
        (
            json!({ "type": "array", "prefixItems": [{ "type": "string" }, {}], "minItems": 2, "maxItems": 2 }),
            "(String, Any)",
        ),
        (json!({ "anyOf": [{ "type": "string" }, { "type": "string", "maxLength": 3 }] }), "String"),
        (json!({ "allOf": [{ "type": "string" }, { "maxLength": 3 }] }), "String"),
        (json!({ "allOf": [{ "type": "number" }, { "type": "integer" }] }), "Int64"),
    ];
    for (schema, expected) in cases {
        let (api, codes) = api(&schemas(&json!({ "X": schema })));
        let shown = api.map(|api| show(&api)).unwrap_or_default();
        assert_eq!((shown, codes), (format!("X = {expected}"), vec![]), "{schema}");
    }
}

#[test]
fn presence_comes_from_required_and_null() {
    let string = json!({ "type": "string" });
    let nullable = json!({ "type": ["string", "null"] });
    check(&[(
        json!({
            "Maybe": { "anyOf": [{ "type": "string" }, { "type": "null" }] },
            "X": {
                "type": "object", "required": ["a", "b", "e", "f"],
                "properties": {
                    "a": string, "b": nullable, "c": string, "d": nullable,
                    "e": { "$ref": "#/components/schemas/Maybe" },
                    "f": { "anyOf": [{ "$ref": "#/components/schemas/Maybe" }, { "type": "null" }] },
                    "g": {}
                }
            }
        }),
        &[
            "Maybe = String",
            "X {a: String, b: String|null, c: String?, d: String?|null, e: Maybe|null, f: Maybe|null, g: Any?}",
        ],
        &[],
    )]);
}

#[test]
fn constants_and_defaults_are_scalars_of_the_field() {
    check(&[(
        json!({ "X": { "type": "object", "required": ["kind"], "properties": {
            "kind": { "const": "x" }, "n": { "const": 1 }, "b": { "const": true },
            "only": { "type": "string", "enum": ["y"], "default": "y" },
            "d": { "type": "integer", "default": 0, "readOnly": true },
            "s": { "type": "string", "default": "t", "writeOnly": true },
            "u": { "type": "string", "format": "uuid", "default": "not a literal" },
            "w": { "type": "integer", "default": "of another type" }
        } } }),
        &["X {kind: String == \"x\", n: Int64? == 1, b: Boolean? == true, only: String? == \"y\" or \"y\", \
             d: Int64? or 0 ro, s: String? or \"t\" wo, u: Uuid?, w: Int64?}"],
        &[],
    )]);
}

#[test]
fn members_that_are_not_listed_go_to_the_rest() {
    let a = json!({ "a": { "type": "string" }, "additional_properties": {} });
    check(&[
        (
            json!({ "X": { "type": "object", "properties": a, "additionalProperties": true } }),
            &["X {a: String?, additional_properties: Any?, ..additional_properties2: Any}"],
            &[],
        ),
        (json!({ "X": { "properties": { "a": {} }, "additionalProperties": false } }), &["X {a: Any?}"], &[]),
        (json!({ "X": { "type": "object", "additionalProperties": false } }), &["X {}"], &[]),
        (
            json!({ "X": { "type": "object", "patternProperties": { "^a": { "type": "string" }, "^b": { "type": "string" } } } }),
            &["X = {String}"],
            &[],
        ),
        (
            json!({ "X": { "type": "object", "patternProperties": { "^a": { "type": "string" }, "^b": { "type": "integer" } } } }),
            &["X = {Any}"],
            &["degraded-pattern-properties"],
        ),
    ]);
}

#[test]
fn enums_are_open_and_free_of_duplicates() {
    check(&[
        (
            json!({ "X": { "enum": ["a", "b", "a", null, "", "+1", "-1", "1920x1080", "A", "other"] } }),
            &[
                "X [A2=\"a\" B=\"b\" Empty=\"\" Plus1=\"+1\" Minus1=\"-1\" Value1920x1080=\"1920x1080\" A=\"A\" \
                 Other=\"other\" | OtherValue]",
            ],
            &[],
        ),
        (json!({ "X": { "type": "integer", "enum": [1, -1] } }), &["X [Value1=1 Minus1=-1 | Other]"], &[]),
        (
            json!({ "X": { "enum": ["a", 1, true, 1.5] } }),
            &["X [A=\"a\" Value1=1 True=true Value1_5=1.5 | Other]"],
            &[],
        ),
        (
            json!({ "X": { "type": "integer", "enum": [0, 1], "x-enum-varnames": ["low", "high"] } }),
            &["X [Low=0 High=1 | Other]"],
            &[],
        ),
        (
            json!({ "X": { "type": "integer", "enum": [0, 1], "x-enum-varnames": ["low"] } }),
            &["X [Value0=0 Value1=1 | Other]"],
            &["enum-labels"],
        ),
        (
            json!({ "X": { "oneOf": [{ "const": 1, "title": "Low" }, { "const": 2, "title": "High" }] } }),
            &["X [Low=1 High=2 | Other]"],
            &[],
        ),
        (
            json!({ "X": { "anyOf": [{ "const": "a" }, { "enum": ["b", "a"] }] } }),
            &["X [A=\"a\" B=\"b\" | Other]"],
            &[],
        ),
        (json!({ "X": { "type": "string", "enum": [] } }), &["X = String"], &[]),
        (json!({ "X": { "enum": [[1], { "a": 1 }] } }), &["X = Any"], &["degraded-enum"]),
    ]);
}

#[test]
fn all_of_merges_objects_and_keeps_aliases() {
    let base = json!({ "type": "object", "required": ["id"], "properties": { "id": { "type": "string" }, "v": {} } });
    let reference = json!({ "$ref": "#/components/schemas/Base" });
    let cases: [(Value, &str, &[&str]); 8] = [
        (json!({ "allOf": [reference], "description": "the same" }), "X = Base", &[]),
        (
            json!({ "allOf": [reference, { "properties": { "n": { "type": "integer" } } }] }),
            "X {id: String, v: Any?, n: Int64?}",
            &[],
        ),
        (json!({ "allOf": [reference, { "required": ["v"] }] }), "X {id: String, v: Any}", &[]),
        (
            json!({ "allOf": [reference], "properties": { "v": { "type": "integer" } }, "required": ["v"] }),
            "X {id: String, v: Int64}",
            &[],
        ),
        (
            json!({ "allOf": [reference, { "properties": { "id": { "type": "integer" } } }] }),
            "X {id: Int64, v: Any?}",
            &["degraded-all-of"],
        ),
        (json!({ "allOf": [{ "type": "string" }, { "type": "integer" }] }), "X = Any", &["degraded-all-of"]),
        (
            json!({ "allOf": [
                { "properties": { "b": { "$ref": "#/components/schemas/Base" } } },
                { "properties": { "b": { "type": "object" }, "c": { "enum": ["x"] } } },
                { "properties": { "c": { "type": "string" } } }
            ] }),
            "X {b: Base?, c: String? == \"x\"}",
            &[],
        ),
        (
            json!({ "allOf": [reference, { "anyOf": [{ "required": ["id"] }, { "required": ["v"] }] }] }),
            "X {id: String, v: Any?}",
            &["unchecked-constraint"],
        ),
    ];
    for (schema, expected, codes) in cases {
        let (api, found) = api(&schemas(&json!({ "Base": base, "X": schema })));
        let shown = api.map(|api| show(&api)).unwrap_or_default();
        assert_eq!(shown, format!("Base {{id: String, v: Any?}}\n{expected}"), "{schema}");
        assert_eq!(found, codes, "{schema}");
    }
}

#[test]
fn properties_beside_a_union_keep_everything() {
    check(&[(
        json!({
            "A": { "type": "object", "required": ["a"], "properties": { "a": {} } },
            "X": { "type": "object", "properties": { "x": {} }, "oneOf": [{ "$ref": "#/components/schemas/A" }, { "type": "string" }] },
            "Y": { "type": "object", "oneOf": [{ "$ref": "#/components/schemas/A" }, { "type": "string" }] }
        }),
        &[
            "A {a: Any}",
            "X {x: Any?, a(A): Xa flat}",
            "Xa <A(A) String(String) | Other> String[1] Object[0:a]",
            "Y <A(A) String(String) | Other> String[1] Object[0:a]",
        ],
        &[],
    )]);
}

#[test]
fn unions_are_told_apart_by_what_their_members_have() {
    check(&[
        (
            json!({ "X": { "anyOf": [
                { "type": "number" }, { "type": "integer" }, { "type": "string" }, { "type": "string", "format": "uuid" },
                { "type": "boolean" }, { "type": "array", "items": {} }, { "type": "object" }, { "type": "null" }
            ] } }),
            &["X <Number(Float64) Integer(Int64) String(String) Uuid(Uuid) Boolean(Boolean) Array([Any]) \
                 Object({Any}) | Other> Boolean[4] Integer[1] Number[0] String[3,2] Array[5] Object[6]"],
            &[],
        ),
        (
            json!({ "X": { "oneOf": [{ "anyOf": [{ "type": "string" }, { "type": "integer" }] }, { "type": "boolean" }] } }),
            &["X <String(String) Integer(Int64) Boolean(Boolean) | Other> Boolean[2] Integer[1] String[0]"],
            &[],
        ),
        (
            json!({ "X": { "anyOf": [{ "type": "string", "enum": ["auto"] }, { "type": "string" }] } }),
            &["X <Auto(X1) String(String) | Other> String[0:\"auto\",1,0]", "X1 [Auto=\"auto\" | Other]"],
            &[],
        ),
        (
            json!({ "X": { "oneOf": [
                { "type": "object", "required": ["id"], "properties": { "id": {} } },
                { "type": "object", "title": "Full file", "required": ["id", "name"], "properties": { "id": {}, "name": {} } },
                { "type": "object", "required": ["kind"], "properties": { "kind": { "const": "dir" } } }
            ] } }),
            &[
                "X <Object(X1) FullFile(X2) Dir(X3) | Other> Object[2:kind=\"dir\",1:id&name,0:id]",
                "X1 {id: Any}",
                "X2 {id: Any, name: Any}",
                "X3 {kind: String == \"dir\"}",
            ],
            &[],
        ),
    ]);
}

#[test]
fn discriminators_map_values_to_members() {
    let member =
        |kind: Value| json!({ "type": "object", "required": ["kind"], "properties": { "kind": kind } });
    let union = |discriminator: Value| {
        json!({
            "oneOf": [{ "$ref": "#/components/schemas/A" }, { "$ref": "#/components/schemas/B" }],
            "discriminator": discriminator
        })
    };
    let cases = [
        (json!({ "propertyName": "kind" }), json!({ "type": "string" }), "\"A\"->0 \"B\"->1"),
        (json!({ "propertyName": "kind" }), json!({ "enum": ["A", "B"] }), "\"A\"->0 \"B\"->1"),
        (
            json!({ "propertyName": "kind", "mapping": { "a": "A", "b": "#/components/schemas/B", "c": "B" } }),
            json!({ "type": "string" }),
            "\"a\"->0 \"b\"->1 \"c\"->1",
        ),
        (
            json!({ "propertyName": "kind", "mapping": { "1": "A", "2": "B" } }),
            json!({ "type": "integer" }),
            "1->0 2->1",
        ),
    ];
    for (discriminator, kind, expected) in cases {
        let document = schemas(
            &json!({ "A": member(kind.clone()), "B": member(kind), "X": union(discriminator.clone()) }),
        );
        let (api, codes) = api(&document);
        let shown = api.map(|api| show(&api)).unwrap_or_default();
        assert_eq!(codes, [""; 0], "{discriminator}");
        assert!(shown.ends_with(&format!("| Other> by kind {expected}")), "{discriminator}: {shown}");
    }
    let constants = json!({ "A": member(json!({ "const": 1 })), "B": member(json!({ "const": 2 })), "X": union(json!({ "propertyName": "kind" })) });
    let (api, _) = api(&schemas(&constants));
    assert!(api.is_some_and(|api| show(&api).ends_with("by kind 1->0 2->1")));
}

#[test]
fn recursion_ends_in_boxes_lists_or_json() {
    check(&[
        (
            json!({
                "Node": { "type": "object", "required": ["next", "down"], "properties": {
                    "next": { "anyOf": [{ "$ref": "#/components/schemas/Node" }, { "type": "null" }] },
                    "down": { "type": "array", "items": { "$ref": "#/components/schemas/Node" } }
                } },
                "A": { "type": "object", "properties": { "b": { "$ref": "#/components/schemas/B" } } },
                "B": { "type": "object", "properties": { "a": { "$ref": "#/components/schemas/Same" } } },
                "Same": { "$ref": "#/components/schemas/A" },
                "Inner": { "type": "object", "properties": { "x": { "type": "object", "properties": {
                    "again": { "$ref": "#/components/schemas/Inner/properties/x" }
                } } } }
            }),
            &[
                "Node {next: Box<Node>|null, down: [Node]}",
                "A {b: B?}",
                "B {a: Box<Same>?}",
                "Same = A",
                "Inner {x: InnerX?}",
                "InnerX {again: Box<InnerX>?}",
            ],
            &[],
        ),
        (
            json!({ "Tree": { "type": "array", "items": { "$ref": "#/components/schemas/Tree" } } }),
            &["Tree ([Tree])"],
            &[],
        ),
        (
            json!({ "Json": { "anyOf": [{ "type": "string" }, { "type": "array", "items": { "$ref": "#/components/schemas/Json" } }] } }),
            &["Json <String(String) Array([Json]) | Other> String[0] Array[1]"],
            &[],
        ),
    ]);
}

#[test]
fn a_cyclic_all_of_is_refused() {
    let merged = |other: &str| json!({ "allOf": [{ "$ref": format!("#/components/schemas/{other}") }, { "properties": { "x": {} } }] });
    let (api, codes) = api(&schemas(&json!({ "A": merged("B"), "B": merged("A") })));
    assert!(api.is_none());
    assert!(codes.contains(&"cyclic-all-of"), "{codes:?}");
}

#[test]
fn nesting_is_refused_beyond_a_limit() {
    let nested = |levels: usize| {
        let level = |schema, _| json!({ "type": "object", "properties": { "x": schema } });
        schemas(&json!({ "Deep": (0..levels).fold(json!({ "type": "string" }), level) }))
    };
    assert!(api(&nested(100)).0.is_some());
    assert_eq!(api(&nested(210)).1, ["nesting-too-deep"]);
    let chained = |level: usize| {
        let next = json!({ "$ref": format!("#/components/schemas/L{}", level + 1) });
        (format!("L{level}"), json!({ "allOf": [next], "properties": { "x": {} } }))
    };
    let mut chain: serde_json::Map<String, Value> = (0..1000).map(chained).collect();
    chain.insert("L1000".into(), json!({ "type": "object" }));
    assert_eq!(api(&schemas(&Value::Object(chain))).1, ["nesting-too-deep"]);
    let alias = |level: usize| {
        (format!("L{level}"), json!({ "$ref": format!("#/components/schemas/L{}", level + 1) }))
    };
    let mut aliases: serde_json::Map<String, Value> = (0..1000).map(alias).collect();
    aliases.insert("L1000".into(), json!({ "type": "string" }));
    assert!(api(&schemas(&Value::Object(aliases))).0.is_some());
}

#[test]
fn names_survive_collisions_and_keywords() {
    check(&[(
        json!({
            "foo": { "type": "object", "properties": {
                "new": {}, "self": {}, "type": {}, "fooBar": {}, "foo_bar": {}, "2fa": {}, "": {}, "🦀": {},
                "progress": { "type": "integer", "default": 1 }, "progress_or_default": {}
            } },
            "Foo": { "type": "string" }, "Option": { "type": "string" }, "Self": { "type": "string" }
        }),
        &[
            "Foo2 {new_(new): Any?, self_(self): Any?, r#type(type): Any?, foo_bar2(fooBar): Any?, foo_bar: Any?, \
             value_2fa(2fa): Any?, empty(): Any?, field(🦀): Any?, progress: Int64? or 1, \
             progress_or_default2(progress_or_default): Any?}",
            "Foo = String",
            "Option = String",
            "Self_ = String",
        ],
        &[],
    )]);
}

#[test]
fn docs_say_what_types_do_not() {
    let (api, _) = api(&schemas(&json!({ "JobName": {
        "title": "Job Name", "description": "A name.", "type": "object", "deprecated": true,
        "properties": {
            "text": { "type": "string", "title": "Display text", "minLength": 1, "maxLength": 5, "pattern": "^`a", "default": "b", "examples": ["c"] },
            "count": { "type": "integer", "title": "Count", "minimum": 0, "exclusiveMaximum": 9, "format": "big" }
        }
    } })));
    let api = api.unwrap();
    let def = &api.types[0];
    assert_eq!((def.docs.summary.as_deref(), def.docs.description.as_deref()), (None, Some("A name.")));
    assert_eq!(def.docs.deprecated.as_deref(), Some(""));
    let crate::ir::TypeKind::Object(object) = &def.kind else { panic!("{:?}", def.kind) };
    assert_eq!(object.fields[0].docs.summary.as_deref(), Some("Display text"));
    assert_eq!(
        object.fields[0].docs.notes,
        ["Default: `\"b\"`.", "Length: 1 to 5 characters.", "Pattern: `` ^`a ``.", "Example: `\"c\"`."]
    );
    assert_eq!(object.fields[1].docs.summary, None);
    assert_eq!(
        object.fields[1].docs.notes,
        ["Format: `big`.", "Minimum: `0`.", "Maximum: `9`, itself excluded."]
    );
}
