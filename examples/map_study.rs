//! Runs one study or solver over the rows of a CSV file, several at a time, and writes the outputs as CSV:
//! `cargo run --example map_study -- --help`.

#[path = "support/connect.rs"]
mod connect;
#[path = "support/inputs.rs"]
mod inputs;

use std::{
    collections::BTreeSet,
    env,
    error::Error,
    fs::{self, File},
    io,
    process::ExitCode,
};

use connect::{Result, arguments, connect, exit};
use indicatif::{ProgressBar, ProgressStyle};
use inputs::value_of;
use osparc_client::{
    Client,
    jobs::{JobError, JobRun, Output, RunJobs},
    models::JobInputs,
    runtime::to_json_string,
};

const USAGE: &str = "Runs one study or solver over the rows of a CSV file, several at a time, and writes the outputs as CSV.

Usage: map_study [<inputs.csv> [<results.csv> [<study id or solver key> [<jobs at a time>]]]]

The header of the file has the labels of the inputs. Each row becomes a job, and each job a row of the results, in
the same order: the inputs, the outputs by label, and the error of a failed job. `@<path>` is a file to upload, which
is done once for all rows that have it; an empty field leaves an input out. Output files are downloaded into a
temporary folder. Ctrl-C stops and deletes the running jobs, and the results so far are written. Without a file it
runs a small table on the solver simcore/services/comp/itis/sleeper, and prints the results.";

const SLEEPER: &str = "simcore/services/comp/itis/sleeper";

/// How many jobs run at a time by default.
const JOBS: usize = 4;

#[tokio::main]
async fn main() -> ExitCode {
    exit(map().await)
}

async fn map() -> Result<()> {
    let arguments = arguments(USAGE, 4);
    let argument = |at: usize| arguments.get(at).map(String::as_str);
    let table = match argument(0) {
        Some(path) => Table::read(File::open(path)?)?,
        None => Table::built_in()?,
    };
    let jobs = argument(3).map_or(Ok(JOBS), str::parse)?;

    let (client, _simulator) = connect().await?;
    eprintln!("{} jobs, {jobs} at a time", table.rows.len());
    let bar = ProgressBar::new(table.rows.len().try_into()?);
    bar.set_style(ProgressStyle::with_template("{bar:40.cyan/blue} {pos}/{len}  {msg}")?);
    let counter = bar.clone();
    let results = runs(&client, argument(2).unwrap_or(SLEEPER), table.inputs())
        .await?
        .concurrency(jobs)
        .files(env::temp_dir().join("osparc-map-study"))
        .until_ctrl_c()
        .on_result(move |index, result| {
            counter.inc(1);
            if let Err(error) = result {
                counter.suspend(|| eprintln!("row {}: {}", index + 1, chain(error)));
            }
        })
        .await;
    bar.finish();
    match argument(1) {
        Some(path) => table.write(&results, File::create(path)?)?,
        None => table.write(&results, io::stdout())?,
    }
    let failed = results.iter().filter(|result| result.is_err()).count();
    if failed > 0 { Err(format!("{failed} of {} jobs failed", results.len()).into()) } else { Ok(()) }
}

/// The runs of a study, by its id, or of the latest release of a solver, whose key has slashes.
async fn runs(client: &Client, target: &str, inputs: impl Iterator<Item = JobInputs>) -> Result<RunJobs> {
    if !target.contains('/') {
        return Ok(client.studies().run_study_jobs(target.parse()?, inputs));
    }
    let solver = client.solvers().get_solver(target).await?;
    Ok(client.solvers().run_solver_jobs(target, solver.version, inputs))
}

/// The inputs, one row for each job.
struct Table {
    labels: csv::StringRecord,
    rows: Vec<csv::StringRecord>,
}

impl Table {
    /// Three rows with one file.
    fn built_in() -> Result<Self> {
        let path = env::temp_dir().join("osparc-map-study.txt");
        fs::write(&path, "1")?;
        let rows = [(1, 0.5), (2, 1.5), (3, 2.5)]
            .map(|(seconds, meters)| format!("@{},{seconds},{meters}", path.display()));
        Self::read(format!("input_1,input_2,input_4\n{}\n", rows.join("\n")).as_bytes())
    }

    fn read(source: impl io::Read) -> Result<Self> {
        let mut reader = csv::Reader::from_reader(source);
        Ok(Self { labels: reader.headers()?.clone(), rows: reader.records().collect::<csv::Result<_>>()? })
    }

    /// The inputs of each job; with an empty field the job uses the study's value.
    fn inputs(&self) -> impl Iterator<Item = JobInputs> {
        self.rows.iter().map(|row| {
            let fields = self.labels.iter().zip(row).filter(|(_, text)| !text.is_empty());
            fields.fold(JobInputs::default(), |inputs, (label, text)| inputs.with(label, value_of(text)))
        })
    }

    fn write(&self, results: &[std::result::Result<JobRun, JobError>], target: impl io::Write) -> Result<()> {
        let runs = results.iter().filter_map(|result| result.as_ref().ok());
        let outputs: BTreeSet<&String> = runs.flat_map(|run| run.outputs.results.keys()).collect();
        let mut writer = csv::Writer::from_writer(target);
        let header = self.labels.iter().chain(outputs.iter().map(|label| label.as_str()));
        writer.write_record(header.chain(["error"]))?;
        for (row, result) in self.rows.iter().zip(results) {
            let mut record = row.clone();
            for label in &outputs {
                record.push_field(&result.as_ref().map_or(Ok(String::new()), |run| field(run, label))?);
            }
            record.push_field(&result.as_ref().err().map(|error| chain(error)).unwrap_or_default());
            writer.write_record(&record)?;
        }
        Ok(writer.flush()?)
    }
}

/// Converts an output to a field: a string as it is, the path of a file, nothing for null, and JSON for the rest.
fn field(run: &JobRun, label: &str) -> Result<String> {
    Ok(match run.outputs.get(label) {
        Some(Output::Text(text)) => text.to_owned(),
        Some(Output::File(file)) => {
            let mut files = run.files.iter().flatten().filter(|downloaded| downloaded.label == label);
            files.next().map_or(file.filename, |downloaded| downloaded.path.display().to_string())
        }
        Some(Output::Null) | None => String::new(),
        Some(_) => to_json_string(&run.outputs.results.get(label))?,
    })
}

/// An error with its causes, on one line.
fn chain(error: &dyn Error) -> String {
    let mut lines = vec![error.to_string()];
    let mut cause = error.source();
    while let Some(error) = cause {
        lines.push(error.to_string());
        cause = error.source();
    }
    lines.join(": ")
}
