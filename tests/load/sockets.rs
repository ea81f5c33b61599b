//! Five faults in a hundred requests, over loopback sockets and against the simulator.

use std::time::Duration;

use osparc_client::{Client, Credentials, RetryPolicy};
use osparc_simulator::{Fault, SLEEPER_STUDY, Simulator};

use crate::faulty_server::Behaviour;

fn fault(behaviour: &Behaviour) -> Fault {
    let fault = Fault::on("get_study");
    match behaviour {
        Behaviour::Status(status) => fault.status(*status).body("text/html", "<html>no server</html>"),
        _ => fault.reset(),
    }
}

#[tokio::test]
async fn idempotent_calls_succeed_over_sockets_too() {
    fastrand::seed(6);
    let mut random = fastrand::Rng::with_seed(6);
    let simulator = Simulator::start().await;
    let policy = RetryPolicy::new()
        .initial_backoff(Duration::from_millis(2))
        .throttled_backoff(Duration::from_millis(2));
    let credentials = Credentials::basic(simulator.key(), simulator.secret());
    let builder = Client::builder().base_url(simulator.base_url()).credentials(credentials);
    let studies = builder.retry(policy).no_proxy().build().unwrap().studies();
    let (calls, mut good, mut faults) = (2_000, 0, 0);
    for _ in 0..calls {
        // Each request of a call, retries included, may fail.
        while random.f64() < 0.05 {
            simulator.inject(fault(&Behaviour::fault(&mut random)));
            faults += 1;
        }
        good += usize::from(studies.get_study(SLEEPER_STUDY.parse().unwrap()).await.is_ok());
        simulator.clear_faults();
    }
    println!("5 % faults, loopback sockets: {good} of {calls} calls succeed, with {faults} faults");
    assert!((calls - good) * 1000 <= calls, "{good} of {calls}");
    assert!(faults > calls / 25, "{faults}");
    assert_eq!(simulator.count("get_study"), calls + faults);
}
