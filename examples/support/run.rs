//! A run with inputs from the command line, of a study or of a solver.
//!
//! In: a run, and `<label>=<value>` arguments. Out: its progress and its results, on standard output.
//! Invariant: the job is deleted at the end, also after an error and at Ctrl-C.

#[path = "inputs.rs"]
mod inputs;

use std::{env, time::Duration};

use osparc_client::{
    jobs::{RunJob, WaitOptions},
    models::JobInputs,
};

/// Inputs from `<label>=<value>` arguments.
pub(crate) fn inputs_of(arguments: &[String]) -> Result<JobInputs, String> {
    let pair = |argument: &String| {
        let (label, value) =
            argument.split_once('=').ok_or(format!("{argument:?} is not <label>=<value>"))?;
        Ok((label.to_owned(), inputs::value_of(value)))
    };
    arguments.iter().map(pair).collect()
}

/// Runs the job and prints what becomes of it.
pub(crate) async fn show(run: RunJob) -> Result<(), Box<dyn std::error::Error>> {
    let folder = env::temp_dir().join("osparc-run");
    let run = run
        .wait(WaitOptions::new().deadline(Duration::from_secs(60 * 60)))
        .logs(&folder)
        .files(&folder)
        .on_status(|status| println!("{:>3} %  {}", status.progress_or_default(), status.state))
        .until_ctrl_c()
        .await?;
    for (label, output) in run.outputs.iter() {
        println!("{label} = {output}");
    }
    for output in run.files? {
        println!("File of {}: {} ({} bytes)", output.label, output.path.display(), output.bytes);
    }
    for log in run.logs? {
        println!("Log of {}: {} ({} bytes)", log.node_name, log.path.display(), log.bytes);
    }
    if let Some(error) = run.left_behind {
        println!("The job {} could not be deleted: {error}", run.job.id);
    }
    Ok(())
}
