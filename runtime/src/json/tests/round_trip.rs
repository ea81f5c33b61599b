//! Text to value to text.
use std::collections::BTreeMap;
use std::fmt::Debug;

use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::sample::{Input, Page, Study};
use crate::json::{Json, Number, Read, ReadErrorKind, Write, read, write};
use crate::model::{Base64, Maybe, Secret, Uri};

/// Reads `text` as a `T` and writes it again.
fn again<T: Read + Write>(text: &str) -> String {
    let value: T = read(text.as_bytes()).unwrap_or_else(|fault| panic!("{text}: {fault}"));
    String::from_utf8(write(&value).unwrap()).unwrap()
}

/// A table: `text => text`, or `text` alone where nothing changes.
macro_rules! same {
    ($($ty:ty: $($text:literal $(=> $written:literal)?),+;)+) => {$($(
        let written = [$text $(, $written)?];
        assert_eq!(again::<$ty>($text), *written.last().unwrap(), "{} as {}", $text, stringify!($ty));
    )+)+};
}

#[test]
fn scalars() {
    same! {
        (): "null";
        bool: "true", "false";
        i32: "2147483647", "-2147483648", "-0" => "0";
        u32: "4294967295", "0";
        i64: "9223372036854775807", "-9223372036854775808", "4.0" => "4", "1e3" => "1000", "-2.50e1" => "-25",
            "9007199254740993.0" => "9007199254740993", "0.0" => "0", "-0.0" => "0", "0e999999999999999999999" => "0",
            "1200e-2" => "12";
        u64: "18446744073709551615", "1.8446744073709551615e19" => "18446744073709551615";
        f32: "0.1", "3.4028235e38" => "3.4028235e+38", "7" => "7.0";
        f64: "55.0", "55" => "55.0", "1e3" => "1000.0", "-0.0", "1e300" => "1e+300", "5e-324",
            "1.7976931348623157e308" => "1.7976931348623157e+308";
        String: r#""""#, r#""a\"b\\c\n\u0001é😀""#, r#""\u00e9\ud83d\ude00\/""# => r#""é😀/""#;
    }
}

#[test]
fn formats() {
    same! {
        Uuid: r#""67e55044-10b1-426f-9247-bb680e5fe0c8""#,
            r#""67E55044-10B1-426F-9247-BB680E5FE0C8""# => r#""67e55044-10b1-426f-9247-bb680e5fe0c8""#;
        Date: r#""2024-02-29""#;
        Uri: r#""HTTP://Example.com:80/a b?x=%zz#""#, r#""/v0/studies?limit=2""#, r#""""#;
        Secret: r#""p:w""#;
        Base64: r#""""#, r#""AP8=""#, r#""AP8""# => r#""AP8=""#, r#""+/8=""#;
        Timestamp:
            r#""2021-01-22T23:59:52.322176Z""#,
            r#""2021-01-22T23:59:52.322176""# => r#""2021-01-22T23:59:52.322176Z""#,
            r#""2021-04-01 07:15:54.631007""# => r#""2021-04-01T07:15:54.631007Z""#,
            r#""2021-04-01 07:15:54+00:00""# => r#""2021-04-01T07:15:54Z""#,
            r#""2021-04-01t07:15:54z""# => r#""2021-04-01T07:15:54Z""#,
            r#""2021-04-01t07:15:54.123456789""# => r#""2021-04-01T07:15:54.123456789Z""#,
            r#""2021-04-01T07:15:54.100+02:30""# => r#""2021-04-01T04:45:54.1Z""#,
            r#""1969-12-31T23:59:59-00:00""# => r#""1969-12-31T23:59:59Z""#;
    }
}

#[test]
fn containers() {
    same! {
        Option<i64>: "null", "1";
        Vec<Option<bool>>: "[]", " [ true , null ] " => "[true,null]";
        BTreeMap<String, Vec<i64>>: "{}", r#"{"":[],"a":[1]}"#, r#"{"a":[1],"a":[2]}"# => r#"{"a":[2]}"#;
        Box<Vec<Box<f64>>>: "[1.5]";
        (i64,): "[1]";
        (i64, String): r#"[1,"x"]"#;
        (i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, bool): "[1,2,3,4,5,6,7,8,9,10,11,true]";
        Maybe<i64>: "null", "1";
    }
}

#[test]
fn any_value_keeps_number_kind_order_and_digits() {
    same! {
        Json:
            "55", "55.0", r#""55""#, "true", "null", "1e3" => "1000.0", "-0", "-0.0", "9223372036854775808",
            "18446744073709551616", "12345678901234567890123", "-170141183460469231731687303715884105729", "1e400",
            "-1E+400", "1e-400", "0.1234567890123456789012345", "0.00000000000000000000e0" => "0.0",
            "1e300" => "1e+300", r#"{"z":1,"a":[{}],"":null}"#, r#"{"a":1,"b":2,"a":3}"# => r#"{"b":2,"a":3}"#;
        Number: "4.0", "4", "12345678901234567890.12", "340282366920938463463374607431768211456";
        i128: "-170141183460469231731687303715884105728", "1", "1e3" => "1000", "5.0" => "5";
        u128: "340282366920938463463374607431768211455", "0", "3e38" => "300000000000000000000000000000000000000";
    }
}

#[test]
fn a_mark_of_byte_order_is_skipped() {
    assert_eq!(read::<i64>(b"\xef\xbb\xbf 7"), Ok(7));
    let fault = read::<Page>(b"\xef\xbb\xbf{\"items\":[7]}").unwrap_err();
    assert_eq!(fault.locate(b"\xef\xbb\xbf{\"items\":[7]}"), "items[0]");
}

#[test]
fn absent_null_and_value_are_three() {
    const UID: &str = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    let cases: [(&str, &str, Maybe<String>); 3] = [
        (r#","hint":null"#, r#","hint":null"#, Maybe::Null),
        (r#","note":null"#, "", Maybe::Absent),
        (r#","note":null,"note":"n","hint":"h","z":1.0"#, r#","note":"n","hint":"h","z":1.0"#, "h".into()),
    ];
    for (more, written, hint) in cases {
        let text = format!(r#"{{"uid":"{UID}","title":null{more}}}"#);
        let study: Study = read(text.as_bytes()).unwrap();
        assert_eq!(study.hint, hint);
        assert_eq!(again::<Study>(&text), format!(r#"{{"uid":"{UID}","title":null{written}}}"#));
    }
    let fault = read::<Study>(format!(r#"{{"uid":"{UID}"}}"#).as_bytes()).unwrap_err();
    assert_eq!(*fault.kind(), ReadErrorKind::Missing("title"), "required and nullable is not optional");
}

#[test]
fn a_union_tells_kinds_apart() {
    let big = "12345678901234567890123";
    let cases: [(&str, Input); 12] = [
        ("55", Input::Integer(55)),
        ("55.0", Input::Number(55.0)),
        ("1e3", Input::Number(1000.0)),
        (r#""55""#, Input::Text("55".to_owned())),
        ("true", Input::Flag(true)),
        ("null", Input::Other(Json::Null)),
        (big, Input::Other(big.parse().unwrap())),
        ("1e400", Input::Other("1e400".parse().unwrap())),
        (
            r#"[[1,"a"]]"#,
            Input::List(vec![Input::List(vec![Input::Integer(1), Input::Text("a".to_owned())])]),
        ),
        (r#"{"id":1}"#, Input::Other(r#"{"id":1}"#.parse().unwrap())),
        (r#"{"id":"x","name":"n"}"#, Input::Other(r#"{"id":"x","name":"n"}"#.parse().unwrap())),
        (
            r#"{"more":[],"name":"n","id":1}"#,
            Input::Named(super::sample::Named { id: 1, name: "n".to_owned() }),
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(read::<Input>(text.as_bytes()).as_ref(), Ok(&expected), "{text}");
        let written = write(&expected).unwrap();
        assert_eq!(read::<Input>(&written).as_ref(), Ok(&expected), "{text}");
    }
}

fn rejected<T: Read + Debug>(texts: &[&str]) {
    for text in texts {
        let result = read::<T>(text.as_bytes());
        assert!(result.is_err(), "{text} as {}: {result:?}", std::any::type_name::<T>());
    }
}

#[test]
fn other_values_are_refused() {
    rejected::<()>(&["0", "nul", "", r#""null""#]);
    rejected::<bool>(&["1", r#""true""#, "tru", "True"]);
    rejected::<i32>(&["2147483648", "-2147483649", "4.5", "1e10", r#""4""#, "true", "null", "1e-1"]);
    rejected::<u32>(&["-1", "4294967296"]);
    rejected::<i64>(&[
        "9223372036854775808",
        "1e19",
        "1e99999999999999999999",
        "0.5",
        "1e-99999999999999999999",
    ]);
    rejected::<u64>(&["-1", "18446744073709551616", "-0.5"]);
    rejected::<i128>(&["170141183460469231731687303715884105728", "1e39", "0.5", r#""1""#]);
    rejected::<u128>(&["-1", "340282366920938463463374607431768211456", "1e99999999999999999999"]);
    rejected::<f64>(&[
        "1e400",
        "-1e400",
        "NaN",
        "Infinity",
        "-Infinity",
        "01",
        "1.",
        ".5",
        "+1",
        "1e",
        r#""1""#,
    ]);
    rejected::<f32>(&["1e39"]);
    rejected::<String>(&["1", "null", r#""\ud800""#, r#""\x""#, "\"\n\"", "'a'"]);
    rejected::<Uuid>(&[r#""67e55044""#, r#""""#, "1"]);
    rejected::<Date>(&[
        r#""2024-02-30""#,
        r#""2024-01-01T00:00:00""#,
        r#""2024-01-01T00:00:00Z""#,
        r#""today""#,
    ]);
    rejected::<Base64>(&[r#""A""#, r#""AP8$""#, r#""AP-_""#]);
    rejected::<Timestamp>(&[
        r#""yesterday""#,
        r#""2021-01-22""#,
        r#""2021-13-22T00:00:00Z""#,
        r#""2021-01-22T00:00:00+99:99""#,
        r#""2021-01-22T00:00:00[Europe/Zurich]""#,
        r#""2021-01-22T00:00:00Zzz""#,
        r#""2021-01-22T25:00:00""#,
        r#""""#,
        "0",
    ]);
    rejected::<(i64, i64)>(&["[1]", "[1,2,3]", "[]", "{}"]);
    rejected::<Vec<i64>>(&["[1,]", "[1", "[,1]", "[1 2]", "{}", "1"]);
    rejected::<BTreeMap<String, i64>>(&["{1:1}", r#"{"a":1,}"#, r#"{"a" 1}"#, r#"{"a":1"#, "[]", "{a:1}"]);
    rejected::<Json>(&["", " ", "1 2", "{} x", "\u{0}", "{]", "[}", r#"{"a":}"#, "// x", "-", "--1", "nan"]);
}

#[test]
fn what_has_no_json_is_refused_with_its_path() {
    let cases: [(&dyn Write, &str); 5] = [
        (&f64::NAN, ""),
        (&vec![1.0, f64::INFINITY], "[1]"),
        (&vec![f32::NEG_INFINITY], "[0]"),
        (&BTreeMap::from([("a b".to_owned(), vec![f64::NAN])]), r#"["a b"][0]"#),
        (&Json::from(vec![Json::from(f64::NAN)]), "[0]"),
    ];
    for (value, path) in cases {
        let fault = write(value).unwrap_err();
        assert_eq!(fault.path(), path);
        assert!(fault.to_string().contains("NaN or infinite"), "{fault}");
    }
}
