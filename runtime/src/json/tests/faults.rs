//! Faults: what they say, and where they are.
use super::sample::{Page, Seen, Study};
use crate::json::{Json, Literal, Read, ReadError, read};

const UID: &str = "67e55044-10b1-426f-9247-bb680e5fe0c8";

fn fault<T: Read>(text: &str) -> ReadError {
    match read::<T>(text.as_bytes()) {
        Ok(_) => panic!("{text} was read"),
        Err(fault) => fault,
    }
}

#[test]
fn a_fault_is_one_pointer_wide() {
    assert_eq!(size_of::<ReadError>(), size_of::<usize>());
    assert_eq!(size_of::<Result<(), ReadError>>(), size_of::<usize>());
}

#[test]
fn paths_are_exact() {
    let good = format!(r#"{{"uid":"{UID}","title":"a,]}}\"[{{"}}"#);
    let page = |item: &str| format!(r#"{{"total":2,"items":[{good},{good}, {item}],"x":0}}"#);
    let cases: [(String, &str, &str); 10] = [
        (page(r#"{"uid":"x","title":""}"#), "items[2].uid", r#"not a UUID: "x""#),
        (page(r#"{"title":[1,{"uid":1}]}"#), "items[2].title", "expected a string, found an array"),
        (page(r#"{"title":"","z":{"uid":[1,{}]}}"#), "items[2].uid", "missing member `uid`"),
        (page("{}"), "items[2].uid", "missing member `uid`"),
        (page("4"), "items[2]", "expected an object, found an integer"),
        (page(r#"{"a b":[0,{"c":nul}]}"#), r#"items[2]["a b"][1].c"#, "not JSON: expected ident"),
        (r#"{"total":"1","items":[]}"#.to_owned(), "total", "expected an integer, found a string"),
        (r#"{"total":1.5,"items":[]}"#.to_owned(), "total", r#"not an integer: "1.5""#),
        (r#"{"total":1}"#.to_owned(), "items", "missing member `items`"),
        ("[]".to_owned(), "", "expected an object, found an array"),
    ];
    for (text, path, message) in cases {
        let fault = fault::<Page>(&text);
        assert_eq!(
            (fault.locate(text.as_bytes()).as_str(), fault.to_string().as_str()),
            (path, message),
            "{text}"
        );
    }
}

#[test]
fn lines_and_columns_count_from_one_in_characters() {
    let text = "{\n  \"é\": 1,\n  \"äö\": x}";
    let fault = fault::<Json>(text);
    assert_eq!(fault.line_and_column(text.as_bytes()), (3, 9));
    assert_eq!(fault.describe(text.as_bytes()), "äö: not JSON: expected value");
    assert_eq!(
        read::<Json>(b"x").unwrap_err().describe(b"x"),
        "not JSON: expected value at line 1, column 1"
    );
}

#[test]
fn a_bad_format_is_quoted_and_shortened() {
    assert_eq!(fault::<jiff::Timestamp>(r#""yesterday""#).to_string(), r#"not a date-time: "yesterday""#);
    let long = format!("\"{}\"", "é".repeat(300));
    let message = fault::<uuid::Uuid>(&long).to_string();
    assert_eq!(message, format!("not a UUID: \"{}…\"", "é".repeat(100)));
    assert_eq!(fault::<i32>("3000000000").to_string(), "out of range for a 32-bit integer: 3000000000");
    assert_eq!(fault::<(i64, i64)>("[1]").to_string(), "not a list of exactly 2");
}

#[test]
fn places_do_not_depend_on_the_input_being_the_one_that_was_read() {
    let fault = fault::<Study>(r#"{"title":"","uid":"x"}"#);
    for other in ["", "{", "}}}}]]]", r#"{"a\"#, r#"{"a":"#, r#"["\"#] {
        let _: (String, (usize, usize)) =
            (fault.locate(other.as_bytes()), fault.line_and_column(other.as_bytes()));
    }
}

#[test]
fn looking_ahead_answers_and_moves_nothing() {
    let seen = |keys, constant, tag: Option<&str>| Seen { keys, constant, tag: tag.map(str::to_owned) };
    let cases = [
        (r#" {"a":"x","b":{"c":[]}} "#, Literal::String("x"), seen(true, true, Some("x"))),
        (r#"{"b":0,"a":"y","a":"x"}"#, Literal::String("x"), seen(true, true, Some("x"))),
        (r#"{"\u0061":"\u0078"}"#, Literal::String("x"), seen(false, true, Some("x"))),
        (r#"{"a":12,"b":0}"#, Literal::Integer(12), seen(true, true, Some("12"))),
        (r#"{"a":12.0}"#, Literal::Integer(12), seen(false, false, Some("12.0"))),
        (r#"{"a":12}"#, Literal::Number(12.0), seen(false, true, Some("12"))),
        (r#"{"a":true}"#, Literal::Boolean(true), seen(false, true, Some("true"))),
        (r#"{"a":null}"#, Literal::Null, seen(false, true, None)),
        (r#"{"a":{}}"#, Literal::String("x"), seen(false, false, None)),
        (r#"{"ab":1,"":2}"#, Literal::Integer(1), seen(false, false, None)),
        ("{}", Literal::Null, seen(false, false, None)),
        ("[1]", Literal::Null, seen(false, false, None)),
    ];
    for (text, literal, expected) in cases {
        let (found, value) = Seen::of(text, literal).unwrap();
        assert_eq!(found, expected, "{text}");
        assert_eq!(Ok(value), Json::parse(text.as_bytes()), "{text}");
    }
    assert!(Seen::of(r#"{"a":1,]"#, Literal::Null).is_err());
}
