//! The quickstart against a simulator of this process, which sees what is left behind.

use osparc_client::{Client, Credentials};
use osparc_simulator::{ApiVersion, Fault, Simulator};

use crate::quickstart_example::quickstart;

fn client(simulator: &Simulator) -> Client {
    let credentials = Credentials::basic(simulator.key(), simulator.secret());
    Client::builder().base_url(simulator.base_url()).credentials(credentials).build().unwrap()
}

#[tokio::test]
async fn the_quickstart_leaves_nothing_behind() {
    for version in ApiVersion::ALL {
        let simulator = Simulator::builder().version(version).start().await.unwrap();
        quickstart(&client(&simulator)).await.unwrap();
        assert!(simulator.job_ids().is_empty() && simulator.files().is_empty(), "{version:?}");
        let job = simulator.created_jobs().remove(0);
        assert!(job.hidden && job.kept_inputs[0].1.contains("input.txt"), "{job:?}");
        assert_eq!((simulator.side_effects().clones, simulator.created_jobs().len()), (0, 1));
    }
}

#[tokio::test]
async fn the_quickstart_cleans_up_after_a_failure_and_keeps_what_was_there() {
    let simulator = Simulator::start().await;
    let client = client(&simulator);
    simulator.inject(Fault::on("start_job").always().status(402));
    quickstart(&client).await.unwrap_err();
    assert!(simulator.job_ids().is_empty() && simulator.files().is_empty());
    simulator.clear_faults();
    client.files().upload_bytes("input.txt", "1").await.unwrap();
    quickstart(&client).await.unwrap();
    assert_eq!((simulator.job_ids().len(), simulator.files().len()), (0, 1));
}
