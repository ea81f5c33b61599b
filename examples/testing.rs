//! How to test code that uses the client, without a network: `cargo run --example testing --features test-util`.
//!
//! The code under test is [`title_or_default`]; in a project of your own, each of the checks in `main` is a `#[test]`.

use http::StatusCode;
use osparc_client::testing::{MockAnswer, MockTransport};
use osparc_client::{AnyError, Json, StudiesApi, models::ErrorGet, models::Study};
use uuid::Uuid;

/// The title of a study; a study that is not there, or has none, is called `(untitled)`.
async fn title_or_default(studies: &StudiesApi, study: Uuid) -> Result<String, AnyError> {
    let untitled = "(untitled)".to_owned();
    match studies.get_study(study).await {
        Ok(study) => Ok(study.title.unwrap_or(untitled)),
        Err(error) if error.is_not_found() => Ok(untitled),
        Err(error) => Err(error.into()),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), AnyError> {
    let mock = MockTransport::new();
    let studies = mock.client()?.studies();
    let study = Uuid::from_u128(1);
    mock.on("get_study")
        .then(MockAnswer::ok(&Study::new(study).title("Head model")))
        .then(MockAnswer::json(404, &ErrorGet::new(vec![Json::from("no such study")])))
        .then(MockAnswer::from(StatusCode::SERVICE_UNAVAILABLE))
        .then(MockAnswer::ok(&Study::new(study).title("Back again")))
        .then(MockAnswer::from(StatusCode::FORBIDDEN));

    assert_eq!(title_or_default(&studies, study).await?, "Head model");
    assert_eq!(title_or_default(&studies, study).await?, "(untitled)");
    assert_eq!(title_or_default(&studies, study).await?, "Back again", "the client repeats after a 503");
    assert!(title_or_default(&studies, study).await.is_err());
    assert_eq!((mock.count("get_study"), mock.unused()), (5, 0));
    println!("all checks hold, after {} requests and no socket", mock.requests().len());
    Ok(())
}
