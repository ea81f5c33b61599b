//! Uses the client from code that is not `async`: `cargo run --example blocking --features blocking`.
//!
//! Without `OSPARC_API_HOST` it uses the embedded simulator; with it, the platform, with the credentials in
//! `OSPARC_API_KEY` and `OSPARC_API_SECRET`.

#[path = "support/arguments.rs"]
mod arguments;

use std::error::Error;

use arguments::arguments;
use osparc_client::{Client, Credentials, models::JobInputs};
use osparc_simulator::Simulator;

const USAGE: &str = "Lists studies, runs the first one and prints an output, without async code.

Usage: blocking

Without OSPARC_API_HOST it uses the embedded simulator; with it, the platform, with the credentials in
OSPARC_API_KEY and OSPARC_API_SECRET.";

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    arguments(USAGE, 0);
    let (client, _simulator) = connect()?;
    let studies = client.studies();

    // Pages are fetched lazily; the first five items need one.
    let mut list = studies.list_studies().limit(5).items_blocking();
    let mut first = None;
    for study in list.by_ref().take(5) {
        let study = study?;
        println!("{}  {}", study.uid, study.title.as_deref().unwrap_or("(no title)"));
        first.get_or_insert(study.uid);
    }
    println!("{} studies in all", list.get_ref().total().unwrap_or_default());

    let Some(study) = first else { return Ok(()) };
    for port in studies.list_study_ports(study).send_blocking()?.items {
        println!("{} {}", port.kind, port.label().unwrap_or("(no label)"));
    }
    let run = studies.run_study_job(study, JobInputs::default().with("InputInt", 42)).run_blocking()?;
    println!("The job {} ended as {}: {}", run.job.id, run.status.state, run.outputs.integer("OutputInt")?);
    Ok(())
}

/// A client of the platform that the environment names, else of a simulator, which runs as long as it is not dropped.
fn connect() -> Result<(Client, Option<Simulator>)> {
    if std::env::var_os("OSPARC_API_HOST").is_some() || std::env::var_os("OSPARC_API_BASE_URL").is_some() {
        return Ok((Client::from_env()?, None));
    }
    let simulator = Simulator::start_blocking();
    eprintln!("No OSPARC_API_HOST: using the simulator at {}", simulator.base_url());
    let credentials = Credentials::basic(simulator.key(), simulator.secret());
    let client = Client::builder().base_url(simulator.base_url()).credentials(credentials).build()?;
    Ok((client, Some(simulator)))
}
