//! The examples in the document are read by the generated models, and written back as they were.

#![expect(
    clippy::expect_used,
    reason = "a test fails by panicking, also in the functions that its tests share"
)]

use osparc_client::{
    Json, models,
    runtime::{
        from_json,
        json::{Read, Write},
        to_json_string,
    },
};

const SPEC: &str = include_str!("../spec/openapi.json");

type RoundTrip = fn(&str) -> String;

fn round_trip<T: Read + Write>(text: &str) -> String {
    let value: T = from_json(text.as_bytes()).expect("the model reads the example");
    to_json_string(&value).expect("the model is written")
}

/// The model of each schema that has an example.
const MODELS: [(&str, RoundTrip); 8] = [
    ("ErrorGet", round_trip::<models::ErrorGet>),
    ("StudyPort", round_trip::<models::StudyPort>),
    ("JobInputs", round_trip::<models::JobInputs>),
    ("Job", round_trip::<models::Job>),
    ("JobStatus", round_trip::<models::JobStatus>),
    ("JobOutputs", round_trip::<models::JobOutputs>),
    ("JobMetadata", round_trip::<models::JobMetadata>),
    ("JobMetadataUpdate", round_trip::<models::JobMetadataUpdate>),
];

#[test]
fn every_example_comes_back() {
    let document: Json = SPEC.parse().expect("the document is JSON");
    let schemas = document.pointer("/components/schemas").and_then(Json::as_object).expect("it has schemas");
    let mut tried = 0;
    for (name, schema) in schemas.iter() {
        let Some(example) = schema.get("example") else { continue };
        let (_, round_trip) = MODELS.iter().find(|(model, _)| *model == name).expect("a model of that name");
        let written: Json = round_trip(&example.to_string()).parse().expect("what is written is JSON");
        assert_eq!(written, in_utc(example.clone()), "{name}");
        tried += 1;
    }
    assert_eq!(tried, MODELS.len());
}

/// The example with its zone-less times marked as what they are, UTC, and without the last zeros of their fractions.
fn in_utc(mut example: Json) -> Json {
    if let Json::Object(members) = &mut example {
        let times: Vec<(String, String)> = members
            .iter()
            .filter(|(name, _)| name.ends_with("_at"))
            .filter_map(|(name, value)| Some((name.to_owned(), value.as_str()?.replace(' ', "T"))))
            .collect();
        for (name, time) in times {
            members.insert(name, format!("{}Z", time.trim_end_matches('Z').trim_end_matches('0')));
        }
    }
    example
}
