//! Members of unions, written with the property that tells them apart.
use crate::json::{Json, Literal, Write, Writer};

/// A member as it is written by itself.
fn member(text: &str) -> Json {
    text.parse().unwrap_or_else(|fault| panic!("{text}: {fault}"))
}

/// A union whose property is `kind`.
struct Union<'a>(&'static [Literal], &'a dyn Write);

impl Write for Union<'_> {
    fn write(&self, w: &mut Writer) {
        w.tagged("kind", self.0, self.1);
    }
}

fn text(value: &dyn Write) -> String {
    String::from_utf8(crate::json::write(value).unwrap()).unwrap()
}

const CAT: &[Literal] = &[Literal::String("cat"), Literal::String("ki\"tty")];

#[test]
fn the_property_is_there_once_with_a_value_of_the_member() {
    let cases = [
        ("{}", r#"{"kind":"cat"}"#),
        (r#"{"a":{"kind":1},"b":[]}"#, r#"{"kind":"cat","a":{"kind":1},"b":[]}"#),
        (r#"{"a":1,"kind":"cat","b":2}"#, r#"{"a":1,"kind":"cat","b":2}"#),
        (r#"{"a":1,"kind":"ki\"tty"}"#, r#"{"a":1,"kind":"ki\"tty"}"#),
        (r#"{"a":1,"kind":"dog","b":2}"#, r#"{"a":1,"kind":"cat","b":2}"#),
        (r#"{"kind":null}"#, r#"{"kind":"cat"}"#),
        (r#"{"kind":{"kind":["dog"]}}"#, r#"{"kind":"cat"}"#),
        (r#"[{"kind":"dog"},{}]"#, r#"[{"kind":"dog"},{}]"#),
        ("\"dog\"", "\"dog\""),
        ("null", "null"),
    ];
    for (written, expected) in cases {
        assert_eq!(text(&Union(CAT, &member(written))), expected);
    }
    let others: &[Literal] = &[Literal::Integer(7), Literal::Number(1.5), Literal::Boolean(true)];
    for (written, expected) in
        [("{}", 7.to_string()), (r#"{"kind":1.5}"#, "1.5".into()), (r#"{"kind":true}"#, "true".into())]
    {
        assert_eq!(text(&Union(others, &member(written))), format!("{{\"kind\":{expected}}}"));
    }
}

#[test]
fn of_unions_in_unions_each_adds_its_own_property() {
    struct Other<'a>(&'a dyn Write);
    impl Write for Other<'_> {
        fn write(&self, w: &mut Writer) {
            w.tagged("breed", &[Literal::String("lion")], self.0);
        }
    }
    let inner = Union(&[Literal::String("kitten")], &member("{}"));
    assert_eq!(text(&Union(CAT, &inner)), r#"{"kind":"kitten"}"#);
    assert_eq!(text(&Union(CAT, &Other(&member("{}")))), r#"{"kind":"cat","breed":"lion"}"#);
    assert_eq!(text(&Other(&Union(CAT, &member(r#"{"breed":1}"#)))), r#"{"kind":"cat","breed":"lion"}"#);
    let list = [member("{}"), member("[{}]")];
    let list: Vec<Union<'_>> = list.iter().map(|item| Union(CAT, item)).collect();
    assert_eq!(text(&list), r#"[{"kind":"cat"},[{}]]"#);
    let within = Json::from(vec![member(r#"{"kind":"dog"}"#)]);
    assert_eq!(text(&Union(CAT, &Within(&Union(CAT, &within)))), r#"{"kind":"cat","in":[{"kind":"dog"}]}"#);
}

/// An object with one member.
struct Within<'a>(&'a dyn Write);

impl Write for Within<'_> {
    fn write(&self, w: &mut Writer) {
        w.begin_object();
        w.field("in", self.0);
        w.end_object();
    }
}
