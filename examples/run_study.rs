//! Runs a study with inputs from the command line and prints its outputs:
//! `cargo run --example run_study -- [<study id> [<label>=<value>]...]`.
//!
//! A value that is JSON keeps its type, anything else is a string. Logs and files are downloaded into a temporary folder.
//! The job is deleted at the end, also after an error and on Ctrl-C. Without `OSPARC_API_HOST` the study is one of the
//! embedded simulator.

#[path = "support/connect.rs"]
mod connect;

use std::{env, process::ExitCode, time::Duration};

use connect::{Result, connect, exit};
use osparc_client::{
    Json,
    jobs::{InputValue, WaitOptions},
    models::JobInputs,
    runtime::from_json,
};
use osparc_simulator::SLEEPER_STUDY;

#[tokio::main]
async fn main() -> ExitCode {
    exit(run().await)
}

async fn run() -> Result<()> {
    let mut arguments = env::args().skip(1);
    let study = arguments.next().unwrap_or_else(|| SLEEPER_STUDY.to_owned()).parse()?;
    let mut inputs = JobInputs::default();
    for argument in arguments {
        let (label, value) = argument.split_once('=').ok_or("an input is <label>=<value>")?;
        inputs = inputs.with(label, value_of(value));
    }

    let (client, _simulator) = connect().await?;
    let folder = env::temp_dir().join("osparc-run-study");
    let run = client
        .studies()
        .run_study_job(study, inputs)
        .wait(WaitOptions::new().deadline(Duration::from_secs(60 * 60)))
        .logs(&folder)
        .files(&folder)
        .on_status(|status| println!("{:>3} %  {}", status.progress_or_default(), status.state))
        .until(async {
            // Without a signal handler the run continues to its end.
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
            println!("Interrupted: stopping and deleting the job");
        })
        .await?;
    for (label, output) in run.outputs.iter() {
        println!("{label} = {output}");
    }
    for output in run.files? {
        println!("File of {}: {} ({} bytes)", output.label, output.path.display(), output.bytes);
    }
    for log in run.logs? {
        println!("Log of node {}: {} ({} bytes)", log.node_name, log.path.display(), log.bytes);
    }
    if let Some(error) = run.left_behind {
        println!("The job {} could not be deleted: {error}", run.job.id);
    }
    Ok(())
}

/// Converts an argument: a JSON value keeps its type, anything else is a string.
fn value_of(text: &str) -> InputValue {
    match from_json::<Json>(text.as_bytes()) {
        Ok(_) => from_json(text.as_bytes()).unwrap_or_else(|_| text.into()),
        Err(_) => text.into(),
    }
}
