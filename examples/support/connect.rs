//! Shared code of the examples: the arguments, the client, and the exit code.
//!
//! In: the environment. Out: a client of the platform or of the embedded simulator.
//! Invariant: without `OSPARC_API_HOST` or `OSPARC_API_BASE_URL` nothing leaves this machine.

#[path = "arguments.rs"]
mod arguments;

use std::{env, process::ExitCode};

use osparc_client::{Client, Credentials};
use osparc_simulator::Simulator;

pub(crate) type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// The arguments of an example that connects, of which there are not more than `most`.
pub(crate) fn arguments(usage: &str, most: usize) -> Vec<String> {
    let environment = "Without OSPARC_API_HOST it uses the embedded simulator; with it, the platform, with the credentials in
OSPARC_API_KEY and OSPARC_API_SECRET.";
    arguments::arguments(&format!("{usage}\n\n{environment}"), most)
}

/// A client of the platform that the environment names, else of a simulator, which runs as long as it is not dropped.
pub(crate) async fn connect() -> Result<(Client, Option<Simulator>)> {
    if env::var_os("OSPARC_API_HOST").is_some() || env::var_os("OSPARC_API_BASE_URL").is_some() {
        return Ok((Client::from_env()?, None));
    }
    let simulator = Simulator::start().await;
    eprintln!("No OSPARC_API_HOST: using the simulator at {}", simulator.base_url());
    let credentials = Credentials::basic(simulator.key(), simulator.secret());
    let client = Client::builder().base_url(simulator.base_url()).credentials(credentials).build()?;
    Ok((client, Some(simulator)))
}

/// The exit code of a program; an error is printed with its causes.
pub(crate) fn exit(outcome: Result<()>) -> ExitCode {
    let Err(error) = outcome else { return ExitCode::SUCCESS };
    eprintln!("error: {error}");
    let mut cause = error.source();
    while let Some(error) = cause {
        eprintln!("  caused by: {error}");
        cause = error.source();
    }
    ExitCode::FAILURE
}
