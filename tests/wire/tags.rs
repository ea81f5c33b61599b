//! The operations of files, solvers and the account.
//!
//! In: calls, and responses as servers give them. Out: what was on the wire, and the values.
//! Invariant: every operation of these tags is called, so that none goes out in another way unseen.

use osparc_client::models::{
    AbortMultipartUploadBody, CompleteMultipartUploadBody, FileUploadCompletionBody, GetLogStreamResponse,
    JobInputs, JobMetadataUpdate, LicensedItemCheckoutData, ProfileUpdate, UploadFileBody, UploadedPart,
    UserFile, WalletStatus,
};
use osparc_client::runtime::{Maybe, Part, RawCall};
use osparc_client::{Client, SolversApi};
use uuid::Uuid;

use crate::scripted_server::{ScriptedServer, json, response};
use crate::{BASIC, JOB, builder};

const FILE: Uuid = uuid::uuid!("6080C0FF-CBB4-36EA-8A4A-E1F1385498AC");
const KEY: &str = "simcore/services/comp/itis/sleeper";
const DIGEST: &str = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9";

/// A call of an operation of solvers.
type SolverCall = fn(&SolversApi) -> RawCall;

/// What stands for longer texts in the cases below.
const SHORT: [(&str, &str); 5] = [
    ("{file}", "6080c0ff-cbb4-36ea-8a4a-e1f1385498ac"),
    ("{job}", "1a4145e2-2fca-11ef-a199-0242ac14002a"),
    ("{release}", "/v0/solvers/simcore%2Fservices%2Fcomp%2Fitis%2Fsleeper/releases/2.1.4"),
    ("{announced}", r#"{"filename":"in.txt","filesize":11,"sha256_checksum":"{digest}"}"#),
    ("{digest}", DIGEST),
];

fn long(text: &str) -> String {
    SHORT.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn announced() -> UserFile {
    UserFile::new("in.txt", 11, DIGEST)
}

/// What a call sends: the request line without the version, and the body.
async fn check(call: impl FnOnce(&Client) -> RawCall, line: &str, body: &str) {
    let server = ScriptedServer::start(vec![json("200 OK", "{}")]).await;
    call(&builder(&server.url).build().unwrap()).await.unwrap();
    let request = server.request();
    assert_eq!(request.line, long(&format!("{line} HTTP/1.1")));
    assert_eq!(String::from_utf8(request.body.clone()).unwrap(), long(body), "{line}");
    // The version of a server is for everybody.
    let credentials = (line != "GET /v0/meta").then_some(BASIC);
    assert_eq!(request.header("authorization"), credentials, "{line}");
    let media_type = (!body.is_empty()).then_some("application/json");
    assert_eq!(request.header("content-type"), media_type, "{line}");
}

#[tokio::test]
async fn files() {
    check(|client| client.files().list_files().raw(), "GET /v0/files", "").await;
    check(|client| client.files().get_file(FILE).raw(), "GET /v0/files/{file}", "").await;
    check(|client| client.files().delete_file(FILE).raw(), "DELETE /v0/files/{file}", "").await;
    check(|client| client.files().download_file(FILE).raw(), "GET /v0/files/{file}/content", "").await;
    let search = |client: &Client| client.files().search_files_page();
    check(|client| search(client).raw(), "GET /v0/files:search", "").await;
    check(
        |client| search(client).sha256_checksum(DIGEST).limit(20).offset(0).raw(),
        "GET /v0/files:search?sha256_checksum={digest}&limit=20&offset=0",
        "",
    )
    .await;
    check(|client| search(client).file_id(FILE).raw(), "GET /v0/files:search?file_id={file}", "").await;
}

#[tokio::test]
async fn uploads() {
    check(
        |client| client.files().get_upload_links(&announced().into()).raw(),
        "POST /v0/files/content",
        "{announced}",
    )
    .await;
    let abortion = AbortMultipartUploadBody::new(announced().into());
    check(
        |client| client.files().abort_multipart_upload(FILE, &abortion).raw(),
        "POST /v0/files/{file}:abort",
        r#"{"client_file":{announced}}"#,
    )
    .await;
    let parts = FileUploadCompletionBody::new(vec![UploadedPart::new(1, "3f14")]);
    let completion = CompleteMultipartUploadBody::new(announced().into(), parts);
    check(
        |client| client.files().complete_multipart_upload(FILE, &completion).raw(),
        "POST /v0/files/{file}:complete",
        r#"{"client_file":{announced},"uploaded_parts":{"parts":[{"number":1,"e_tag":"3f14"}]}}"#,
    )
    .await;
}

#[tokio::test]
async fn a_small_file_is_a_part_of_a_form() {
    let body = r#"{"id":"{file}","filename":"in.txt","content_type":"text/plain","checksum":"{digest}","e_tag":"3f14"}"#;
    let server = ScriptedServer::start(vec![json("200 OK", &long(body))]).await;
    let client = builder(&server.url).build().unwrap();
    let form = UploadFileBody::new(Part::bytes("hello world").file_name("in.txt"));
    let file = client.files().upload_file(form).await.unwrap();
    assert_eq!((file.id, file.filename.as_str()), (FILE, "in.txt"));
    assert_eq!(file.checksum, Maybe::Value(DIGEST.to_owned()));
    let request = server.request();
    assert_eq!(request.line, "PUT /v0/files/content HTTP/1.1");
    let sent = String::from_utf8(request.body).unwrap();
    assert!(sent.contains(r#"name="file"; filename="in.txt""#), "{sent}");
    assert!(sent.contains("\r\n\r\nhello world\r\n"), "{sent}");
}

#[tokio::test]
async fn solvers() {
    let solver = "GET /v0/solvers/simcore%2Fservices%2Fcomp%2Fitis%2Fsleeper";
    check(|client| client.solvers().list_solvers().raw(), "GET /v0/solvers", "").await;
    check(|client| client.solvers().list_solvers_releases().raw(), "GET /v0/solvers/releases", "").await;
    check(|client| client.solvers().get_solver(KEY).raw(), &format!("{solver}/latest"), "").await;
    check(|client| client.solvers().list_solver_releases(KEY).raw(), &format!("{solver}/releases"), "").await;
    let release: [(SolverCall, &str); 6] = [
        (|solvers| solvers.get_solver_release(KEY, "2.1.4").raw(), ""),
        (|solvers| solvers.list_solver_ports(KEY, "2.1.4").raw(), "/ports"),
        (|solvers| solvers.get_solver_pricing_plan(KEY, "2.1.4").raw(), "/pricing_plan"),
        (|solvers| solvers.list_jobs(KEY, "2.1.4").raw(), "/jobs"),
        (|solvers| solvers.list_jobs_paginated(KEY, "2.1.4").raw(), "/jobs/page"),
        (
            |solvers| solvers.list_jobs_paginated(KEY, "2.1.4").limit(50).offset(5).raw(),
            "/jobs/page?limit=50&offset=5",
        ),
    ];
    for (call, path) in release {
        check(|client| call(&client.solvers()), &format!("GET {{release}}{path}"), "").await;
    }
}

#[tokio::test]
async fn jobs_of_a_solver() {
    let inputs = JobInputs::default().with("input_2", 5).with("input_3", "x");
    let create = |client: &Client| client.solvers().create_solver_job(KEY, "2.1.4", &inputs);
    let body = r#"{"values":{"input_2":5,"input_3":"x"}}"#;
    check(|client| create(client).raw(), "POST {release}/jobs", body).await;
    check(|client| create(client).hidden(false).raw(), "POST {release}/jobs?hidden=false", body).await;
    let update = JobMetadataUpdate::default().with("dose", 1.0);
    check(
        |client| client.solvers().replace_job_custom_metadata(KEY, "2.1.4", JOB, &update).raw(),
        "PATCH {release}/jobs/{job}/metadata",
        r#"{"metadata":{"dose":1.0}}"#,
    )
    .await;
    let calls: [(SolverCall, &str, &str); 11] = [
        (|solvers| solvers.delete_job(KEY, "2.1.4", JOB).raw(), "DELETE", ""),
        (|solvers| solvers.get_job(KEY, "2.1.4", JOB).raw(), "GET", ""),
        (|solvers| solvers.start_job(KEY, "2.1.4", JOB).raw(), "POST", ":start"),
        (|solvers| solvers.stop_job(KEY, "2.1.4", JOB).raw(), "POST", ":stop"),
        (|solvers| solvers.inspect_job(KEY, "2.1.4", JOB).raw(), "POST", ":inspect"),
        (|solvers| solvers.get_job_custom_metadata(KEY, "2.1.4", JOB).raw(), "GET", "/metadata"),
        (|solvers| solvers.get_job_outputs(KEY, "2.1.4", JOB).raw(), "GET", "/outputs"),
        (|solvers| solvers.get_job_output_logfile(KEY, "2.1.4", JOB).raw(), "GET", "/outputs/logfile"),
        (|solvers| solvers.get_job_wallet(KEY, "2.1.4", JOB).raw(), "GET", "/wallet"),
        (|solvers| solvers.get_job_pricing_unit(KEY, "2.1.4", JOB).raw(), "GET", "/pricing_unit"),
        (|solvers| solvers.get_log_stream(KEY, "2.1.4", JOB).raw(), "GET", "/logstream"),
    ];
    for (call, method, path) in calls {
        check(|client| call(&client.solvers()), &format!("{method} {{release}}/jobs/{{job}}{path}"), "")
            .await;
    }
}

#[tokio::test]
async fn the_account() {
    check(|client| client.users().get_my_profile().raw(), "GET /v0/me", "").await;
    let names = ProfileUpdate::default().first_name("Ada").last_name(Maybe::Null);
    check(
        |client| client.users().update_my_profile(&names).raw(),
        "PUT /v0/me",
        r#"{"first_name":"Ada","last_name":null}"#,
    )
    .await;
    check(|client| client.meta().get_service_metadata().raw(), "GET /v0/meta", "").await;
    check(|client| client.wallets().get_default_wallet().raw(), "GET /v0/wallets/default", "").await;
    check(|client| client.wallets().get_wallet(3).raw(), "GET /v0/wallets/3", "").await;
    check(
        |client| client.wallets().get_available_licensed_items_for_wallet(3).limit(5).raw(),
        "GET /v0/wallets/3/licensed-items?limit=5",
        "",
    )
    .await;
    let seats = LicensedItemCheckoutData::new(1, "run");
    check(
        |client| client.wallets().checkout_licensed_item(3, FILE, &seats).raw(),
        "POST /v0/wallets/3/licensed-items/{file}/checkout",
        r#"{"number_of_seats":1,"service_run_id":"run"}"#,
    )
    .await;
    check(|client| client.credits().get_credits_price().raw(), "GET /v0/credits/price", "").await;
}

#[tokio::test]
async fn what_deleting_and_giving_up_return() {
    // A `null` where there is nothing to say.
    let server = ScriptedServer::start(vec![json("200 OK", "null"), json("200 OK", "null")]).await;
    let files = builder(&server.url).build().unwrap().files();
    files.delete_file(FILE).await.unwrap();
    files.abort_multipart_upload(FILE, &AbortMultipartUploadBody::new(announced().into())).await.unwrap();
}

#[tokio::test]
async fn a_wallet_and_a_version() {
    let wallet = r#"{"walletId":3,"name":"A","description":null,"owner":7,"thumbnail":null,"status":"ACTIVE",
        "created":"2026-02-11T08:30:14.905312+00:00","modified":"2026-02-11T08:30:14","availableCredits":0.5,"new":1}"#;
    let meta = r#"{"name":"simcore_service_api_server","version":"0.16.0","released":{"v0":"0.16.0"},
        "docs_url":"http://x/dev/doc","docs_dev_url":"http://x/dev/doc"}"#;
    let server = ScriptedServer::start(vec![json("200 OK", wallet), json("200 OK", meta)]).await;
    let client = builder(&server.url).build().unwrap();
    let wallet = client.wallets().get_default_wallet().await.unwrap();
    assert_eq!((wallet.wallet_id, wallet.status, wallet.available_credits), (3, WalletStatus::Active, 0.5));
    assert_eq!((wallet.description, wallet.modified.to_string().as_str()), (None, "2026-02-11T08:30:14Z"));
    let meta = client.meta().get_service_metadata().await.unwrap();
    assert_eq!(meta.version, "0.16.0");
}

#[tokio::test]
async fn a_log_stream_has_messages_and_says_why_it_ends() {
    let lines = long(concat!(
        r#"{"job_id":"{job}","node_id":null,"log_level":20,"messages":["Iteration 1","Iteration 2"]}"#,
        "\n",
        r#"{"errors":["The log is not available."]}"#,
        "\n",
    ));
    let ndjson = &["Content-Type: application/x-ndjson"];
    let busy = response("409 Conflict", ndjson, r#"{"errors":["Somebody reads it."]}"#);
    let server = ScriptedServer::start(vec![response("200 OK", ndjson, lines), busy]).await;
    let solvers = builder(&server.url).build().unwrap().solvers();
    let mut stream = solvers.get_log_stream(KEY, "2.1.4", JOB).await.unwrap();
    let GetLogStreamResponse::JobLog(log) = stream.next().await.unwrap().unwrap() else { panic!("no log") };
    assert_eq!((log.job_id, log.messages), (JOB, vec!["Iteration 1".to_owned(), "Iteration 2".to_owned()]));
    let GetLogStreamResponse::ErrorGet(error) = stream.next().await.unwrap().unwrap() else {
        panic!("no error")
    };
    assert_eq!(error.errors[0].as_str(), Some("The log is not available."));
    assert!(stream.next().await.is_none());
    let busy = solvers.get_log_stream(KEY, "2.1.4", JOB).await.unwrap_err();
    assert_eq!(
        (busy.status().map(|status| status.as_u16()), busy.messages()),
        (Some(409), vec!["Somebody reads it.".to_owned()])
    );
}
