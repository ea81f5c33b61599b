//! Runs one study over the rows of a CSV file, several at a time, and writes the outputs as CSV:
//! `cargo run --example map_study -- [<inputs.csv> [<results.csv> [<study id> [<jobs at a time>]]]]`.
//!
//! The header of the file has the labels of the inputs. Each row becomes a job, and each job a row of the results, in the
//! same order: the inputs, the outputs by label, and the error of a failed job. Files are downloaded into a temporary
//! folder. Ctrl-C stops and deletes the running jobs, and the results so far are written. Without a file it uses a small
//! built-in table and prints the results; without `OSPARC_API_HOST` it runs on the embedded simulator.

#[path = "support/connect.rs"]
mod connect;

use std::{collections::BTreeSet, env, error::Error, fs::File, io, process::ExitCode};

use connect::{Result, connect, exit};
use indicatif::{ProgressBar, ProgressStyle};
use osparc_client::{
    jobs::{InputValue, JobError, JobRun, Output},
    models::JobInputs,
    runtime::{from_json, to_json_string},
};
use osparc_simulator::SLEEPER_STUDY;

const TABLE: &str =
    "InputInt,InputNumber,InputString\n1,0.5,one\n2,1.5,two\n3,2.5,three\n4,3.5,four\n5,4.5,five\n";

/// How many jobs run at a time by default.
const JOBS: usize = 4;

#[tokio::main]
async fn main() -> ExitCode {
    exit(map().await)
}

async fn map() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let argument = |at: usize| arguments.get(at).map(String::as_str);
    let table = match argument(0) {
        Some(path) => Table::read(File::open(path)?)?,
        None => Table::read(TABLE.as_bytes())?,
    };
    let study = argument(2).unwrap_or(SLEEPER_STUDY).parse()?;
    let jobs = argument(3).map_or(Ok(JOBS), str::parse)?;

    let (client, _simulator) = connect().await?;
    eprintln!("{} jobs, {jobs} at a time", table.rows.len());
    let bar = ProgressBar::new(table.rows.len().try_into()?);
    bar.set_style(ProgressStyle::with_template("{bar:40.cyan/blue} {pos}/{len}  {msg}")?);
    let counter = bar.clone();
    let results = client
        .studies()
        .run_study_jobs(study, table.inputs())
        .concurrency(jobs)
        .files(env::temp_dir().join("osparc-map-study"))
        .until(async {
            // Without a signal handler the runs continue to their end.
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
        })
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

/// The inputs, one row for each job.
struct Table {
    labels: csv::StringRecord,
    rows: Vec<csv::StringRecord>,
}

impl Table {
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

/// Converts a field: numbers, `true` and `false` keep their type, anything else is a string.
fn value_of(text: &str) -> InputValue {
    match from_json(text.as_bytes()) {
        Ok(value @ (InputValue::Integer(_) | InputValue::Number(_) | InputValue::Boolean(_))) => value,
        _ => text.into(),
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
