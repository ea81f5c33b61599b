//! Errors: what they say, and what they keep to themselves.

use super::messages::messages;

const JSON: Option<&str> = Some("application/json");

#[test]
fn bodies_give_their_texts() {
    for (body, content_type, expected) in [
        (r#"{"errors":["Not authenticated"]}"#, JSON, &["Not authenticated"][..]),
        (r#"{"errors":["a","b"],"support_id":null}"#, JSON, &["a", "b"]),
        (
            r#"{"errors":[{"type":"missing","loc":["body","values"],"msg":"Field required","input":{}}]}"#,
            JSON,
            &["Field required"],
        ),
        (r#"{"errors":["text",{"loc":["a"],"msg":"object"},5,null]}"#, JSON, &["text", "object"]),
        (r#"{"detail":"Not Found"}"#, JSON, &["Not Found"]),
        (r#"{"detail":[{"loc":["query","limit"],"msg":"too large","type":"x"}]}"#, JSON, &["too large"]),
        (r#"{"errors":[],"detail":"second"}"#, JSON, &["second"]),
        (r#"{"title":"Problem","detail":"what"}"#, Some("application/problem+json"), &["what"]),
        (r#""just text""#, JSON, &["just text"]),
        ("[\"a\"]", JSON, &["a"]),
        ("Too Many Requests\n", Some("text/plain; charset=utf-8"), &["Too Many Requests"]),
        ("max connections reached: 25", None, &["max connections reached: 25"]),
        ("no available server", Some("TEXT/PLAIN"), &["no available server"]),
        ("<html><body>502</body></html>", Some("text/html"), &[]),
        ("<html><body>502</body></html>", None, &[]),
        ("not json", JSON, &[]),
        ("", JSON, &[]),
        ("  ", None, &[]),
        ("{}", JSON, &[]),
        ("null", JSON, &[]),
    ] {
        assert_eq!(messages(body.as_bytes(), content_type), expected, "{body}");
    }
    assert!(messages(b"\xff\xfe", JSON).is_empty());
}

#[test]
fn long_texts_are_cut() {
    assert_eq!(messages(&b"x".repeat(10_000), None)[0].len(), 2000);
}
