//! What runs do with inputs before they create a job.

use std::path::{Path, PathBuf};

use osparc_client::{
    Client, Credentials, Error, SolversApi,
    jobs::{InputValue, JobError, RunJob},
    models::{File, JobInputs},
};
use osparc_simulator::{
    ApiVersion, ECHO_SOLVER, EVERY_PORT_STUDY, Fault, SLEEPER_SOLVER, SLEEPER_STUDY, SOLVER_VERSION,
    Simulator,
};
use uuid::Uuid;

use crate::stage::{Stage, id, quick};

fn solvers(stage: &Stage) -> SolversApi {
    stage.studies.client().solvers()
}

fn run(stage: &Stage, study: &str, inputs: JobInputs) -> RunJob {
    stage.studies.run_study_job(id(study), inputs).wait(quick())
}

/// A file in a folder of its own.
fn written(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("osparc-inputs-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("in.txt"), name).unwrap();
    folder.join("in.txt")
}

#[tokio::test]
async fn faulty_inputs_are_refused_before_a_job_is_created() {
    let stage = Stage::new();
    for (inputs, expected) in [
        (
            JobInputs::from([("InputInt", "forty two")]),
            r#"nothing was created: the input "InputInt" takes an integer, but "forty two" was given"#,
        ),
        (
            JobInputs::from([("InputInr", 7)]),
            r#"nothing was created: there is no input "InputInr": did you mean "InputInt"?"#,
        ),
    ] {
        let error = run(&stage, SLEEPER_STUDY, inputs).await.unwrap_err();
        assert!(matches!(error, JobError::Inputs(_)), "{error:?}");
        assert_eq!(error.to_string(), expected);
    }
    let inputs = JobInputs::from([("input_2", 7)]);
    let error = solvers(&stage).run_solver_job(SLEEPER_SOLVER, SOLVER_VERSION, inputs).await.unwrap_err();
    assert!(
        error.to_string().ends_with(r#"the input "input_2" takes a number of at most 5, but 7 was given"#),
        "{error}"
    );
    assert!(stage.simulator.created_jobs().is_empty());
    assert_eq!(stage.simulator.count("list_study_ports"), 1);
}

#[tokio::test]
async fn what_the_server_takes_is_not_refused() {
    let stage = Stage::new();
    let inputs = JobInputs::from([
        ("Frequency", InputValue::from(900)),
        ("Steps", 10.0.into()),
        ("Mode", "fine".into()),
    ])
    .with("Table", [vec![0.5, 1.0], vec![]])
    .with("Words", ["a", "b"])
    .with("Größe", 0.1_f32)
    .with("Anything", "x")
    .with_null("Enabled");
    let outputs = run(&stage, EVERY_PORT_STUDY, inputs).await.unwrap().outputs;
    assert_eq!((outputs.number("Field"), outputs.integer("Count")), (Ok(900.0), Ok(10)));
    assert_eq!(outputs.text("Used mode"), Ok("fine"));
    let inputs = JobInputs::from([("integer", 7)]).with("list", [1, 2]).with("flag", false);
    let run =
        solvers(&stage).run_solver_job(ECHO_SOLVER, SOLVER_VERSION, inputs).wait(quick()).await.unwrap();
    assert_eq!((run.outputs.integer("integer_out"), run.outputs.number("sum_out")), (Ok(7), Ok(3.0)));
    assert!(stage.simulator.created_jobs().iter().all(|job| !job.leaked));
}

#[tokio::test]
async fn the_check_can_be_switched_off() {
    let stage = Stage::new();
    let unknown = run(&stage, SLEEPER_STUDY, JobInputs::from([("Nope", 1)])).check_inputs(false);
    unknown.await.unwrap();
    let wrong = run(&stage, SLEEPER_STUDY, JobInputs::from([("InputInt", "x")])).check_inputs(false);
    wrong.await.unwrap_err();
    let leaked: Vec<_> = stage.simulator.created_jobs().iter().map(|job| job.leaked).collect();
    assert_eq!(leaked, [false, true]);
    assert_eq!(stage.simulator.count("list_study_ports"), 0);
}

#[tokio::test]
async fn ports_are_read_once_however_many_runs_there_are() {
    let stage = Stage::new();
    stage.simulator.inject(Fault::on("list_study_ports").status(404));
    let inputs = (0..10).map(|number| JobInputs::from([("InputInt", number)]));
    let runs = stage.studies.run_study_jobs(id(SLEEPER_STUDY), inputs).concurrency(5).wait(quick()).await;
    assert!(runs.iter().all(Result::is_ok), "{runs:?}");
    run(&stage, SLEEPER_STUDY, JobInputs::from([("InputInt", 1)])).await.unwrap();
    assert_eq!(stage.simulator.count("list_study_ports"), 2, "the first response was a passing 404");
    run(&stage, SLEEPER_STUDY, JobInputs::default()).await.unwrap();
    run(&stage, EVERY_PORT_STUDY, JobInputs::from([("Steps", 1)])).await.unwrap();
    assert_eq!(stage.simulator.count("list_study_ports"), 3, "another study has other ports");
}

#[tokio::test]
async fn a_run_fails_if_its_ports_cannot_be_read() {
    let stage = Stage::new();
    stage.simulator.inject(Fault::on("list_study_ports").always().status(503));
    let error = run(&stage, SLEEPER_STUDY, JobInputs::from([("InputInt", 1)])).await.unwrap_err();
    assert!(matches!(error, JobError::Request(_)), "{error:?}");
    assert!(error.to_string().contains("list_study_ports"), "{error}");
    assert!(stage.simulator.created_jobs().is_empty());
    let unchecked = run(&stage, SLEEPER_STUDY, JobInputs::from([("InputInt", 1)])).check_inputs(false);
    unchecked.await.unwrap();
}

#[tokio::test]
async fn dropped_files_are_told_before_anything_is_done() {
    let stage = Stage::with(Simulator::builder().version(ApiVersion::V0_16));
    let path = written("dropped");
    for file in [InputValue::from(File::new(Uuid::nil(), "in.txt")), path.as_path().into()] {
        let inputs = JobInputs::from([("InputFile", file)]).with("InputInt", 7);
        let error = run(&stage, SLEEPER_STUDY, inputs).await.unwrap_err();
        assert!(
            matches!(&error, JobError::DroppedFiles { labels, .. } if *labels == ["InputFile"]),
            "{error:?}"
        );
        let text = error.to_string();
        assert!(text.contains("API 0.16.0") && text.contains("allow_dropped_files(true)"), "{text}");
    }
    assert_eq!(stage.simulator.count("get_service_metadata"), 1);
    assert!(stage.simulator.created_jobs().is_empty() && stage.simulator.files().is_empty());

    let inputs = JobInputs::from([("InputFile", path.as_path())]);
    run(&stage, SLEEPER_STUDY, inputs).allow_dropped_files(true).await.unwrap();
    let job = stage.simulator.created_jobs().remove(0);
    assert_eq!((job.inputs.len(), job.kept_inputs.len()), (1, 0));
}

#[tokio::test]
async fn paths_are_uploaded_once_and_arrive_as_files() {
    let stage = Stage::with(Simulator::builder().version(ApiVersion::V0_7));
    let path = written("uploaded");
    let inputs = (0..6).map(|number| JobInputs::from([("InputFile", &path)]).with("InputInt", number));
    let runs = stage.studies.run_study_jobs(id(SLEEPER_STUDY), inputs).wait(quick()).await;
    assert!(runs.iter().all(Result::is_ok), "{runs:?}");
    let files = stage.simulator.files();
    let uploaded: Vec<_> = files.iter().filter(|file| file.filename == "in.txt").collect();
    assert_eq!((uploaded.len(), stage.simulator.count("get_upload_links")), (1, 1));
    assert_eq!(stage.simulator.count("search_files_page"), 1, "the runs of a call share the upload");
    for job in stage.simulator.created_jobs() {
        let (label, file) = &job.kept_inputs[0];
        assert!(label == "InputFile" && file.contains(&uploaded[0].id), "{job:?}");
    }

    let inputs = JobInputs::from([("input_1", path.as_path())]);
    let stage = Stage::with(Simulator::builder().version(ApiVersion::V0_16));
    let run =
        solvers(&stage).run_solver_job(SLEEPER_SOLVER, SOLVER_VERSION, inputs).wait(quick()).await.unwrap();
    assert_eq!(run.outputs.file("output_1").unwrap().filename, "in.txt");
    assert_eq!(stage.simulator.count("get_service_metadata"), 0, "solvers get their files");
}

#[tokio::test]
async fn a_path_that_cannot_be_uploaded_names_its_input() {
    let stage = Stage::with(Simulator::builder().version(ApiVersion::V0_7));
    let inputs = JobInputs::from([("InputFile", Path::new("/nowhere/in.txt"))]);
    let error = run(&stage, SLEEPER_STUDY, inputs).await.unwrap_err();
    assert!(matches!(error, JobError::Upload { .. }), "{error:?}");
    let text = error.to_string();
    assert!(text.contains("\"InputFile\"") && text.contains("/nowhere/in.txt"), "{text}");
    assert!(stage.simulator.created_jobs().is_empty());
}

#[tokio::test]
async fn a_version_that_cannot_be_read_is_no_licence_to_drop_files() {
    let stage = Stage::new();
    stage.simulator.inject(Fault::on("get_service_metadata").always().status(500));
    let inputs = || JobInputs::from([("InputFile", File::new(Uuid::nil(), "in.txt"))]);
    let error = run(&stage, SLEEPER_STUDY, inputs()).await.unwrap_err();
    assert!(
        matches!(&error, JobError::Request(error) if matches!(**error, Error::Unexpected(_))),
        "{error:?}"
    );
    stage.simulator.clear_faults();
    let error = run(&stage, SLEEPER_STUDY, inputs()).await.unwrap_err();
    assert!(matches!(error, JobError::DroppedFiles { .. }), "a failure is not remembered");
    let client = Client::builder().base_url(stage.simulator.base_url());
    let other = client.credentials(Credentials::basic(stage.simulator.key(), stage.simulator.secret()));
    let studies = other.build().unwrap().studies();
    studies.run_study_job(id(SLEEPER_STUDY), inputs()).wait(quick()).await.unwrap_err();
    assert_eq!(stage.simulator.count("get_service_metadata"), 3, "another client asks by itself");
}
