//! Parameter texts.
use std::collections::BTreeMap;

use crate::json::{Json, ParameterValue, Write, parameter};
use crate::model::Maybe;

fn list(items: &[&str]) -> ParameterValue {
    ParameterValue::List(items.iter().map(|&item| item.into()).collect())
}

#[test]
fn values_become_texts() {
    let scalar = |text: &str| ParameterValue::Scalar(text.to_owned());
    let uuid = uuid::Uuid::nil();
    let object: Json = r#"{"a":"x y","b":null,"c":1.0,"d":["q"]}"#.parse().unwrap();
    let pairs = [("a", r#""x y""#), ("c", "1.0"), ("d", r#"["q"]"#)]
        .map(|(name, json)| (name.to_owned(), json.parse::<Json>().unwrap()));
    let items: &[&str] = &["a,b", ""];
    let cases: [(&dyn Write, ParameterValue); 14] = [
        (&"a\"b", scalar("a\"b")),
        (&String::from("null"), scalar("null")),
        (&true, scalar("true")),
        (&-5_i64, scalar("-5")),
        (&5.0, scalar("5.0")),
        (&uuid, scalar("00000000-0000-0000-0000-000000000000")),
        (&None::<bool>, ParameterValue::Absent),
        (&Maybe::<bool>::Absent, ParameterValue::Absent),
        (&Some("x"), scalar("x")),
        (&items, list(&["a,b", ""])),
        (&Vec::<bool>::new(), list(&[])),
        (&vec![vec![1], vec![]], ParameterValue::List(vec![vec![1].into(), Vec::<i32>::new().into()])),
        (&object, ParameterValue::Object(pairs.into())),
        (&BTreeMap::<String, bool>::new(), ParameterValue::Object(Vec::new())),
    ];
    for (value, expected) in cases {
        assert_eq!(parameter(value), Ok(expected));
    }
    assert!(parameter(&f64::NAN).is_err());
}

#[test]
fn a_faulty_implementation_is_a_fault() {
    struct Nothing;
    impl Write for Nothing {
        fn write(&self, _: &mut crate::json::Writer) {}
    }
    assert!(parameter(&Nothing).is_err());
}
