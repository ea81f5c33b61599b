//! Whole stories, against the simulator.
//!
//! In: calls of a client, and faults. Out: what the client gives, and what the server has done.
//! Invariant: whether something was done twice is asked of the server, not of the client.

use std::fmt::Debug;
use std::time::Duration;

use osparc_client::jobs::Output;
use osparc_client::models::{
    File, Job, JobInputs, JobMetadataUpdate, JobMetadataValue, RunningState, StudyPortKind,
};
use osparc_client::studies_api::StartStudyJobError;
use osparc_client::{Client, Credentials, Error, Json, RetryPolicy, StudiesApi};
use osparc_simulator::{
    ApiVersion, ENDLESS_STUDY, FAILING_STUDY, Fault, FileShape, IDLE_STUDY, SLEEPER_STUDY, Simulator,
    UNPAID_STUDY,
};
use uuid::Uuid;

fn id(text: &str) -> Uuid {
    text.parse().unwrap()
}

fn client(simulator: &Simulator, key: &str, secret: &str) -> StudiesApi {
    let policy = RetryPolicy::new()
        .initial_backoff(Duration::from_millis(1))
        .throttled_backoff(Duration::from_millis(1));
    let builder =
        Client::builder().base_url(simulator.base_url()).credentials(Credentials::basic(key, secret));
    builder.retry(policy).build().unwrap().studies()
}

fn studies(simulator: &Simulator) -> StudiesApi {
    client(simulator, simulator.key(), simulator.secret())
}

async fn create(studies: &StudiesApi, study: &str) -> Job {
    studies.create_study_job(id(study), &JobInputs::default()).await.unwrap()
}

/// Inspects a job to its end, and gives the states on the way.
async fn follow(studies: &StudiesApi, study: &str, job: Uuid) -> Vec<RunningState> {
    let mut seen = Vec::new();
    for _ in 0..50 {
        let status = studies.inspect_study_job(id(study), job).await.unwrap();
        seen.push(status.state.clone());
        if status.is_final() {
            assert!(status.stopped_at.is_some() && status.started_at <= status.stopped_at);
            return seen;
        }
    }
    panic!("no end: {seen:?}");
}

async fn run(studies: &StudiesApi, study: &str, inputs: &JobInputs) -> Job {
    let job = studies.create_study_job(id(study), inputs).await.unwrap();
    studies.start_study_job(id(study), job.id).await.unwrap();
    follow(studies, study, job.id).await;
    job
}

#[tokio::test]
async fn a_job_from_its_creation_to_its_deletion() {
    for version in ApiVersion::ALL {
        let simulator = Simulator::builder().version(version).start().await.unwrap();
        let studies = studies(&simulator);
        let copy = studies.clone_study(id(SLEEPER_STUDY)).await.unwrap();
        let ports = studies.list_study_ports(copy.uid).await.unwrap();
        assert!(ports.items.iter().any(|port| port.kind == StudyPortKind::Output));
        let job =
            studies.create_study_job(copy.uid, &JobInputs::default().with("InputInt", 7)).await.unwrap();
        assert_eq!(job.name, format!("studies/{}/jobs/{}", copy.uid, job.id));

        let first = studies.start_study_job(copy.uid, job.id).response().await.unwrap();
        let second = studies.start_study_job(copy.uid, job.id).response().await.unwrap();
        assert_eq!((first.status().as_u16(), second.status().as_u16()), (202, 200));
        let states = follow(&studies, &copy.uid.to_string(), job.id).await;
        let expected =
            ["PENDING", "WAITING_FOR_CLUSTER", "PENDING", "STARTED", "STARTED", "STARTED", "SUCCESS"];
        assert_eq!(states, expected.map(RunningState::from));
        let outputs = studies.get_study_job_outputs(copy.uid, job.id).await.unwrap();
        assert_eq!(outputs.get("OutputInt"), Some(Output::Integer(7)));

        studies.delete_study_job(copy.uid, job.id).await.unwrap();
        let again = studies.delete_study_job(copy.uid, job.id).await.unwrap_err();
        assert!(again.is_not_found() && again.messages().len() == 1, "{again:?}");
        let effects = simulator.side_effects();
        assert_eq!((effects.clones, effects.jobs, effects.starts, effects.deletions), (1, 1, 1, 1));
    }
}

#[tokio::test]
async fn ends_other_than_success() {
    let simulator = Simulator::start().await;
    let studies = studies(&simulator);
    let failing = create(&studies, FAILING_STUDY).await;
    studies.start_study_job(id(FAILING_STUDY), failing.id).await.unwrap();
    assert_eq!(follow(&studies, FAILING_STUDY, failing.id).await.last(), Some(&RunningState::Failed));

    let endless = create(&studies, ENDLESS_STUDY).await;
    studies.start_study_job(id(ENDLESS_STUDY), endless.id).await.unwrap();
    assert!(!studies.stop_study_job(id(ENDLESS_STUDY), endless.id).await.unwrap().is_final());
    assert_eq!(follow(&studies, ENDLESS_STUDY, endless.id).await, [RunningState::Aborted]);

    let idle = create(&studies, IDLE_STUDY).await;
    let response = studies.start_study_job(id(IDLE_STUDY), idle.id).response().await.unwrap();
    assert_eq!((response.status().as_u16(), &response.get_ref().state), (200, &RunningState::NotStarted));
}

#[tokio::test]
async fn inputs_arrive_as_they_were_given_and_outputs_in_both_shapes_of_files() {
    for shape in [FileShape::Pairs, FileShape::Object] {
        let simulator = Simulator::builder().file_shape(shape).start().await.unwrap();
        let studies = studies(&simulator);
        let file = File::new(Uuid::nil(), "in.txt");
        let inputs = JobInputs::default()
            .with("InputInt", 55)
            .with("InputNumber", 55.0)
            .with("InputString", "55")
            .with("InputBool", true)
            .with("InputArray", vec![Json::from(1), Json::from(2.5)])
            .with("InputFile", file);
        let job = run(&studies, SLEEPER_STUDY, &inputs).await;
        let arrived = simulator.created_jobs().remove(0).inputs;
        let expected = [
            ("InputArray", "[1,2.5]"),
            ("InputBool", "true"),
            ("InputFile", r#"{"id":"00000000-0000-0000-0000-000000000000","filename":"in.txt"}"#),
            ("InputInt", "55"),
            ("InputNumber", "55.0"),
            ("InputString", "\"55\""),
        ];
        assert_eq!(arrived, expected.map(|(label, text)| (label.to_owned(), text.to_owned())));

        let outputs = studies.get_study_job_outputs(id(SLEEPER_STUDY), job.id).await.unwrap();
        let file = outputs.file("OutputFile").unwrap();
        assert_eq!((file.filename.as_str(), file.checksum.is_null()), ("output.json", true), "{shape:?}");
        assert_eq!(outputs.get("OutputInt"), Some(Output::Integer(55)));
        assert_eq!(outputs.get("OutputNumber"), Some(Output::Number(55.0)));
        assert_eq!(outputs.get("OutputString"), Some(Output::Text("55")));
        assert_eq!(outputs.get("OutputBool"), Some(Output::Boolean(true)));
        assert_eq!(outputs.get("OutputNothing"), Some(Output::Null));
        assert!(matches!(outputs.get("OutputArray"), Some(Output::List(items)) if items.len() == 2));
        let Some(Output::Other(huge)) = outputs.get("OutputHuge") else { panic!("{outputs:?}") };
        assert_eq!(huge.to_string(), "12345678901234567890123");
    }
}

#[tokio::test]
async fn outputs_before_success_are_a_conflict() {
    let simulator = Simulator::builder().version(ApiVersion::V0_13).start().await.unwrap();
    let studies = studies(&simulator);
    let job = create(&studies, SLEEPER_STUDY).await;
    let error = studies.get_study_job_outputs(id(SLEEPER_STUDY), job.id).await.unwrap_err();
    assert!(error.is_conflict() && matches!(error, Error::Api(_)), "{error:?}");
    assert!(
        error.messages()[0].ends_with("Current state: RunningState.NOT_STARTED."),
        "{:?}",
        error.messages()
    );
    assert_eq!(simulator.count("get_study_job_outputs"), 1);
}

#[tokio::test]
async fn a_start_without_credits_asks_for_payment() {
    let simulator = Simulator::start().await;
    let studies = studies(&simulator);
    let job = create(&studies, UNPAID_STUDY).await;
    let error = studies.start_study_job(id(UNPAID_STUDY), job.id).await.unwrap_err();
    assert!(error.is_payment_required());
    assert_eq!(error.messages(), ["Payment required"]);
    assert!(matches!(error.error_response(), Some(StartStudyJobError::PaymentRequired(_))), "{error:?}");
    assert_eq!(simulator.side_effects().starts, 0);
}

#[tokio::test]
async fn metadata_comes_back_exactly() {
    let simulator = Simulator::start().await;
    let studies = studies(&simulator);
    let (study, job) = (id(SLEEPER_STUDY), create(&studies, SLEEPER_STUDY).await.id);
    assert!(studies.get_study_job_custom_metadata(study, job).await.unwrap().metadata.is_empty());
    let update = JobMetadataUpdate::default()
        .with("flag", false)
        .with("float", 1000.0)
        .with("int", 1000)
        .with("least", i64::MIN)
        .with("text", "1000")
        .with("ünï/…", "é\"\\\n☃");
    let expected = [
        ("flag", JobMetadataValue::Boolean(false)),
        ("float", JobMetadataValue::Number(1000.0)),
        ("int", JobMetadataValue::Integer(1000)),
        ("least", JobMetadataValue::Integer(i64::MIN)),
        ("text", JobMetadataValue::String("1000".to_owned())),
        ("ünï/…", JobMetadataValue::String("é\"\\\n☃".to_owned())),
    ];
    let expected = expected.map(|(key, value)| (key.to_owned(), value));
    let replaced = studies.replace_study_job_custom_metadata(study, job, &update).await.unwrap();
    let read = studies.get_study_job_custom_metadata(study, job).await.unwrap();
    for metadata in [replaced, read] {
        assert_eq!(metadata.metadata.into_iter().collect::<Vec<_>>(), expected);
    }
    let one = JobMetadataUpdate::default().with("only", 1);
    studies.replace_study_job_custom_metadata(study, job, &one).await.unwrap();
    let left = studies.get_study_job_custom_metadata(study, job).await.unwrap().metadata;
    assert_eq!(left.into_keys().collect::<Vec<_>>(), ["only"]);
}

#[tokio::test]
async fn pages_are_walked_to_the_end() {
    let simulator = Simulator::builder().studies(23).start().await.unwrap();
    let studies = studies(&simulator);
    let (mut offset, mut seen) = (0, Vec::new());
    loop {
        let page = studies.list_studies().limit(10).offset(offset).await.unwrap();
        assert_eq!((page.total, page.limit), (Some(23), Some(10)));
        assert_eq!(page.links.prev.is_none(), offset == 0);
        seen.extend(page.items.iter().map(|study| study.uid));
        if page.links.next.is_none() {
            break;
        }
        offset += 10;
    }
    assert_eq!((seen.len(), simulator.count("list_studies")), (23, 3));
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 23);
    let error = studies.list_studies().limit(51).await.unwrap_err();
    assert!(matches!(error, Error::Api(_)) && !error.messages().is_empty(), "{error:?}");
}

#[tokio::test]
async fn wrong_credentials_have_the_servers_text() {
    let simulator = Simulator::start().await;
    let wrong = client(&simulator, simulator.key(), "wrong");
    let error = wrong.list_studies().await.unwrap_err();
    assert!(error.is_unauthorized());
    assert_eq!(error.messages(), ["Invalid API credentials"]);
    let error = wrong.get_study(id(SLEEPER_STUDY)).with_auth(Credentials::none()).await.unwrap_err();
    assert!(error.is_unauthorized());
    assert_eq!(error.messages(), ["Not authenticated"]);
    assert_eq!(simulator.requests().len(), 2, "a 401 is no reason to try again");
}

/// What goes wrong with the first attempt, and whether the server has done what was asked all the same.
fn faults(operation: &str) -> [(&'static str, Fault); 5] {
    [
        ("a page of a proxy", Fault::on(operation).bad_gateway()),
        ("no service", Fault::on(operation).status(503).body("text/plain", "no available server")),
        ("a dropped connection", Fault::on(operation).drop_connection().processed()),
        ("a reset connection", Fault::on(operation).reset().processed()),
        ("half a response", Fault::on(operation).truncate_body(5)),
    ]
}

#[tokio::test]
async fn creations_are_not_retried() {
    fn check<T: Debug, E: Debug>(
        name: &str,
        simulator: &Simulator,
        operation: &str,
        result: Result<T, Error<E>>,
    ) {
        let error = result.unwrap_err();
        assert!(
            matches!(error, Error::Unexpected(_) | Error::Transport(_)),
            "{operation}, {name}: {error:?}"
        );
        assert!(!error.is_retryable(), "{operation}, {name}");
        assert_eq!(simulator.count(operation), 1, "{operation}, {name}");
    }
    for number in 0..5 {
        let simulator = Simulator::start().await;
        let studies = studies(&simulator);
        let study = id(SLEEPER_STUDY);
        let job = create(&studies, SLEEPER_STUDY).await.id;
        simulator.clear_requests();
        let before = simulator.side_effects();
        let inject = |operation: &str| {
            let (name, fault) = faults(operation).into_iter().nth(number).unwrap();
            simulator.inject(fault);
            name
        };
        let name = inject("clone_study");
        check(name, &simulator, "clone_study", studies.clone_study(study).await);
        inject("create_study_job");
        let created = studies.create_study_job(study, &JobInputs::default()).await;
        check(name, &simulator, "create_study_job", created);
        inject("start_study_job");
        check(name, &simulator, "start_study_job", studies.start_study_job(study, job).await);
        let after = simulator.side_effects();
        let done = usize::from(number >= 2);
        assert_eq!(
            (after.clones - before.clones, after.jobs - before.jobs, after.starts - before.starts),
            (done, done, done),
            "{name}"
        );
    }
}

#[tokio::test]
async fn reads_are_retried() {
    for number in 0..5 {
        let simulator = Simulator::start().await;
        let studies = studies(&simulator);
        let study = id(SLEEPER_STUDY);
        let job = create(&studies, SLEEPER_STUDY).await.id;
        let operations = [
            "list_studies",
            "get_study",
            "list_study_ports",
            "get_study_job_custom_metadata",
            "get_study_job_output_logfile",
            "inspect_study_job",
        ];
        for operation in operations {
            simulator.inject(faults(operation).into_iter().nth(number).unwrap().1);
        }
        studies.list_studies().await.unwrap();
        studies.get_study(study).await.unwrap();
        studies.list_study_ports(study).await.unwrap();
        studies.get_study_job_custom_metadata(study, job).await.unwrap();
        studies.get_study_job_output_logfile(study, job).await.unwrap();
        studies.inspect_study_job(study, job).await.unwrap();
        for operation in operations {
            assert_eq!(simulator.count(operation), 2, "{operation}, fault {number}");
        }
    }
}

#[tokio::test]
async fn a_rate_limit_is_waited_out_where_the_call_may_be_retried() {
    let simulator = Simulator::start().await;
    let studies = studies(&simulator);
    let study = id(SLEEPER_STUDY);
    simulator.inject(Fault::on("list_studies").rate_limited(Some("0")));
    studies.list_studies().await.unwrap();
    assert_eq!(simulator.count("list_studies"), 2);
    // Too long to be waited for.
    simulator.inject(Fault::on("get_study").rate_limited(Some("3600")));
    let error = studies.get_study(study).await.unwrap_err();
    assert!(error.is_rate_limited());
    assert_eq!(
        (error.retry_after(), error.messages()),
        (Some(Duration::from_secs(3600)), vec!["Too Many Requests".to_owned()])
    );
}

/// The proxy processed nothing; the application, which writes JSON, may have.
#[tokio::test]
async fn what_a_rate_limit_turned_away_is_sent_again_whatever_it_does() {
    let simulator = Simulator::start().await;
    let credentials = Credentials::basic(simulator.key(), simulator.secret());
    let client = Client::builder().base_url(simulator.base_url()).credentials(credentials);
    // Nothing is configured, so that the operations' own settings hold.
    let studies = client.build().unwrap().studies();
    let study = id(SLEEPER_STUDY);
    let inputs = JobInputs::default();
    let operations = ["clone_study", "create_study_job", "start_study_job"];
    for operation in operations {
        simulator.inject(Fault::on(operation).rate_limited(Some("0")));
    }
    studies.clone_study(study).await.unwrap();
    let job = studies.create_study_job(study, &inputs).await.unwrap();
    studies.start_study_job(study, job.id).await.unwrap();
    assert_eq!(operations.map(|operation| simulator.count(operation)), [2; 3]);
    for operation in operations {
        let body = r#"{"errors":["The service was unavailable."]}"#;
        simulator.inject(Fault::on(operation).status(429).body("application/json", body));
    }
    for (error, processed) in [
        (osparc_client::AnyError::from(studies.clone_study(study).await.unwrap_err()), true),
        (studies.create_study_job(study, &inputs).await.unwrap_err().into(), true),
        (studies.start_study_job(study, job.id).await.unwrap_err().into(), true),
    ] {
        assert!(error.is_rate_limited() && error.may_have_been_processed() == processed, "{error:?}");
    }
    assert_eq!(operations.map(|operation| simulator.count(operation)), [3; 3]);
    assert_eq!((simulator.side_effects().clones, simulator.side_effects().jobs), (1, 1));
}

#[tokio::test]
async fn a_page_of_a_proxy_is_kept() {
    let simulator = Simulator::start().await;
    simulator.inject(Fault::on("get_study").always().bad_gateway());
    let error = studies(&simulator).get_study(id(SLEEPER_STUDY)).await.unwrap_err();
    assert!(matches!(error, Error::Unexpected(_)), "{error:?}");
    assert_eq!(error.status().unwrap().as_u16(), 502);
    assert_eq!(error.headers().unwrap()["content-type"], "text/html");
    assert_eq!(error.body().unwrap(), b"<html><body><h1>502 Bad Gateway</h1></body></html>");
    assert!(error.messages().is_empty(), "a page is no message");
    assert_eq!(simulator.count("get_study"), 3);
}

#[tokio::test]
async fn a_start_is_retried_after_a_rate_limit_only() {
    let simulator = Simulator::start().await;
    let studies = studies(&simulator);
    let job = create(&studies, SLEEPER_STUDY).await.id;
    simulator.inject(Fault::on("start_study_job").rate_limited(Some("0")));
    let response = studies.start_study_job(id(SLEEPER_STUDY), job).response().await.unwrap();
    assert_eq!((response.status().as_u16(), simulator.count("start_study_job")), (202, 2));
    assert_eq!(simulator.side_effects().starts, 1);
}

#[tokio::test]
async fn retries_of_a_clone_can_be_configured() {
    let simulator = Simulator::start().await;
    simulator.inject(Fault::on("clone_study").times(2).rate_limited(Some("0")));
    let request = studies(&simulator).clone_study(id(SLEEPER_STUDY));
    let response = request.with_retry(RetryPolicy::new()).response().await.unwrap();
    assert_eq!((response.status().as_u16(), simulator.count("clone_study")), (201, 3));
    assert_eq!(simulator.side_effects().clones, 1);
}

#[tokio::test]
async fn a_body_that_is_no_study_is_reported_with_its_json_path() {
    let simulator = Simulator::start().await;
    let studies = studies(&simulator);
    let table = [
        (r#"{"uid":"not-a-uuid"}"#, "uid"),
        (r#"{"title":"x"}"#, "uid"),
        ("[]", ""),
        ("", ""),
        (r#"{"uid":"5eed0000-0000-4000-8000-000000000001","title":7}"#, "title"),
    ];
    for (body, path) in table {
        simulator.inject(Fault::on("get_study").malformed(body));
        let error = studies.get_study(id(SLEEPER_STUDY)).await.unwrap_err();
        let Error::Decode(error) = error else { panic!("{body}: {error:?}") };
        assert_eq!((error.path(), error.body().as_ref()), (path, body.as_bytes()));
    }
    assert_eq!(
        simulator.count("get_study"),
        table.len(),
        "a body that cannot be read is no reason to ask again"
    );
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let simulator = Simulator::start().await;
    let elsewhere = Simulator::start().await;
    let location = format!("{}/v0/studies", elsewhere.base_url());
    simulator.inject(Fault::on("list_studies").redirect(&location));
    let error = studies(&simulator).list_studies().await.unwrap_err();
    assert!(matches!(error, Error::Unexpected(_)), "{error:?}");
    assert_eq!((error.status().unwrap().as_u16(), error.location()), (307, Some(location.as_str())));
    assert!(elsewhere.requests().is_empty());
}

#[tokio::test]
async fn newer_servers_tell_their_trace_and_support_code() {
    let simulator = Simulator::builder().version(ApiVersion::V0_16).start().await.unwrap();
    let error = studies(&simulator).get_study(Uuid::nil()).await.unwrap_err();
    assert!(error.is_not_found());
    let trace = error.trace_id().unwrap();
    assert!(trace.len() == 32 && trace.bytes().all(|byte| byte.is_ascii_hexdigit()), "{trace}");
}
