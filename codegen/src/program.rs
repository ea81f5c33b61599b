//! What the program's commands do.
//!
//! In: parsed arguments. Out: an exit status.
//! Invariant: each command reads the document once, prints all diagnostics, and then writes, compares or prints.

mod check;
mod docs;
mod scaffold;

use std::{
    fmt,
    io::Write as _,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, Parser, Subcommand, ValueEnum};
use osparc_codegen::{
    ArrayFormat, Config, Consequence, DateLibrary, File, GenerateError, Output, SecurityKind, Stage,
};

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
    /// Files that are up to date are not touched. Other files in the folder are kept.
    Generate {
        #[command(flatten)]
        input: Input,
        /// The folder for the files; created if it does not exist
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        #[command(flatten)]
        faults: Faults,
        /// The path of the runtime in the generated code
        #[arg(long, value_name = "PATH", default_value = "::osparc_runtime")]
        runtime: String,
    },
    /// Compare the files of a folder with what would be generated; print a diff and exit with 1 if they differ
    Check {
        #[command(flatten)]
        input: Input,
        /// The folder with the files to compare with
        #[arg(long, value_name = "DIR")]
        golden: PathBuf,
        #[command(flatten)]
        faults: Faults,
        /// The path of the runtime in the generated code
        #[arg(long, value_name = "PATH", default_value = "::osparc_runtime")]
        runtime: String,
    },
    /// Write a whole crate that compiles by itself, over osparc-runtime
    Crate {
        #[command(flatten)]
        input: Input,
        /// The crate's folder; created if it does not exist
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// The package's name
        #[arg(long, value_parser = scaffold::parse_name)]
        name: String,
        #[command(flatten)]
        faults: Faults,
        /// The folder of the osparc-runtime package, for a dependency by path
        #[arg(long, value_name = "PATH")]
        runtime_path: Option<PathBuf>,
    },
    /// Write the reference pages of a client in Markdown, with examples that compile
    ///
    /// Obsolete pages are removed; files that were not generated are kept.
    Docs {
        #[command(flatten)]
        input: Input,
        /// The folder for the pages; created if it does not exist
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        #[command(flatten)]
        faults: Faults,
        #[command(flatten)]
        client: docs::Client,
        /// Write nothing; print a diff and exit with 1 if the pages differ
        #[arg(long)]
        check: bool,
    },
    /// List each operation and schema as represented, degraded (with the reason) or skipped
    ///
    /// Operations and schemas at fault are skipped, as by --skip-unsupported.
    Report {
        #[command(flatten)]
        input: Input,
        /// How the list is printed
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Show what a change of the document means for users: each removed, changed or new item of the generated API
    ///
    /// Each change is breaking, additive or neutral by the rules of semantic versioning for Rust.
    Diff {
        /// The old document
        old: PathBuf,
        /// An overlay of the old document, as --overlay is of the new one; repeatable
        #[arg(long, value_name = "FILE")]
        old_overlay: Vec<PathBuf>,
        #[command(flatten)]
        input: Input,
        /// How the changes are printed
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        /// Exit with 1 if there is a change of this consequence or a graver one
        #[arg(long, value_enum, value_name = "CONSEQUENCE")]
        deny: Option<Deny>,
    },
    /// Print the result of a stage of the generator, for the document or for one schema or operation
    Inspect {
        /// The stage
        #[arg(value_enum)]
        stage: Stage,
        #[command(flatten)]
        input: Input,
        /// A schema, or an operation by its operationId, method name or `METHOD /path`; default all
        name: Option<String>,
    },
}

/// A document, or a part of it.
#[derive(Debug, Args)]
struct Input {
    /// The OpenAPI document: JSON, or YAML by the extension .yaml or .yml
    spec: PathBuf,
    /// A file with changes of the document (OpenAPI Overlay 1.1), which are applied before all else; repeatable, in order
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// Only operations with this tag, and the types that they use; repeatable
    #[arg(long, value_name = "TAG")]
    only_tag: Vec<String>,
    /// Only this operation, by its operationId, method name or `METHOD /path`; repeatable
    #[arg(long, value_name = "ID")]
    only_operation: Vec<String>,
    /// Only the types that operations use
    #[arg(long)]
    only_used: bool,
    /// A security scheme for the operations of which the document says nothing: `basic`, `bearer`, `header:NAME`,
    /// `query:NAME` or `cookie:NAME`; repeatable
    #[arg(long, value_name = "SCHEME=KIND", value_parser = security_scheme)]
    security_scheme: Vec<(String, SecurityKind)>,
    /// The library for dates [default: jiff]
    #[arg(long, value_enum)]
    date_library: Option<DateLibrary>,
    /// How lists in brackets are written in query strings and forms [default: indices]
    #[arg(long, value_enum)]
    array_format: Option<ArrayFormat>,
    /// The folder whose files the document may refer to; it contains the document [default: the document's own folder]
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
}

impl Input {
    fn config(&self) -> Config {
        self.config_with(&self.overlay)
    }

    fn config_with(&self, overlays: &[PathBuf]) -> Config {
        let config = overlays.iter().fold(Config::new(), Config::overlay);
        let config = self.only_tag.iter().fold(config, Config::only_tag);
        let config = self.only_operation.iter().fold(config, Config::only_operation);
        let schemes = self.security_scheme.iter().cloned();
        let config = schemes.fold(config, |config, (name, kind)| config.security_scheme(name, kind));
        let config = if self.only_used { config.only_used() } else { config };
        let config = self.root.iter().fold(config, Config::root);
        let config = self.date_library.into_iter().fold(config, Config::date_library);
        self.array_format.into_iter().fold(config, Config::array_format)
    }
}

/// Reads `SCHEME=KIND`.
fn security_scheme(text: &str) -> Result<(String, SecurityKind), String> {
    let (name, kind) = text.split_once('=').ok_or("it is a name, `=`, and a kind")?;
    Ok((name.to_owned(), kind.parse()?))
}

/// How faults are handled.
#[derive(Debug, Args)]
struct Faults {
    /// Leave out operations and schemas at fault, with a warning each, instead of failing
    #[arg(long)]
    skip_unsupported: bool,
}

/// How a report or a list of changes is printed.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// The consequences that `diff` can deny.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Deny {
    Neutral,
    Additive,
    Breaking,
}

impl From<Deny> for Consequence {
    fn from(deny: Deny) -> Self {
        match deny {
            Deny::Neutral => Self::Neutral,
            Deny::Additive => Self::Additive,
            Deny::Breaking => Self::Breaking,
        }
    }
}

/// Why a command ends with exit status 1.
#[derive(Debug)]
enum Failure {
    Generate(GenerateError),
    Drift(String),
    Io(PathBuf, std::io::Error),
    Write(std::io::Error),
    /// A path that cannot be used, and why.
    Unusable(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Generate(error) => error.fmt(f),
            Self::Drift(summary) => f.write_str(summary),
            Self::Io(path, fault) => write!(f, "{}: {fault}", path.display()),
            Self::Write(fault) => fault.fmt(f),
            Self::Unusable(reason) => f.write_str(reason),
        }
    }
}

/// Executes a command.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match execute(&arguments.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn execute(command: &Command) -> Result<(), Failure> {
    match command {
        Command::Generate { input, out, faults, runtime } => write(out, &generate(input, faults, runtime)?),
        Command::Check { input, golden, faults, runtime } => {
            check::check(golden, &generate(input, faults, runtime)?)
        }
        Command::Crate { input, out, name, faults, runtime_path } => {
            let files = generate(input, faults, scaffold::RUNTIME)?;
            write(out, &scaffold::scaffold(name, runtime_path.as_deref(), files)?)
        }
        Command::Docs { input, out, faults, client, check } => docs::docs(input, out, faults, client, *check),
        Command::Report { input, format } => report(input, *format),
        Command::Diff { old, old_overlay, input, format, deny } => {
            diff(old, old_overlay, input, *format, *deny)
        }
        Command::Inspect { stage, input, name } => {
            let shown = osparc_codegen::inspect(*stage, &input.spec, name.as_deref(), &input.config());
            print(&shown.map_err(Failure::Generate)?)
        }
    }
}

fn write(folder: &Path, files: &[File]) -> Result<(), Failure> {
    osparc_codegen::write(folder, files).map_err(Failure::Write)
}

/// Generates the files and prints the warnings.
fn generate(input: &Input, faults: &Faults, runtime: &str) -> Result<Vec<File>, Failure> {
    let config = input.config().runtime(runtime).skip_unsupported(faults.skip_unsupported);
    Ok(report_warnings(osparc_codegen::generate(&input.spec, &config).map_err(Failure::Generate)?))
}

/// Prints the warnings; returns the files.
fn report_warnings(output: Output) -> Vec<File> {
    for warning in &output.warnings {
        eprintln!("{warning}\n");
    }
    output.files
}

fn report(input: &Input, format: Format) -> Result<(), Failure> {
    let report = osparc_codegen::report(&input.spec, &input.config()).map_err(Failure::Generate)?;
    print(&match format {
        Format::Text => report.to_string(),
        Format::Json => format!("{:#}\n", report.to_json()),
    })
}

fn diff(
    old: &Path,
    overlays: &[PathBuf],
    input: &Input,
    format: Format,
    deny: Option<Deny>,
) -> Result<(), Failure> {
    let generated = |spec: &Path, overlays| osparc_codegen::generate(spec, &input.config_with(overlays));
    let old = generated(old, overlays).map_err(Failure::Generate)?;
    let new = generated(&input.spec, &input.overlay).map_err(Failure::Generate)?;
    let difference = osparc_codegen::diff(&old.files, &new.files);
    print(&match format {
        Format::Text => difference.to_string(),
        Format::Json => format!("{:#}\n", difference.to_json()),
    })?;
    match (difference.consequence(), deny.map(Consequence::from)) {
        (Some(gravest), Some(denied)) if gravest >= denied => {
            Err(Failure::Drift(format!("the generated API changes: {}", gravest.as_str())))
        }
        _ => Ok(()),
    }
}

/// Writes to the output stream; a reader that closes it early is not a failure.
fn print(text: &str) -> Result<(), Failure> {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(fault) if fault.kind() != std::io::ErrorKind::BrokenPipe => Err(Failure::Write(fault)),
        _ => Ok(()),
    }
}
