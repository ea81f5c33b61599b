//! Downloads the logs of a job: `cargo run --example download_logs -- <study id> <job id> [<folder>]`.
//!
//! Without arguments it runs a job on the embedded simulator (or the first study of `OSPARC_API_HOST`) and downloads its
//! logs into a temporary folder.

#[path = "support/connect.rs"]
mod connect;

use std::{collections::BTreeMap, env, path::PathBuf, process::ExitCode, sync::Mutex};

use connect::{Result, arguments, connect, exit};
use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use osparc_client::{StudiesApi, models::JobInputs};
use uuid::Uuid;

const USAGE: &str =
    "Downloads the logs of a job; without a job, it runs the first study and downloads the logs of that.

Usage: download_logs [<study id> <job id> [<folder>]]";

#[tokio::main]
async fn main() -> ExitCode {
    exit(download().await)
}

async fn download() -> Result<()> {
    let arguments = arguments(USAGE, 3);
    let (client, _simulator) = connect().await?;
    let studies = client.studies();
    let (study, job) = match arguments.as_slice() {
        [study, job, ..] => (study.parse()?, job.parse()?),
        _ => run(&studies).await?,
    };
    let folder = arguments.get(2).map_or_else(|| env::temp_dir().join("osparc-logs"), PathBuf::from);

    let (bars, shown) = (MultiProgress::new(), Mutex::new(BTreeMap::new()));
    let style = ProgressStyle::with_template("{bar:40.cyan/blue} {bytes}/{total_bytes}  {msg}")?;
    let progress = bars.clone();
    let logs = studies
        .download_study_job_logs(study, job, folder)
        .on_progress(move |log| {
            let Ok(mut shown) = shown.lock() else { return };
            let bar = shown.entry(log.name.clone()).or_insert_with(|| {
                let bar = ProgressBar::new(0).with_style(style.clone()).with_message(log.name.clone());
                progress.add(bar)
            });
            bar.set_length(log.total.unwrap_or(log.bytes));
            bar.set_position(log.bytes);
        })
        .await?;
    bars.clear()?;
    if logs.is_empty() {
        println!("There are no logs; a running job has none yet");
    }
    for log in logs {
        println!("{}  {} bytes  (node {})", log.path.display(), log.bytes, log.node_name);
    }
    Ok(())
}

/// Runs a job to its end and returns the ids of its study and of itself.
async fn run(studies: &StudiesApi) -> Result<(Uuid, Uuid)> {
    let page = studies.list_studies().limit(1).await?;
    let study = page.items.first().ok_or("there is no study")?.uid;
    println!("Running a job of the study {study}");
    let run = studies.run_study_job(study, JobInputs::default()).keep(true).await?;
    println!("The job {} ended as {}", run.job.id, run.status.state);
    Ok((study, run.job.id))
}
