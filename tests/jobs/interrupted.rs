//! Programs that are interrupted by Ctrl-C: the guide's sample, in a process of its own.

use std::{
    process::{Child, Command, Output, Stdio},
    time::Duration,
};

use osparc_simulator::{ENDLESS_STUDY, Fault, SLEEPER_STUDY};

use crate::stage::{Stage, until};

mod sample {
    include!("sample.rs");

    /// The program, where a test below has set its environment.
    #[test]
    #[ignore = "the program of the other tests"]
    fn program() {
        let Ok(study) = std::env::var("STUDY_ID") else { return };
        if std::env::var_os("BLOCKING").is_none() {
            return main().unwrap();
        }
        let studies = Client::from_env().unwrap().studies();
        let run = studies.run_study_job(study.parse().unwrap(), JobInputs::default());
        run.until_ctrl_c().run_blocking().unwrap();
    }
}

fn start(stage: &Stage, study: &str) -> Child {
    command(stage, study).spawn().unwrap()
}

fn command(stage: &Stage, study: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "interrupted::sample::program", "--ignored", "--nocapture"])
        .env("OSPARC_API_HOST", stage.simulator.base_url())
        .env("OSPARC_API_KEY", stage.simulator.key())
        .env("OSPARC_API_SECRET", stage.simulator.secret())
        .env("STUDY_ID", study)
        .env_remove("OSPARC_API_BASE_URL")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn interrupt(child: &Child) {
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
}

async fn end(child: Child) -> Output {
    tokio::task::spawn_blocking(move || child.wait_with_output().unwrap()).await.unwrap()
}

#[test]
fn the_guide_has_the_sample() {
    let guide = include_str!("../../docs/guide/studies.md");
    assert!(
        guide.contains(include_str!("sample.rs")),
        "docs/guide/studies.md differs from tests/jobs/sample.rs"
    );
}

#[tokio::test]
async fn the_sample_runs_to_its_end() {
    let stage = Stage::new();
    let output = end(start(&stage, SLEEPER_STUDY)).await;
    assert!(output.status.success(), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("OutputInt"), "{output:?}");
    assert!(stage.simulator.job_ids().is_empty());
}

#[tokio::test]
async fn an_interrupted_sample_leaves_no_job() {
    // While the job is created, and while it runs.
    for (slow, reached) in [(Some("create_study_job"), "create_study_job"), (None, "inspect_study_job")] {
        let stage = Stage::new();
        if let Some(operation) = slow {
            stage.simulator.inject(Fault::on(operation).delay(Duration::from_millis(300)));
        }
        let child = start(&stage, ENDLESS_STUDY);
        until(|| stage.simulator.count(reached) > 0).await;
        interrupt(&child);
        let output = end(child).await;
        assert!(String::from_utf8_lossy(&output.stderr).contains("Cancelled"), "{output:?}");
        assert_eq!(stage.simulator.side_effects().jobs, 1);
        assert!(stage.simulator.job_ids().is_empty(), "{reached}");
    }
}

#[tokio::test]
async fn an_interrupted_blocking_program_leaves_no_job() {
    let stage = Stage::new();
    let child = command(&stage, ENDLESS_STUDY).env("BLOCKING", "1").spawn().unwrap();
    until(|| stage.simulator.count("inspect_study_job") > 0).await;
    interrupt(&child);
    let output = end(child).await;
    assert!(String::from_utf8_lossy(&output.stderr).contains("Cancelled"), "{output:?}");
    assert!(stage.simulator.job_ids().is_empty());
}

#[tokio::test]
async fn a_second_interrupt_ends_the_program() {
    let stage = Stage::new();
    stage.simulator.inject(Fault::on("stop_study_job").delay(Duration::from_secs(600)));
    let child = start(&stage, ENDLESS_STUDY);
    until(|| stage.simulator.count("inspect_study_job") > 0).await;
    interrupt(&child);
    until(|| stage.simulator.count("stop_study_job") > 0).await;
    interrupt(&child);
    assert_eq!(end(child).await.status.code(), Some(130));
}
