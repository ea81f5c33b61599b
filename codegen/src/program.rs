//! What the program's commands do.
//!
//! In: parsed arguments. Out: an exit status.
//! Invariant: each command generates once, reports all warnings, and then writes or compares; nothing else.

mod check;
mod scaffold;
mod write;

use std::{
    fmt,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Parser, Subcommand};
use osparc_codegen::{Config, File, Refusal};

/// Generates Rust API clients from OpenAPI 3.0 and 3.1 documents.
#[derive(Debug, Parser)]
#[command(name = "osparc-codegen", version, about, max_term_width = 100, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write the source files of a client, those that a build script includes
    ///
    /// Files that are as they should be are not touched. Other files in the folder stay.
    Generate {
        /// The OpenAPI document: JSON, or YAML by the extension .yaml or .yml
        spec: PathBuf,
        /// The folder for the files; made if it is not there
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// The runtime's path as the files name it
        #[arg(long, value_name = "PATH", default_value = "::osparc_client::runtime")]
        runtime: String,
    },
    /// Compare what would be generated with files that are there; exit 1 and a diff if they differ
    Check {
        /// The OpenAPI document: JSON, or YAML by the extension .yaml or .yml
        spec: PathBuf,
        /// The folder with the files to compare with
        #[arg(long, value_name = "DIR")]
        golden: PathBuf,
        /// The runtime's path as the files name it
        #[arg(long, value_name = "PATH", default_value = "::osparc_client::runtime")]
        runtime: String,
    },
    /// Write a whole crate that compiles by itself over the runtime in osparc-client
    Crate {
        /// The OpenAPI document: JSON, or YAML by the extension .yaml or .yml
        spec: PathBuf,
        /// The crate's folder; made if it is not there
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// The package's name
        #[arg(long, value_parser = scaffold::parse_name)]
        name: String,
        /// The folder of the osparc-client package, for a dependency by path
        #[arg(long, value_name = "PATH")]
        runtime_path: Option<PathBuf>,
    },
}

/// Why a command ends with exit status 1.
#[derive(Debug)]
enum Failure {
    Refused(Refusal),
    Drift(String),
    Io(PathBuf, std::io::Error),
    /// A file name or path that is not used, and why.
    Unusable(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => refusal.fmt(f),
            Self::Drift(summary) => f.write_str(summary),
            Self::Io(path, fault) => write!(f, "{}: {fault}", path.display()),
            Self::Unusable(reason) => f.write_str(reason),
        }
    }
}

/// Carries out a command.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match carry_out(&arguments.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn carry_out(command: &Command) -> Result<(), Failure> {
    match command {
        Command::Generate { spec, out, runtime } => write::write(out, &generate(spec, runtime)?),
        Command::Check { spec, golden, runtime } => check::check(golden, &generate(spec, runtime)?),
        Command::Crate { spec, out, name, runtime_path } => {
            let files = generate(spec, scaffold::RUNTIME)?;
            write::write(out, &scaffold::scaffold(name, runtime_path.as_deref(), files)?)
        }
    }
}

/// Generates, and reports what there is to report.
fn generate(spec: &Path, runtime: &str) -> Result<Vec<File>, Failure> {
    let config = Config::new().runtime(runtime);
    let output = osparc_codegen::generate(spec, &config).map_err(Failure::Refused)?;
    for warning in &output.warnings {
        eprintln!("{warning}\n");
    }
    Ok(output.files)
}
