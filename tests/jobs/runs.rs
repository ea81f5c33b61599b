//! Many jobs of one study.

use std::sync::{Arc, Mutex};

use osparc_client::{
    jobs::{JobError, Output},
    models::JobInputs,
};
use osparc_simulator::{ENDLESS_STUDY, Fault, SLEEPER_STUDY, UNPAID_STUDY};

use crate::stage::{Stage, id, quick, until};

fn inputs(count: i64) -> impl Iterator<Item = JobInputs> {
    (0..count).map(|number| JobInputs::default().with("InputInt", number))
}

#[tokio::test]
async fn results_are_in_the_order_of_the_inputs() {
    let stage = Stage::new();
    let told = Arc::new(Mutex::new(Vec::new()));
    let heard = told.clone();
    let runs = stage.studies.run_study_jobs(id(SLEEPER_STUDY), inputs(12)).wait(quick()).concurrency(3);
    let results = runs.on_result(move |at, _| heard.lock().unwrap().push(at)).await;
    for (number, result) in (0..).zip(&results) {
        assert_eq!(result.as_ref().unwrap().outputs.get("OutputInt"), Some(Output::Integer(number)));
    }
    let mut told = told.lock().unwrap().clone();
    told.sort_unstable();
    assert_eq!(told, (0..12).collect::<Vec<_>>());
    assert!(stage.simulator.job_ids().is_empty());
    assert_eq!(stage.simulator.side_effects().starts, 12);
}

#[tokio::test]
async fn one_failure_does_not_lose_the_rest() {
    let stage = Stage::new();
    stage.simulator.inject(Fault::on("start_study_job").after(1).times(2).status(403));
    let results =
        stage.studies.run_study_jobs(id(SLEEPER_STUDY), inputs(6)).wait(quick()).concurrency(2).await;
    assert_eq!(results.len(), 6);
    assert_eq!(results.iter().filter(|result| matches!(result, Err(JobError::Request(_)))).count(), 2);
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 4);
    let none = stage.studies.run_study_jobs(id(UNPAID_STUDY), inputs(2)).wait(quick()).await;
    assert!(
        none.iter()
            .all(|result| matches!(result, Err(JobError::Request(error)) if error.is_payment_required()))
    );
    assert!(stage.simulator.job_ids().is_empty());
}

#[tokio::test]
async fn the_limit_holds_and_a_drop_cleans_all_up() {
    let stage = Stage::new();
    let runs = stage.studies.run_study_jobs(id(ENDLESS_STUDY), inputs(9)).wait(quick()).concurrency(3);
    tokio::select! {
        results = runs.into_future() => panic!("{results:?}"),
        () = until(|| stage.simulator.count("inspect_study_job") > 30) => {}
    }
    assert_eq!(stage.simulator.created_jobs().len(), 3);
    stage.until_empty().await;
}

#[tokio::test]
async fn all_are_given_up_at_once_and_nothing_more_is_created() {
    let stage = Stage::new();
    let (stop, mut stopped) = tokio::sync::watch::channel(false);
    let runs = stage.studies.run_study_jobs(id(ENDLESS_STUDY), inputs(9)).wait(quick()).concurrency(3);
    let runs = runs.until(async move {
        stopped.wait_for(|stopped| *stopped).await.unwrap();
    });
    let order = async {
        until(|| stage.simulator.side_effects().starts == 3).await;
        stop.send_replace(true);
    };
    let (results, ()) = tokio::join!(runs.into_future(), order);
    assert_eq!(results.len(), 9);
    assert!(results.iter().all(|result| matches!(result, Err(JobError::Cancelled))), "{results:?}");
    assert_eq!(stage.simulator.created_jobs().len(), 3);
    assert!(stage.simulator.job_ids().is_empty(), "it waits for the clean-up");
}
