//! Runs over a server and a proxy that fail, of studies and solvers alike.

use std::time::Duration;

use osparc_client::{
    RetryPolicy,
    jobs::{JobError, RunJob},
    models::JobMetadataUpdate,
};
use osparc_simulator::{Fault, Simulator};
use uuid::Uuid;

use crate::stage::{ENDLESS, FAILING, Runner, SLEEPERS, Stage, quick, until};

/// What passes.
fn passing(runner: Runner) -> Vec<Fault> {
    let on = |verb| Fault::on(runner.operation(verb));
    // The proxy rejects a request, or a replica does not know the study yet.
    let throttled = |verb| [on(verb).rate_limited(Some("0")).times(5), on(verb).rate_limited(None)];
    let mut faults: Vec<_> = throttled("create").into_iter().chain([on("create").status(404)]).collect();
    for verb in ["metadata", "start", "inspect", "outputs", "delete"] {
        faults.extend(throttled(verb));
        faults.extend([404, 500, 503].map(|status| on(verb).status(status)));
        faults.extend([
            on(verb).drop_connection(),
            on(verb).processed().drop_connection(),
            on(verb).processed().status(502),
        ]);
    }
    faults.extend([
        on("start").processed().status(500),
        on("start").processed().truncate_body(5),
        on("start").processed().malformed("{"),
        on("outputs").status(409),
        on("delete").times(2).status(409),
    ]);
    faults
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_passes_neither_loses_nor_doubles_a_job() {
    let mut cases = tokio::task::JoinSet::new();
    for runner in SLEEPERS {
        for fault in passing(runner) {
            cases.spawn(async move {
                let stage = Stage::new();
                stage.simulator.inject(fault.clone());
                let run = runner.run(&stage).metadata(JobMetadataUpdate::default().with("a", 1)).await;
                let run = run.unwrap_or_else(|error| panic!("{fault:?}: {error:?}"));
                assert!(run.left_behind.is_none(), "{fault:?}: {:?}", run.left_behind);
                assert!(stage.simulator.job_ids().is_empty(), "{fault:?}");
                let effects = stage.simulator.side_effects();
                assert_eq!((effects.jobs, effects.starts, effects.deletions), (1, 1, 1), "{fault:?}");
            });
        }
    }
    cases.join_all().await;
}

#[tokio::test]
async fn a_lost_creation_is_not_repeated_and_says_that_a_job_may_exist() {
    for runner in SLEEPERS {
        let create = || Fault::on(runner.operation("create"));
        for (fault, jobs) in [
            (create().drop_connection(), 0),
            (create().processed().drop_connection(), 1),
            (create().processed().status(502), 1),
            (create().processed().status(504), 1),
            (create().processed().truncate_body(5), 1),
        ] {
            let stage = Stage::new();
            stage.simulator.inject(fault);
            let error = runner.run(&stage).await.unwrap_err();
            let JobError::CreationLost { runner: name, .. } = &error else { panic!("{error:?}") };
            let (Runner::Study(id) | Runner::Solver(id)) = runner;
            assert!(name.contains(id) && error.to_string().contains(name), "{error}");
            assert_eq!(stage.simulator.side_effects().jobs, jobs);
            assert_eq!(stage.simulator.count(runner.operation("create")), 1);
        }
    }
}

#[tokio::test]
async fn a_creation_is_repeated_if_the_caller_says_so() {
    for runner in SLEEPERS {
        let stage = Stage::new();
        stage.simulator.inject(Fault::on(runner.operation("create")).drop_connection());
        runner.run(&stage).retry(RetryPolicy::new().assume_idempotent()).await.unwrap();
        assert_eq!(stage.simulator.side_effects().jobs, 1);
    }
}

/// A job that ends at once would be started a second time if its start were only sent again.
#[tokio::test]
async fn a_lost_start_is_looked_into_whatever_the_policy() {
    for runner in SLEEPERS {
        let stage = Stage::with(Simulator::builder().waiting_states(&[]).started_steps(0));
        stage.simulator.inject(Fault::on(runner.operation("start")).processed().drop_connection());
        let run = runner.run(&stage).retry(RetryPolicy::new().assume_idempotent()).await.unwrap();
        assert_eq!(run.status.state.as_str(), "SUCCESS");
        assert_eq!(stage.simulator.count(runner.operation("start")), 1);
    }
}

#[tokio::test]
async fn what_does_not_exist_is_reported_soon() {
    let stage = Stage::new();
    let nowhere = Box::leak(Uuid::nil().to_string().into_boxed_str());
    for runner in [Runner::Study(nowhere), Runner::Solver("simcore/services/comp/nowhere")] {
        let error = runner.run(&stage).await.unwrap_err();
        assert!(matches!(&error, JobError::Request(error) if error.is_not_found()), "{error:?}");
        assert_eq!(stage.simulator.count(runner.operation("create")), 2);
        assert_eq!(stage.simulator.count(runner.operation("find")), 2);
    }
}

#[tokio::test]
async fn a_start_that_cannot_pass_is_reported_at_once() {
    for runner in SLEEPERS {
        for status in [401, 402, 403, 422] {
            let stage = Stage::new();
            stage.simulator.inject(Fault::on(runner.operation("start")).status(status));
            let error = runner.run(&stage).await.unwrap_err();
            let JobError::Request(cause) = &error else { panic!("{error:?}") };
            assert_eq!(cause.status().map(|status| status.as_u16()), Some(status));
            assert_eq!(stage.simulator.count(runner.operation("start")), 1);
            assert!(stage.simulator.job_ids().is_empty());
        }
    }
}

#[tokio::test]
async fn throttled_polls_are_no_failures() {
    for runner in SLEEPERS {
        let stage = Stage::new();
        let inspect = runner.operation("inspect");
        stage.simulator.inject(Fault::on(inspect).times(20).rate_limited(Some("0")));
        let run = runner.run(&stage).wait(quick().max_failed_polls(0)).await.unwrap();
        assert!(stage.simulator.count(inspect) > 20);
        assert!(run.left_behind.is_none());
    }
}

#[tokio::test]
async fn a_failure_and_a_failed_deletion_are_both_reported() {
    for runner in FAILING {
        let stage = Stage::new();
        stage.simulator.inject(Fault::on(runner.operation("delete")).always().status(403));
        let error = runner.run(&stage).await.unwrap_err();
        let JobError::LeftBehind { job, error: failure, cause } = &error else { panic!("{error:?}") };
        assert!(matches!(**failure, JobError::Failed(_)), "{failure:?}");
        assert!(job.contains(&stage.simulator.job_ids()[0]), "{job}");
        let text = error.to_string();
        assert!(text.contains("failed") && text.contains(job) && text.contains(&cause.to_string()), "{text}");
        assert_eq!(error.status().map(|status| status.state.as_str()), Some("FAILED"));
    }
}

#[tokio::test]
async fn a_wait_tolerates_what_passes_before_the_first_status() {
    for runner in SLEEPERS {
        let inspect = || Fault::on(runner.operation("inspect"));
        for fault in [inspect().times(2).status(404), inspect().times(6).status(503)] {
            let stage = Stage::new();
            let run = runner.run(&stage).keep(true).await.unwrap();
            stage.simulator.inject(fault);
            let status = runner.wait(&stage, run.job.id).options(quick()).await.unwrap();
            assert_eq!(status.state.as_str(), "SUCCESS");
        }
    }
}

/// Runs until the job has started, then gives the run up.
async fn started(run: RunJob, stage: &Stage, runner: Runner) {
    tokio::select! {
        outcome = run.into_future() => panic!("{outcome:?}"),
        () = until(|| stage.simulator.count(runner.operation("inspect")) > 0) => {}
    }
}

#[tokio::test]
async fn clean_ups_of_dropped_runs_can_be_awaited() {
    for runner in ENDLESS {
        for slow in ["create", "start", "inspect", "stop", "delete"] {
            let stage = Stage::new();
            let client = stage.studies.client();
            client.pending_cleanups().await.unwrap();
            let delay = Duration::from_millis(50);
            stage.simulator.inject(Fault::on(runner.operation(slow)).delay(delay));
            let run = runner.run(&stage);
            tokio::select! {
                outcome = run.into_future() => panic!("{outcome:?}"),
                () = until(|| stage.simulator.count(runner.operation("create")) > 0) => {}
            }
            client.clone().pending_cleanups().await.unwrap();
            assert!(stage.simulator.job_ids().is_empty(), "{runner:?} {slow}");
            assert_eq!(stage.simulator.side_effects().jobs, 1);
        }
    }
}

#[tokio::test]
async fn failed_clean_ups_are_reported_once() {
    for runner in ENDLESS {
        let stage = Stage::new();
        stage.simulator.inject(Fault::on(runner.operation("delete")).always().status(403));
        started(runner.run(&stage), &stage, runner).await;
        let error = stage.studies.client().pending_cleanups().await.unwrap_err();
        assert_eq!((error.running, error.failures.len()), (0, 1));
        let job = &stage.simulator.job_ids()[0];
        assert!(error.failures[0].subject.contains(job), "{error:?}");
        assert!(error.to_string().contains(job) && error.to_string().contains("403"), "{error}");
        stage.studies.client().pending_cleanups().await.unwrap();
    }
}

#[tokio::test]
async fn a_lost_creation_of_a_dropped_run_is_reported() {
    for runner in ENDLESS {
        let stage = Stage::new();
        let fault = Fault::on(runner.operation("create")).processed().status(504);
        stage.simulator.inject(fault.delay(Duration::from_millis(50)));
        tokio::select! {
            outcome = runner.run(&stage).into_future() => panic!("{outcome:?}"),
            () = until(|| stage.simulator.count(runner.operation("create")) > 0) => {}
        }
        let error = stage.studies.client().pending_cleanups().await.unwrap_err();
        assert_eq!((error.running, error.failures.len()), (0, 1), "{error:?}");
    }
}

#[tokio::test]
async fn the_wait_for_clean_ups_has_a_limit() {
    let runner = ENDLESS[0];
    let stage = Stage::new();
    stage.simulator.inject(Fault::on("delete_study_job").delay(Duration::from_secs(600)));
    started(runner.run(&stage), &stage, runner).await;
    let client = stage.studies.client();
    let error = client.pending_cleanups().time_limit(Duration::from_millis(20)).await.unwrap_err();
    assert_eq!((error.running, error.failures.len()), (1, 0));
    assert_eq!(error.to_string(), "1 clean-up is still running");
}

#[tokio::test]
async fn a_clean_up_has_a_limit_of_its_own() {
    for runner in ENDLESS {
        for slow in ["stop", "delete"] {
            let stage = Stage::new();
            let delay = Duration::from_secs(600);
            stage.simulator.inject(Fault::on(runner.operation(slow)).delay(delay));
            let (sender, mut receiver) = tokio::sync::watch::channel(false);
            let run = runner.run(&stage).cleanup_limit(Duration::from_millis(400));
            let run = run.on_status(move |_| {
                sender.send_replace(true);
            });
            // The signal's output is of no account.
            let signal = async move { receiver.wait_for(|begun| *begun).await.map(|begun| *begun) };
            let error = run.until(signal).await.unwrap_err();
            // A job that cannot be stopped in half of the time is deleted nevertheless.
            assert_eq!(matches!(error, JobError::LeftBehind { .. }), slow == "delete", "{slow}: {error:?}");
            assert!(slow == "delete" || stage.simulator.job_ids().is_empty());
        }
    }
}

#[test]
fn clean_ups_that_end_with_their_runtime_are_reported() {
    let runner = ENDLESS[0];
    let stage = Stage::new();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let running = runtime.spawn(runner.run(&stage).into_future());
    runtime.block_on(until(|| stage.simulator.side_effects().starts == 1));
    drop(runtime);
    assert!(running.is_finished());
    let error = stage.studies.client().pending_cleanups().wait_blocking().unwrap_err();
    assert!(error.failures[0].error.is_none(), "{error:?}");
    assert!(error.to_string().contains(&stage.simulator.job_ids()[0]), "{error}");
}

/// The id of a job is known as soon as the job exists, also if the run fails and keeps it.
#[tokio::test]
async fn a_created_job_is_told_before_it_is_started() {
    for runner in SLEEPERS {
        let stage = Stage::new();
        stage.simulator.inject(Fault::on(runner.operation("start")).status(403));
        let (sender, receiver) = std::sync::mpsc::channel();
        let run = runner.run(&stage).keep(true).on_created(move |job| sender.send(job.id).unwrap());
        run.await.unwrap_err();
        assert_eq!(stage.simulator.job_ids(), [receiver.recv().unwrap().to_string()]);
    }
}

#[tokio::test]
async fn options_of_requests_reach_the_server() {
    let (project, node) = (Uuid::from_u128(1), Uuid::from_u128(2));
    for runner in SLEEPERS {
        let stage = Stage::new();
        let run = runner.run(&stage).hidden(false).parent(project, node).pricing(3, 4);
        run.retry(RetryPolicy::none()).await.unwrap();
        runner.run(&stage).await.unwrap();
        let [job, usual] = &stage.simulator.created_jobs()[..] else { panic!("two jobs") };
        assert_eq!((job.hidden, usual.hidden), (false, true));
        assert_eq!(job.parent_project.as_deref(), Some(project.to_string().as_str()));
        assert_eq!(job.parent_node.as_deref(), Some(node.to_string().as_str()));
        assert_eq!((&usual.parent_project, &usual.parent_node), (&None, &None));
        let requests = stage.simulator.requests();
        let starts = requests.iter().filter(|request| request.operation == runner.operation("start"));
        let pricing = |name: &str| starts.clone().map(|start| start.header(name)).collect::<Vec<_>>();
        assert_eq!(pricing("x-pricing-plan"), [Some("3"), None]);
        assert_eq!(pricing("x-pricing-unit"), [Some("4"), None]);
        // A policy of one attempt holds for every request of the run.
        stage.simulator.inject(Fault::on(runner.operation("inspect")).times(2).status(503));
        let options = quick().max_failed_polls(1);
        let error = runner.run(&stage).wait(options).retry(RetryPolicy::none()).await.unwrap_err();
        assert!(matches!(error, JobError::Request(_)), "{error:?}");
    }
}
