//! The pinned document and its overlay: everything in them is described, and the generated models read their examples and
//! write them back.

#![expect(
    clippy::expect_used,
    reason = "a test fails by panicking, also in the functions that its tests share"
)]

use std::collections::BTreeSet;

use osparc_client::{
    Json, models,
    runtime::{
        from_json,
        json::{JsonObject, Read, Write},
        to_json_string,
    },
};

const SPEC: &str = include_str!("../spec/openapi.json");
const OVERLAY: &str = include_str!("../spec/newer.overlay.json");

type RoundTrip = fn(&str) -> String;

fn round_trip<T: Read + Write>(text: &str) -> String {
    let value: T = from_json(text.as_bytes()).expect("the model reads the example");
    to_json_string(&value).expect("the model is written")
}

/// The model of each schema that has an example.
const MODELS: [(&str, RoundTrip); 26] = [
    ("ErrorGet", round_trip::<models::ErrorGet>),
    ("StudyPort", round_trip::<models::StudyPort>),
    ("JobInputs", round_trip::<models::JobInputs>),
    ("Job", round_trip::<models::Job>),
    ("JobStatus", round_trip::<models::JobStatus>),
    ("JobOutputs", round_trip::<models::JobOutputs>),
    ("JobMetadata", round_trip::<models::JobMetadata>),
    ("JobMetadataUpdate", round_trip::<models::JobMetadataUpdate>),
    ("File", round_trip::<models::File>),
    ("UserFile", round_trip::<models::UserFile>),
    ("UserFileToProgramJob", round_trip::<models::UserFileToProgramJob>),
    ("ClientFileUploadData", round_trip::<models::ClientFileUploadData>),
    ("FileUploadCompletionBody", round_trip::<models::FileUploadCompletionBody>),
    ("Solver", round_trip::<models::Solver>),
    ("SolverPort", round_trip::<models::SolverPort>),
    ("JobLog", round_trip::<models::JobLog>),
    ("PricingUnitGetLegacy", round_trip::<models::PricingUnitGetLegacy>),
    ("ServicePricingPlanGetLegacy", round_trip::<models::ServicePricingPlanGetLegacy>),
    ("Profile", round_trip::<models::Profile>),
    ("ProfileUpdate", round_trip::<models::ProfileUpdate>),
    ("Meta", round_trip::<models::Meta>),
    ("WalletGetWithAvailableCreditsLegacy", round_trip::<models::WalletGetWithAvailableCreditsLegacy>),
    ("GetCreditPriceLegacy", round_trip::<models::GetCreditPriceLegacy>),
    ("LicensedItemCheckoutData", round_trip::<models::LicensedItemCheckoutData>),
    ("Body_clone_study_v0_studies__study_id__clone_post", round_trip::<models::CloneStudyBody>),
    ("ErrorDict", round_trip::<models::ErrorDict>),
];

#[test]
fn every_example_comes_back() {
    let (document, overlay) = (document(), overlay());
    let added = updates(&overlay).flat_map(|update| members(Some(update)));
    let mut tried = 0;
    for (name, schema) in members(document.pointer("/components/schemas")).chain(added) {
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

#[test]
fn everything_is_described() {
    let document = document();
    let described = items(document.get("tags"));
    let described: BTreeSet<&str> = described.iter().filter_map(|tag| text(tag, "name")).collect();
    let mut places: Vec<(String, &Json)> =
        vec![("info".to_owned(), document.get("info").expect("it has one"))];
    let mut tags = BTreeSet::new();
    for (path, item) in members(document.get("paths")) {
        for (method, operation) in members(Some(item)) {
            let at = format!("{method} {path}");
            tags.extend(items(operation.get("tags")).iter().filter_map(Json::as_str));
            for parameter in items(operation.get("parameters")) {
                places.push((format!("{at}: {}", text(parameter, "name").unwrap_or_default()), parameter));
            }
            places.extend(operation.get("requestBody").map(|body| (format!("{at}: body"), body)));
            for (status, response) in members(operation.get("responses")) {
                places.push((format!("{at}: {status}"), response));
            }
            places.push((at, operation));
        }
    }
    for (name, schema) in members(document.pointer("/components/schemas")) {
        places.push((name.to_owned(), schema));
        let properties = members(schema.get("properties"));
        places.extend(properties.map(|(property, schema)| (format!("{name}.{property}"), schema)));
    }
    assert!(places.len() > 700, "only {} places were found", places.len());
    // A text of one word says nothing that the name does not say.
    let silent: Vec<&str> = places
        .iter()
        .filter(|(_, place)| {
            !text(place, "description").is_some_and(|text| text.contains(' ') && text.ends_with('.'))
        })
        .map(|(at, _)| at.as_str())
        .collect();
    assert!(silent.is_empty(), "no description, or less than a sentence:\n{}", silent.join("\n"));
    assert_eq!(tags, described, "the tags that are used, and those that are described");
}

/// Users of any server can see what theirs has.
#[test]
fn what_newer_servers_have_says_since_when() {
    let overlay = overlay();
    assert!(updates(&overlay).count() > 10);
    for update in updates(&overlay) {
        let text = update.to_string();
        let says = ["Since API version 0.", "from API version 0."].iter().any(|since| text.contains(since));
        assert!(says, "{text}");
    }
}

fn document() -> Json {
    SPEC.parse().expect("the document is JSON")
}

fn overlay() -> Json {
    OVERLAY.parse().expect("the overlay is JSON")
}

/// What the actions of an overlay add.
fn updates(overlay: &Json) -> impl Iterator<Item = &Json> {
    items(overlay.get("actions")).iter().filter_map(|action| action.get("update"))
}

fn members(value: Option<&Json>) -> impl Iterator<Item = (&str, &Json)> {
    value.and_then(Json::as_object).into_iter().flat_map(JsonObject::iter)
}

fn items(value: Option<&Json>) -> &[Json] {
    value.and_then(Json::as_array).unwrap_or_default()
}

fn text<'a>(value: &'a Json, name: &str) -> Option<&'a str> {
    value.get(name).and_then(Json::as_str)
}
