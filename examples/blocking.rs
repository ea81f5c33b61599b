//! The client from code that is not `async`: `cargo run --example blocking --features blocking`.
//!
//! Without `OSPARC_API_HOST` it talks to the embedded simulator; with it, to the platform, with the credentials in
//! `OSPARC_API_KEY` and `OSPARC_API_SECRET`.

use osparc_client::{AnyError, Client, Credentials};
use osparc_simulator::Simulator;

fn main() -> Result<(), AnyError> {
    let (client, _simulator) = connect()?;
    let studies = client.studies();

    let mut list = studies.list_studies().limit(10).items_blocking();
    let mut first = None;
    for study in list.by_ref() {
        let study = study?;
        println!("{} {}", study.uid, study.title.as_deref().unwrap_or("(no title)"));
        first.get_or_insert(study.uid);
    }
    println!("{} studies in all", list.get_ref().total().unwrap_or_default());

    if let Some(study) = first {
        for port in studies.list_study_ports(study).send_blocking()?.items {
            println!("port {}", port.key);
        }
        let response = studies.get_study(study).response_blocking()?;
        println!("get_study answers {}", response.status());
    }
    Ok(())
}

/// A client of the platform named by the environment, else of a simulator that lives as long as the program.
fn connect() -> Result<(Client, Option<Simulator>), AnyError> {
    if std::env::var_os("OSPARC_API_HOST").is_some() || std::env::var_os("OSPARC_API_BASE_URL").is_some() {
        return Ok((Client::from_env()?, None));
    }
    let simulator = Simulator::start_blocking();
    let credentials = Credentials::basic(simulator.key(), simulator.secret());
    let client = Client::builder().base_url(simulator.base_url()).credentials(credentials).build()?;
    Ok((client, Some(simulator)))
}
