//! The proxy in front of the API, and the connection that a 500 ends.

use std::time::Duration;

use futures_util::future::join_all;
use osparc_simulator::{ApiVersion, Builder, Fault, SLEEPER_STUDY, Simulator};

use crate::client::{BufferedResponse, call, create, http, request, send};

async fn started(builder: Builder) -> Simulator {
    builder.start().await.unwrap()
}

/// Statuses of so many requests in a row; 0 for a lost connection.
async fn statuses(simulator: &Simulator, method: &str, path: &str, count: usize) -> Vec<u16> {
    let mut seen = Vec::new();
    for _ in 0..count {
        seen.push(send(request(simulator, method, path)).await.map_or(0, |response| response.status));
    }
    seen
}

#[tokio::test]
async fn the_rate_limit_lets_a_burst_pass_and_says_when_to_come_again() {
    let simulator = started(Simulator::builder().rate_limit(1, Duration::from_secs(60), 3)).await;
    let path = format!("/v0/studies/{SLEEPER_STUDY}:clone");
    assert_eq!(statuses(&simulator, "POST", &path, 3).await, [201; 3]);
    let rejected = call(&simulator, "POST", &path, "").await;
    assert_eq!((rejected.status, &*rejected.text), (429, "Too Many Requests"));
    assert_eq!(
        (rejected.header("content-type"), rejected.header("retry-after")),
        (Some("text/plain"), Some("60"))
    );
    let exact = rejected.header("x-retry-in").unwrap();
    assert!(exact.starts_with("59.") && exact.ends_with('s'), "{exact}");
    assert_eq!((simulator.side_effects().clones, simulator.proxy_counts().rate_limited), (3, 1));
    // The object store is behind no proxy.
    assert_eq!(send(http().get(simulator.storage_url())).await.unwrap().status, 403);
}

#[tokio::test]
async fn a_request_that_is_nearly_in_time_waits_instead() {
    let builder = Simulator::builder().rate_limit(10, Duration::from_secs(1), 1).cut_off_retry_after();
    let simulator = started(builder).await;
    let client = http();
    let ask = || async {
        let url = format!("{}/v0/meta", simulator.base_url());
        send(client.get(url)).await.unwrap()
    };
    let responses: Vec<BufferedResponse> = join_all((0..4).map(|_| ask())).await;
    let rejected: Vec<_> = responses.iter().filter(|response| response.status == 429).collect();
    assert!(!rejected.is_empty() && rejected.iter().all(|one| one.header("retry-after") == Some("0")));
    assert_eq!(simulator.proxy_counts().rate_limited, rejected.len());
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(ask().await.status, 200);
}

#[tokio::test]
async fn too_many_in_flight_are_rejected_without_a_time() {
    let builder = Simulator::builder().most_in_flight(3).latency(Duration::from_millis(300));
    let simulator = started(builder).await;
    let responses = join_all((0..5).map(|_| send(request(&simulator, "GET", "/v0/studies")))).await;
    let rejected: Vec<_> = responses.iter().flatten().filter(|response| response.status == 429).collect();
    assert_eq!((rejected.len(), simulator.proxy_counts().too_many_in_flight), (2, 2));
    for response in rejected {
        assert_eq!((&*response.text, response.header("retry-after")), ("max connections reached: 3", None));
    }
    assert_eq!(call(&simulator, "GET", "/v0/studies", "").await.status, 200);
}

#[tokio::test]
async fn bad_luck_is_the_same_for_the_same_seed() {
    let lucky = |seed| async move {
        let builder = Simulator::builder().spurious_not_found(0.2).lost_connections(0.2).seed(seed);
        let simulator = started(builder).await;
        let path = format!("/v0/studies/{SLEEPER_STUDY}:clone");
        let seen = statuses(&simulator, "POST", &path, 100).await;
        let counts = simulator.proxy_counts();
        let of = |status| seen.iter().filter(|other| **other == status).count();
        assert_eq!((of(404), of(0)), (counts.not_found, counts.lost_before + counts.lost_after));
        assert_eq!(simulator.side_effects().clones, of(201) + counts.lost_after);
        assert!(counts.not_found > 5 && counts.lost_before > 2 && counts.lost_after > 2, "{counts:?}");
        assert!(statuses(&simulator, "GET", "/v0/meta", 20).await.iter().all(|status| *status != 404));
        seen
    };
    assert_eq!(lucky(1).await, lucky(1).await);
    assert_ne!(lucky(1).await, lucky(2).await);
}

#[tokio::test]
async fn the_luck_of_an_operation_does_not_depend_on_others() {
    let seen = |others: usize| async move {
        let simulator = started(Simulator::builder().spurious_not_found(0.5)).await;
        let mut seen = Vec::new();
        for _ in 0..20 {
            statuses(&simulator, "GET", "/v0/files", others).await;
            seen.extend(statuses(&simulator, "GET", "/v0/studies", 1).await);
        }
        seen
    };
    let alone = seen(0).await;
    assert!(alone.contains(&200) && alone.contains(&404));
    assert_eq!(alone, seen(2).await);
}

#[tokio::test]
async fn creations_can_be_spared() {
    let simulator = started(Simulator::builder().lost_connections(0.5).spare_creations()).await;
    let path = format!("/v0/studies/{SLEEPER_STUDY}:clone");
    let seen = statuses(&simulator, "POST", &path, 40).await;
    let clones = seen.iter().filter(|status| **status == 201).count();
    assert_eq!((simulator.side_effects().clones, simulator.proxy_counts().lost_after), (clones, 0));
    assert!(simulator.proxy_counts().lost_before > 5);
    statuses(&simulator, "GET", "/v0/studies", 40).await;
    assert!(simulator.proxy_counts().lost_after > 5);
}

#[tokio::test]
async fn injected_faults_come_before_bad_luck_and_behind_the_limit() {
    let builder = Simulator::builder().rate_limit(1, Duration::from_secs(60), 2).spurious_not_found(1.0);
    let simulator = started(builder).await;
    simulator.inject(Fault::on("list_studies").always().status(503));
    assert_eq!(statuses(&simulator, "GET", "/v0/studies", 3).await, [503, 503, 429]);
    assert_eq!(simulator.proxy_counts().not_found, 0);
}

#[tokio::test]
async fn a_second_job_of_the_same_inputs_is_counted() {
    let simulator = Simulator::start().await;
    for number in [1, 2, 1, 3, 1] {
        create(&simulator, SLEEPER_STUDY, &format!(r#"{{"values":{{"InputInt":{number}}}}}"#)).await;
    }
    assert_eq!((simulator.created_jobs().len(), simulator.duplicate_jobs()), (5, 2));
}

#[tokio::test]
async fn a_500_ends_the_connection_without_a_word() {
    for version in ApiVersion::ALL {
        let simulator = started(Simulator::builder().version(version)).await;
        let client = http();
        let clone = || {
            let url = format!("{}/v0/studies/{SLEEPER_STUDY}:clone", simulator.base_url());
            send(client.post(url).basic_auth(simulator.key(), Some(simulator.secret())))
        };
        simulator.inject(Fault::on("clone_study").status(500));
        let failed = clone().await.unwrap();
        assert_eq!((failed.status, failed.header("connection")), (500, None));
        assert!(clone().await.is_err(), "{version:?}");
        assert_eq!((simulator.lost_after_500(), simulator.side_effects().clones), (1, 0));
        assert_eq!((clone().await.unwrap().status, simulator.connections()), (201, 2));
    }
    let simulator = started(Simulator::builder().closes_after_500(false)).await;
    let client = http();
    simulator.inject(Fault::on("").always().status(500));
    for _ in 0..3 {
        assert_eq!(send(client.get(format!("{}/none", simulator.base_url()))).await.unwrap().status, 500);
    }
    assert_eq!((simulator.connections(), simulator.lost_after_500()), (1, 0));
}
