//! A job from creation to outputs.

use std::sync::{Arc, Mutex};

use osparc_client::{
    jobs::{JobError, Output},
    models::{JobInputs, JobMetadataUpdate},
};
use osparc_simulator::{
    ApiVersion, ENDLESS_STUDY, FAILING_STUDY, Fault, IDLE_STUDY, SLEEPER_STUDY, Simulator,
};

use crate::stage::{Stage, id, quick, until};

#[tokio::test]
async fn a_run_gives_outputs_and_leaves_nothing() {
    let stage = Stage::new();
    let told = Arc::new(Mutex::new(Vec::new()));
    let heard = told.clone();
    let run = stage
        .studies
        .run_study_job(id(SLEEPER_STUDY), JobInputs::default().with("InputInt", 7))
        .metadata(JobMetadataUpdate::default().with("origin", "test"))
        .wait(quick())
        .on_status(move |status| heard.lock().unwrap().push(status.state.to_string()))
        .await
        .unwrap();
    assert_eq!(run.outputs.get("OutputInt"), Some(Output::Integer(7)));
    assert_eq!(run.status.state.as_str(), "SUCCESS");
    assert!(run.left_behind.is_none() && run.logs.unwrap().is_empty());
    let told = told.lock().unwrap();
    assert_eq!((told.first().unwrap().as_str(), told.last().unwrap().as_str()), ("PUBLISHED", "SUCCESS"));
    assert!(stage.simulator.job_ids().is_empty());
    let effects = stage.simulator.side_effects();
    assert_eq!((effects.jobs, effects.starts, effects.deletions), (1, 1, 1));
    assert_eq!(stage.simulator.count("replace_study_job_custom_metadata"), 1);
    assert_eq!(stage.simulator.count("stop_study_job"), 0, "what has ended is not stopped");
}

#[tokio::test]
async fn outputs_are_not_lost_to_what_passes() {
    let stage = Stage::new();
    stage.simulator.inject(Fault::on("get_study_job_outputs").status(404));
    stage.simulator.inject(Fault::on("get_study_job_outputs").status(409));
    stage.simulator.inject(Fault::on("download_log").always().status(403));
    let folder = std::env::temp_dir().join(format!("osparc-outputs-{}", std::process::id()));
    let run = stage.studies.run_study_job(id(SLEEPER_STUDY), JobInputs::default()).wait(quick());
    let run = run.logs(&folder).await.unwrap();
    assert!(run.outputs.get("OutputInt").is_some());
    assert!(run.logs.is_err());
    assert_eq!(stage.simulator.count("get_study_job_outputs"), 3);
    assert!(stage.simulator.job_ids().is_empty());
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn a_run_keeps_the_job_if_told() {
    let stage = Stage::new();
    let studies = &stage.studies;
    let run = studies.run_study_job(id(SLEEPER_STUDY), JobInputs::default()).wait(quick()).keep(true);
    let run = run.await.unwrap();
    assert_eq!(stage.simulator.job_ids(), [run.job.id.to_string()]);
    assert_eq!(stage.simulator.count("stop_study_job"), 0);
}

#[tokio::test]
async fn a_failure_carries_status_errors_and_logs() {
    let folder = std::env::temp_dir().join(format!("osparc-run-{}", std::process::id()));
    for (version, errors) in [(ApiVersion::V0_8, 0), (ApiVersion::V0_16, 1)] {
        let stage = Stage::with(Simulator::builder().version(version));
        let run = stage.studies.run_study_job(id(FAILING_STUDY), JobInputs::default()).wait(quick());
        let error = run.logs(&folder).await.unwrap_err();
        let JobError::Failed(failure) = &error else { panic!("{error:?}") };
        assert_eq!(failure.status.state.as_str(), "FAILED");
        assert_eq!(failure.messages().len(), errors);
        assert_eq!(failure.status.errors.as_ref().map_or(0, Vec::len), errors);
        assert_eq!(error.to_string().contains("stumbled"), errors == 1, "{error}");
        assert_eq!(failure.logs.len(), 1);
        assert!(failure.logs[0].path.starts_with(folder.join(failure.status.job_id.to_string())));
        assert!(failure.logs[0].path.is_file());
        assert!(stage.simulator.job_ids().is_empty());
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn every_way_to_fail_cleans_up() {
    let late = quick().deadline(std::time::Duration::from_millis(50));
    let idle = quick().not_started_limit(std::time::Duration::ZERO);
    for (study, options, faulty) in [
        (ENDLESS_STUDY, late, None),
        (IDLE_STUDY, idle, None),
        (SLEEPER_STUDY, quick(), Some("start_study_job")),
        (SLEEPER_STUDY, quick(), Some("replace_study_job_custom_metadata")),
        (SLEEPER_STUDY, quick(), Some("inspect_study_job")),
        (SLEEPER_STUDY, quick(), Some("get_study_job_outputs")),
    ] {
        let stage = Stage::new();
        if let Some(operation) = faulty {
            stage.simulator.inject(Fault::on(operation).status(403));
        }
        let metadata = JobMetadataUpdate::default().with("a", 1);
        let run =
            stage.studies.run_study_job(id(study), JobInputs::default()).metadata(metadata).wait(options);
        let error = run.await.unwrap_err();
        assert_eq!(matches!(error, JobError::Request(_)), faulty.is_some(), "{error:?}");
        assert!(stage.simulator.job_ids().is_empty(), "{study} {faulty:?}");
        assert_eq!(stage.simulator.side_effects().jobs, 1);
    }
}

#[tokio::test]
async fn an_aborted_job_is_an_error() {
    let stage = Stage::new();
    let running = tokio::spawn(
        stage.studies.run_study_job(id(ENDLESS_STUDY), JobInputs::default()).wait(quick()).into_future(),
    );
    until(|| stage.simulator.side_effects().starts == 1).await;
    let job = id(&stage.simulator.job_ids()[0]);
    stage.studies.stop_study_job(id(ENDLESS_STUDY), job).await.unwrap();
    let error = running.await.unwrap().unwrap_err();
    assert!(matches!(error, JobError::Aborted { .. }), "{error:?}");
    assert!(stage.simulator.job_ids().is_empty());
}

#[tokio::test]
async fn a_dropped_run_stops_and_deletes_its_job() {
    // Dropped while the job is created (the response is late), while it is started, and while it runs.
    for (slow, reached) in [
        (Some("create_study_job"), "create_study_job"),
        (Some("start_study_job"), "start_study_job"),
        (None, "inspect_study_job"),
    ] {
        let stage = Stage::new();
        if let Some(operation) = slow {
            let delay = std::time::Duration::from_millis(100);
            stage.simulator.inject(Fault::on(operation).delay(delay));
        }
        let run = stage.studies.run_study_job(id(ENDLESS_STUDY), JobInputs::default()).wait(quick());
        tokio::select! {
            outcome = run.into_future() => panic!("{outcome:?}"),
            () = until(|| stage.simulator.count(reached) > 0) => {}
        }
        until(|| stage.simulator.side_effects().deletions == 1).await;
        stage.until_empty().await;
        assert_eq!(stage.simulator.side_effects().jobs, 1);
        assert_eq!(stage.simulator.count("stop_study_job"), 1);
    }
}

#[tokio::test]
async fn a_run_that_is_given_up_has_cleaned_up() {
    let stage = Stage::new();
    let (started, mut has_started) = tokio::sync::watch::channel(false);
    let run = stage.studies.run_study_job(id(ENDLESS_STUDY), JobInputs::default()).wait(quick());
    let error = run
        .on_status(move |status| {
            started.send_replace(status.state.as_str() == "STARTED");
        })
        .until(async move {
            has_started.wait_for(|started| *started).await.unwrap();
        })
        .await
        .unwrap_err();
    assert!(matches!(error, JobError::Cancelled), "{error:?}");
    assert!(stage.simulator.job_ids().is_empty());
    assert_eq!(stage.simulator.count("stop_study_job"), 1);
}

#[tokio::test]
async fn a_dropped_run_that_keeps_leaves_its_job() {
    let stage = Stage::new();
    let run = stage.studies.run_study_job(id(ENDLESS_STUDY), JobInputs::default()).wait(quick()).keep(true);
    tokio::select! {
        outcome = run.into_future() => panic!("{outcome:?}"),
        () = until(|| stage.simulator.count("inspect_study_job") > 0) => {}
    }
    // What a clean-up would have sent would come before this response, on one runtime with one task at a time.
    stage.studies.list_studies().await.unwrap();
    assert_eq!((stage.simulator.job_ids().len(), stage.simulator.count("stop_study_job")), (1, 0));
}

#[tokio::test]
async fn a_failed_deletion_is_reported_beside_the_outputs() {
    let stage = Stage::new();
    stage.simulator.inject(Fault::on("delete_study_job").always().status(403));
    let run =
        stage.studies.run_study_job(id(SLEEPER_STUDY), JobInputs::default()).wait(quick()).await.unwrap();
    assert_eq!(run.left_behind.unwrap().status().map(|status| status.as_u16()), Some(403));
    // A job that is gone already is none.
    let stage = Stage::new();
    stage.simulator.inject(Fault::on("delete_study_job").processed().status(404));
    let run =
        stage.studies.run_study_job(id(SLEEPER_STUDY), JobInputs::default()).wait(quick()).await.unwrap();
    assert!(run.left_behind.is_none());
}

#[tokio::test]
async fn outputs_that_are_null_at_first_are_asked_for_again() {
    let nothing = r#"{"job_id":"00000000-0000-4000-8000-000000000000","results":{"OutputInt":null}}"#;
    let something = nothing.replace("null", "7");
    let fault = |body: &str| Fault::on("get_study_job_outputs").body("application/json", body.to_owned());
    for (limit, responses, expected) in
        [(2, 3, Output::Integer(7)), (0, 1, Output::Null), (1, 3, Output::Integer(7))]
    {
        let stage = Stage::new();
        stage.simulator.inject(fault(nothing).times(2));
        stage.simulator.inject(fault(&something).always());
        let options = quick().null_outputs_limit(std::time::Duration::from_secs(limit));
        let run = stage.studies.run_study_job(id(SLEEPER_STUDY), JobInputs::default()).wait(options);
        assert_eq!(run.await.unwrap().outputs.get("OutputInt"), Some(expected));
        assert_eq!(stage.simulator.count("get_study_job_outputs"), responses);
    }
}

#[tokio::test]
async fn files_are_downloaded_before_the_job_is_deleted() {
    let folder = std::env::temp_dir().join(format!("osparc-files-{}", std::process::id()));
    let stage = Stage::new();
    let run = stage.studies.run_study_job(id(SLEEPER_STUDY), JobInputs::default()).wait(quick());
    let run = run.files(&folder).await.unwrap();
    let files = run.files.unwrap();
    assert_eq!((files.len(), files[0].label.as_str()), (1, "OutputFile"));
    assert_eq!(files[0].path, folder.join(run.job.id.to_string()).join("output.json"));
    assert!(files[0].path.is_file() && stage.simulator.job_ids().is_empty());

    stage.simulator.inject(Fault::on("download_file_content").always().status(403));
    let run = stage.studies.run_study_job(id(SLEEPER_STUDY), JobInputs::default()).wait(quick());
    let run = run.files(&folder).await.unwrap();
    assert!(run.files.is_err());
    assert_eq!(stage.simulator.job_ids(), [run.job.id.to_string()], "kept for another try");
    stage.simulator.clear_faults();
    let again = stage.studies.download_files(run.outputs.files(), &folder).await.unwrap();
    assert!(again[0].path.is_file());
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn a_run_that_was_given_up_before_it_began_creates_nothing() {
    let stage = Stage::new();
    let run = stage.studies.run_study_job(id(SLEEPER_STUDY), JobInputs::default());
    let error = run.until(std::future::ready(())).await.unwrap_err();
    assert!(matches!(error, JobError::Cancelled), "{error:?}");
    assert!(stage.simulator.requests().is_empty());
}

#[tokio::test]
async fn a_panic_in_an_observer_stops_and_deletes_the_job() {
    let stage = Stage::new();
    let run = stage.studies.run_study_job(id(ENDLESS_STUDY), JobInputs::default()).wait(quick());
    let run = run.on_status(|status| assert_ne!(status.state.as_str(), "STARTED", "on purpose"));
    assert!(tokio::spawn(run.into_future()).await.unwrap_err().is_panic());
    stage.until_empty().await;
    assert_eq!(stage.simulator.count("stop_study_job"), 1);
}

#[test]
fn runs_end_quietly_with_their_runtime() {
    for threads in [1, 2] {
        let stage = Stage::new();
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(threads).enable_all().build();
        let runtime = runtime.unwrap();
        let run = stage.studies.run_study_job(id(ENDLESS_STUDY), JobInputs::default()).wait(quick());
        let running = runtime.spawn(run.into_future());
        runtime.block_on(until(|| stage.simulator.side_effects().starts == 1));
        drop(runtime);
        assert!(running.is_finished(), "with a runtime ends what it runs, the clean-up too");
        assert_eq!(stage.simulator.created_jobs().len(), 1);
    }
}
