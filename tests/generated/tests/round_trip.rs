//! Instances of every schema of the fixtures and of the pinned document come back from their types as they were.
//!
//! In: the documents, and `round_trip/exceptions.txt`. Out: counts.
//! Invariant: what does not come back is explained by the generator's report, or listed with a reason; what is listed and
//! does come back fails, too.

use std::{collections::BTreeSet, fmt::Write as _, path::Path};

use osparc_round_trip::Document;

#[path = "../build/client_config.rs"]
mod client_config;
#[path = "../build/fixture_config.rs"]
mod fixture_config;

/// A document's path, and a function for each of its types.
type Table = (&'static str, &'static [(&'static str, RoundTrip)]);

#[expect(deprecated, reason = "documents deprecate schemas")]
mod trips {
    use super::Table;
    include!(concat!(env!("OUT_DIR"), "/trips.rs"));
    pub(crate) const ALL: &[Table] = TABLES;
    pub(crate) type Function = RoundTrip;
}
use trips::Function as RoundTrip;

/// What may differ without a word in the report: fixture, a space, the schema's pointer, a space, and why.
const EXCEPTIONS: &str = include_str!("round_trip/exceptions.txt");

#[test]
fn instances_come_back() {
    let listed = EXCEPTIONS.lines().filter_map(|line| {
        let mut words = line.splitn(3, ' ');
        Some((words.next()?.to_owned(), words.next()?.to_owned(), words.next()?))
    });
    let listed: BTreeSet<(String, String)> = listed.map(|(fixture, pointer, _)| (fixture, pointer)).collect();
    let (mut schemas, mut instances, mut equal, mut examples, mut explained) = (0, 0, 0, 0, 0);
    let mut found = BTreeSet::new();
    let mut details = String::new();
    for (spec, functions) in trips::ALL {
        let folder = Path::new(spec).parent().unwrap();
        let config = if folder.ends_with("spec") {
            client_config::of_the_client()
        } else {
            fixture_config::of(folder).unwrap()
        };
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let document = Document::read(Path::new(spec), &config).unwrap();
        let pointers: Vec<&str> = document.types.iter().map(|ty| ty.pointer.as_str()).collect();
        assert_eq!(pointers, functions.iter().map(|(pointer, _)| *pointer).collect::<Vec<_>>(), "{name}");
        let tally = document.round_trip(&mut |index, json| functions[index].1(json.as_bytes())).unwrap();
        schemas += tally.schemas;
        instances += tally.instances;
        equal += tally.equal;
        examples += tally.examples;
        explained += tally.explained.len();
        for pointer in tally.undrawn {
            writeln!(details, "{name} {pointer}: nothing valid was drawn").unwrap();
            found.insert((name.clone(), pointer.to_string()));
        }
        for trip in tally.unexplained {
            writeln!(details, "{name} {}: {}\n    {}", trip.pointer, trip.what, trip.sent).unwrap();
            found.insert((name.clone(), trip.pointer.to_string()));
        }
    }
    println!(
        "{schemas} schemas, {instances} instances ({examples} examples), {equal} equal, {explained} explained by the report"
    );
    assert!(found == listed, "{details}");
}
