//! Hostile and common texts against the Markdown that they become.

use super::{block, code, inline};

#[test]
fn inline_markup_that_could_harm_is_escaped() {
    for (text, expected) in [
        ("plain text, snake_case, *bold*", "plain text, snake_case, *bold*"),
        ("a `code <T> [x]` span", "a `code <T> [x]` span"),
        ("``a ` b``", "``a ` b``"),
        ("an `open span", "an &#96;open span"),
        ("a `b|c` d", "a `b|c` d"),
        ("```rust", "&#96;&#96;&#96;rust"),
        ("a \\` b \\x \\[c", "a &#96; b \\\\x \\[c"),
        ("<script>alert(1)</script>", "\\<script>alert(1)\\</script>"),
        ("Vec<u8> & `x`", "Vec\\<u8> & `x`"),
        ("[link]", "\\[link\\]"),
        ("[`Vec`]", "\\[`Vec`\\]"),
        ("[a](javascript:alert(1))", "\\[a\\](javascript:alert(1))"),
        ("[a](http://x.y/z?q=1) b", "[a](http://x.y/z?q=1) b"),
        ("[http://a.b](http://x.y)", "<http://x.y>"),
        ("[a](http://x.y \"title\")", "\\[a\\](<http://x.y> \"title\")"),
        ("![img](https://x.y/i.png)!", "[img](https://x.y/i.png)!"),
        ("[x]: http://evil.org", "\\[x\\]: <http://evil.org>"),
        ("[^1] wow![x]", "\\[^1\\] wow!\\[x\\]"),
        ("see https://a.b/c(d).", "see <https://a.b/c(d)>."),
        ("(HTTP://a.b/c), https://!", "(<HTTP://a.b/c>), https://!"),
        ("<https://a.b/c> http://", "<https://a.b/c> http://"),
        ("<javascript:x>", "\\<javascript:x>"),
        ("~~gone~~ ~~~", "~~gone~~ \\~\\~\\~"),
        ("> quote", "\\> quote"),
        ("a\u{202e}b\u{0}c\u{200b}d\te\u{2028}f", "abcd e f"),
        ("*/ {} {{x}}", "*/ {} {{x}}"),
    ] {
        assert_eq!(inline::text(text), expected, "{text:?}");
    }
}

#[test]
fn blocks_are_paragraphs_lists_tables_and_fenced_text() {
    for (text, expected) in [
        ("a\r\nb\n\n\n\nc\n", "a\nb\n\nc"),
        ("a\n\n    let x = 1;\n\tlet y;", "a\n\nlet x = 1;\nlet y;"),
        ("```\nfn main() {}\n\n  [x]\n```\nafter", "```text\nfn main() {}\n\n  [x]\n```\n\nafter"),
        ("~~~rust,should_panic\n```\na\n~~~", "````text\n```\na\n````"),
        ("before\n```json\n{}", "before\n\n```text\n{}\n```"),
        ("```\n```", ""),
        ("- a\ncontinued\n- b\n    - c\n\n  more\n\nend", "- a continued\n- b\n  - c\n\n  more\n\nend"),
        ("text\n* a\n+ b", "text\n\n- a\n- b"),
        ("1. one\n   two\n10) ten", "1. one two\n10) ten"),
        ("-     panic!()", "- panic!()"),
        ("- - ~~~\n  panic!()\n", "- - \\~\\~\\~ panic!()"),
        ("- ```\n  panic!()\n  ```\n- b", "```text\npanic!()\n```\n\n- b"),
        ("> ```\n> panic!()\n> ```", "\\> &#96;&#96;&#96;\n\\> panic!()\n\\> &#96;&#96;&#96;"),
        ("# Title #\ntext", "# Title #\n\ntext"),
        ("#\n#hash", "#\n#hash"),
        ("Title\n=====\ntext\n---\n***", "Title\n\ntext"),
        ("a\n| b | `c` |\n|---|---|\n| <i> | d |\ne", "a\n\n| b | `c` |\n|---|---|\n| \\<i> | d |\n\ne"),
        ("| `a|b` |\n|:-:|", "| &#96;a|b&#96; |\n|:-:|"),
        ("a | `b\n--- | :-:\nc | <i>`", "a | &#96;b\n\nc | \\<i>&#96;"),
        ("<details>\n\n    code\n\n</details>", "\\<details>\n\ncode\n\n\\</details>"),
        ("\u{0}\n \n", ""),
    ] {
        assert_eq!(block::lines(text).join("\n"), expected, "{text:?}");
    }
}

#[test]
fn no_line_can_be_indented_code_or_open_a_fence_of_its_own() {
    let pieces =
        ["- ", "1. ", "    ", "> ", "```", "~~~", "x", "\n", "\n\n", "<b>", "\t", "|", "`", "# ", "\\"];
    let mut state = 7_usize;
    for _ in 0..2_000 {
        let mut text = String::new();
        for _ in 0..12 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[(state >> 33) % pieces.len()]);
        }
        let mut fence = None;
        for line in block::lines(&text) {
            let ticks = line.len() - line.trim_start_matches('`').len();
            match fence {
                Some(open) if line.len() == open && ticks == open => fence = None,
                Some(_) => {}
                None if line.ends_with("```text") && ticks == line.len() - 4 => fence = Some(ticks),
                None => {
                    assert!(!line.starts_with("    "), "{text:?}: {line:?}");
                    let inner = line.trim_start_matches(|c: char| "- #1.".contains(c));
                    assert!(
                        !inner.starts_with("~~~") && !inner.starts_with("```") && !inner.starts_with('<'),
                        "{text:?}: {line:?}"
                    );
                    assert!(!line.trim_start().contains("  "), "{text:?}: {line:?}");
                }
            }
        }
        assert_eq!(fence, None, "{text:?}");
    }
}

#[test]
fn code_never_ends_early() {
    for (text, expected) in [
        ("/a/{b}:c", "`/a/{b}:c`"),
        ("a`b", "\"a&#96;b\""),
        ("", "\"\""),
        ("a\nb", "`a b`"),
        ("a|b", "`a|b`"),
    ] {
        assert_eq!(code(text), expected, "{text:?}");
    }
}

#[test]
fn long_hostile_texts_take_linear_time() {
    let runs: String = (1..600).map(|n| "`".repeat(n % 7 + 1) + "[x](").collect();
    assert!(inline::text(&runs.repeat(20)).len() > runs.len());
}
