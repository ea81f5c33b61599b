//! Waiting for a job.

use std::{error::Error, pin::Pin, time::Duration};

use osparc_client::jobs::JobError;
use osparc_simulator::{ENDLESS_STUDY, FAILING_STUDY, Fault, IDLE_STUDY, SLEEPER_STUDY, Simulator};

use crate::stage::{SHORT, Stage, quick};

#[tokio::test]
async fn the_final_status_is_given_whatever_it_is() {
    let stage = Stage::with(Simulator::builder().version(osparc_simulator::ApiVersion::V0_16));
    for (study, expected, reasons) in [(SLEEPER_STUDY, "SUCCESS", 0), (FAILING_STUDY, "FAILED", 1)] {
        let (study, job) = stage.started(study).await;
        let status = stage.studies.wait_for_study_job(study, job).options(quick()).await.unwrap();
        assert_eq!((status.job_id, status.state.as_str()), (job, expected));
        assert_eq!(status.messages().len(), reasons, "{status:?}");
        let mut changes = stage.studies.wait_for_study_job(study, job).options(quick()).stream();
        assert_eq!(changes.next_status().await.unwrap().unwrap().messages(), status.messages());
    }
}

#[tokio::test]
async fn a_stopped_job_ends_the_wait() {
    let stage = Stage::new();
    let (study, job) = stage.started(ENDLESS_STUDY).await;
    stage.studies.stop_study_job(study, job).await.unwrap();
    let status = stage.studies.wait_for_study_job(study, job).poll_interval(SHORT, SHORT).await.unwrap();
    assert_eq!(status.state.as_str(), "ABORTED");
}

#[tokio::test]
async fn a_stream_gives_each_change_once() {
    let states =
        ["UNKNOWN", "PENDING", "PENDING", "PENDING", "NOT_STARTED", "WAITING_FOR_RESOURCES", "PENDING"];
    let stage = Stage::with(Simulator::builder().waiting_states(&states).started_steps(2));
    let (study, job) = stage.started(SLEEPER_STUDY).await;
    let mut changes = stage.studies.wait_for_study_job(study, job).options(quick()).stream();
    let mut seen = Vec::new();
    while let Some(status) = changes.next_status().await.unwrap() {
        seen.push(format!("{} {}", status.state, status.progress_or_default()));
    }
    let expected = [
        "UNKNOWN 0",
        "PENDING 0",
        "NOT_STARTED 0",
        "WAITING_FOR_RESOURCES 0",
        "PENDING 0",
        "STARTED 33",
        "STARTED 66",
        "SUCCESS 100",
    ];
    assert_eq!(seen, expected);
    assert!(changes.next_status().await.unwrap().is_none());
    assert_eq!(stage.simulator.count("inspect_study_job"), 10, "nothing is asked after the end");
}

#[tokio::test]
async fn the_stream_is_a_stream_that_may_be_left() {
    let stage = Stage::new();
    let (study, job) = stage.started(ENDLESS_STUDY).await;
    let mut changes = stage.studies.wait_for_study_job(study, job).options(quick()).stream();
    let first = std::future::poll_fn(|cx| futures_core::Stream::poll_next(Pin::new(&mut changes), cx)).await;
    assert_eq!(first.unwrap().unwrap().state.as_str(), "PENDING");
    {
        // A question that is given up is asked again.
        let mut next = Box::pin(changes.next_status());
        tokio::select! { biased; _ = &mut next => panic!("it cannot be ready at once"), () = std::future::ready(()) => {} }
    }
    assert_eq!(changes.next_status().await.unwrap().unwrap().state.as_str(), "WAITING_FOR_CLUSTER");
    drop(changes);
    assert_eq!(stage.simulator.job_ids().len(), 1, "a wait leaves the job alone");
}

#[tokio::test]
async fn the_deadline_is_an_error_with_the_last_status() {
    let stage = Stage::new();
    let (study, job) = stage.started(ENDLESS_STUDY).await;
    let waiting = stage.studies.wait_for_study_job(study, job).options(quick());
    let error = waiting.deadline(Duration::from_secs(1)).await.unwrap_err();
    assert!(matches!(error, JobError::Deadline { .. }), "{error:?}");
    assert_eq!(error.status().unwrap().job_id, job);
    assert!(error.to_string().contains(&job.to_string()), "{error}");
}

#[tokio::test]
async fn the_deadline_holds_while_waiting_for_a_response() {
    let stage = Stage::new();
    let (study, job) = stage.started(SLEEPER_STUDY).await;
    stage.simulator.inject(Fault::on("inspect_study_job").always().delay(Duration::from_secs(600)));
    let waiting = stage.studies.wait_for_study_job(study, job).options(quick());
    let error = waiting.deadline(Duration::from_millis(20)).await.unwrap_err();
    assert!(matches!(error, JobError::Deadline { status: None }), "{error:?}");
}

#[tokio::test]
async fn a_deadline_beyond_all_times_is_none() {
    let stage = Stage::new();
    let (study, job) = stage.started(SLEEPER_STUDY).await;
    let waiting = stage.studies.wait_for_study_job(study, job).options(quick());
    assert!(waiting.deadline(Duration::MAX).await.unwrap().is_final());
}

#[tokio::test]
async fn a_job_that_is_never_started_is_an_error_of_its_own() {
    let stage = Stage::new();
    let (study, job) = stage.started(IDLE_STUDY).await;
    let waiting = stage.studies.wait_for_study_job(study, job).options(quick());
    let error = waiting.clone().not_started_limit(Duration::from_millis(10)).await.unwrap_err();
    assert!(matches!(error, JobError::NotStarted { .. }), "{error:?}");
    assert_eq!(error.status().unwrap().state.as_str(), "NOT_STARTED");
    // The deadline is another matter.
    let error = waiting.deadline(Duration::from_millis(50)).await.unwrap_err();
    assert!(matches!(error, JobError::Deadline { .. }), "{error:?}");
}

#[tokio::test]
async fn transient_failures_are_waited_out() {
    let stage = Stage::new();
    let (study, job) = stage.started(SLEEPER_STUDY).await;
    // Three attempts a look: two looks fail whole, and later ones find no job for once.
    stage.simulator.inject(Fault::on("inspect_study_job").times(6).bad_gateway());
    stage.simulator.inject(Fault::on("inspect_study_job").after(2).times(2).status(404));
    let waiting = stage.studies.wait_for_study_job(study, job).options(quick());
    assert_eq!(waiting.await.unwrap().state.as_str(), "SUCCESS");
}

#[tokio::test]
async fn patience_ends() {
    let stage = Stage::new();
    let (study, job) = stage.started(SLEEPER_STUDY).await;
    stage.simulator.inject(Fault::on("inspect_study_job").always().status(503));
    let waiting = stage.studies.wait_for_study_job(study, job).options(quick().max_failed_polls(1));
    let error = waiting.await.unwrap_err();
    assert_eq!(stage.simulator.count("inspect_study_job"), 6);
    let JobError::Request(cause) = &error else { panic!("{error:?}") };
    assert_eq!(cause.status().map(|status| status.as_u16()), Some(503));
    assert_eq!(error.to_string(), cause.to_string());
    assert_eq!(error.source().is_some(), cause.source().is_some());
}

#[tokio::test]
async fn a_job_that_is_not_there_is_an_error_after_three_polls() {
    let stage = Stage::new();
    let study = crate::stage::id(SLEEPER_STUDY);
    let error =
        stage.studies.wait_for_study_job(study, uuid::Uuid::nil()).options(quick()).await.unwrap_err();
    assert!(matches!(&error, JobError::Request(cause) if cause.is_not_found()), "{error:?}");
    assert_eq!(stage.simulator.count("inspect_study_job"), 3);
}

#[tokio::test]
async fn only_success_is_one_if_it_is_asked_for() {
    let stage = Stage::with(Simulator::builder().version(osparc_simulator::ApiVersion::V0_16));
    let (study, job) = stage.started(SLEEPER_STUDY).await;
    let status = stage.studies.wait_for_study_job(study, job).options(quick()).success().await.unwrap();
    assert_eq!(status.state.as_str(), "SUCCESS");
    let (study, job) = stage.started(FAILING_STUDY).await;
    let error = stage.studies.wait_for_study_job(study, job).options(quick()).success().await.unwrap_err();
    let JobError::Failed(failure) = error else { panic!("{error:?}") };
    assert_eq!((failure.status.job_id, failure.messages().len()), (job, 1));
    let (study, job) = stage.started(ENDLESS_STUDY).await;
    stage.studies.stop_study_job(study, job).await.unwrap();
    let error = stage.studies.wait_for_study_job(study, job).options(quick()).success().await.unwrap_err();
    assert!(matches!(&error, JobError::Aborted { status } if status.job_id == job), "{error:?}");
}
