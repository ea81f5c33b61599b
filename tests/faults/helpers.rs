//! Whole runs and transfers over connections that end at any byte.
//!
//! In: a helper, and the byte at which one of its connections ends. Out: what came of it, counted at the server.
//! Invariant: what is right does not depend on the byte: the result or the one error that says what may be left, nothing twice,
//! nothing forgotten, and no credentials at the object store.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use osparc_client::jobs::{JobError, JobRun, RunJob, WaitOptions};
use osparc_client::{Client, Credentials, models::JobInputs, reqwest::Proxy};
use osparc_simulator::{SLEEPER_SOLVER, SLEEPER_STUDY, SOLVER_VERSION, Simulator};
use tokio::sync::Semaphore;

use crate::relay::{Relay, Way};

/// How many runs go on at a time.
const LANES: usize = 48;

#[derive(Clone, Copy, Debug)]
enum Helper {
    StudyRun,
    SolverRun,
    Upload,
    Download,
}

const HELPERS: [Helper; 4] = [Helper::StudyRun, Helper::SolverRun, Helper::Upload, Helper::Download];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sample_of_the_bytes_of_helpers() {
    check(|total| total.div_ceil(10)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes minutes: cargo test --release --test faults -- --ignored --nocapture"]
async fn every_byte_of_helpers() {
    check(|_| 1).await;
}

/// How many runs were right although one of their connections was ended.
static ENDED: AtomicUsize = AtomicUsize::new(0);

/// Ends a connection of each helper at its first byte, and after each such step.
async fn check(step: impl Fn(usize) -> usize) {
    let lanes = Arc::new(Semaphore::new(LANES));
    let mut runs = Vec::new();
    for helper in HELPERS {
        let total = execute(helper, Way::ToServer, usize::MAX).await.unwrap();
        for (way, total) in [Way::ToServer, Way::ToClient].into_iter().zip(total) {
            for after in (0..total).step_by(step(total)) {
                let lanes = lanes.clone();
                runs.push(tokio::spawn(async move {
                    let _lane = lanes.acquire().await.unwrap();
                    let outcome = execute(helper, way, after).await;
                    outcome.err().map(|fault| format!("{helper:?}, {way:?} {after}: {fault}"))
                }));
            }
        }
    }
    let (count, mut failures) = (runs.len(), Vec::new());
    for run in runs {
        failures.extend(run.await.unwrap());
    }
    let ended = ENDED.load(Ordering::Relaxed);
    println!(
        "{count} runs of helpers, {ended} right in spite of a lost connection, {} failed",
        failures.len()
    );
    assert!(
        failures.is_empty(),
        "{} of {count}, among them\n{}",
        failures.len(),
        failures[..failures.len().min(20)].join("\n")
    );
    // A run may send fewer bytes than the one that was measured.
    assert!(ended * 10 > count * 9, "only {ended} of {count} runs lost a connection");
}

/// Executes a helper; gives the bytes of all its connections, or what is wrong.
async fn execute(helper: Helper, way: Way, after: usize) -> Result<[usize; 2], String> {
    let builder = Simulator::builder().waiting_states(&[]).started_steps(1).chunk_size(600).file_size(2000);
    let simulator = builder.start_blocking().unwrap();
    let relay = Relay::start(way, after).await;
    let client = Client::builder()
        .base_url(simulator.base_url())
        .credentials(Credentials::basic(simulator.key(), simulator.secret()))
        .proxy(Proxy::all(&relay.url).unwrap())
        .build()
        .unwrap();
    match helper {
        Helper::StudyRun => {
            let inputs = JobInputs::default().with("InputInt", 42);
            let run = client.studies().run_study_job(SLEEPER_STUDY.parse().unwrap(), inputs);
            ran(&simulator, quick(run).await, |run| run.outputs.integer("OutputInt").ok() == Some(42))?;
        }
        Helper::SolverRun => {
            let inputs = JobInputs::default().with("input_2", 3);
            let run = client.solvers().run_solver_job(SLEEPER_SOLVER, SOLVER_VERSION, inputs);
            ran(&simulator, quick(run).await, |run| run.outputs.integer("output_2").ok() == Some(3))?;
        }
        Helper::Upload => upload(&client, &simulator).await?,
        Helper::Download => download(&client, &simulator).await?,
    }
    if simulator.storage_saw_credentials() {
        return Err("the object store saw credentials".to_owned());
    }
    if after < usize::MAX && relay.has_ended_one() {
        ENDED.fetch_add(1, Ordering::Relaxed);
    }
    Ok(relay.total())
}

async fn quick(run: RunJob) -> Result<JobRun, JobError> {
    let wait = WaitOptions::new().poll_interval(Duration::from_millis(5), Duration::from_millis(20));
    run.wait(wait.null_outputs_limit(Duration::ZERO)).await
}

fn ran(
    simulator: &Simulator,
    run: Result<JobRun, JobError>,
    is_right: impl Fn(&JobRun) -> bool,
) -> Result<(), String> {
    let (left, effects) = (simulator.job_ids().len(), simulator.side_effects());
    let counts = (left, effects.jobs, effects.starts);
    match run {
        Ok(run) if is_right(&run) && run.left_behind.is_none() && counts == (0, 1, 1) => Ok(()),
        // The server may have made the job, and then nobody can know its id.
        Err(JobError::CreationLost { .. }) if left == effects.jobs && left <= 1 && effects.starts == 0 => {
            Ok(())
        }
        other => Err(format!("left, created, started: {counts:?}, {other:?}")),
    }
}

async fn upload(client: &Client, simulator: &Simulator) -> Result<(), String> {
    let contents: String = ('a'..='z').cycle().take(1500).collect();
    let uploaded = client.files().upload_bytes("mesh.stl", contents.clone()).await;
    let file = uploaded.map_err(|error| format!("{error:?}"))?;
    let files = simulator.files();
    let stored = simulator.file_contents(&file.id.to_string());
    // A begun upload whose id got lost on its way is nobody's; the platform removes it.
    let unfinished = simulator.unfinished_uploads();
    if files.len() == 1 && stored.as_deref() == Some(contents.as_bytes()) && unfinished <= 1 {
        return Ok(());
    }
    Err(format!("{files:?}, {unfinished} unfinished, {stored:?}"))
}

async fn download(client: &Client, simulator: &Simulator) -> Result<(), String> {
    let contents: Vec<u8> = (0..3000_u32).map(|number| b'a' + u8::try_from(number % 23).unwrap()).collect();
    let id = simulator.add_file("result.csv", contents.clone());
    let folder =
        std::env::temp_dir().join(format!("osparc-faults-{}", simulator.base_url().replace(['/', ':'], "-")));
    let id: uuid::Uuid = id.parse().unwrap();
    let downloaded = client.files().download(id, folder.join("result.csv")).await;
    let found = std::fs::read(folder.join("result.csv"));
    let names = std::fs::read_dir(&folder).map(Iterator::count);
    let _ = std::fs::remove_dir_all(&folder);
    match (downloaded, found, names) {
        (Ok(_), Ok(found), Ok(1)) if found == contents => Ok(()),
        (downloaded, found, names) => {
            Err(format!("{downloaded:?}, {} bytes, {names:?} names", found.map_or(0, |bytes| bytes.len())))
        }
    }
}
