//! Blocking calls, inside and outside of runtimes.
//!
//! In: the simulator, which runs on a thread of its own. Out: the same responses as `async` calls give.
//! Invariant: where a call is made from makes no difference.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, also in what its tests share"
)]

use std::time::{Duration, Instant};
use std::{env, fs, thread};

use http::StatusCode;
use osparc_client::jobs::WaitOptions;
use osparc_client::models::JobInputs;
use osparc_client::{AnyError, Client, Credentials, Error, RetryPolicy, StudiesApi, wait};
use osparc_simulator::{ENDLESS_STUDY, Fault, SLEEPER_STUDY, Simulator};

fn studies(simulator: &Simulator) -> StudiesApi {
    let builder = Client::builder().base_url(simulator.base_url()).no_proxy().retry(RetryPolicy::none());
    let credentials = Credentials::basic(simulator.key(), simulator.secret());
    builder.credentials(credentials).build().unwrap().studies()
}

/// Every form of a call.
fn check(studies: &StudiesApi) {
    let page = studies.list_studies().limit(2).send_blocking().unwrap();
    assert_eq!(page.items.len(), 2);
    let study = page.items.first().unwrap().uid;
    let response = studies.get_study(study).response_blocking().unwrap();
    assert_eq!((response.status(), response.into_inner().uid), (StatusCode::OK, study));
    let raw = studies.get_study(uuid::Uuid::nil()).raw_blocking().unwrap();
    assert_eq!(raw.status(), StatusCode::NOT_FOUND);
    assert!(raw.text_blocking().unwrap().contains("errors"));
    let mut body = studies.get_study(study).raw_blocking().unwrap().into_body();
    assert!(body.next_chunk_blocking().unwrap().is_some());
    assert!(!studies.get_study(study).raw_blocking().unwrap().bytes_blocking().unwrap().is_empty());
    let error = studies.get_study(uuid::Uuid::nil()).send_blocking().unwrap_err();
    assert!(error.is_not_found());
    let mut pages = studies.list_studies().limit(10).pages_blocking();
    assert!(pages.next().unwrap().is_ok());
    assert_eq!((pages.get_ref().total(), pages.count()), (Some(25), 2));
    let items: Result<Vec<_>, _> = studies.list_studies().limit(10).items_blocking().collect();
    assert_eq!(items.unwrap().len(), 25);
    check_jobs(studies);
}

/// Every helper.
fn check_jobs(studies: &StudiesApi) {
    let study = SLEEPER_STUDY.parse().unwrap();
    let short = Duration::from_millis(2);
    let quick = || WaitOptions::new().poll_interval(short, short).null_outputs_limit(Duration::ZERO);
    let folder = env::temp_dir().join(format!("osparc-blocking-{:?}", thread::current().id()));
    let run = studies.run_study_job(study, JobInputs::default()).wait(quick()).logs(&folder).files(&folder);
    let run = run.run_blocking().unwrap();
    assert!(run.outputs.get("OutputInt").is_some() && run.left_behind.is_none());
    assert_eq!((run.logs.unwrap().len(), run.files.unwrap().len()), (1, 1));
    let runs = studies.run_study_jobs(study, [JobInputs::default(), JobInputs::default()]).wait(quick());
    assert!(runs.run_blocking().unwrap().iter().all(Result::is_ok));

    let job = studies.create_study_job(study, &JobInputs::default()).send_blocking().unwrap().id;
    studies.start_study_job(study, job).send_blocking().unwrap();
    let changes = studies.wait_for_study_job(study, job).options(quick()).stream_blocking();
    assert!(changes.last().unwrap().unwrap().is_final());
    let status = studies.wait_for_study_job(study, job).wait_blocking().unwrap();
    assert_eq!(status.state.as_str(), "SUCCESS");
    assert!(wait(studies.wait_for_study_job(study, job).success()).is_ok());
    let logs = studies.download_study_job_logs(study, job, &folder).download_blocking().unwrap();
    let files = studies.download_study_job_outputs(study, job, &folder).download_blocking().unwrap();
    assert!(logs[0].path.is_file() && files[0].path.is_file());
    studies.delete_study_job(study, job).send_blocking().unwrap();
    let (api, path) = (studies.client().files(), folder.join("in.txt"));
    fs::write(&path, "content").unwrap();
    let file = api.upload(&path).upload_blocking().unwrap();
    assert_eq!(api.upload_reader("in.txt", "content".as_bytes()).outcome_blocking().unwrap().file, file);
    let downloaded = api.download(&file, folder.join("out.txt")).download_blocking().unwrap();
    assert_eq!(fs::read_to_string(downloaded.path).unwrap(), "content");
    let missing = api.upload(folder.join("missing")).upload_blocking().unwrap_err();
    assert!(missing.to_string().contains("missing"), "{missing}");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn outside_of_a_runtime() {
    let simulator = Simulator::start_blocking();
    check(&studies(&simulator));
}

#[tokio::test]
async fn inside_of_a_single_threaded_runtime() {
    let simulator = Simulator::start().await;
    let studies = studies(&simulator);
    studies.list_studies().await.unwrap();
    check(&studies);
    studies.list_studies().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn inside_of_a_runtime_and_mixed_with_async_calls() {
    let simulator = Simulator::start().await;
    let studies = studies(&simulator);
    let studies = tokio::spawn(async move {
        studies.list_studies().await.unwrap();
        check(&studies);
        studies.list_studies().await.unwrap();
        studies
    });
    let studies = studies.await.unwrap();
    tokio::task::spawn_blocking(move || check(&studies)).await.unwrap();
}

/// A task may poll so often until its runtime makes it pause; a call that blocks it cannot be made to.
#[tokio::test]
async fn in_a_task_that_has_used_up_its_allowance() {
    let simulator = Simulator::start().await;
    let studies = studies(&simulator);
    let (sender, mut queue) = tokio::sync::mpsc::unbounded_channel();
    (0..1000).for_each(|n| sender.send(n).unwrap());
    let count = std::future::poll_fn(|cx| {
        let mut received = 0;
        while queue.poll_recv(cx).is_ready() {
            received += 1;
        }
        check(&studies);
        std::task::Poll::Ready(received)
    });
    assert!(count.await < 1000, "the allowance was not used up");
}

#[test]
fn from_many_threads_at_once() {
    let simulator = Simulator::start_blocking();
    let studies = studies(&simulator);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| assert_eq!(studies.list_studies().items_blocking().count(), 25));
        }
    });
}

#[test]
fn time_limits_hold() {
    let simulator = Simulator::start_blocking();
    simulator.inject(Fault::on("list_studies").delay(Duration::from_secs(60)));
    let start = Instant::now();
    let request = studies(&simulator).list_studies().with_timeout(Duration::from_millis(200));
    let error = request.send_blocking().unwrap_err();
    assert!(matches!(error, Error::Transport(error) if error.is_timeout()));
    assert!(start.elapsed() < Duration::from_secs(30));
}

#[test]
fn anything_else_is_waited_for() {
    let simulator = Simulator::start_blocking();
    let studies = studies(&simulator);
    let count = wait(async {
        let first = studies.list_studies().await?;
        tokio::time::sleep(Duration::from_millis(1)).await;
        Ok::<_, AnyError>(first.items.len())
    });
    assert_eq!(count.unwrap(), 20);
}

/// The job's creation goes on in a task, which must not wait for a connection that the blocked runtime serves.
#[test]
fn a_run_in_a_runtime_that_it_blocks_comes_to_its_end() {
    let (done, is_done) = std::sync::mpsc::channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let simulator = Simulator::start().await;
            let studies = studies(&simulator);
            for _ in 0..3 {
                studies.list_studies().await.unwrap();
                // Time for the connection to come back to where idle ones are kept.
                tokio::time::sleep(Duration::from_millis(50)).await;
                check_jobs(&studies);
            }
        });
        done.send(()).unwrap();
    });
    is_done.recv_timeout(Duration::from_secs(60)).unwrap();
}

#[test]
fn a_blocking_run_that_is_given_up_has_cleaned_up() {
    let simulator = Simulator::start_blocking();
    let run = studies(&simulator).run_study_job(ENDLESS_STUDY.parse().unwrap(), JobInputs::default());
    let run = run.until(async { tokio::time::sleep(Duration::from_millis(50)).await });
    run.run_blocking().unwrap_err();
    assert!(simulator.job_ids().is_empty());
}
