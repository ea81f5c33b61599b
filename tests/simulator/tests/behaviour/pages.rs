//! Pages of studies and the links between them.

use osparc_simulator::{SLEEPER_STUDY, Simulator};
use serde_json::{Value, json};

use crate::client::call;

#[tokio::test]
async fn links_are_relative_and_keep_the_query() {
    let simulator = Simulator::builder().studies(65).start().await.unwrap();
    // Query, then first, last, self, next, prev without `/v0/studies`.
    let table = [
        ("", ["?offset=0", "?offset=60", "", "?offset=20", "null"]),
        (
            "?limit=2&offset=4",
            [
                "?limit=2&offset=0",
                "?limit=2&offset=64",
                "?limit=2&offset=4",
                "?limit=2&offset=6",
                "?limit=2&offset=2",
            ],
        ),
        (
            "?limit=1&foo=bar",
            [
                "?limit=1&foo=bar&offset=0",
                "?limit=1&foo=bar&offset=64",
                "?limit=1&foo=bar",
                "?limit=1&foo=bar&offset=1",
                "null",
            ],
        ),
        (
            "?offset=50&limit=50",
            [
                "?offset=0&limit=50",
                "?offset=50&limit=50",
                "?offset=50&limit=50",
                "null",
                "?offset=0&limit=50",
            ],
        ),
        (
            "?a=%C3%A9%20b",
            [
                "?a=%C3%A9%20b&offset=0",
                "?a=%C3%A9%20b&offset=60",
                "?a=%C3%A9%20b",
                "?a=%C3%A9%20b&offset=20",
                "null",
            ],
        ),
    ];
    for (query, expected) in table {
        let response = call(&simulator, "GET", &format!("/v0/studies{query}"), "").await;
        assert_eq!(response.status, 200, "{query}");
        let links = ["first", "last", "self", "next", "prev"].map(|name| {
            let link = response.at(&format!("/links/{name}"));
            link.strip_prefix("/v0/studies").unwrap_or(&link).to_owned()
        });
        assert_eq!(links, expected, "{query}");
    }
}

#[tokio::test]
async fn following_next_visits_every_study_once() {
    let simulator = Simulator::start().await;
    let mut path = "/v0/studies?limit=7".to_owned();
    let mut ids = std::collections::BTreeSet::new();
    let mut pages = 0;
    loop {
        let page = call(&simulator, "GET", &path, "").await.json();
        let items = page["items"].as_array().unwrap();
        ids.extend(items.iter().map(|item| item["uid"].to_string()));
        pages += 1;
        let Some(next) = page["links"]["next"].as_str() else { break };
        path = next.to_owned();
    }
    assert_eq!((pages, ids.len()), (4, 25));
}

#[tokio::test]
async fn bounds_are_checked_and_each_fault_is_told_twice() {
    let simulator = Simulator::start().await;
    let too_many = json!({"type": "less_than_equal", "loc": ["query", "limit"], "input": "51", "ctx": {"le": 50},
        "msg": "Input should be less than or equal to 50"});
    let too_few = json!({"type": "greater_than_equal", "loc": ["query", "limit"], "input": "0", "ctx": {"ge": 1},
        "msg": "Input should be greater than or equal to 1"});
    let no_number = json!({"type": "int_parsing", "loc": ["query", "limit"], "input": "x",
        "msg": "Input should be a valid integer, unable to parse string as an integer"});
    let negative = json!({"type": "greater_than_equal", "loc": ["query", "offset"], "input": "-1", "ctx": {"ge": 0},
        "msg": "Input should be greater than or equal to 0"});
    let unavailable = json!("Webserver service returned invalid response");
    let table: [(&str, u16, Vec<&Value>); 7] = [
        ("limit=51", 422, vec![&too_many, &too_many]),
        ("limit=0", 422, vec![&too_few, &too_few]),
        ("limit=x&offset=-1", 422, vec![&no_number, &negative, &no_number, &negative]),
        ("limit=51&limit=50", 200, vec![]),
        ("limit=5&offset=500", 502, vec![&unavailable]),
        ("offset=25", 502, vec![&unavailable]),
        ("offset=99999999999999999999", 502, vec![&unavailable]),
    ];
    for (query, status, errors) in table {
        let response = call(&simulator, "GET", &format!("/v0/studies?{query}"), "").await;
        assert_eq!(response.status, status, "{query} {}", response.text);
        if status != 200 {
            assert_eq!(response.json()["errors"], json!(errors), "{query}");
        }
    }
}

#[tokio::test]
async fn the_jobs_of_a_study_are_never_found() {
    let simulator = Simulator::start().await;
    let path = format!("/v0/studies/{SLEEPER_STUDY}/jobs");
    let response = call(&simulator, "GET", &path, "").await;
    assert_eq!(
        (response.status, response.at("/items"), response.at("/total")),
        (200, "[]".into(), "0".into())
    );
    assert_eq!(response.at("/links/last"), format!("{path}?offset=-20"));
    let response = call(&simulator, "GET", &format!("{path}/{SLEEPER_STUDY}"), "").await;
    assert_eq!(response.status, 501);
}
