//! Runs a study from beginning to end: `cargo run --example quickstart`.
//!
//! Without `OSPARC_API_HOST` it uses the embedded simulator; with it, the platform, with the credentials in
//! `OSPARC_API_KEY` and `OSPARC_API_SECRET`. Ctrl-C stops and deletes the job before the program ends.

#[path = "support/connect.rs"]
mod connect;

use std::{env, io::IsTerminal, process::ExitCode};

use comfy_table::{Table, presets::UTF8_FULL_CONDENSED};
use connect::{Result, connect, exit};
use indicatif::{ProgressBar, ProgressStyle};
use osparc_client::{
    Json, StudiesApi,
    models::{Job, JobInputs, JobMetadataUpdate, JobOutputs, JobStatus, Study, StudyPort, StudyPortKind},
};

#[tokio::main]
async fn main() -> ExitCode {
    exit(quickstart().await)
}

async fn quickstart() -> Result<()> {
    let (client, _simulator) = connect().await?;
    let studies = client.studies();
    let study = choose_study(&studies).await?;
    let copy = studies.clone_study(study.uid).await?;
    println!("Cloned it as {}", copy.uid);

    let ports = studies.list_study_ports(copy.uid).await?.items;
    print_ports(&ports);
    let job = studies.create_study_job(copy.uid, &inputs_for(&ports)).await?;
    println!("Created the job {}", job.id);

    let outcome = tokio::select! {
        outcome = run(&studies, &copy, &job) => outcome,
        _ = tokio::signal::ctrl_c() => stop(&studies, &copy, &job).await,
    };
    studies.delete_study_job(copy.uid, job.id).await?;
    println!("Deleted the job");
    outcome
}

async fn choose_study(studies: &StudiesApi) -> Result<Study> {
    let page = studies.list_studies().limit(5).await?;
    println!("{} studies, the first of them:", page.total.unwrap_or_default());
    for study in &page.items {
        println!("  {}  {}", study.uid, study.title.as_deref().unwrap_or("(no title)"));
    }
    page.items.into_iter().next().ok_or_else(|| "there is no study to run".into())
}

fn print_ports(ports: &[StudyPort]) {
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED).set_header(["port", "label", "type"]);
    for port in ports {
        table.add_row([port.kind.as_str(), port.label().unwrap_or("-"), port.value_type().unwrap_or("file")]);
    }
    println!("{table}");
}

/// A value of the right type for every input that is not a file.
fn inputs_for(ports: &[StudyPort]) -> JobInputs {
    let inputs = ports.iter().filter(|port| port.kind == StudyPortKind::Input);
    inputs.fold(JobInputs::default(), |inputs, port| match (port.label(), port.value_type()) {
        (Some(label), Some("integer")) => inputs.with(label, 42),
        (Some(label), Some("number")) => inputs.with(label, 4.2),
        (Some(label), Some("string")) => inputs.with(label, "hello"),
        (Some(label), Some("boolean")) => inputs.with(label, true),
        (Some(label), Some("array")) => inputs.with(label, vec![Json::from(1), Json::from(2), Json::from(3)]),
        _ => inputs,
    })
}

async fn run(studies: &StudiesApi, study: &Study, job: &Job) -> Result<()> {
    let metadata = JobMetadataUpdate::default().with("origin", "quickstart").with("attempt", 1);
    studies.replace_study_job_custom_metadata(study.uid, job.id, &metadata).await?;
    studies.start_study_job(study.uid, job.id).await?;
    let status = follow(studies, study, job).await?;
    println!("The job ended as {}", status.state);
    let outputs = studies.get_study_job_outputs(study.uid, job.id).await?;
    print_outputs(&outputs);

    let folder = env::temp_dir().join("osparc-quickstart").join(job.id.to_string());
    for output in studies.download_files(outputs.files(), &folder).await? {
        println!("File of {}: {} ({} bytes)", output.label, output.path.display(), output.bytes);
    }
    for log in studies.download_study_job_logs(study.uid, job.id, &folder).await? {
        println!("Log of node {}: {} ({} bytes)", log.node_name, log.path.display(), log.bytes);
    }
    Ok(())
}

/// Follows the job until it ends: with a progress bar on a terminal, else with a line for each changed state.
async fn follow(studies: &StudiesApi, study: &Study, job: &Job) -> Result<JobStatus> {
    let bar = if std::io::stdout().is_terminal() { ProgressBar::new(100) } else { ProgressBar::hidden() };
    bar.set_style(ProgressStyle::with_template("{bar:40.cyan/blue} {pos:>3} %  {msg}")?);
    let mut changes = studies.wait_for_study_job(study.uid, job.id).stream();
    let mut last = None;
    while let Some(status) = changes.next_status().await? {
        let progress = status.progress_or_default();
        bar.set_position(u64::try_from(progress)?);
        bar.set_message(status.state.to_string());
        if bar.is_hidden() && last.as_ref().map(|last: &JobStatus| &last.state) != Some(&status.state) {
            println!("{:>3} %  {}", progress, status.state);
        }
        last = Some(status);
    }
    bar.finish();
    last.ok_or_else(|| "the server sent no status of the job".into())
}

fn print_outputs(outputs: &JobOutputs) {
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED).set_header(["output", "value"]);
    for (label, output) in outputs.iter() {
        table.add_row([label, &output.to_string()]);
    }
    println!("{table}");
}

async fn stop(studies: &StudiesApi, study: &Study, job: &Job) -> Result<()> {
    println!("Interrupted: stopping the job");
    studies.stop_study_job(study.uid, job.id).await?;
    Err("interrupted by Ctrl-C".into())
}
