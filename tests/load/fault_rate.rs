//! A server that fails five requests in a hundred.

use std::collections::BTreeMap;

use osparc_client::{RetryPolicy, StudiesApi};
use uuid::Uuid;

use crate::faulty_server::{Behaviour, FaultyServer};

const RATE: f64 = 0.05;

fn five_percent(seed: u64) -> impl FnMut(&str) -> Behaviour {
    let mut random = fastrand::Rng::with_seed(seed);
    move |_| if random.f64() < RATE { Behaviour::fault(&mut random) } else { Behaviour::Success }
}

/// Calls one of the idempotent operations; returns whether it succeeded.
async fn idempotent_call(studies: &StudiesApi, number: u128) -> bool {
    let id = Uuid::from_u128(number);
    match number % 3 {
        0 => studies.get_study(id).await.is_ok(),
        1 => studies.inspect_study_job(id, id).await.is_ok(),
        _ => studies.delete_study_job(id, id).await.is_ok(),
    }
}

async fn call_all(studies: &StudiesApi, workers: u128, calls: u128) -> u128 {
    let tasks: Vec<_> = (0..workers)
        .map(|worker| {
            let studies = studies.clone();
            tokio::spawn(async move {
                let mut good = 0;
                for call in 0..calls {
                    good += u128::from(idempotent_call(&studies, worker * calls + call).await);
                }
                good
            })
        })
        .collect();
    let mut good = 0;
    for task in tasks {
        good += task.await.unwrap();
    }
    good
}

#[tokio::test(start_paused = true)]
async fn idempotent_calls_succeed_999_times_in_1000() {
    fastrand::seed(1);
    let (workers, calls) = (100, 500);
    let server = FaultyServer::new(five_percent(0x05_9A4C));
    let good = call_all(&server.client().studies(), workers, calls).await;
    let (all, requests) = (workers * calls, server.take().len() as u128);
    println!(
        "5 % faults, virtual time: {good} of {all} idempotent calls succeed, {} fail; {requests} requests, {:.2} % more than \
         calls",
        all - good,
        percent(requests - all, all)
    );
    assert!((all - good) * 1000 <= all, "{good} of {all}");
    assert!(requests * 100 <= all * 107, "{requests} requests");

    // Without retries, the same faults reach the caller.
    let once = server.builder().retry(RetryPolicy::none()).build().unwrap().studies();
    let good = call_all(&once, workers, calls / 10).await;
    let all = workers * calls / 10;
    println!("5 % faults, no retries: {:.2} % fail", percent(all - good, all));
    assert!((all - good) * 100 > all * 4, "{good} of {all}");
}

#[tokio::test(start_paused = true)]
async fn job_starts_are_not_retried_where_they_may_have_been_processed() {
    fastrand::seed(2);
    let server = FaultyServer::new(five_percent(7));
    let studies = server.client().studies();
    let calls = 5_000_u128;
    for number in 0..calls {
        let id = Uuid::from_u128(number);
        let _ = studies.start_study_job(id, id).await;
    }
    let mut requests: BTreeMap<String, Vec<Behaviour>> = BTreeMap::new();
    for arrival in server.take() {
        requests.entry(arrival.path).or_default().push(arrival.behaviour);
    }
    assert_eq!(requests.len() as u128, calls);
    let retried: Vec<_> = requests.values().filter(|behaviour| behaviour.len() > 1).collect();
    let after = retried.iter().flat_map(|behaviour| behaviour.iter().take(behaviour.len() - 1));
    for behaviour in after {
        assert_eq!(*behaviour, Behaviour::Status(429), "retried where it may have been processed");
    }
    println!("5 % faults, {calls} job starts: {} retried, all of them after a 429", retried.len());
    assert!(!retried.is_empty());
}

#[expect(clippy::cast_precision_loss, reason = "the counts are small")]
fn percent(part: u128, whole: u128) -> f64 {
    part as f64 * 100.0 / whole as f64
}
