//! A server that answers nothing but trouble, and comes back.

use osparc_client::StudiesApi;
use uuid::Uuid;

use crate::sky::{Sky, Weather};

/// Calls by clones of one client, ten at a time; how many succeed.
async fn calls(studies: &StudiesApi, count: u128) -> u128 {
    let tasks: Vec<_> = (0..10)
        .map(|_| {
            let studies = studies.clone();
            tokio::spawn(async move {
                let mut good = 0;
                for number in 0..count / 10 {
                    good += u128::from(studies.get_study(Uuid::from_u128(number)).await.is_ok());
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
async fn a_total_outage_is_met_with_a_tenth_more_load_at_most() {
    fastrand::seed(3);
    let mut random = fastrand::Rng::with_seed(3);
    let mixed = move |_: &str| Weather::bad(&mut random);
    let sky = Sky::new(mixed);
    for weather in [None, Some(Weather::Status(503)), Some(Weather::Status(429)), Some(Weather::Reset)] {
        if let Some(weather) = weather.clone() {
            sky.change(move |_| weather.clone());
        }
        let studies = sky.client().studies();
        assert_eq!(calls(&studies, 10_000).await, 0);
        let extra = sky.take().len() - 10_000;
        println!("outage ({weather:?}): 10000 calls, {extra} repetitions");
        assert!((1..=1_000).contains(&extra), "{extra}");
    }
}

#[tokio::test(start_paused = true)]
async fn after_an_outage_calls_succeed_and_the_allowance_comes_back() {
    fastrand::seed(4);
    let sky = Sky::new(|_| Weather::Status(503));
    let studies = sky.client().studies();
    calls(&studies, 1_000).await;
    let spent = sky.take().len() - 1_000;
    let mut recovered = Vec::new();
    // A refusal is an answer of a server in good health, too.
    for (answers, weather) in
        [(0, Weather::Fine), (50, Weather::Fine), (500, Weather::Fine), (50, Weather::Status(404))]
    {
        let expected = if weather == Weather::Fine { answers } else { 0 };
        sky.change(move |_| weather.clone());
        let good = calls(&studies, answers).await;
        assert_eq!(good, expected, "the first call after the outage succeeds, and so on");
        sky.take();
        sky.change(|_| Weather::Status(503));
        calls(&studies, 1_000).await;
        recovered.push(sky.take().len() - 1_000);
    }
    println!("outage: {spent} repetitions; again after 0, 50, 500 and 50 answers: {recovered:?}");
    assert_eq!((spent, recovered), (100, vec![0, 10, 100, 10]));
}
