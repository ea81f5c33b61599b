//! Solvers and the account, against each version of the simulator.
//!
//! In: every call of these groups. Out: the values that it gives. Invariant: a value is compared, not only its type,
//! and the versions differ in nothing but what the table of versions says.

use futures_util::StreamExt;
use osparc_client::jobs::Output;
use osparc_client::models::{
    GetLogStreamResponse, JobInputs, JobMetadataUpdate, LicensedItemCheckoutData, ProfileUpdate, RunningState,
};
use osparc_client::{Client, Credentials, SolversApi};
use osparc_simulator::{
    ApiVersion, ECHO_SOLVER, ENDLESS_SOLVER, FORBIDDEN_WALLET, LICENSED_ITEM, SLEEPER_SOLVER, SOLVER_VERSION,
    Simulator, UNPAID_SOLVER,
};
use uuid::Uuid;

async fn each() -> Vec<(ApiVersion, Simulator, Client)> {
    let mut all = Vec::new();
    for version in ApiVersion::ALL {
        let simulator = Simulator::builder().version(version).start().await.unwrap();
        let credentials = Credentials::basic(simulator.key(), simulator.secret());
        let client =
            Client::builder().base_url(simulator.base_url()).credentials(credentials).build().unwrap();
        all.push((version, simulator, client));
    }
    all
}

async fn create(solvers: &SolversApi, key: &str) -> Uuid {
    solvers.create_solver_job(key, SOLVER_VERSION, &JobInputs::default()).await.unwrap().id
}

#[tokio::test]
async fn the_account_in_every_version() {
    for (version, _simulator, client) in each().await {
        assert_eq!(client.meta().get_service_metadata().await.unwrap().version, version.number());
        let users = client.users();
        assert_eq!(users.get_my_profile().await.unwrap().login, "mika@simulator.example");
        let profile =
            users.update_my_profile(&ProfileUpdate::new().last_name("Müller".to_owned())).await.unwrap();
        assert_eq!(
            (profile.first_name.as_deref(), profile.last_name.as_deref()),
            (Some("Mika"), Some("Müller"))
        );

        let wallets = client.wallets();
        let default = wallets.get_default_wallet().await.unwrap();
        assert_eq!((default.wallet_id, default.available_credits), (1, 150.5));
        assert_eq!(wallets.get_wallet(1).await.unwrap(), default);
        let forbidden = wallets.get_wallet(FORBIDDEN_WALLET).await.unwrap_err();
        assert_eq!(forbidden.status().unwrap().as_u16(), 403);
        assert!(wallets.get_wallet(7).await.unwrap_err().is_not_found());

        let items = wallets.get_available_licensed_items_for_wallet(1).items().collect_all().await.unwrap();
        assert_eq!((items.len(), items[0].licensed_item_id.to_string()), (1, LICENSED_ITEM.to_owned()));
        let seats = LicensedItemCheckoutData::new(2, "run");
        let taken = wallets.checkout_licensed_item(1, items[0].licensed_item_id, &seats).await.unwrap();
        assert_eq!((taken.num_of_seats, taken.stopped_at), (2, None));
        assert_eq!(client.credits().get_credits_price().await.unwrap().usd_per_credit, Some(0.5));
    }
}

#[tokio::test]
async fn solvers_in_every_version() {
    for (version, _simulator, client) in each().await {
        let solvers = client.solvers();
        let latest = solvers.get_solver(SLEEPER_SOLVER).await.unwrap();
        assert_eq!((&*latest.id, &*latest.version), (SLEEPER_SOLVER, SOLVER_VERSION));
        assert!(solvers.list_solvers().await.unwrap().contains(&latest), "{version:?}");
        assert_eq!(solvers.list_solver_releases(SLEEPER_SOLVER).await.unwrap().len(), 3);
        assert_eq!(solvers.list_solvers_releases().await.unwrap().len(), 7);
        assert_eq!(solvers.get_solver_release(SLEEPER_SOLVER, "2.0.2").await.unwrap().version, "2.0.2");
        let ports = solvers.list_solver_ports(SLEEPER_SOLVER, SOLVER_VERSION).await.unwrap().items;
        let keys: Vec<_> = ports.iter().map(|port| port.key.as_str()).collect();
        assert_eq!(keys, ["input_1", "input_2", "input_3", "input_4", "output_1", "output_2"]);
        let plan = solvers.get_solver_pricing_plan(SLEEPER_SOLVER, SOLVER_VERSION).await.unwrap();
        assert_eq!((plan.pricing_units.len(), plan.pricing_units[1].current_cost_per_unit), (2, 50.5));
        assert!(solvers.get_solver("simcore/services/comp/nothing").await.unwrap_err().is_not_found());
    }
}

#[tokio::test]
async fn a_solver_job_in_every_version() {
    for (version, simulator, client) in each().await {
        let (solvers, at) = (client.solvers(), (ECHO_SOLVER, SOLVER_VERSION));
        let inputs = JobInputs::default().with("integer", 7).with("text", "é");
        let job = solvers.create_solver_job(at.0, at.1, &inputs).hidden(false).await.unwrap();
        assert_eq!(solvers.get_job(at.0, at.1, job.id).await.unwrap(), job);
        assert_eq!(solvers.list_jobs(at.0, at.1).await.unwrap(), std::slice::from_ref(&job));
        let paged = solvers.list_jobs_paginated(at.0, at.1).limit(5).items().collect_all().await.unwrap();
        assert_eq!(paged, std::slice::from_ref(&job));
        let metadata =
            JobMetadataUpdate::default().metadata([("a".to_owned(), 1.into())].into_iter().collect());
        let replaced = solvers.replace_job_custom_metadata(at.0, at.1, job.id, &metadata).await.unwrap();
        assert_eq!(solvers.get_job_custom_metadata(at.0, at.1, job.id).await.unwrap(), replaced);
        assert_eq!(solvers.get_job_wallet(at.0, at.1, job.id).await.unwrap().wallet_id, 1);
        assert_eq!(solvers.get_job_pricing_unit(at.0, at.1, job.id).await.unwrap().unit_name, "SMALL");

        let started = solvers.start_job(at.0, at.1, job.id).response().await.unwrap();
        assert_eq!((started.status().as_u16(), &started.get_ref().state), (202, &RunningState::Published));
        let mut states = Vec::new();
        while states.last() != Some(&RunningState::Success) {
            states.push(solvers.inspect_job(at.0, at.1, job.id).await.unwrap().state);
            assert!(states.len() < 10, "{states:?}");
        }
        let outputs = solvers.get_job_outputs(at.0, at.1, job.id).await.unwrap();
        assert_eq!(outputs.get("integer_out"), Some(Output::Integer(7)), "{version:?}");
        let file = outputs.get("file_out");
        assert!(matches!(&file, Some(Output::File(file)) if file.filename == "output.json"), "{file:?}");
        solvers.delete_job(at.0, at.1, job.id).await.unwrap();
        assert!(solvers.get_job(at.0, at.1, job.id).await.unwrap_err().is_not_found());
        let effects = simulator.side_effects();
        assert_eq!((effects.jobs, effects.starts, effects.deletions), (1, 1, 1));

        let unpaid = create(&solvers, UNPAID_SOLVER).await;
        let error = solvers.start_job(UNPAID_SOLVER, SOLVER_VERSION, unpaid).await.unwrap_err();
        assert!(error.is_payment_required(), "{error:?}");
    }
}

#[tokio::test]
async fn the_log_of_a_solver_job_comes_while_it_runs() {
    for (version, _simulator, client) in each().await {
        let solvers = client.solvers();
        let job = create(&solvers, SLEEPER_SOLVER).await;
        let mut stream = solvers.get_log_stream(SLEEPER_SOLVER, SOLVER_VERSION, job).await.unwrap();
        let second = solvers.get_log_stream(SLEEPER_SOLVER, SOLVER_VERSION, job).await.unwrap_err();
        assert!(second.is_conflict(), "{version:?} {second:?}");
        solvers.start_job(SLEEPER_SOLVER, SOLVER_VERSION, job).await.unwrap();
        let mut lines = Vec::new();
        while let Some(line) = stream.next().await {
            let GetLogStreamResponse::JobLog(line) = line.unwrap() else { panic!("{version:?}") };
            assert_eq!(line.job_id, job);
            lines.extend(line.messages);
        }
        assert_eq!((lines.len(), &*lines[6]), (7, "line 7: the job is SUCCESS"));

        let endless = create(&solvers, ENDLESS_SOLVER).await;
        solvers.start_job(ENDLESS_SOLVER, SOLVER_VERSION, endless).await.unwrap();
        let mut stream = solvers.get_log_stream(ENDLESS_SOLVER, SOLVER_VERSION, endless).await.unwrap();
        assert!(stream.next().await.is_some());
        solvers.stop_job(ENDLESS_SOLVER, SOLVER_VERSION, endless).await.unwrap();
        assert!(stream.count().await > 0);
        let status = solvers.inspect_job(ENDLESS_SOLVER, SOLVER_VERSION, endless).await.unwrap();
        assert_eq!(status.state, RunningState::Aborted);
    }
}
