//! Tests of the model types and of what the macros emit.
#![expect(unreachable_pub, reason = "the macros emit methods of public types")]

use crate::json::{Json, Optional, read, write};
use crate::model::{Base64, Base64Url, Maybe, ModelError, Secret, Uri, from_json, to_json, to_json_string};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum State {
    Unknown,
    #[deprecated = "never sent"]
    Retry,
    Empty,
    /// Not the error of `FromStr`.
    Err,
    Other(String),
}
crate::__string_enum! { State { "UNKNOWN" => Unknown, "RETRY" => Retry, "" => Empty, "+1" => Err, _ => Other } }

#[derive(Clone, Debug, PartialEq, Eq)]
enum Level {
    Down,
    Zero,
    Other(i64),
}
crate::__integer_enum! { Level { -1 => Down, 0 => Zero, _ => Other } }

#[derive(Clone, Debug, PartialEq)]
enum Mixed {
    A,
    One,
    Yes,
    Half,
    Other(Json),
}
crate::__mixed_enum! { Mixed { "a" => A, 1i64 => One, true => Yes, 1.5 => Half, _ => Other } }

/// Text, value, and what it shows as.
fn same<T>(text: &str, value: &T, shown: &str)
where
    T: crate::json::Read
        + crate::json::Write
        + serde::Serialize
        + serde::de::DeserializeOwned
        + std::fmt::Display
        + std::fmt::Debug
        + PartialEq,
{
    assert_eq!(&from_json::<T>(text.as_bytes()).unwrap(), value, "{text}");
    assert_eq!(to_json_string(value).unwrap(), text);
    assert_eq!(&serde_json::from_str::<T>(text).unwrap(), value, "{text}");
    assert_eq!(serde_json::to_string(value).unwrap(), text);
    assert_eq!(value.to_string(), shown);
}

#[test]
fn enums_of_strings_are_open() {
    same(r#""UNKNOWN""#, &State::Unknown, "UNKNOWN");
    same(r#""""#, &State::Empty, "");
    same(r#""+1""#, &State::Err, "+1");
    same(r#""unknown""#, &State::Other("unknown".to_owned()), "unknown");
    assert_eq!(State::from("UNKNOWN".to_owned()), State::Unknown);
    assert_eq!("x".parse(), Ok(State::Other("x".to_owned())));
    assert_eq!(State::from("RETRY").as_str(), "RETRY");
    assert_eq!(format!("{:>8}", State::Unknown), " UNKNOWN");
    assert!(read::<State>(b"1").is_err() && read::<State>(b"null").is_err());
}

#[test]
fn enums_of_integers_are_open() {
    same("-1", &Level::Down, "-1");
    same("7", &Level::Other(7), "7");
    assert_eq!(read(b"0.0"), Ok(Level::Zero));
    assert_eq!(Level::from(0).value(), 0);
    assert!(read::<Level>(b"\"0\"").is_err());
}

#[test]
fn enums_of_several_types_are_open() {
    same(r#""a""#, &Mixed::A, "a");
    same("1", &Mixed::One, "1");
    same("true", &Mixed::Yes, "true");
    same("1.5", &Mixed::Half, "1.5");
    same("1.0", &Mixed::Other(Json::from(1.0)), "1.0");
    same("[null]", &Mixed::Other(Json::from(vec![()])), "[null]");
}

#[test]
fn maybe_has_three_states_and_comes_from_plain_values() {
    let states: [Maybe<String>; 5] =
        [Maybe::default(), None.into(), Some("x".to_owned()).into(), "x".to_owned().into(), "x".into()];
    let value = || Maybe::Value("x".to_owned());
    assert_eq!(states, [Maybe::Absent, Maybe::Null, value(), value(), value()]);
    assert!(Maybe::<u8>::Absent.is_absent() && Maybe::<u8>::Null.is_null() && Maybe::from(1).is_value());
    assert_eq!(
        (value().value().map(String::as_str), value().into_option()),
        (Some("x"), Some("x".to_owned()))
    );
    assert!(Maybe::<bool>::Absent.present().is_none() && Maybe::<bool>::Null.present().is_some());
}

#[test]
fn secrets_are_redacted() {
    let secret = Secret::new("hunter2");
    for shown in [format!("{secret}"), format!("{secret:?}"), format!("{:#?}", Some(&secret))] {
        assert!(!shown.contains("hunter") && shown.contains("***"), "{shown}");
    }
    assert_eq!(secret.expose(), "hunter2");
    assert_eq!(secret, "hunter2".parse().unwrap());
}

#[test]
fn uris_keep_their_text() {
    let text = "HTTPS://Example.com:443/a/../b?X-Amz-Signature=%2fab+c";
    let uri: Uri = read(format!("{text:?}").as_bytes()).unwrap();
    assert_eq!((uri.as_str(), uri.to_string().as_str()), (text, text));
    assert_eq!(uri.to_url().unwrap().as_str(), "https://example.com/b?X-Amz-Signature=%2fab+c");
    assert!(Uri::from("/relative").to_url().is_err());
    assert_eq!(serde_json::to_string(&uri).unwrap(), format!("{text:?}"));
}

#[test]
fn base64_is_bytes() {
    assert_eq!(read(br#""AP/+""#), Ok(Base64(vec![0, 255, 254])));
    assert_eq!(write(&Base64::from(vec![0, 255])).unwrap(), br#""AP8=""#);
    assert_eq!(read(br#""AP-_""#), Ok(Base64Url(vec![0, 255, 191])));
    assert_eq!(read(br#""_w==""#), Ok(Base64Url(vec![255])));
    assert_eq!(write(&Base64Url::from(vec![255])).unwrap(), br#""_w""#);
    assert!(read::<Base64Url>(br#""AP/+""#).is_err());
}

#[test]
fn faults_of_users_texts_are_complete() {
    let text = b"[\n  [1, 2],\n  [3, true]]";
    let fault: ModelError = from_json::<Vec<Vec<i64>>>(text).unwrap_err();
    assert_eq!((fault.path(), fault.line(), fault.column()), ("[1][1]", 3, 7));
    assert_eq!(fault.to_string(), "[1][1]: expected an integer, found a boolean at line 3, column 7");
    assert!(to_json(&[f64::NAN][..]).is_err());
    assert_eq!(to_json("x").unwrap(), b"\"x\"");
}

#[test]
fn serde_faults_name_the_path() {
    let fault = serde_json::from_str::<Vec<Level>>("[0,\"x\"]").unwrap_err();
    assert!(fault.to_string().contains("expected an integer, found a string"), "{fault}");
}

#[test]
fn the_secret_parts_of_a_uri_are_not_shown() {
    for (text, shown) in [
        ("https://store.example/a/log.zip", r#"Uri("https://store.example/a/log.zip")"#),
        ("https://store.example/a?X-Signature=s3cr3t#x", r#"Uri("https://store.example/a?[redacted]")"#),
        ("https://me:s3cr3t@store.example/a", r#"Uri("[redacted]@store.example/a")"#),
        ("/v0/studies#s3cr3t", r#"Uri("/v0/studies?[redacted]")"#),
        ("", r#"Uri("")"#),
    ] {
        let uri = Uri::from(text);
        assert_eq!((format!("{uri:?}").as_str(), uri.to_string().as_str()), (shown, text));
    }
}
