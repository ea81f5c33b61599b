//! Reference pages of every fixture, as a code host reads them: links lead somewhere, tables are whole, and nothing of
//! a document has become markup that the generator did not mean.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking, also in the functions that its tests share"
)]

#[path = "../../tests/generated/build/fixture_folders.rs"]
mod fixture_folders;
#[path = "reference/reader.rs"]
mod reader;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use osparc_codegen::{Config, File, document, stale_pages};
use reader::Page;

/// The headings that pages may have beside those of code alone, which are names.
const HEADINGS: [&str; 17] = [
    "Authorization",
    "Endpoints",
    "Example",
    "Getting started",
    "HTTP request headers",
    "HTTP response details",
    "HTTP response headers",
    "Models",
    "Parameters",
    "Properties",
    "Return type",
    "Used by",
    "Values",
    "Variants",
    "Reference of",
    "Scheme",
    "Webhooks and callbacks",
];

#[test]
fn pages_of_every_fixture_are_sound() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let fixtures = fixture_folders::all(&root.join("tests/fixtures")).expect("the fixtures are there");
    let mut documents: Vec<PathBuf> = fixtures.into_iter().map(|(_, document)| document).collect();
    documents.push(root.join("../spec/openapi.json"));
    let (mut links, mut rows) = (0, 0);
    for document in documents {
        let pages = pages(&document);
        let (found_links, found_rows) = check(&document.display().to_string(), &pages);
        links += found_links;
        rows += found_rows;
    }
    // A reader that sees nothing would find nothing wrong.
    assert!(links > 2_000 && rows > 1_000, "{links} links, {rows} rows");
}

#[test]
fn hostile_texts_stay_texts() {
    let folder = folder("hostile");
    let mut linked = BTreeSet::new();
    for text in HOSTILE {
        let document = folder.join("openapi.json");
        fs::write(&document, hostile(text)).expect("the document is written");
        let pages = pages(&document);
        check(text, &pages);
        for page in &pages {
            let read = Page::read(&page.text);
            linked.extend(read.links.into_iter().filter(|link| link.contains(':')));
            assert!(!page.text.contains('\u{202e}'), "{text}");
        }
    }
    let allowed = BTreeSet::from(["https://good.example/a".to_owned(), "https://good.example/b".to_owned()]);
    assert_eq!(linked, allowed);
}

#[test]
fn names_that_equal_headings_and_files_stay_unique() {
    let operations = ["first", "example", "parameters", "example-1", "return-type", "readme"];
    let paths: BTreeMap<_, _> = operations
        .iter()
        .map(|id| {
            let response = serde_json::json!({ "200": { "description": "" } });
            (format!("/{id}"), serde_json::json!({ "get": { "operationId": id, "responses": response } }))
        })
        .collect();
    let schemas: BTreeMap<_, _> = ["README", "Con", "DefaultApi", "defaultAPI", "Endpoints", "com1"]
        .iter()
        .map(|name| (*name, serde_json::json!({ "type": "object" })))
        .collect();
    let document = folder("names").join("openapi.json");
    let text = serde_json::json!({
        "openapi": "3.1.0", "info": { "title": "Models", "version": "1" },
        "paths": paths, "components": { "schemas": schemas }
    });
    fs::write(&document, text.to_string()).expect("the document is written");
    let pages = pages(&document);
    check("names", &pages);
    let index = pages.first().map_or("", |page| &page.text);
    assert!(index.contains("](DefaultApi.md#parameters-3)") && index.contains("](Con_2.md)"), "{index}");
}

#[test]
fn stale_pages_are_found_and_others_are_not() {
    let folder = folder("stale");
    let pages = pages(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/openapi.json"));
    let [gone, own] = [("Gone.md", pages.first().map_or("", |page| &page.text)), ("mine.md", "# Mine\n")];
    for (name, text) in [gone, own] {
        fs::write(folder.join(name), text).expect("the page is written");
    }
    fs::create_dir_all(folder.join("guide.md")).expect("the folder is made");
    assert_eq!(stale_pages(&folder, &pages).expect("the folder can be read"), ["Gone.md"]);
    assert!(stale_pages(&folder.join("nowhere"), &pages).expect("no folder, no pages").is_empty());
}

/// Texts that would break out of a line, a cell, a code span, a fence or a link, or bring markup of their own.
const HOSTILE: [&str; 14] = [
    "a | b | c",
    "a \\| b \\\\| c",
    "`a | b` and `a \\| b` and ``a ` | b``",
    "one\ntwo\r\nthree\n\n| x | y |\n| --- | --- |\n| 1 | 2 |",
    "# Forged\n\nForged\n======\n\n## Endpoints",
    "```rust\nfn main() { std::process::abort() }\n```\n~~~~\n```rust",
    "    indented code\n\n\tand more",
    "<script>alert(1)</script> <img src=x onerror=alert(1)> <!-- x --> &lt;b&gt;",
    "![image](https://good.example/a) ![x](data:text/html;base64,AAAA)",
    "[click](javascript:alert(1)) <javascript:alert(1)> [a]: javascript:alert(1)\n\n[a]",
    "[x](https://good.example/b) [y](file:///etc/passwd) [z](//evil.example)",
    "\u{202e}drawkcab \u{200b}\u{0} \u{85} \u{2028}",
    "*/ \" \\ {} ${x} %s </code></pre> --> -->",
    "> quote\n- [ ] task\n1. one\n   - two\n***\n[^1]: note",
];

/// A document that has a text wherever one can be.
fn hostile(text: &str) -> String {
    let schema = serde_json::json!({
        "type": "object", "title": text, "description": text, "required": ["a"],
        "properties": {
            "a": { "type": "string", "description": text, "default": text, "pattern": text, "deprecated": true },
            (text): { "type": "string", "enum": [text, "b"], "description": text },
            "c": { "const": text },
            "d": { "type": "object", "additionalProperties": { "type": "string" }, "example": text }
        }
    });
    let parameter = |name: &str, location: &str| {
        let schema = serde_json::json!({ "type": "string", "default": text, "example": text });
        let required = location == "path";
        serde_json::json!({ "name": name, "in": location, "description": text, "required": required, "schema": schema })
    };
    let json = serde_json::json!({ "application/json": { "schema": { "$ref": "#/components/schemas/A" } } });
    serde_json::json!({
        "openapi": "3.0.3",
        "info": { "title": text, "version": text, "description": text },
        "servers": [{ "url": "https://api.example/{x}", "description": text,
            "variables": { "x": { "default": text, "enum": [text] } } }],
        "tags": [{ "name": text, "description": text }],
        "paths": { "/a/{p}": { "post": {
            "operationId": "go", "tags": [text], "summary": text, "description": text, "deprecated": true,
            "parameters": [parameter("p", "path"), parameter("q", "query"), parameter(text, "query")],
            "requestBody": { "description": text, "required": true, "content": json },
            "responses": { "200": { "description": text, "content": json }, "4XX": { "description": text } },
            "security": [{ "key": [] }]
        } } },
        "components": {
            "schemas": { "A": schema },
            "securitySchemes": { "key": { "type": "apiKey", "in": "header", "name": "x", "description": text } }
        }
    })
    .to_string()
}

fn pages(document_file: &Path) -> Vec<File> {
    match document(document_file, &Config::new()) {
        Ok(output) => output.files,
        Err(error) => panic!("{}: {error}", document_file.display()),
    }
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("reference-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the folder is made");
    folder
}

/// Checks the pages of a document; gives how many links and rows of tables there were.
fn check(document: &str, files: &[File]) -> (usize, usize) {
    let pages: BTreeMap<&str, Page> =
        files.iter().map(|file| (file.name.as_str(), Page::read(&file.text))).collect();
    let names: BTreeSet<String> = files.iter().map(|file| file.name.to_lowercase()).collect();
    assert_eq!(names.len(), files.len(), "{document}: two pages have one name");
    let mut reached = BTreeSet::from(["README.md"]);
    for (name, page) in &pages {
        let location = format!("{document}: {name}");
        assert_eq!(page.faults, Vec::<String>::new(), "{location}");
        assert_eq!(page.html, 1, "{location}: HTML beside the mark");
        for heading in &page.headings {
            let ours = HEADINGS.iter().any(|ours| heading.text.starts_with(ours));
            assert!(heading.is_code || ours, "{location}: `{}` is no heading of ours", heading.text);
        }
        assert_eq!(page.headings.iter().filter(|heading| heading.level == 1).count(), 1, "{location}");
        for link in page.links.iter().filter(|link| !link.contains("://")) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let (file, target) = match pages.get_key_value(file) {
                Some((file, target)) => (*file, target),
                None if file.is_empty() => (*name, page),
                None => panic!("{location}: {link} leads nowhere"),
            };
            let found = anchor.is_empty() || target.anchors().any(|there| there == anchor);
            assert!(found, "{location}: {link} has no such heading");
            if *name == "README.md" {
                reached.insert(file);
            }
        }
    }
    assert_eq!(reached.len(), files.len(), "{document}: the index does not lead to every page");
    let count = |of: fn(&Page) -> usize| pages.values().map(of).sum();
    (count(|page| page.links.len()), count(|page| page.rows))
}
