//! Uploads a file, runs a solver on it, downloads the result, and deletes what it has made:
//! `cargo run --example quickstart`.

#[path = "support/connect.rs"]
mod connect;

use std::{env, fs, process::ExitCode};

use comfy_table::{Table, presets::UTF8_FULL_CONDENSED};
use connect::{Result, arguments, connect, exit};
use osparc_client::{
    Client,
    models::{File, JobInputs, Solver, SolverPort},
};

const USAGE: &str = "Uploads a file, runs a solver on it, downloads the result, and deletes what it has made at the server, also
after an error and at Ctrl-C.

Usage: quickstart";

/// A small public solver of the platform: it waits, and gives its file back.
const SLEEPER: &str = "simcore/services/comp/itis/sleeper";

#[tokio::main]
async fn main() -> ExitCode {
    arguments(USAGE, 0);
    exit(connected().await)
}

async fn connected() -> Result<()> {
    let (client, _simulator) = connect().await?;
    quickstart(&client).await
}

pub(crate) async fn quickstart(client: &Client) -> Result<()> {
    println!("{}\n", client.check().await);

    let solver = client.solvers().get_solver(SLEEPER).await?;
    println!("{} {}: {}", solver.title, solver.version, solver.description.as_deref().unwrap_or("-"));
    print_ports(&client.solvers().list_solver_ports(SLEEPER, &solver.version).await?.items);

    let folder = env::temp_dir().join("osparc-quickstart");
    fs::create_dir_all(&folder)?;
    let path = folder.join("input.txt");
    fs::write(&path, "1")?;
    let upload = client.files().upload(&path).until(tokio::signal::ctrl_c()).outcome().await?;
    println!("{} {} as {}", if upload.reused { "Found" } else { "Uploaded" }, path.display(), upload.file.id);

    let outcome = run(client, &solver, &upload.file).await;
    if upload.reused {
        println!("Kept the uploaded file, which was there before");
    } else {
        client.files().delete_file(upload.file.id).await?;
        println!("Deleted the uploaded file");
    }
    outcome
}

fn print_ports(ports: &[SolverPort]) {
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED).set_header(["port", "label", "type", "unit"]);
    for port in ports {
        let (kind, unit) = (port.value_type().unwrap_or("file"), port.unit().unwrap_or("-"));
        table.add_row([port.kind.as_str(), port.label(), kind, unit]);
    }
    println!("{table}");
}

/// Runs a job, which is stopped if need be and deleted in any case.
async fn run(client: &Client, solver: &Solver, file: &File) -> Result<()> {
    let inputs = JobInputs::default().with("input_1", file).with("input_2", 1);
    let run = client
        .solvers()
        .run_solver_job(SLEEPER, &solver.version, inputs)
        .files(env::temp_dir().join("osparc-quickstart"))
        .on_status(|status| println!("{:>3} %  {}", status.progress_or_default(), status.state))
        .until_ctrl_c()
        .await?;
    for (label, output) in run.outputs.iter() {
        println!("{label} = {output}");
    }
    for output in run.files? {
        println!("Downloaded {} to {} ({} bytes)", output.label, output.path.display(), output.bytes);
    }
    match run.left_behind {
        None => println!("Deleted the job {}", run.job.id),
        Some(error) => println!("The job {} could not be deleted: {error}", run.job.id),
    }
    Ok(())
}
