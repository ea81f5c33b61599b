//! Tests code that uses the client, without a network and without real waits:
//! `cargo run --example testing --features test-util`.
//!
//! The code under test is [`title_or_default`] and [`run_to_the_end`]; in a project of your own, each of the checks is
//! a `#[test]`.

#[path = "support/arguments.rs"]
mod arguments;

use std::{error::Error, time::Duration};

use arguments::arguments;
use http::StatusCode;
use osparc_client::jobs::JobError;
use osparc_client::models::{ErrorGet, JobStatus, RunningState, Study};
use osparc_client::testing::{Clock, MockResponse, MockRule, MockTransport};
use osparc_client::{AnyError, Client, Json, StudiesApi};
use uuid::Uuid;

/// The title of a study; `(untitled)` if the study does not exist or has no title.
async fn title_or_default(studies: &StudiesApi, study: Uuid) -> Result<String, AnyError> {
    let untitled = "(untitled)".to_owned();
    match studies.get_study(study).await {
        Ok(study) => Ok(study.title.unwrap_or(untitled)),
        Err(error) if error.is_not_found() => Ok(untitled),
        Err(error) => Err(error.into()),
    }
}

/// Starts a job and waits for it.
async fn run_to_the_end(studies: &StudiesApi, study: Uuid, job: Uuid) -> Result<RunningState, JobError> {
    studies.start_study_job(study, job).await?;
    Ok(studies.wait_for_study_job(study, job).await?.state)
}

const USAGE: &str = "Tests code that uses the client, without a network.

Usage: testing";

const STUDY: Uuid = Uuid::from_u128(1);
const JOB: Uuid = Uuid::from_u128(2);

fn main() -> Result<(), Box<dyn Error>> {
    arguments(USAGE, 0);
    titles()?;
    hours_of_polling()?;
    println!("All checks passed; no socket was opened");
    Ok(())
}

fn titles() -> Result<(), Box<dyn Error>> {
    let (mock, clock) = (MockTransport::new(), Clock::new()?);
    let studies = mock.client::<Client>()?.studies();
    // A rule made from a request: it applies to this study only, and its responses have the operation's type.
    mock.on_request(studies.get_study(STUDY))
        .then_ok(&Study::new(STUDY).title("Head model"))
        .then(MockResponse::json(404, &ErrorGet::new(vec![Json::from("no such study")])))
        .then(MockResponse::from(StatusCode::SERVICE_UNAVAILABLE))
        .then_ok(&Study::new(STUDY).title("Back again"))
        .then(MockResponse::from(StatusCode::FORBIDDEN));
    clock.run(async {
        assert_eq!(title_or_default(&studies, STUDY).await?, "Head model");
        assert_eq!(title_or_default(&studies, STUDY).await?, "(untitled)");
        assert_eq!(title_or_default(&studies, STUDY).await?, "Back again", "the client retries after a 503");
        assert!(title_or_default(&studies, STUDY).await.is_err());
        Ok::<_, AnyError>(())
    })?;
    assert_eq!(mock.count("get_study"), 5);
    Ok(mock.verify()?)
}

fn hours_of_polling() -> Result<(), Box<dyn Error>> {
    let (mock, clock) = (MockTransport::new(), Clock::new()?);
    let studies = mock.client::<Client>()?.studies();
    let status = |state| JobStatus::new(JOB, state, "2026-01-01T00:00:00Z".parse().unwrap_or_default());
    mock.on("start_study_job").then(MockResponse::json(202, &status(RunningState::Published)));
    let mut polls = mock.on(MockRule::operation("inspect_study_job").path_parameter("job_id", JOB));
    for _ in 0..1000 {
        polls = polls.then(MockResponse::ok(&status(RunningState::Started)));
    }
    polls.then(MockResponse::ok(&status(RunningState::Success)));
    let state = clock.run(run_to_the_end(&studies, STUDY, JOB))?;
    assert_eq!(state, RunningState::Success);
    assert!(clock.elapsed() > Duration::from_secs(2 * 60 * 60));
    println!("{:?} of polling took no time", clock.elapsed());
    Ok(mock.verify()?)
}
