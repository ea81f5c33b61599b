//! Inputs that fit ports, and inputs that do not.

use super::{InputPort, check};
use crate::{
    jobs::InputValue,
    models::{File, JobInputs},
    runtime::Json,
};

fn port(label: Option<&str>, schema: &str) -> InputPort {
    InputPort { label: label.map(str::to_owned), schema: schema.parse().unwrap() }
}

fn ports() -> Vec<InputPort> {
    vec![
        port(Some("Count"), r#"{"title": "Count", "type": "integer", "minimum": 0, "maximum": 100}"#),
        port(Some("Height"), r#"{"type": "number", "exclusiveMinimum": 0, "x_unit": "meter"}"#),
        port(Some("Smooth"), r#"{"type": "boolean"}"#),
        port(Some("Name"), r#"{"type": "string"}"#),
        port(Some("Points"), r#"{"type": "array", "items": {"type": "array", "items": {"type": "number"}}}"#),
        port(Some("Either"), r#"{"type": ["integer", "string"]}"#),
        port(Some("Mesh"), r#"{"type": "data:*/*"}"#),
        port(Some("Anything"), "{}"),
        port(Some("Untyped"), "null"),
        port(None, "null"),
    ]
}

fn file() -> File {
    File::new(uuid::Uuid::nil(), "in.txt")
}

fn faults(inputs: &JobInputs) -> Vec<String> {
    match check(inputs, &ports()) {
        Ok(()) => Vec::new(),
        Err(error) => error.faults().map(str::to_owned).collect(),
    }
}

#[test]
fn what_fits_is_taken() {
    let huge: Json = "12345678901234567890123".parse().unwrap();
    let table: Vec<(&str, InputValue)> = vec![
        ("Count", 5.into()),
        ("Count", 5.0.into()),
        ("Count", 0.into()),
        ("Count", 100_u8.into()),
        ("Height", 5.into()),
        ("Height", 0.5.into()),
        ("Height", huge.into()),
        ("Smooth", true.into()),
        ("Name", "".into()),
        ("Points", Vec::<f64>::new().into()),
        ("Points", vec![vec![1.0, 2.0], vec![]].into()),
        ("Either", 1.into()),
        ("Either", "x".into()),
        ("Mesh", file().into()),
        ("Mesh", 5.into()),
        ("Anything", vec![Some(1), None].into()),
        ("Untyped", file().into()),
        ("A file picker", file().into()),
        #[cfg(feature = "files")]
        ("A file picker", std::path::Path::new("in.txt").into()),
    ];
    for (label, value) in table {
        assert_eq!(faults(&JobInputs::default().with(label, value)), [""; 0]);
    }
    for port in ports() {
        let Some(label) = port.label else { continue };
        assert_eq!(faults(&JobInputs::default().with_null(label)), [""; 0]);
    }
}

#[test]
fn faults_name_label_type_and_value() {
    let table: Vec<(&str, InputValue, &str)> = vec![
        ("Smooth", 5.into(), r#"the input "Smooth" takes a boolean, but 5 was given"#),
        ("Smooth", "true".into(), r#"the input "Smooth" takes a boolean, but "true" was given"#),
        ("Count", 5.5.into(), r#"the input "Count" takes an integer, but 5.5 was given"#),
        ("Count", "5".into(), r#"the input "Count" takes an integer, but "5" was given"#),
        ("Count", true.into(), r#"the input "Count" takes an integer, but true was given"#),
        ("Count", 101.into(), r#"the input "Count" takes a number of at most 100, but 101 was given"#),
        ("Count", (-1).into(), r#"the input "Count" takes a number of at least 0, but -1 was given"#),
        ("Height", 0.into(), r#"the input "Height" takes a number of more than 0, but 0 was given"#),
        ("Height", vec![1.0].into(), r#"the input "Height" takes a number, but [1.0] was given"#),
        ("Name", 1.into(), r#"the input "Name" takes a text, but 1 was given"#),
        (
            "Name",
            file().into(),
            r#"the input "Name" takes a text, but file in.txt (00000000-0000-0000-0000-000000000000) was given"#,
        ),
        ("Points", 1.into(), r#"the input "Points" takes a list, but 1 was given"#),
        ("Points", [1].into(), r#"the input "Points"[0] takes a list, but 1 was given"#),
        (
            "Points",
            [vec![], vec!["x"]].into(),
            r#"the input "Points"[1][0] takes a number, but "x" was given"#,
        ),
        ("Points", [[None::<f64>]].into(), r#"the input "Points"[0][0] takes a number, but null was given"#),
        ("Untyped", 5.into(), r#"the input "Untyped" takes a file, but 5 was given"#),
        ("Either", 1.5.into(), r#"the input "Either" takes an integer or a text, but 1.5 was given"#),
        ("Smoth", true.into(), r#"there is no input "Smoth": did you mean "Smooth"?"#),
        ("smooth", InputValue::Null, r#"there is no input "smooth": did you mean "Smooth"?"#),
        #[cfg(feature = "files")]
        (
            "Name",
            std::path::Path::new("a/b").into(),
            r#"the input "Name" takes a text, but path a/b was given"#,
        ),
    ];
    for (label, value, expected) in table {
        assert_eq!(faults(&JobInputs::default().with(label, value)), [expected]);
    }
}

#[test]
fn one_line_has_all_faults() {
    let inputs = JobInputs::from([("Count", "a"), ("Smooth", "b"), ("Name", "c")]);
    let error = check(&inputs, &ports()).unwrap_err();
    assert_eq!(
        error.to_string(),
        r#"nothing was created: the input "Count" takes an integer, but "a" was given; the input "Smooth" takes a boolean, but "b" was given"#
    );
    let many: JobInputs = (0..7).map(|number| (format!("label {number}"), 1)).collect();
    let text = check(&many, &[]).unwrap_err().to_string();
    assert!(text.ends_with("there is no input \"label 4\": there are none; and 2 more"), "{text}");
}
