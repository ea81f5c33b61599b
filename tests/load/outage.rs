//! A server that fails every request for a while, and recovers.

use osparc_client::StudiesApi;
use uuid::Uuid;

use crate::faulty_server::{Behaviour, FaultyServer};

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
async fn an_outage_adds_at_most_a_tenth_of_retries() {
    fastrand::seed(3);
    let mut random = fastrand::Rng::with_seed(3);
    let mixed = move |_: &str| Behaviour::fault(&mut random);
    let server = FaultyServer::new(mixed);
    for behaviour in
        [None, Some(Behaviour::Status(503)), Some(Behaviour::Status(429)), Some(Behaviour::Reset)]
    {
        if let Some(behaviour) = behaviour.clone() {
            server.change(move |_| behaviour.clone());
        }
        let studies = server.client().studies();
        assert_eq!(calls(&studies, 10_000).await, 0);
        let extra = server.take().len() - 10_000;
        println!("outage ({behaviour:?}): 10000 calls, {extra} retries");
        assert!((1..=1_000).contains(&extra), "{extra}");
    }
}

#[tokio::test(start_paused = true)]
async fn after_an_outage_calls_succeed_and_the_retry_budget_refills() {
    fastrand::seed(4);
    let server = FaultyServer::new(|_| Behaviour::Status(503));
    let studies = server.client().studies();
    calls(&studies, 1_000).await;
    let spent = server.take().len() - 1_000;
    let mut recovered = Vec::new();
    // A 404 is the response of a healthy server, too.
    for (responses, behaviour) in [
        (0, Behaviour::Success),
        (50, Behaviour::Success),
        (500, Behaviour::Success),
        (50, Behaviour::Status(404)),
    ] {
        let expected = if behaviour == Behaviour::Success { responses } else { 0 };
        server.change(move |_| behaviour.clone());
        let good = calls(&studies, responses).await;
        assert_eq!(good, expected, "the first call after the outage succeeds, and so on");
        server.take();
        server.change(|_| Behaviour::Status(503));
        calls(&studies, 1_000).await;
        recovered.push(server.take().len() - 1_000);
    }
    println!("outage: {spent} retries; again after 0, 50, 500 and 50 responses: {recovered:?}");
    assert_eq!((spent, recovered), (100, vec![0, 10, 100, 10]));
}
