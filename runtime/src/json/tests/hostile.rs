//! Input that means harm, or was harmed: never a panic, never more than linear time.
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::sample::{Input, Page, Study, Tree};
use crate::json::{DEPTH_LIMIT, Json, JsonObject, ReadErrorKind, read, write};
use crate::model::Maybe;

const SAMPLE: &str = r#"{"items":[{"uid":"67e55044-10b1-426f-9247-bb680e5fe0c8","title":"a\"\u00e9\ud83d\ude00","note":
null,"hint":"é","z":{"a":[1,-2.5e-3,true,false,null,"",{}],"b":12345678901234567890}}],"total":4.0}"#;

/// Everything that can be asked about a text.
fn read_all(text: &[u8]) {
    let faults = [
        read::<Page>(text).err(),
        read::<Json>(text).err(),
        read::<Input>(text).err(),
        read::<Tree>(text).err(),
        read::<BTreeMap<String, Maybe<Study>>>(text).err(),
        read::<(String, f64)>(text).err(),
    ];
    for fault in faults.into_iter().flatten() {
        assert!(fault.describe(text).chars().count() < 2000);
    }
}

#[test]
fn truncated_anywhere() {
    assert!(read::<Page>(SAMPLE.as_bytes()).is_ok());
    for end in 0..SAMPLE.len() {
        let text = &SAMPLE.as_bytes()[..end];
        read_all(text);
        assert!(read::<Json>(text).is_err(), "cut at {end}");
    }
}

#[test]
fn corrupted_anywhere() {
    for at in 0..SAMPLE.len() {
        for byte in
            [0, b'"', b'\\', b'{', b'}', b'[', b']', b',', b':', b'-', b'9', b'e', b'u', b' ', 0xff, 0xc3]
        {
            let mut text = SAMPLE.as_bytes().to_vec();
            text[at] = byte;
            read_all(&text);
        }
    }
}

/// Keys have a shortcut past the parser: it must take what `serde_json` takes, and nothing else.
#[test]
fn keys_are_those_of_serde_json() {
    const TEXT: &str = "{\"ab\":1 ,\n \"c\\u0064\" : [2],\"é\":{\"f\":null},\t\"g\":\"\"}";
    let check = |text: &[u8]| {
        let ours = read::<Json>(text).ok();
        let ours = ours.map(|json| serde_json::Value::try_from(json).expect("small numbers"));
        assert_eq!(ours, serde_json::from_slice(text).ok(), "{}", text.escape_ascii());
    };
    check(TEXT.as_bytes());
    for at in 0..TEXT.len() {
        for byte in 0..=u8::MAX {
            let mut text = TEXT.as_bytes().to_vec();
            text[at] = byte;
            check(&text);
            text.insert(at, TEXT.as_bytes()[at]);
            check(&text);
        }
    }
}

#[test]
fn nested_deep() {
    const DEEP: usize = 100_000;
    let nested = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
    let kind = |text: &str| read::<Json>(text.as_bytes()).err().map(|fault| fault.kind().clone());
    assert_eq!(kind(&nested(DEPTH_LIMIT)), None);
    assert_eq!(kind(&nested(DEPTH_LIMIT + 1)), Some(ReadErrorKind::TooDeep));
    assert_eq!(kind(&nested(DEEP)), Some(ReadErrorKind::TooDeep));
    for open in ["[", r#"{"a":"#, r#"{"next":"#, r#"[{"id":"#, r#"{"id":1,"name":"#, r#"{"items":["#] {
        read_all(open.repeat(DEEP).as_bytes());
    }
    let skipped = format!(r#"{{"items":[],"x":{}}}"#, nested(DEEP));
    assert_eq!(*read::<Page>(skipped.as_bytes()).unwrap_err().kind(), ReadErrorKind::TooDeep);
}

#[test]
fn nested_deep_is_not_written() {
    let nest = |depth: usize| (0..depth).fold(Json::Null, |value, _| Json::Array(vec![value]));
    assert!(write(&nest(DEPTH_LIMIT)).is_ok());
    assert!(write(&nest(DEPTH_LIMIT + 1)).unwrap_err().to_string().ends_with("nested too deep"));
    assert!(write(&nest(1_000)).is_err());
}

#[test]
fn exponential_unions_are_given_up() {
    let tree = |depth: usize, leaf: &str| {
        format!("{}{{\"leaf\":{leaf}}}{}", r#"{"next":"#.repeat(depth), "}".repeat(depth))
    };
    let begin = Instant::now();
    assert!(read::<Tree>(tree(100, "true").as_bytes()).is_ok());
    assert!(matches!(
        read::<Tree>(tree(5, "0").as_bytes()).unwrap_err().kind(),
        ReadErrorKind::WrongKind { .. }
    ));
    assert_eq!(*read::<Tree>(tree(100, "0").as_bytes()).unwrap_err().kind(), ReadErrorKind::TooAmbiguous);
    assert!(begin.elapsed() < Duration::from_secs(10), "{:?}", begin.elapsed());
}

#[test]
fn an_honest_document_of_unions_is_within_the_limit() {
    let item = r#"{"id":"x","name":"n","more":[{"id":1,"name":"n"},{"id":2,"name":"","x":[1.5,true]}]}"#;
    let text = format!("[{}]", vec![item; 20_000].join(","));
    let Ok(Input::List(items)) = read::<Input>(text.as_bytes()) else { panic!("not a list") };
    assert_eq!(items.len(), 20_000);
}

#[test]
fn many_members_take_no_quadratic_time() {
    const MANY: usize = 200_000;
    let members: Vec<_> = (0..MANY).map(|index| format!("\"k{}\":{index}", index % (MANY / 2))).collect();
    let text = format!("{{{}}}", members.join(","));
    let object: JsonObject = read(text.as_bytes()).unwrap();
    assert_eq!(object.len(), MANY / 2);
    assert_eq!(object.iter().next(), Some(("k0", &Json::from(100_000))));
    assert_eq!(object, object.clone());
}

#[test]
fn long_keys_do_not_make_long_faults() {
    let text = format!("{{{:?}:[x]}}", "k".repeat(100_000));
    read_all(text.as_bytes());
    let fault = read::<Json>(text.as_bytes()).unwrap_err();
    assert_eq!(fault.locate(text.as_bytes()), format!("[\"{}…\"][0]", "k".repeat(100)));
}

#[test]
fn long_numbers_and_strings() {
    for text in
        ["9".repeat(5_000), format!("0.{}", "1".repeat(100_000)), format!("1e{}", "9".repeat(100_000))]
    {
        read_all(text.as_bytes());
        read_all(format!("[{text}]").as_bytes());
    }
    read_all(format!("\"{}", "\\u0041".repeat(50_000)).as_bytes());
}
