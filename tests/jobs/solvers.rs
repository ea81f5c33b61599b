//! What is special to jobs of solvers: names, files, logs. `survival` tests what they share with studies.

use std::path::PathBuf;

use osparc_client::{SolversApi, jobs::JobError, models::JobInputs};
use osparc_simulator::{
    ECHO_SOLVER, FAILING_SOLVER, Fault, SLEEPER_SOLVER, SOLVER_VERSION, Simulator, UNPAID_SOLVER,
};

use crate::stage::{Stage, quick};

fn solvers(stage: &Stage) -> SolversApi {
    stage.studies.client().solvers()
}

/// A folder that does not exist yet.
fn folder(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("osparc-solvers-{name}-{}", std::process::id()))
}

#[tokio::test]
async fn a_run_takes_and_gives_files_and_values() {
    let stage = Stage::with(Simulator::builder().log_size(10_000));
    let folder = folder("run");
    let file = stage.studies.client().files().upload_bytes("in.txt", "contents").await.unwrap();
    let inputs = JobInputs::default().with("input_1", file).with("input_2", 3);
    let run = solvers(&stage).run_solver_job(SLEEPER_SOLVER, SOLVER_VERSION, inputs).wait(quick());
    let run = run.logs(&folder).files(&folder).await.unwrap();
    assert_eq!(run.outputs.integer("output_2").unwrap(), 3);
    let (logs, files) = (run.logs.unwrap(), run.files.unwrap());
    let own = folder.join(run.job.id.to_string());
    assert_eq!((logs.len(), &logs[0].path), (1, &own.join("sleeper.zip")));
    assert_eq!(logs[0].node_name, "sleeper");
    assert_eq!(std::fs::metadata(&logs[0].path).unwrap().len(), logs[0].bytes);
    assert_eq!((files.len(), files[0].label.as_str()), (1, "output_1"));
    assert_eq!(std::fs::read_to_string(&files[0].path).unwrap(), "contents");
    assert!(run.left_behind.is_none() && stage.simulator.job_ids().is_empty());
    assert!(!stage.simulator.storage_saw_credentials());
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn a_failed_job_has_its_log() {
    let (stage, folder) = (Stage::new(), folder("failed"));
    let run = solvers(&stage).run_solver_job(FAILING_SOLVER, SOLVER_VERSION, JobInputs::default());
    let error = run.wait(quick()).logs(&folder).await.unwrap_err();
    let JobError::Failed(failure) = error else { panic!("{error:?}") };
    assert_eq!(failure.logs.len(), 1);
    assert!(failure.logs[0].path.ends_with("stumbler.zip"));
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn an_expired_link_to_a_log_is_renewed() {
    let (stage, folder) = (Stage::new(), folder("renewed"));
    stage.simulator.inject(Fault::on("download_log").status(403));
    let run = solvers(&stage).run_solver_job(SLEEPER_SOLVER, SOLVER_VERSION, JobInputs::default());
    let run = run.wait(quick()).logs(&folder).await.unwrap();
    assert_eq!(run.logs.unwrap().len(), 1);
    assert_eq!(stage.simulator.count("get_job_output_logfile"), 2);
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn many_runs_keep_their_order() {
    let stage = Stage::new();
    let inputs = (0..6).map(|number| JobInputs::default().with("integer", number));
    let runs = solvers(&stage).run_solver_jobs(ECHO_SOLVER, SOLVER_VERSION, inputs).wait(quick());
    let results = runs.concurrency(3).await;
    for (number, run) in (0..).zip(&results) {
        assert_eq!(run.as_ref().unwrap().outputs.integer("integer_out").unwrap(), number);
    }
    assert_eq!(results.len(), 6);
    assert!(stage.simulator.job_ids().is_empty());
}

#[tokio::test]
async fn the_step_by_step_way_leads_to_the_same() {
    let (stage, folder) = (Stage::new(), folder("steps"));
    let solvers = solvers(&stage);
    let inputs = JobInputs::default();
    let job = solvers.create_solver_job(SLEEPER_SOLVER, SOLVER_VERSION, &inputs).await.unwrap();
    solvers.start_job(SLEEPER_SOLVER, SOLVER_VERSION, job.id).await.unwrap();
    let wait = solvers.wait_for_solver_job(SLEEPER_SOLVER, SOLVER_VERSION, job.id).options(quick());
    assert_eq!(wait.clone().success().await.unwrap().job_id, job.id);
    let mut changes = wait.stream();
    assert_eq!(changes.next_status().await.unwrap().unwrap().state.as_str(), "SUCCESS");
    assert!(changes.next_status().await.unwrap().is_none());
    let logs = solvers.download_solver_job_logs(SLEEPER_SOLVER, SOLVER_VERSION, job.id, &folder).await;
    assert_eq!(logs.unwrap()[0].path, folder.join("sleeper.zip"));
    let files = solvers.download_solver_job_outputs(SLEEPER_SOLVER, SOLVER_VERSION, job.id, &folder).await;
    assert_eq!(files.unwrap()[0].label, "output_1");
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn a_lack_of_credits_is_an_error_that_leaves_no_job() {
    let stage = Stage::new();
    let run = solvers(&stage).run_solver_job(UNPAID_SOLVER, SOLVER_VERSION, JobInputs::default());
    let error = run.wait(quick()).await.unwrap_err();
    assert!(matches!(&error, JobError::Request(error) if error.is_payment_required()), "{error:?}");
    assert!(stage.simulator.job_ids().is_empty());
}
