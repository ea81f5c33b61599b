//! Solvers and their jobs.

use osparc_simulator::{
    ApiVersion, ECHO_SOLVER, ENDLESS_SOLVER, FAILING_SOLVER, SLEEPER_SOLVER, SLEEPER_STUDY, SOLVER_VERSION,
    Simulator, UNPAID_SOLVER,
};
use serde_json::{Value, json};

use crate::client::{BufferedResponse, call, http, inspect_to_end, request, send};

/// The path of a release, with the key as one segment or as several.
fn release(key: &str, as_one: bool) -> String {
    let key = if as_one { key.replace('/', "%2F") } else { key.to_owned() };
    format!("/v0/solvers/{key}/releases/{SOLVER_VERSION}")
}

/// Creates a job of a solver and gives its path.
async fn create(simulator: &Simulator, key: &str, values: &str) -> String {
    let path = format!("{}/jobs", release(key, true));
    let response = call(simulator, "POST", &path, &format!(r#"{{"values":{values}}}"#)).await;
    assert_eq!(response.status, 201, "{}", response.text);
    format!("{path}/{}", response.at("/id"))
}

async fn start(simulator: &Simulator, job: &str) -> BufferedResponse {
    call(simulator, "POST", &format!("{job}:start"), "").await
}

fn versions(list: &Value) -> Vec<(String, String)> {
    let text = |item: &Value, name: &str| item[name].as_str().unwrap().to_owned();
    list.as_array().unwrap().iter().map(|item| (text(item, "id"), text(item, "version"))).collect()
}

#[tokio::test]
async fn the_latest_release_is_that_of_the_highest_number() {
    let simulator = Simulator::start().await;
    let latest = versions(&call(&simulator, "GET", "/v0/solvers", "").await.json());
    let all = versions(&call(&simulator, "GET", "/v0/solvers/releases", "").await.json());
    assert_eq!((latest.len(), all.len()), (5, 7));
    let of_sleeper = |list: &[(String, String)]| {
        let found = list.iter().filter(|(id, _)| id == SLEEPER_SOLVER);
        found.map(|(_, version)| version.clone()).collect::<Vec<_>>()
    };
    assert_eq!(of_sleeper(&latest), ["2.1.10"]);
    assert_eq!(of_sleeper(&all), ["2.0.2", "2.1.1", "2.1.10"]);
    for key in [SLEEPER_SOLVER.to_owned(), SLEEPER_SOLVER.replace('/', "%2F")] {
        let path = format!("/v0/solvers/{key}");
        let solver = call(&simulator, "GET", &format!("{path}/latest"), "").await;
        assert_eq!(solver.at("/version"), "2.1.10");
        let url = format!("{}{}", simulator.base_url(), release(SLEEPER_SOLVER, true));
        assert_eq!(solver.at("/url"), url);
        let releases = versions(&call(&simulator, "GET", &format!("{path}/releases"), "").await.json());
        assert_eq!(of_sleeper(&releases), of_sleeper(&all));
        let old = call(&simulator, "GET", &format!("{path}/releases/2.0.2"), "").await;
        assert_eq!((old.status, old.at("/version")), (200, "2.0.2".into()));
    }
}

#[tokio::test]
async fn keys_and_versions_that_do_not_exist_or_cannot() {
    let simulator = Simulator::start().await;
    let absent = "/v0/solvers/simcore/services/comp/nothing";
    let table = [
        (format!("{absent}/latest"), 404),
        (format!("{absent}/releases"), 404),
        (format!("{absent}/releases/1.0.0"), 404),
        (format!("{absent}/releases/1.0.0/ports"), 404),
        (format!("{absent}/releases/1.0.0/jobs"), 404),
        (format!("/v0/solvers/{SLEEPER_SOLVER}/releases/9.9.9"), 404),
        (format!("/v0/solvers/{SLEEPER_SOLVER}/releases/newest"), 422),
        ("/v0/solvers/sleeper/latest".to_owned(), 422),
        ("/v0/solvers/latest".to_owned(), 404),
        (format!("{}/jobs/x", release(SLEEPER_SOLVER, true)), 404),
    ];
    for (path, status) in table {
        let response = call(&simulator, "GET", &path, "").await;
        assert_eq!(response.status, status, "{path} {}", response.text);
    }
    let refused = call(&simulator, "GET", "/v0/solvers/sleeper/latest", "").await;
    assert_eq!(refused.at("/errors/0/loc"), r#"["path","solver_key"]"#);
    assert_eq!(refused.at("/errors/0/type"), "string_pattern_mismatch");
}

#[tokio::test]
async fn ports_have_keys_titles_units_and_bounds() {
    let simulator = Simulator::start().await;
    let path = format!("{}/ports", release(SLEEPER_SOLVER, true));
    let ports = call(&simulator, "GET", &path, "").await.json();
    let row =
        |port: &Value| (port["key"].clone(), port["kind"].clone(), port["content_schema"]["x_unit"].clone());
    let rows: Vec<_> = ports["items"].as_array().unwrap().iter().map(row).collect();
    let expected = [
        ("input_1", "input", Value::Null),
        ("input_2", "input", json!("second")),
        ("input_3", "input", Value::Null),
        ("input_4", "input", json!("meter")),
        ("output_1", "output", Value::Null),
        ("output_2", "output", json!("second")),
    ];
    let expected: Vec<_> =
        expected.into_iter().map(|(key, kind, unit)| (json!(key), json!(kind), unit)).collect();
    assert_eq!(rows, expected);
    assert_eq!(ports["items"][0]["content_schema"], Value::Null);
    assert_eq!((&ports["total"], &ports["items"][1]["content_schema"]["maximum"]), (&json!(6), &json!(5)));
}

#[tokio::test]
async fn a_job_from_its_creation_to_its_deletion() {
    let simulator = Simulator::start().await;
    let path = format!("{}/jobs", release(ECHO_SOLVER, false));
    let file = r#"{"id":"5eed0000-0000-4000-8000-0000000f11e0","filename":"a.txt","checksum":null}"#;
    let values = format!(r#"{{"integer":7,"number":2,"nope":1,"file":{file}}}"#);
    let sent = request(&simulator, "POST", &format!("{path}?hidden=false"));
    let sent =
        sent.header("content-type", "application/json").header("x-simcore-parent-node-id", SLEEPER_STUDY);
    let created = send(sent.body(format!(r#"{{"values":{values}}}"#))).await.unwrap();
    assert_eq!(created.status, 201, "{}", created.text);
    let runner = format!("solvers/simcore%2Fservices%2Fcomp%2Fecho/releases/{SOLVER_VERSION}");
    let name = format!("{runner}/jobs/{}", created.at("/id"));
    assert_eq!((created.at("/name"), created.at("/runner_name")), (name.clone(), runner.clone()));
    assert_eq!(created.at("/url"), format!("{}/v0/{name}", simulator.base_url()));
    let record = &simulator.created_jobs()[0];
    assert_eq!((&record.runner, &*record.study_id, record.hidden), (&runner, "", false));
    assert_eq!(record.parent_node.as_deref(), Some(SLEEPER_STUDY));
    let kept: Vec<_> = record.kept_inputs.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(kept, ["integer", "number", "file"]);

    let job = format!("/v0/{name}");
    assert_eq!(call(&simulator, "GET", &job, "").await.json(), created.json());
    let started = start(&simulator, &job).await;
    assert_eq!((started.status, started.at("/state")), (202, "PUBLISHED".into()));
    assert_eq!(start(&simulator, &job).await.status, 200);
    assert_eq!(inspect_to_end(&simulator, &job).await.last().unwrap(), "SUCCESS 100");
    let results = call(&simulator, "GET", &format!("{job}/outputs"), "").await.json()["results"].clone();
    assert_eq!((&results["integer_out"], &results["number_out"]), (&json!(7), &json!(2)));
    let echoed: Value = serde_json::from_str(file).unwrap();
    assert_eq!(
        (&results["file_out"]["id"], &results["file_out"]["filename"]),
        (&echoed["id"], &json!("a.txt"))
    );
    assert_eq!(call(&simulator, "DELETE", &job, "").await.status, 204);
    for (method, path) in [("GET", job.clone()), ("DELETE", job.clone()), ("POST", format!("{job}:inspect"))]
    {
        assert_eq!(call(&simulator, method, &path, "").await.status, 404, "{method} {path}");
    }
    let effects = simulator.side_effects();
    assert_eq!((effects.jobs, effects.starts, effects.deletions), (1, 1, 1));
}

#[tokio::test]
async fn files_stay_inputs_and_are_objects_in_every_version() {
    for version in ApiVersion::ALL {
        let simulator = Simulator::builder().version(version).start().await.unwrap();
        let job = create(&simulator, SLEEPER_SOLVER, "{}").await;
        start(&simulator, &job).await;
        inspect_to_end(&simulator, &job).await;
        let file = call(&simulator, "GET", &format!("{job}/outputs"), "").await.json()["results"]["output_1"]
            .clone();
        assert_eq!(file["filename"], "output.json", "{version:?} {file}");
    }
}

#[tokio::test]
async fn ends_other_than_success() {
    let simulator = Simulator::builder().version(ApiVersion::V0_16).start().await.unwrap();
    let wrong = json!([osparc_simulator::COMPUTATIONAL_NODE, "input_2"]);
    let node = json!([osparc_simulator::COMPUTATIONAL_NODE]);
    let table = [
        (FAILING_SOLVER, "{}", &node),
        (SLEEPER_SOLVER, r#"{"input_3":true}"#, &node),
        (SLEEPER_SOLVER, r#"{"input_2":"long"}"#, &wrong),
        (SLEEPER_SOLVER, r#"{"input_2":6}"#, &wrong),
    ];
    for (solver, values, location) in table {
        let job = create(&simulator, solver, values).await;
        start(&simulator, &job).await;
        assert_eq!(inspect_to_end(&simulator, &job).await.last().unwrap(), "FAILED 100", "{solver} {values}");
        let status = call(&simulator, "POST", &format!("{job}:inspect"), "").await.json();
        assert_eq!(&status["errors"][0]["loc"], location, "{solver} {values}");
    }
    let unpaid = create(&simulator, UNPAID_SOLVER, "{}").await;
    assert_eq!(start(&simulator, &unpaid).await.status, 402);
    let endless = create(&simulator, ENDLESS_SOLVER, "{}").await;
    start(&simulator, &endless).await;
    // A progress that is rounded says 100 before the end.
    assert_eq!(inspect_to_end(&simulator, &endless).await.last().unwrap(), "STARTED 100");
    assert_eq!(call(&simulator, "POST", &format!("{endless}:stop"), "").await.at("/state"), "STARTED");
    assert_eq!(inspect_to_end(&simulator, &endless).await, ["ABORTED 100"]);
}

#[tokio::test]
async fn the_jobs_of_a_release_come_in_pages_the_newest_first() {
    let simulator = Simulator::start().await;
    let path = format!("{}/jobs", release(SLEEPER_SOLVER, true));
    let empty = call(&simulator, "GET", &format!("{path}/page"), "").await;
    assert_eq!(
        (empty.status, empty.at("/items"), empty.at("/links/next")),
        (200, "[]".into(), "null".into())
    );
    let mut ids = Vec::new();
    for _ in 0..23 {
        let job = create(&simulator, SLEEPER_SOLVER, "{}").await;
        ids.push(job.rsplit('/').next().unwrap().to_owned());
    }
    create(&simulator, ECHO_SOLVER, "{}").await;
    crate::client::create(&simulator, SLEEPER_STUDY, r#"{"values":{}}"#).await;
    ids.reverse();
    let listed = |list: &Value| -> Vec<String> {
        list.as_array().unwrap().iter().map(|job| job["id"].as_str().unwrap().to_owned()).collect()
    };
    let first = call(&simulator, "GET", &path, "").await.json();
    assert_eq!(listed(&first), ids[..20]);
    let (mut next, mut seen) = (format!("{path}/page?limit=10"), Vec::new());
    while next != "null" {
        let page = call(&simulator, "GET", &next, "").await;
        assert_eq!(page.at("/total"), "23");
        seen.extend(listed(&page.json()["items"]));
        next = page.at("/links/next");
    }
    assert_eq!(seen, ids);
    assert_eq!(call(&simulator, "GET", &format!("{path}/page?offset=23"), "").await.status, 502);
    assert_eq!(call(&simulator, "GET", &format!("{path}/page?limit=51"), "").await.status, 422);
}

#[tokio::test]
async fn metadata_is_replaced_by_a_patch() {
    let simulator = Simulator::start().await;
    let job = create(&simulator, SLEEPER_SOLVER, "{}").await;
    let path = format!("{job}/metadata");
    for (sent, kept) in [
        (r#"{"metadata":{"a":1,"b":true}}"#, r#"{"a":1,"b":true}"#),
        (r#"{"metadata":{"c":"x"}}"#, r#"{"c":"x"}"#),
    ] {
        let replaced = call(&simulator, "PATCH", &path, sent).await;
        assert_eq!((replaced.status, replaced.at("/metadata")), (200, kept.into()));
        assert_eq!(replaced.at("/url"), format!("{}{path}", simulator.base_url()));
        assert_eq!(call(&simulator, "GET", &path, "").await.json(), replaced.json());
    }
    assert_eq!(call(&simulator, "PUT", &path, "{}").await.status, 405);
}

#[tokio::test]
async fn the_log_is_in_the_store_once_the_job_ended() {
    let simulator = Simulator::start().await;
    let job = create(&simulator, SLEEPER_SOLVER, "{}").await;
    let path = format!("{job}/outputs/logfile");
    assert_eq!(call(&simulator, "GET", &path, "").await.status, 404);
    start(&simulator, &job).await;
    assert_eq!(call(&simulator, "GET", &path, "").await.status, 404);
    inspect_to_end(&simulator, &job).await;
    let redirect = call(&simulator, "GET", &path, "").await;
    let link = redirect.header("location").unwrap();
    assert!(redirect.status == 307 && link.starts_with(simulator.storage_url()), "{link}");
    let log = http().get(link).send().await.unwrap();
    assert_eq!(log.headers()["content-type"], "application/zip");
    assert!(log.bytes().await.unwrap().starts_with(b"PK"));
}

#[tokio::test]
async fn a_job_has_a_wallet_and_the_pricing_unit_of_its_start() {
    let simulator = Simulator::start().await;
    let plan = call(&simulator, "GET", &format!("{}/pricing_plan", release(SLEEPER_SOLVER, true)), "").await;
    let units: Vec<_> = plan.json()["pricingUnits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|unit| unit["pricingUnitId"].clone())
        .collect();
    assert_eq!((units, plan.at("/classification")), (vec![json!(1), json!(2)], "TIER".into()));
    let job = create(&simulator, SLEEPER_SOLVER, "{}").await;
    let unit = format!("{job}/pricing_unit");
    assert_eq!(call(&simulator, "GET", &unit, "").await.at("/unitName"), "SMALL");
    let start = request(&simulator, "POST", &format!("{job}:start"));
    let started = send(start.header("x-pricing-plan", 1).header("x-pricing-unit", 2)).await.unwrap();
    assert_eq!(started.status, 202);
    assert_eq!(call(&simulator, "GET", &unit, "").await.at("/unitName"), "LARGE");
    let wallet = call(&simulator, "GET", &format!("{job}/wallet"), "").await;
    assert_eq!((wallet.status, wallet.at("/walletId")), (200, "1".into()));
}

/// Reads lines until the stream ends or there are so many.
async fn lines(response: &mut reqwest::Response, most: usize) -> Vec<Value> {
    let mut text = String::new();
    while text.lines().count() < most
        && let Some(chunk) = response.chunk().await.unwrap()
    {
        text.push_str(std::str::from_utf8(&chunk).unwrap());
    }
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[tokio::test]
async fn a_log_is_streamed_until_the_job_ends() {
    let simulator = Simulator::start().await;
    let job = create(&simulator, SLEEPER_SOLVER, "{}").await;
    let path = format!("{job}/logstream");
    // The stream waits for the start.
    let mut stream = request(&simulator, "GET", &path).send().await.unwrap();
    assert_eq!(
        (stream.status().as_u16(), &stream.headers()["content-type"]),
        (200, &"application/x-ndjson".parse().unwrap())
    );
    assert_eq!(call(&simulator, "GET", &path, "").await.status, 409);
    start(&simulator, &job).await;
    let lines = lines(&mut stream, usize::MAX).await;
    let texts: Vec<_> = lines.iter().map(|line| line["messages"][0].as_str().unwrap()).collect();
    assert_eq!((texts.len(), *texts.last().unwrap()), (7, "line 7: the job is SUCCESS"));
    assert!(
        lines.iter().all(|line| job.ends_with(line["job_id"].as_str().unwrap()) && line["log_level"] == 20)
    );
    // A job that ended has nothing to say.
    let again = call(&simulator, "GET", &path, "").await;
    assert_eq!((again.status, &*again.text), (200, ""));
}

#[tokio::test]
async fn a_log_can_be_read_by_the_next_one_when_the_first_has_gone() {
    let simulator = Simulator::start().await;
    let job = create(&simulator, ENDLESS_SOLVER, "{}").await;
    start(&simulator, &job).await;
    let path = format!("{job}/logstream");
    // The server learns that a reader has gone by the next line that it writes.
    let open = || async {
        loop {
            let stream = request(&simulator, "GET", &path).send().await.unwrap();
            if stream.status() != 409 {
                return stream;
            }
        }
    };
    for _ in 0..2 {
        assert_eq!(lines(&mut open().await, 10).await.len(), 10);
    }
    let mut stream = open().await;
    lines(&mut stream, 1).await;
    call(&simulator, "POST", &format!("{job}:stop"), "").await;
    let rest = lines(&mut stream, usize::MAX).await;
    assert_eq!(rest.last().unwrap()["messages"][0].as_str().unwrap().split(' ').next_back(), Some("ABORTED"));
    assert_eq!(call(&simulator, "GET", &path.replace("/jobs/5", "/jobs/a"), "").await.status, 404);
}

#[tokio::test]
async fn a_job_without_its_assets_is_a_conflict_where_they_can_be_deleted() {
    for version in ApiVersion::ALL {
        let simulator = Simulator::builder().version(version).start().await.unwrap();
        let job = create(&simulator, SLEEPER_SOLVER, "{}").await;
        let (deleted, after) = if version < ApiVersion::V0_13 { (404, 202) } else { (204, 409) };
        assert_eq!(
            call(&simulator, "DELETE", &format!("{job}/assets"), "").await.status,
            deleted,
            "{version:?}"
        );
        assert_eq!(start(&simulator, &job).await.status, after, "{version:?}");
        let outputs = call(&simulator, "GET", &format!("{job}/outputs"), "").await.status;
        assert_eq!(outputs, if after == 409 { 409 } else { 200 }, "{version:?}");
    }
}

#[tokio::test]
async fn a_file_goes_through_a_job() {
    let simulator = Simulator::start().await;
    let form =
        "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"in.txt\"\r\n\r\nseven\r\n--x--\r\n";
    let sent = request(&simulator, "PUT", "/v0/files/content");
    let sent = sent.header("content-type", "multipart/form-data; boundary=x").body(form);
    let uploaded = send(sent).await.unwrap();
    assert_eq!(uploaded.status, 200, "{}", uploaded.text);
    let job = create(&simulator, SLEEPER_SOLVER, &format!(r#"{{"input_1":{}}}"#, uploaded.text)).await;
    start(&simulator, &job).await;
    inspect_to_end(&simulator, &job).await;
    let result =
        call(&simulator, "GET", &format!("{job}/outputs"), "").await.json()["results"]["output_1"].clone();
    assert_eq!(result, uploaded.json());
    let path = format!("/v0/files/{}/content", result["id"].as_str().unwrap());
    let link = call(&simulator, "GET", &path, "").await.header("location").unwrap().to_owned();
    assert_eq!(send(http().get(link)).await.unwrap().text, "seven");
}
