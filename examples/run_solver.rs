//! Runs a solver with inputs from the command line and prints its outputs: `cargo run --example run_solver -- --help`.

#[path = "support/connect.rs"]
mod connect;
#[path = "support/run.rs"]
mod run;

use std::process::ExitCode;

use connect::{Result, arguments, connect, exit};
use run::{inputs_of, show};

const USAGE: &str = "Runs the latest release of a solver and prints its outputs; files and logs are downloaded into a
temporary folder. The job is deleted at the end, also after an error and at Ctrl-C.

Usage: run_solver [<solver key> [<label>=<value>]...]

A value that is JSON keeps its type, `@<path>` is a file to upload, anything else is a text. Without a solver it is
simcore/services/comp/itis/sleeper, which waits for `input_2` seconds.";

const SLEEPER: &str = "simcore/services/comp/itis/sleeper";

#[tokio::main]
async fn main() -> ExitCode {
    exit(run().await)
}

async fn run() -> Result<()> {
    let arguments = arguments(USAGE, usize::MAX);
    let key = arguments.first().map_or(SLEEPER, String::as_str);
    let inputs = inputs_of(arguments.get(1..).unwrap_or_default())?;
    let (client, _simulator) = connect().await?;
    let solver = client.solvers().get_solver(key).await?;
    println!("{} {}: {}", solver.title, solver.version, solver.description.as_deref().unwrap_or("-"));
    show(client.solvers().run_solver_job(key, solver.version, inputs)).await
}
