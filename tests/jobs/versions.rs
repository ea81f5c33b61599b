//! Whole runs against each version of the server.
//!
//! In: the same inputs for a study and a solver. Out: values, files and reasons. Invariant: what users see is the same in
//! every version, but for what a version does not tell.

use std::fs;

use osparc_client::{
    jobs::{JobError, RunJob},
    models::JobInputs,
};
use osparc_simulator::{ApiVersion, ECHO_SOLVER, SLEEPER_STUDY, SOLVER_VERSION, Simulator};

use crate::stage::{FAILING, Stage, id, quick};

fn of_study(stage: &Stage) -> (RunJob, [&'static str; 6]) {
    let inputs = JobInputs::from([("InputInt", 7)]).with("InputNumber", 4).with("InputArray", [1.5, 2.0]);
    let labels = ["OutputInt", "OutputNumber", "OutputArray", "OutputString", "OutputBool", "OutputFile"];
    (stage.studies.run_study_job(id(SLEEPER_STUDY), inputs), labels)
}

fn of_solver(stage: &Stage) -> (RunJob, [&'static str; 6]) {
    let inputs = JobInputs::from([("integer", 7)]).with("number", 4).with("list", [1.5, 2.0]);
    let labels = ["integer_out", "number_out", "list_out", "text_out", "flag_out", "file_out"];
    (stage.studies.client().solvers().run_solver_job(ECHO_SOLVER, SOLVER_VERSION, inputs), labels)
}

#[tokio::test]
async fn values_and_files_are_the_same_in_every_version() {
    for version in ApiVersion::ALL {
        let stage = Stage::with(Simulator::builder().version(version).file_size(5_000));
        let folder = std::env::temp_dir().join(format!("osparc-versions-{}-{version:?}", std::process::id()));
        for (run, labels) in [of_study(&stage), of_solver(&stage)] {
            let [integer, number, list, text, boolean, file] = labels;
            let run = run.wait(quick()).files(&folder).await.unwrap();
            let outputs = &run.outputs;
            assert_eq!(outputs.integer(integer).unwrap(), 7, "{version:?}");
            // A number that arrives as an integer is a number.
            assert_eq!(outputs.number(number).unwrap().to_bits(), 4_f64.to_bits(), "{version:?}");
            assert_eq!(outputs.list(list).unwrap().len(), 2, "{version:?}");
            assert_eq!((outputs.text(text).unwrap(), outputs.boolean(boolean).unwrap()), ("done", true));
            assert_eq!(outputs.file(file).unwrap().filename, "output.json", "{version:?}");
            let files = run.files.unwrap();
            assert_eq!((files.len(), fs::read(&files[0].path).unwrap().len()), (1, 5_000), "{version:?}");
        }
        assert!(stage.simulator.job_ids().is_empty() && !stage.simulator.storage_saw_credentials());
        fs::remove_dir_all(folder).unwrap();
    }
}

#[tokio::test]
async fn reasons_are_told_where_the_version_has_them() {
    for version in ApiVersion::ALL {
        for runner in FAILING {
            let stage = Stage::with(Simulator::builder().version(version));
            let error = runner.run(&stage).await.unwrap_err();
            let JobError::Failed(failure) = &error else { panic!("{version:?} {error:?}") };
            let told = version >= ApiVersion::V0_16;
            assert_eq!(failure.messages().len(), usize::from(told), "{version:?} {runner:?}");
            assert_eq!(error.to_string().contains("stumbled"), told, "{error}");
        }
    }
}
