//! Prints an OpenAPI document of any size: `cargo run -p osparc-codegen --example synthetic -- SHAPE SIZE`.
//!
//! In: a shape and a size. Out: a document on standard output; the same arguments give the same bytes.
//! Invariant: a document's text grows in proportion to the size, so that what the generator needs for it should, too.
//!
//! The shape `service` looks like a large public API: 1,200 operations are 13 MB. The others each repeat one thing
//! that is easily made quadratic.

#![expect(clippy::indexing_slicing, reason = "tables of its own, with indices taken modulo their lengths")]

use std::{
    fmt::Write as _,
    io::{self, Write as _},
    process::ExitCode,
};

#[path = "synthetic/service.rs"]
mod service;

type Shape = fn(usize) -> String;

const SHAPES: &[(&str, Shape)] = &[
    ("service", service::document),
    ("alias_chain", |size| {
        schemas(size, |i| format!(r##"{{"$ref":"#/components/schemas/S{}"}}"##, (i + 1).min(size)))
    }),
    ("alias_cycle", |size| {
        schemas(size, |i| format!(r##"{{"$ref":"#/components/schemas/S{}"}}"##, (i + 1) % size.max(1)))
    }),
    ("all_of_chain", |size| {
        schemas(size, |i| {
            format!(
                r##"{{"allOf":[{{"$ref":"#/components/schemas/S{}"}},{{"type":"object","properties":{{"p{i}":{{"type":"string"}}}}}}]}}"##,
                (i + 1).min(size)
            )
        })
    }),
    ("object_chain", |size| schemas(size, |i| object(&[("next", &reference((i + 1).min(size)))]))),
    ("object_cycle", |size| schemas(size, |i| object(&[("next", &reference((i + 1) % size.max(1)))]))),
    ("list_chain", |size| {
        schemas(size, |i| format!(r#"{{"type":"array","items":{}}}"#, reference((i + 1).min(size))))
    }),
    ("union_chain", |size| {
        schemas(size, |i| {
            format!(
                r#"{{"oneOf":[{{"type":"object","required":["k{i}"],"properties":{{"k{i}":{{"type":"string"}}}}}},{}]}}"#,
                reference((i + 1).min(size))
            )
        })
    }),
    ("union", |size| {
        let members = join(size, |i| {
            format!(r#"{{"type":"object","required":["k{i}"],"properties":{{"k{i}":{{"type":"string"}}}}}}"#)
        });
        document("", &format!(r#""U":{{"oneOf":[{members}]}}"#))
    }),
    ("tagged_union", |size| {
        let list = join(size, reference);
        let types = join(size, |i| format!(r#""S{i}":{}"#, object(&[("kind", r#"{"type":"string"}"#)])));
        document(
            "",
            &format!(r#""U":{{"oneOf":[{list}],"discriminator":{{"propertyName":"kind"}}}},{types}"#),
        )
    }),
    ("enumeration", |size| {
        let values = join(size, |i| format!(r#""value {i}""#));
        document("", &format!(r#""E":{{"type":"string","enum":[{values}]}}"#))
    }),
    ("properties", |size| {
        let fields = join(size, |i| format!(r#""p{i}":{{"type":"integer"}}"#));
        document("", &format!(r#""O":{{"type":"object","properties":{{{fields}}}}}"#))
    }),
    ("references", |size| {
        let fields = join(size, |i| format!(r#""p{i}":{}"#, reference(0)));
        document(
            "",
            &format!(r#""O":{{"type":"object","properties":{{{fields}}}}},"S0":{{"type":"object"}}"#),
        )
    }),
    ("clashing_types", |size| {
        let types = join(size, |i| {
            format!(
                r#""foo{}":{}"#,
                "-".repeat(i % 50) + &"_".repeat(i / 50 % 50) + &".".repeat(i / 2500),
                object(&[])
            )
        });
        document("", &types)
    }),
    ("clashing_values", |size| {
        let values = join(size, |i| format!(r#""{}a{}""#, " ".repeat(i % 50), ".".repeat(i / 50)));
        document("", &format!(r#""E":{{"type":"string","enum":[{values}]}}"#))
    }),
    ("clashing_methods", |size| {
        document(&join(size, |i| path(&format!("/p{i}"), r#""operationId":"same""#)), "")
    }),
    ("security", |size| {
        let schemes = join(size, |i| format!(r#""s{i}":{{"type":"apiKey","in":"header","name":"x-{i}"}}"#));
        let paths = join(size, |i| path(&format!("/p{i}"), &format!(r#""security":[{{"s{i}":[]}}]"#)));
        format!(r#"{HEAD}"paths":{{{paths}}},"components":{{"securitySchemes":{{{schemes}}}}}}}"#)
    }),
    ("parameters", |size| {
        let list = join(size, |i| format!(r#"{{"in":"query","name":"p{i}","schema":{{"type":"string"}}}}"#));
        document(&path("/p", &format!(r#""parameters":[{list}]"#)), "")
    }),
    ("tags", |size| document(&join(size, |i| path(&format!("/p{i}"), &format!(r#""tags":["t{i}"]"#))), "")),
    ("warnings", |size| {
        let fields = join(size, |i| format!(r#""p{i}":{{"not":{{}}}}"#));
        document("", &format!(r#""O":{{"type":"object","properties":{{{fields}}}}}"#))
    }),
    ("errors", |size| {
        let fields = join(size, |i| format!(r##""p{i}":{{"$ref":"#/nowhere/{i}"}}"##));
        document("", &format!(r#""O":{{"type":"object","properties":{{{fields}}}}}"#))
    }),
    ("long_texts", |size| {
        document(
            "",
            &format!(r#""O":{{"description":"{}","type":"object"}}"#, "`a` <b [c](d) | **e ```".repeat(size)),
        )
    }),
    ("long_name", |size| document("", &format!(r#""{}":{{"type":"object"}}"#, "Name".repeat(size)))),
    ("nesting", |size| {
        document("", &format!(r#""O":{}{{}}{}"#, r#"{"items":"#.repeat(size), "}".repeat(size)))
    }),
    // What refers to a large part many times: here the output would be the square of the document.
    ("shared_all_of", |size| {
        let fields = join(size, |i| format!(r#""p{i}":{{"type":"integer"}}"#));
        let types = join(size, |i| {
            format!(
                r##""T{i}":{{"allOf":[{{"$ref":"#/components/schemas/S0"}},{{"type":"object","properties":{{"q{i}":{{"type":"string"}}}}}}]}}"##
            )
        });
        document("", &format!(r#""S0":{{"type":"object","properties":{{{fields}}}}},{types}"#))
    }),
    ("shared_path_item", |size| {
        let list = join(size, |i| format!(r#"{{"in":"query","name":"p{i}","schema":{{"type":"string"}}}}"#));
        let paths = join(size, |i| format!(r##""/p{i}":{{"$ref":"#/components/pathItems/P"}}"##));
        format!(
            r#"{HEAD}"paths":{{{paths}}},"components":{{"pathItems":{{"P":{{"parameters":[{list}],"get":{{"responses":{{}}}}}}}}}}}}"#
        )
    }),
    ("shared_response", |size| {
        let content = join(size, |i| format!(r#""application/x-{i}":{{}}"#));
        let paths = join(size, |i| {
            format!(r##""/p{i}":{{"get":{{"responses":{{"200":{{"$ref":"#/components/responses/R"}}}}}}}}"##)
        });
        format!(
            r#"{HEAD}"paths":{{{paths}}},"components":{{"responses":{{"R":{{"description":"{}","content":{{{content}}}}}}}}}}}"#,
            "text ".repeat(size)
        )
    }),
];

const HEAD: &str = r#"{"openapi":"3.1.0","info":{"title":"Synthetic","version":"1"},"#;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [shape, size] = arguments.as_slice() else { return usage() };
    let (Some((_, make)), Ok(size)) = (SHAPES.iter().find(|(name, _)| name == shape), size.parse()) else {
        return usage();
    };
    match io::stdout().write_all(make(size).as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn usage() -> ExitCode {
    let names: Vec<&str> = SHAPES.iter().map(|(name, _)| *name).collect();
    eprintln!("synthetic SHAPE SIZE, with SHAPE one of {}", names.join(", "));
    ExitCode::from(2)
}

/// The parts with commas between them.
fn join(size: usize, part: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for i in 0..size {
        let comma = if i == 0 { "" } else { "," };
        let _ = write!(text, "{comma}\n{}", part(i));
    }
    text
}

fn document(paths: &str, schemas: &str) -> String {
    format!(r#"{HEAD}"paths":{{{paths}}},"components":{{"schemas":{{{schemas}}}}}}}"#)
}

/// Schemas that refer to each other by number; the last one is a string.
fn schemas(size: usize, schema: impl Fn(usize) -> String) -> String {
    let all = join(size, |i| format!(r#""S{i}":{}"#, schema(i)));
    document("", &format!(r#"{all},"S{size}":{{"type":"string"}}"#))
}

fn reference(to: usize) -> String {
    format!(r##"{{"$ref":"#/components/schemas/S{to}"}}"##)
}

fn object(properties: &[(&str, &str)]) -> String {
    let properties: Vec<String> =
        properties.iter().map(|(name, schema)| format!(r#""{name}":{schema}"#)).collect();
    format!(r#"{{"type":"object","properties":{{{}}}}}"#, properties.join(","))
}

fn path(path: &str, members: &str) -> String {
    format!(r#""{path}":{{"get":{{{members},"responses":{{"204":{{"description":""}}}}}}}}"#)
}
