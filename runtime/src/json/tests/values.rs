//! [`Json`] and [`Number`] as values.
use crate::json::{Json, JsonObject, Number, ReadError};

fn json(text: &str) -> Json {
    text.parse().unwrap_or_else(|fault| panic!("{text}: {fault}"))
}

fn number(text: &str) -> Number {
    json(text).as_number().unwrap().clone()
}

#[test]
fn numbers_answer_exactly() {
    let cases = [
        ("1", Some(1), Some(1), Some(1.0), true),
        ("-1", Some(-1), None, Some(-1.0), true),
        ("1.0", None, None, Some(1.0), false),
        ("18446744073709551615", None, Some(u64::MAX), Some(18_446_744_073_709_551_615.0), true),
        ("12345678901234567890123", None, None, Some(1.234_567_890_123_456_8e22), true),
        ("1e400", None, None, None, false),
        ("1e-400", None, None, Some(0.0), false),
        ("-0", Some(0), None, Some(-0.0), true),
        ("0.12345678901234567890", None, None, Some(0.123_456_789_012_345_68), false),
    ];
    for (text, signed, unsigned, float, integer) in cases {
        let value = number(text);
        assert_eq!((value.as_i64(), value.as_u64(), value.as_f64()), (signed, unsigned, float), "{text}");
        assert_eq!(value.is_integer(), integer, "{text}");
        assert_eq!(value.to_string(), text);
    }
    assert_ne!(json("1"), json("1.0"));
    assert_eq!(number("1e400").exact_text(), Some("1e400"));
    assert_eq!(number("1").exact_text(), None);
}

#[test]
fn members_and_pointers() {
    let value = json(r#"{"a/b":[{"~":true}],"":{"":0},"n":null}"#);
    let cases = [
        ("", Some(value.clone())),
        ("/a~1b/0/~0", Some(Json::Bool(true))),
        ("/", Some(json(r#"{"":0}"#))),
        ("//", Some(json("0"))),
        ("/a~1b/00", None),
        ("/a~1b/+0", None),
        ("/a~1b/1", None),
        ("/n/x", None),
        ("n", None),
    ];
    for (pointer, expected) in cases {
        assert_eq!(value.pointer(pointer), expected.as_ref(), "{pointer}");
    }
    assert!(value.get("n").is_some_and(Json::is_null));
    assert_eq!(json("[true]").as_array().and_then(|items| items.first()?.as_bool()), Some(true));
}

#[test]
fn objects_keep_order_and_compare_without() {
    let mut object = JsonObject::new();
    assert_eq!(object.insert("b", 1), None);
    assert_eq!(object.insert("a", vec!["x"]), None);
    assert_eq!(object.insert("b", Json::Null), Some(Json::from(1)));
    let object = Json::from(object);
    assert_eq!(object.to_string(), r#"{"b":null,"a":["x"]}"#);
    assert_eq!(object, json(r#"{"a":["x"],"b":null}"#));
    assert_ne!(object, json(r#"{"a":["x"],"c":null}"#));
    let mut object = object.as_object().unwrap().clone();
    assert_eq!((object.remove("b"), object.remove("b")), (Some(Json::Null), None));
    assert_eq!((object.len(), object.is_empty()), (1, false));
}

#[test]
fn values_of_rust_become_json() {
    let members = std::collections::BTreeMap::from([("a".to_owned(), Some(1.0)), ("b".to_owned(), None)]);
    assert_eq!(Json::of(&members), Ok(json(r#"{"a":1.0,"b":null}"#)));
    assert_eq!(Json::from(members), json(r#"{"a":1.0,"b":null}"#));
    assert_eq!(Json::from([u64::MAX, 0]), json("[18446744073709551615,0]"));
    assert!(Json::of(&f64::INFINITY).is_err());
}

#[test]
fn display_is_json() {
    let text = r#"{"a":[1,1.0,"\"\\\n",true,null,{}],"":[]}"#;
    assert_eq!(json(text).to_string(), text);
    assert_eq!(Json::from(f64::NAN).to_string(), "null");
}

#[test]
fn serde_values_there_and_back() {
    for text in ["null", "[true,-1,18446744073709551615,1.5,1e+300]", r#"{"a":{"b":"x"}}"#] {
        let value = json(text);
        let other = serde_json::Value::try_from(value.clone()).unwrap();
        assert_eq!(other, serde_json::from_str::<serde_json::Value>(text).unwrap());
        assert_eq!(Json::from(other), value);
        assert_eq!(serde_json::from_str::<Json>(text).unwrap(), value);
        assert_eq!(serde_json::to_string(&value).unwrap(), value.to_string());
    }
}

#[test]
fn wide_integers_pass_serde_and_what_is_wider_is_refused() {
    for text in
        ["12345678901234567890123", "-12345678901234567890123", "340282366920938463463374607431768211455"]
    {
        assert_eq!(serde_json::to_string(&json(text)).unwrap(), text);
        let fault: ReadError = serde_json::Value::try_from(json(text)).unwrap_err();
        assert!(fault.to_string().contains("out of range"), "{fault}");
    }
    for text in ["1e400", "1234567890123456789012345678901234567890"] {
        let fault = serde_json::to_string(&json(text)).unwrap_err();
        assert!(fault.to_string().contains(text), "{fault}");
    }
    assert_eq!(serde_json::to_string(&json("0.12345678901234567890")).unwrap(), "0.12345678901234568");
    assert!(serde_json::to_string(&Json::from(f64::NAN)).is_ok_and(|text| text == "null"));
}

#[test]
fn the_exact_numbers_of_serde_json_are_understood() {
    let text = r#"{"$serde_json::private::Number":"12345678901234567890123"}"#;
    assert_eq!(serde_json::from_str::<Json>(text).unwrap(), json("12345678901234567890123"));
    let plain = r#"{"$serde_json::private::Number":"x"}"#;
    assert_eq!(serde_json::from_str::<Json>(plain).unwrap(), json(plain));
}
