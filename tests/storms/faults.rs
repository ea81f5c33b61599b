//! A server of which five requests in a hundred go wrong.

use std::collections::BTreeMap;

use osparc_client::{RetryPolicy, StudiesApi};
use uuid::Uuid;

use crate::sky::{Sky, Weather};

const RATE: f64 = 0.05;

fn five_percent(seed: u64) -> impl FnMut(&str) -> Weather {
    let mut random = fastrand::Rng::with_seed(seed);
    move |_| if random.f64() < RATE { Weather::bad(&mut random) } else { Weather::Fine }
}

/// One of the operations that are safe to repeat; whether it succeeded.
async fn safe_call(studies: &StudiesApi, number: u128) -> bool {
    let id = Uuid::from_u128(number);
    match number % 3 {
        0 => studies.get_study(id).await.is_ok(),
        1 => studies.inspect_study_job(id, id).await.is_ok(),
        _ => studies.delete_study_job(id, id).await.is_ok(),
    }
}

async fn crowd(studies: &StudiesApi, workers: u128, calls: u128) -> u128 {
    let tasks: Vec<_> = (0..workers)
        .map(|worker| {
            let studies = studies.clone();
            tokio::spawn(async move {
                let mut good = 0;
                for call in 0..calls {
                    good += u128::from(safe_call(&studies, worker * calls + call).await);
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
async fn safe_operations_succeed_999_times_in_1000() {
    fastrand::seed(1);
    let (workers, calls) = (100, 500);
    let sky = Sky::new(five_percent(0x05_9A4C));
    let good = crowd(&sky.client().studies(), workers, calls).await;
    let (all, requests) = (workers * calls, sky.take().len() as u128);
    println!(
        "5 % faults, virtual time: {good} of {all} safe calls succeed, {} fail; {requests} requests, {:.2} % more than \
         calls",
        all - good,
        percent(requests - all, all)
    );
    assert!((all - good) * 1000 <= all, "{good} of {all}");
    assert!(requests * 100 <= all * 107, "{requests} requests");

    // What the figure is worth: without repetitions the same weather is felt in full.
    let once = sky.builder().retry(RetryPolicy::none()).build().unwrap().studies();
    let good = crowd(&once, workers, calls / 10).await;
    let all = workers * calls / 10;
    println!("5 % faults, no repetitions: {:.2} % fail", percent(all - good, all));
    assert!((all - good) * 100 > all * 4, "{good} of {all}");
}

#[tokio::test(start_paused = true)]
async fn what_costs_money_is_not_done_twice() {
    fastrand::seed(2);
    let sky = Sky::new(five_percent(7));
    let studies = sky.client().studies();
    let calls = 5_000_u128;
    for number in 0..calls {
        let id = Uuid::from_u128(number);
        let _ = studies.start_study_job(id, id).await;
    }
    let mut requests: BTreeMap<String, Vec<Weather>> = BTreeMap::new();
    for arrival in sky.take() {
        requests.entry(arrival.path).or_default().push(arrival.weather);
    }
    assert_eq!(requests.len() as u128, calls);
    let repeated: Vec<_> = requests.values().filter(|weather| weather.len() > 1).collect();
    let after = repeated.iter().flat_map(|weather| weather.iter().take(weather.len() - 1));
    for weather in after {
        assert_eq!(*weather, Weather::Status(429), "repeated where it may have been carried out");
    }
    println!("5 % faults, {calls} starts of jobs: {} repeated, all of them after a 429", repeated.len());
    assert!(!repeated.is_empty());
}

#[expect(clippy::cast_precision_loss, reason = "the counts are small")]
fn percent(part: u128, whole: u128) -> f64 {
    part as f64 * 100.0 / whole as f64
}
