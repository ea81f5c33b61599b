//! Documents of a few lines, and what loading them says.

use serde_json::{Value, json};

use super::{Source, load, locate};
use crate::{Diagnostic, Diagnostics};

fn read(file: &str, text: &str) -> (Option<Value>, Vec<Diagnostic>) {
    let source = Source::new(file.into(), text.into());
    let mut diagnostics = Diagnostics::default();
    let document = load(&source, &mut diagnostics);
    (document.map(|document| document.root), locate(diagnostics, &source))
}

/// Code, pointer, line and column.
fn seen(diagnostics: &[Diagnostic]) -> Vec<(&'static str, String, usize, usize)> {
    let place = |d: &Diagnostic| d.location.as_ref().map_or((0, 0), |place| (place.line, place.column));
    diagnostics.iter().map(|d| (d.code, d.pointer.to_string(), place(d).0, place(d).1)).collect()
}

fn source(text: &str) -> Source {
    Source::new("a.json".into(), text.into())
}

#[test]
fn order_is_kept_and_the_last_duplicate_counts() {
    let (root, said) = read("a.json", "{\"z\": 1,\n \"a\": [{\"k\": 1, \"k\": 2}],\n \"b\": 3}");
    let root = root.unwrap();
    assert_eq!(root, json!({"z": 1, "a": [{"k": 2}], "b": 3}));
    assert_eq!(root.as_object().unwrap().keys().collect::<Vec<_>>(), ["z", "a", "b"]);
    assert_eq!(seen(&said), [("duplicate-key", "/a/0/k".into(), 2, 17)]);
}

#[test]
fn internal_keys_are_dropped() {
    let (root, said) = read("a.json", "\u{feff}{\"x-codegen-null\": true, \"x-other\": 1}");
    assert_eq!(root, Some(json!({"x-other": 1})));
    assert_eq!(seen(&said), [("internal-key", "/x-codegen-null".into(), 1, 2)]);
}

#[test]
fn syntax_errors_have_line_and_column() {
    let cases = [("a.json", "{\n  \"a\": }", 2, 8), ("a.json", "", 1, 0), ("a.json", "{} x", 1, 4)];
    for (file, text, line, column) in cases {
        let (root, said) = read(file, text);
        assert_eq!((root, seen(&said)), (None, vec![("syntax-error", "/".into(), line, column)]), "{text:?}");
    }
}

#[test]
fn deep_nesting_is_refused() {
    let (root, said) = read("a.json", &"[".repeat(100_000));
    assert!(root.is_none());
    assert_eq!(seen(&said), [("syntax-error", "/".into(), 1, 128)]);
}

#[test]
fn json_is_never_read_as_yaml() {
    let (root, _) = read("a.json", "a: 1");
    assert_eq!(root, None);
    let (root, _) = read("a.json", r#"{"a": "\ud83d\ude00"}"#);
    assert_eq!(root, Some(json!({"a": "😀"})));
}

#[test]
fn unreadable_files_are_refused() {
    let folder = std::env::temp_dir().join(format!("osparc-codegen-{}-load", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("bad.json");
    std::fs::write(&path, b"{\"a\": \"\xff\"}").unwrap();
    for (path, code) in [(path, "not-utf8"), (folder.join("none.json"), "unreadable-file")] {
        assert_eq!(Source::read(&path).unwrap_err().diagnostics[0].code, code);
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_pointer_that_is_not_there_has_the_place_of_its_ancestor() {
    let text = "{\"a/b\": {\"~\\u0041\": [1,\n  {\"c\": \"}\\\"]\"}]}}";
    let at = |keys: &[&str]| {
        let pointer = keys.iter().fold(crate::pointer::Pointer::root(), |at, key| at.child(key));
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(crate::diagnostics::missing_info(&pointer));
        let found = locate(diagnostics, &source(text)).remove(0).location.unwrap();
        (found.line, found.column)
    };
    assert_eq!(at(&[]), (1, 1));
    assert_eq!(at(&["a/b"]), (1, 2));
    assert_eq!(at(&["a/b", "~A", "0"]), (1, 22));
    assert_eq!(at(&["a/b", "~A", "1", "c"]), (2, 4));
    assert_eq!(at(&["a/b", "~A", "1", "d", "e"]), (2, 3));
}

#[test]
fn excerpts_of_long_lines_are_short_and_clean() {
    let text = format!("{{\"a\": \"{}\", \"k\": 1, \"k\": \"\u{202e}\"}}", "x".repeat(5_000));
    let (_, said) = read("a.json", &text);
    let place = said[0].location.clone().unwrap();
    assert!(place.excerpt.chars().count() <= 100 && place.excerpt.contains("\"k\""), "{}", place.excerpt);
    assert!(!place.excerpt.contains('\u{202e}'));
}

#[cfg(feature = "yaml")]
mod yaml {
    use super::{json, read, seen};

    #[test]
    fn keys_become_text() {
        let (root, said) = read("a.yaml", "200: a\non: b\ntrue: c\n1.0: d\n~: e\n");
        assert_eq!(root, Some(json!({"200": "a", "on": "b", "true": "c", "1.0": "d", "~": "e"})));
        assert!(said.is_empty());
    }

    #[test]
    fn yaml_1_1_surprises_stay_text() {
        let (root, _) = read("a.yml", "a: on\nb: no\nc: 2020-01-02\nd: 0o17\ne: 12:30\nf: !own x\n");
        let expected = json!({"a": "on", "b": "no", "c": "2020-01-02", "d": 15, "e": "12:30", "f": "x"});
        assert_eq!(root, Some(expected));
    }

    #[test]
    fn anchors_and_merge_keys() {
        let (root, _) = read("a.yaml", "a: &a {x: 1, y: 2}\nb:\n  <<: *a\n  y: 3\n");
        assert_eq!(root, Some(json!({"a": {"x": 1, "y": 2}, "b": {"y": 3, "x": 1}})));
    }

    #[test]
    fn an_alias_bomb_is_refused() {
        let long = "x".repeat(2_000);
        let mut text = format!("a0: &a0 [{}]\n", vec![long.as_str(); 50].join(","));
        for i in 1..8 {
            let aliases = vec![format!("*a{}", i - 1); 9].join(",");
            text = format!("{text}a{i}: &a{i} [{aliases}]\n");
        }
        let (root, said) = read("a.yaml", &text);
        assert!(root.is_none());
        assert_eq!(said[0].code, "syntax-error");
    }

    #[test]
    fn faults_have_places() {
        let (root, said) = read("a.yaml", "a: 1\nb: [\n");
        assert!(root.is_none());
        assert_eq!((said[0].code, said[0].location.as_ref().unwrap().line), ("syntax-error", 3));
        assert_eq!(read("a.yaml", &"[".repeat(100_000)).1[0].code, "syntax-error");
    }

    #[test]
    fn places_by_indentation() {
        let text = "a:\n  - b: |\n      k: no\n      k: no\n  - c: 1\n    'd/e':\n    - f: 2\n      f: 3\n\
                    # k:\ng:\n  h: 4\n  h: 5\n";
        let (_, said) = read("a.yaml", text);
        let expected =
            [("duplicate-key", "/a/1/d~1e/0/f".into(), 8, 7), ("duplicate-key", "/g/h".into(), 12, 3)];
        assert_eq!(seen(&said), expected);
    }
}
