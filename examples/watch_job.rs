//! Watches a job that another program started, until it ends: `cargo run --example watch_job -- <study id> <job id>`.
//!
//! Ctrl-C ends the program and not the job. Without arguments it creates and starts a job on the embedded simulator (or
//! the first study of `OSPARC_API_HOST`) and watches that.

#[path = "support/connect.rs"]
mod connect;

use std::{process::ExitCode, time::Duration};

use connect::{Result, arguments, connect, exit};
use osparc_client::{StudiesApi, models::JobInputs};
use uuid::Uuid;

const USAGE: &str =
    "Shows the states of a job until it ends; without a job, it starts one of the first study.

Usage: watch_job [<study id> <job id>]";

#[tokio::main]
async fn main() -> ExitCode {
    exit(watch().await)
}

async fn watch() -> Result<()> {
    let arguments = arguments(USAGE, 2);
    let (client, _simulator) = connect().await?;
    let studies = client.studies();
    let (study, job) = match arguments.as_slice() {
        [study, job, ..] => (study.parse()?, job.parse()?),
        _ => start(&studies).await?,
    };
    let mut changes = studies
        .wait_for_study_job(study, job)
        .deadline(Duration::from_secs(7 * 24 * 60 * 60))
        .not_started_limit(Duration::from_secs(60))
        .stream();
    while let Some(status) = changes.next_status().await? {
        let since = status.started_at.or(Some(status.submitted_at)).map(|time| time.to_string());
        println!("{:>3} %  {:<22} {}", status.progress_or_default(), status.state, since.unwrap_or_default());
    }
    Ok(())
}

/// Creates and starts a job to watch.
async fn start(studies: &StudiesApi) -> Result<(Uuid, Uuid)> {
    let page = studies.list_studies().limit(1).await?;
    let study = page.items.first().ok_or("there is no study")?.uid;
    let job = studies.create_study_job(study, &JobInputs::default()).await?;
    studies.start_study_job(study, job.id).await?;
    println!("Watching the job {} of the study {study}", job.id);
    Ok((study, job.id))
}
