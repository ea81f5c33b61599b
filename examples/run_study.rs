//! Runs a study with inputs from the command line and prints its outputs: `cargo run --example run_study -- --help`.

#[path = "support/connect.rs"]
mod connect;
#[path = "support/run.rs"]
mod run;

use std::process::ExitCode;

use connect::{Result, arguments, connect, exit};
use osparc_simulator::SLEEPER_STUDY;
use run::{inputs_of, show};

const USAGE: &str = "Runs a study and prints its outputs; files and logs are downloaded into a temporary folder. The job is
deleted at the end, also after an error and at Ctrl-C.

Usage: run_study [<study id> [<label>=<value>]...]

A value that is JSON keeps its type, `@<path>` is a file to upload, anything else is a text. Without a study it is
one of the embedded simulator.";

#[tokio::main]
async fn main() -> ExitCode {
    exit(run().await)
}

async fn run() -> Result<()> {
    let arguments = arguments(USAGE, usize::MAX);
    let study = arguments.first().map_or(SLEEPER_STUDY, String::as_str).parse()?;
    let inputs = inputs_of(arguments.get(1..).unwrap_or_default())?;
    let (client, _simulator) = connect().await?;
    show(client.studies().run_study_job(study, inputs)).await
}
