//! What differs between releases of the server.

use osparc_simulator::{ApiVersion, COMPUTATIONAL_NODE, FAILING_STUDY, SLEEPER_STUDY, Simulator, TimeOffset};
use serde_json::json;

use crate::client::{call, create, inspect_to_end};

#[tokio::test]
async fn a_recent_release_says_more() {
    let simulator = Simulator::builder().version(ApiVersion::V0_16).start().await.unwrap();
    let absent = call(&simulator, "GET", "/v0/nothing", "").await;
    assert_eq!(absent.json(), json!({"errors": ["Not Found"], "support_id": null}));
    let first = absent.header("x-osparc-trace-id").unwrap().to_owned();

    let upper = call(&simulator, "GET", &format!("/v0/studies/{}", SLEEPER_STUDY.to_uppercase()), "").await;
    assert_eq!((upper.status, upper.at("/uid")), (200, SLEEPER_STUDY.into()));
    let second = upper.header("x-osparc-trace-id").unwrap();
    assert!(first.len() == 32 && second.len() == 32 && first != second);

    let body = r#"{"title":"mine","description":"d"}"#;
    let clone = call(&simulator, "POST", &format!("/v0/studies/{SLEEPER_STUDY}:clone"), body).await;
    assert_eq!((clone.at("/title"), clone.at("/description")), ("mine".into(), "d".into()));

    let job = create(&simulator, FAILING_STUDY, r#"{"values":{}}"#).await;
    let start = call(&simulator, "POST", &format!("{job}:start"), "").await;
    assert_eq!(start.at("/errors"), "null");
    inspect_to_end(&simulator, &job).await;
    let end = call(&simulator, "POST", &format!("{job}:inspect"), "").await;
    assert_eq!(end.json()["errors"][0]["loc"], json!([COMPUTATIONAL_NODE]));
}

#[tokio::test]
async fn an_old_release_says_less() {
    let simulator = Simulator::start().await;
    let job = create(&simulator, FAILING_STUDY, r#"{"values":{}}"#).await;
    let status = call(&simulator, "POST", &format!("{job}:inspect"), "").await;
    assert_eq!((status.json().get("errors"), status.header("x-osparc-trace-id")), (None, None));
}

#[tokio::test]
async fn the_offset_of_times_has_two_spellings() {
    for (offset, end) in [(TimeOffset::Zulu, "Z"), (TimeOffset::PlusZero, "+00:00")] {
        let simulator = Simulator::builder().time_offset(offset).start().await.unwrap();
        let job = create(&simulator, SLEEPER_STUDY, r#"{"values":{}}"#).await;
        let time = call(&simulator, "POST", &format!("{job}:start"), "").await.at("/submitted_at");
        assert!(time.ends_with(end), "{time}");
    }
}
