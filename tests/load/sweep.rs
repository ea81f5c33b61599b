//! A sweep of runs through the platform's proxy, which limits rates, finds nothing for no reason and loses connections.

use std::time::Duration;

use osparc_client::{
    Client, Credentials, RetryPolicy,
    jobs::{JobError, JobRun, Output, WaitOptions},
    models::JobInputs,
};
use osparc_simulator::{Builder, SLEEPER_STUDY, Simulator};

/// A proxy that rejects some of the requests of 20 runs at a time, and has bad luck with others.
fn proxy() -> Builder {
    let quick = Simulator::builder().waiting_states(&[]).started_steps(1).latency(Duration::from_millis(20));
    let limited = quick.rate_limit(100, Duration::from_secs(1), 10).cut_off_retry_after().most_in_flight(25);
    limited.spurious_not_found(0.02).lost_connections(0.01)
}

/// The results of so many runs, each with an input of its own.
async fn sweep(simulator: &Simulator, runs: i64, retry: RetryPolicy) -> Vec<Result<JobRun, JobError>> {
    let credentials = Credentials::basic(simulator.key(), simulator.secret());
    let client = Client::builder().base_url(simulator.base_url()).credentials(credentials).build().unwrap();
    let inputs = (0..runs).map(|number| JobInputs::default().with("InputInt", number));
    let wait = WaitOptions::new().poll_interval(Duration::from_millis(50), Duration::from_millis(200));
    let runs = client.studies().run_study_jobs(SLEEPER_STUDY.parse().unwrap(), inputs).concurrency(20);
    let results = runs.wait(wait.null_outputs_limit(Duration::ZERO)).retry(retry).await;
    for (number, run) in (0..).zip(&results) {
        if let Ok(run) = run {
            assert_eq!(run.outputs.get("OutputInt"), Some(Output::Integer(number)));
        }
    }
    results
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_run_of_a_sweep_gives_its_result_once_and_leaves_nothing() {
    // A creation may be repeated because the proxy loses it before the server sees it.
    let simulator = proxy().spare_creations().start_blocking().unwrap();
    let results = sweep(&simulator, 200, RetryPolicy::new().assume_idempotent()).await;
    let counts = simulator.proxy_counts();
    println!("of {} requests of 200 runs: {counts:?}", simulator.requests().len());
    assert!(
        counts.rate_limited > 10 && counts.not_found > 10 && counts.lost_before > 2 && counts.lost_after > 2,
        "{counts:?}"
    );
    let errors: Vec<_> = results.iter().filter_map(|run| run.as_ref().err()).collect();
    let left: Vec<_> = results.iter().flatten().filter_map(|run| run.left_behind.as_ref()).collect();
    assert!(errors.is_empty() && left.is_empty(), "{errors:?} {left:?}");
    let effects = simulator.side_effects();
    assert_eq!((effects.jobs, effects.starts, effects.deletions), (200, 200, 200));
    assert_eq!((simulator.duplicate_jobs(), simulator.job_ids().len()), (0, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_a_lost_creation_costs_a_result_and_is_told() {
    let simulator = proxy().lost_connections(0.1).start_blocking().unwrap();
    let results = sweep(&simulator, 50, RetryPolicy::new()).await;
    let lost: Vec<_> = results.iter().filter_map(|run| run.as_ref().err()).collect();
    assert!(
        !lost.is_empty() && lost.iter().all(|error| matches!(error, JobError::CreationLost { .. })),
        "{lost:?}"
    );
    // The server has made some of those that were lost, and none twice.
    assert!(simulator.job_ids().len() <= lost.len());
    assert_eq!(simulator.side_effects().starts, 50 - lost.len());
    assert_eq!(simulator.duplicate_jobs(), 0);
}
