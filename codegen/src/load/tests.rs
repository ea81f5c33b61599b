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
    assert_eq!(seen(&said), [("nesting-too-deep", "/".into(), 1, 127)]);
    let deepest = format!("{}{}", "[".repeat(126), "]".repeat(126));
    for file in ["a.json", "a.yaml"].into_iter().take(if cfg!(feature = "yaml") { 2 } else { 1 }) {
        assert!(read(file, &deepest).0.is_some(), "{file}");
        let (root, said) = read(file, &format!("[{deepest}]"));
        assert!(root.is_none());
        // The parser of JSON has read the next character already.
        let column = if file == "a.json" { 128 } else { 127 };
        assert_eq!(seen(&said), [("nesting-too-deep", "/".into(), 1, column)], "{file}");
    }
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
        diagnostics.push(crate::diagnostics::missing_description(&pointer));
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
        let place = said[0].location.as_ref().unwrap();
        assert_eq!((said[0].code, place.line, place.column), ("too-large", 4, 30));
    }

    fn lines(count: usize, line: impl FnMut(usize) -> String) -> String {
        (0..count).map(line).collect::<Vec<_>>().concat()
    }

    #[test]
    fn deep_nesting_has_its_place_whatever_it_consists_of() {
        let keys = lines(200, |indent| format!("{:indent$}a:\n", ""));
        let dashes = lines(200, |indent| format!("{:indent$}-\n", ""));
        let aliases = lines(200, |i| format!("a{0}: &a{0} [*a{i}]\n", i + 1));
        let cases = [
            ("[".repeat(100_000), 1, 127),
            ("[\n".repeat(100_000), 127, 1),
            ("{a: ".repeat(100_000), 1, 505),
            ("[{a: ".repeat(100_000), 1, 316),
            ("- ".repeat(100_000), 1, 253),
            (format!("{}{}{}", "- ".repeat(100), "[".repeat(100), "]".repeat(100)), 1, 227),
            (keys, 127, 127),
            (dashes, 127, 127),
            (format!("a0: &a0 [x]\n{aliases}"), 126, 14),
        ];
        for (text, line, column) in cases {
            let (root, said) = read("a.yaml", &text);
            assert!(root.is_none());
            let seen = seen(&said).pop().unwrap();
            let start = text.get(..40).unwrap();
            assert_eq!((seen.0, seen.2, seen.3), ("nesting-too-deep", line, column), "{start:?}");
        }
    }

    #[test]
    fn brackets_that_open_nothing_are_text() {
        let many = "[{".repeat(1_000);
        let text =
            format!("a: |\n  {many}\nb: >-\n  {many}\nc: '{many}'\nd: \"{many}\"\ne: x{many}\n# {many}\n");
        let (root, said) = read("a.yaml", &text);
        let root = root.unwrap();
        assert_eq!(root["a"], format!("{many}\n"));
        for key in ["b", "c", "d"] {
            assert_eq!(root[key], many);
        }
        assert_eq!((root["e"].as_str(), said.len()), (Some(format!("x{many}").as_str()), 0));
    }

    #[test]
    fn many_anchors_and_aliases_are_no_bomb() {
        let items = lines(5_000, |i| format!("- &a{i} [1, 2]\n- *a{i}\n"));
        let (root, said) = read("a.yaml", &format!("{items}- &long {}\n", "x".repeat(100_000)));
        assert_eq!((root.unwrap().as_array().unwrap().len(), said.len()), (10_001, 0));
        let merges = lines(99, |i| format!("a{0}: &a{0} {{<<: *a{i}, k{0}: 1}}\n", i + 1));
        let (root, _) = read("a.yaml", &format!("a0: &a0 {{k0: 1}}\n{merges}"));
        assert_eq!(root.unwrap()["a99"].as_object().unwrap().len(), 100);
    }

    #[test]
    fn an_alias_is_not_inside_of_what_it_refers_to() {
        let (root, said) = read("a.yaml", "a: 1\nb: &b [*b]\n");
        assert!(root.is_none());
        assert_eq!(seen(&said), [("syntax-error", "/".into(), 2, 8)]);
    }

    #[test]
    fn aliases_stand_for_keys_and_in_merges() {
        let text =
            "a: &name x\n*name : 1\nb: &b {y: 1}\nc: &c {y: 2, z: 2}\nd: {<<: [*b, *c], w: 3}\n\"<<\": t\n";
        let (root, _) = read("a.yaml", text);
        let expected = json!({"a": "x", "x": 1, "b": {"y": 1}, "c": {"y": 2, "z": 2}, "d": {"w": 3, "y": 1, "z": 2}, "<<": "t"});
        assert_eq!(root, Some(expected));
    }

    #[test]
    fn tags_of_the_core_schema_decide_the_value() {
        let (root, said) = read("a.yaml", "a: !!str 1\nb: !!int '1'\nc: !own 1\nd: .inf\ne: '.inf'\n");
        assert_eq!(root, Some(json!({"a": "1", "b": 1, "c": 1, "d": ".inf", "e": ".inf"})));
        assert_eq!(seen(&said), [("number-as-text", "/d".into(), 4, 1)]);
    }

    #[test]
    fn members_of_flow_style_and_odd_keys_have_places() {
        let text = "a: {b: 1, \"c/d\": [x, {e: 1, e: 2}]}\n? f\n: {g: 1,\n  g: 2}\n";
        let (_, said) = read("a.yaml", text);
        let expected =
            [("duplicate-key", "/a/c~1d/1/e".into(), 1, 29), ("duplicate-key", "/f/g".into(), 4, 3)];
        assert_eq!(seen(&said), expected);
    }

    #[test]
    fn faults_have_places() {
        let (root, said) = read("a.yaml", "a: 1\nb: [\n");
        assert!(root.is_none());
        assert_eq!((said[0].code, said[0].location.as_ref().unwrap().line), ("syntax-error", 2));
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
