//! Inputs and metadata as JSON, from every type that they take.
//!
//! In: a table of values. Out: their JSON. Invariant: what was written is read back as the same value.

use std::borrow::Cow;

use crate::{
    jobs::InputValue,
    models::{File, JobInputs, JobMetadataUpdate, JobOutputs, StudyMetadataValue},
    runtime::{Json, from_json, to_json_string},
};

const HUGE: &str = "12345678901234567890123";

fn file() -> File {
    File::new(uuid::Uuid::nil(), "in.txt")
}

#[test]
fn inputs_take_every_type_and_keep_it() {
    let huge: Json = HUGE.parse().unwrap();
    let text = String::from("a\"b");
    let table: Vec<(InputValue, &str)> = vec![
        (i8::MIN.into(), "-128"),
        (i16::MIN.into(), "-32768"),
        (55.into(), "55"),
        (i64::MIN.into(), "-9223372036854775808"),
        (i128::MIN.into(), "-170141183460469231731687303715884105728"),
        (7_i128.into(), "7"),
        ((-7_isize).into(), "-7"),
        (u8::MAX.into(), "255"),
        (u16::MAX.into(), "65535"),
        (u32::MAX.into(), "4294967295"),
        (7_u64.into(), "7"),
        (u64::MAX.into(), "18446744073709551615"),
        (usize::MAX.into(), "18446744073709551615"),
        (u128::MAX.into(), "340282366920938463463374607431768211455"),
        (55.0.into(), "55.0"),
        (1e300.into(), "1e+300"),
        ((-0.0).into(), "-0.0"),
        (0.1_f32.into(), "0.1"),
        (1e30_f32.into(), "1e+30"),
        (true.into(), "true"),
        ("55".into(), "\"55\""),
        (text.clone().into(), r#""a\"b""#),
        ((&text).into(), r#""a\"b""#),
        (Cow::Borrowed("ü").into(), "\"ü\""),
        (vec![1, 2].into(), "[1,2]"),
        ((&vec![0.5, 2.0]).into(), "[0.5,2.0]"),
        (["a", "b"].into(), r#"["a","b"]"#),
        ((&[true, false]).into(), "[true,false]"),
        ([1_u8, 2].as_slice().into(), "[1,2]"),
        (vec![vec![1], vec![]].into(), "[[1],[]]"),
        (vec![Some(1.5), None].into(), "[1.5,null]"),
        (Some("x").into(), "\"x\""),
        (None::<f64>.into(), "null"),
        (huge.clone().into(), HUGE),
        ((&huge).into(), HUGE),
        (Json::from(vec![Json::from(1), huge]).into(), "[1,12345678901234567890123]"),
        ("1e400".parse::<Json>().unwrap().into(), "1e400"),
        ("0.1234567890123456789012".parse::<Json>().unwrap().into(), "0.1234567890123456789012"),
        (r#"{"a":[{}]}"#.parse::<Json>().unwrap().into(), r#"{"a":[{}]}"#),
        (file().into(), r#"{"id":"00000000-0000-0000-0000-000000000000","filename":"in.txt"}"#),
        (vec![&file()].into(), r#"[{"id":"00000000-0000-0000-0000-000000000000","filename":"in.txt"}]"#),
    ];
    for (value, expected) in table {
        let is_within_64_bits = !matches!(value, InputValue::Other(_) | InputValue::Array(_));
        let inputs = JobInputs::default().with("x", value);
        let json = to_json_string(&inputs).unwrap();
        assert_eq!(json, format!(r#"{{"values":{{"x":{expected}}}}}"#));
        assert_eq!(from_json::<JobInputs>(json.as_bytes()).unwrap(), inputs, "{json}");
        // serde_json keeps no number beyond 64 bits, nor more digits than a double has.
        if is_within_64_bits {
            let by_serde: JobInputs = serde_json::from_str(&json).unwrap();
            assert_eq!(by_serde, inputs);
        }
    }
}

#[test]
fn metadata_takes_every_scalar_and_keeps_it() {
    let text = String::from("x");
    let table: Vec<(StudyMetadataValue, &str)> = vec![
        (1_i8.into(), "1"),
        (1.into(), "1"),
        (1_usize.into(), "1"),
        (u64::MAX.into(), "18446744073709551615"),
        (i128::MIN.into(), "-170141183460469231731687303715884105728"),
        (1000.0.into(), "1000.0"),
        (0.1_f32.into(), "0.1"),
        (false.into(), "false"),
        ("x".into(), "\"x\""),
        ((&text).into(), "\"x\""),
        (Cow::Borrowed("x").into(), "\"x\""),
        (Json::from(1).into(), "1"),
        ((&Json::from(1.5)).into(), "1.5"),
        (Json::from("x").into(), "\"x\""),
        (Json::from(true).into(), "true"),
    ];
    for (value, expected) in table {
        let update = JobMetadataUpdate::default().with("x", value);
        let json = to_json_string(&update).unwrap();
        assert_eq!(json, format!(r#"{{"metadata":{{"x":{expected}}}}}"#));
        assert_eq!(from_json::<JobMetadataUpdate>(json.as_bytes()).unwrap(), update);
    }
}

#[test]
fn maps_collect_from_pairs_and_from_json() {
    let expected = JobInputs::default().with("a", 1).with("b", 2);
    assert_eq!(JobInputs::from([("a", 1), ("b", 2)]), expected);
    assert_eq!([("a", 1), ("b", 2)].into_iter().collect::<JobInputs>(), expected);
    let mut extended = JobInputs::default().with("a", 0);
    extended.extend([("a".to_owned(), 1_u8), ("b".to_owned(), 2)]);
    assert_eq!(extended, expected);
    assert_eq!(JobInputs::from_json(r#"{"a": 1, "b": 2}"#).unwrap(), expected);
    assert_eq!(JobInputs::try_from("{}".parse::<Json>().unwrap()).unwrap(), JobInputs::default());

    let mixed = JobInputs::from_json(format!(
        r#"{{"f": {{"id": "{}", "filename": "in.txt"}}, "n": null}}"#,
        uuid::Uuid::nil()
    ));
    assert_eq!(mixed.unwrap(), JobInputs::default().with("f", file()).with_null("n"));
    let metadata = JobMetadataUpdate::from([("a", "x")]);
    assert_eq!(metadata, JobMetadataUpdate::default().with("a", "x"));
    assert_eq!(JobMetadataUpdate::from_json(br#"{"a": "x"}"#).unwrap(), metadata);

    for text in ["[1]", "", "{\"a\": }", "null"] {
        assert!(JobInputs::from_json(text).is_err() && JobMetadataUpdate::from_json(text).is_err(), "{text}");
    }
    let error = JobInputs::from_json("{\"a\": 1,\n 2}").unwrap_err();
    assert_eq!((error.line(), error.column()), (2, 2), "{error}");
}

#[test]
fn what_has_no_json_is_refused_by_its_label() {
    let refused = |inputs: JobInputs| to_json_string(&inputs).unwrap_err().to_string();
    let faulty: [InputValue; 4] =
        [f64::NAN.into(), f64::INFINITY.into(), f32::NEG_INFINITY.into(), f32::NAN.into()];
    for value in faulty {
        let text = refused(JobInputs::default().with("Height", value));
        assert_eq!(text, "values.Height: a number that is NaN or infinite has no JSON");
    }
    let text = refused(JobInputs::default().with("Heights", [0.0, f64::NAN]));
    assert!(text.starts_with("values.Heights[1]: "), "{text}");
    let metadata = JobMetadataUpdate::default().with("Height", f32::NAN);
    assert!(to_json_string(&metadata).unwrap_err().to_string().starts_with("metadata.Height: "));
}

#[cfg(feature = "files")]
#[test]
fn a_path_is_refused_outside_of_runs() {
    use std::path::{Path, PathBuf};

    for value in [
        InputValue::from(Path::new("in.txt")),
        PathBuf::from("in.txt").into(),
        (&PathBuf::from("in.txt")).into(),
    ] {
        let inputs = JobInputs::default().with("InputFile", value);
        let text = to_json_string(&inputs).unwrap_err().to_string();
        assert!(text.starts_with("values.InputFile: a path on this machine"), "{text}");
        assert!(!format!("{inputs:?}").is_empty() && text.contains("upload"), "{text}");
    }
}

#[test]
fn inputs_and_outputs_show_their_values() {
    let inputs = JobInputs::from([("a", InputValue::from(1)), ("b", 2.0.into()), ("c", "x\ny".into())]);
    let inputs = inputs.with("d", [Some(1), None]).with("e", file()).with("f", f64::NAN);
    assert_eq!(
        format!("{inputs:?}"),
        r#"JobInputs { values: {"a": 1, "b": 2.0, "c": "x\ny", "d": [1, null], "e": file in.txt (00000000-0000-0000-0000-000000000000), "f": NaN} }"#
    );
    let outputs = r#"{"job_id": "00000000-0000-0000-0000-000000000000", "results": {"a": 1, "b": 2.0, "c": "x", "d": [1, "y"],
        "e": [["id", "00000000-0000-0000-0000-000000000000"], ["filename", "out.txt"]], "f": null}}"#;
    let outputs: JobOutputs = from_json(outputs.as_bytes()).unwrap();
    assert_eq!(
        format!("{:?}", outputs.results),
        r#"{"a": 1, "b": 2.0, "c": "x", "d": [1,"y"], "e": file out.txt (00000000-0000-0000-0000-000000000000), "f": null}"#
    );
}

#[test]
fn an_output_is_an_input_of_the_next_job() {
    let outputs = r#"{"job_id": "00000000-0000-0000-0000-000000000000", "results": {"a": 1, "b": 2.0, "c": "x", "d": [1, "y"],
        "e": [["id", "00000000-0000-0000-0000-000000000000"], ["filename", "in.txt"]], "f": null, "g": 12345678901234567890123}}"#;
    let outputs: JobOutputs = from_json(outputs.as_bytes()).unwrap();
    let inputs: JobInputs = outputs.iter().collect();
    assert_eq!(
        to_json_string(&inputs).unwrap(),
        r#"{"values":{"a":1,"b":2.0,"c":"x","d":[1,"y"],"e":{"id":"00000000-0000-0000-0000-000000000000","filename":"in.txt"},"f":null,"g":12345678901234567890123}}"#
    );
}
