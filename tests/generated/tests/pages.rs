//! The examples of every fixture's reference pages compile, and their values are the JSON that stands beside them.

#![expect(
    clippy::many_single_char_names,
    clippy::similar_names,
    clippy::unused_async,
    clippy::unwrap_used,
    dead_code,
    deprecated,
    unused_imports,
    reason = "a test fails by panicking; programs are not run, take what they need of their fixture, and have its names"
)]

use osparc_runtime::to_json_string;
use serde_json::Value;

/// A page, the JSON that it shows, and what gives the JSON of its Rust.
type Shown = (&'static str, &'static str, fn() -> String);

include!(concat!(env!("OUT_DIR"), "/pages.rs"));

#[test]
fn the_rust_of_a_page_is_its_json() {
    for (page, json, value) in VALUES {
        let [shown, made] = [*json, &value()].map(|text| serde_json::from_str::<Value>(text).unwrap());
        assert_eq!(shown, made, "{page}");
    }
    assert!(VALUES.len() > 300, "{} pages have a value", VALUES.len());
}
