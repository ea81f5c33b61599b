//! Downloads that are interrupted.

use std::sync::{Arc, Mutex};

use super::{
    Client, DownloadError, Fault, Folder, STUDY, ScriptedServer, Simulator, Uuid, finished, fs, json,
    response, studies,
};
use crate::scripted_server::ScriptedResponse;

/// The header of a request to the object store, by the request's number.
fn header(simulator: &Simulator, number: usize, name: &str) -> Option<String> {
    simulator.storage_requests()[number].header(name).map(str::to_owned)
}

#[tokio::test]
async fn interrupted_downloads_resume() {
    for ranges in [true, false] {
        let simulator = Simulator::builder().log_size(300_000).ranges(ranges).start().await.unwrap();
        let studies = studies(&simulator);
        let job = finished(&studies).await;
        let folder = Folder::new();
        let whole = studies.download_study_job_logs(STUDY, job, folder.logs()).await.unwrap();
        let expected = fs::read(&whole[0].path).unwrap();
        simulator.clear_requests();
        simulator.inject(Fault::on("download_log").truncate_body(100_000));
        simulator.inject(Fault::on("download_log").truncate_body(50_000));
        let told = Arc::new(Mutex::new(Vec::new()));
        let heard = told.clone();
        let download = studies.download_study_job_logs(STUDY, job, folder.logs());
        let logs =
            download.on_progress(move |progress| heard.lock().unwrap().push(progress.bytes)).await.unwrap();
        assert_eq!(fs::read(&logs[0].path).unwrap(), expected, "ranges: {ranges}");
        assert_eq!(folder.files().len(), 1);
        assert_eq!(simulator.storage_requests().len(), 3);
        assert_eq!(header(&simulator, 0, "range"), None);
        let told = told.lock().unwrap();
        assert_eq!(told.is_sorted(), ranges, "a download that begins anew says so");
        for number in [1, 2] {
            let range = header(&simulator, number, "range").unwrap();
            let from: u64 = range.strip_prefix("bytes=").unwrap().strip_suffix('-').unwrap().parse().unwrap();
            assert!(from > 0 && told.contains(&from), "{range}");
            assert!(header(&simulator, number, "if-range").unwrap().starts_with('"'));
            assert_eq!(header(&simulator, number, "accept-encoding").as_deref(), Some("identity"));
        }
    }
}

/// Four of ten bytes.
fn cut(headers: &str) -> ScriptedResponse {
    let head = format!("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 10\r\n{headers}\r\n\r\n0123");
    ScriptedResponse::Bytes(head.into_bytes())
}

fn part(range: &str, body: &str) -> ScriptedResponse {
    response("206 Partial Content", &[&format!("Content-Range: bytes {range}")], body)
}

const STRONG: &str = "ETag: \"a\"";
const WEAK: &str = "ETag: W/\"a\"";
const DATED: &str = "Last-Modified: Wed, 21 Oct 2015 07:28:00 GMT";
const DATE: &str = "Wed, 21 Oct 2015 07:28:00 GMT";

/// What the object store responds to the first request, and what after; what the second request's `If-Range` is; and the
/// bytes that are in the file at the end.
struct Case(ScriptedResponse, Vec<ScriptedResponse>, Option<&'static str>, &'static str);

fn cases() -> Vec<Case> {
    let whole = || response("200 OK", &[], "0123456789");
    let rest = || part("4-9/10", "456789");
    vec![
        Case(cut(STRONG), vec![rest()], Some("\"a\""), "0123456789"),
        Case(cut(DATED), vec![part("4-9/*", "456789")], Some(DATE), "0123456789"),
        Case(cut(&format!("{WEAK}\r\n{DATED}")), vec![rest()], Some(DATE), "0123456789"),
        Case(cut(WEAK), vec![whole()], None, "0123456789"),
        Case(cut("X: y"), vec![whole()], None, "0123456789"),
        // It has changed since, or ranges are not heeded.
        Case(cut(STRONG), vec![response("200 OK", &[], "abc")], Some("\"a\""), "abc"),
        // Another part than was asked for, or of another object.
        Case(cut(STRONG), vec![part("5-9/10", "56789"), whole()], Some("\"a\""), "0123456789"),
        Case(cut(STRONG), vec![part("4-9/11", "456789"), whole()], Some("\"a\""), "0123456789"),
        Case(
            cut(STRONG),
            vec![response("206 Partial Content", &[], "456789"), whole()],
            Some("\"a\""),
            "0123456789",
        ),
        Case(
            cut(STRONG),
            vec![response("416 Range Not Satisfiable", &[], ""), whole()],
            Some("\"a\""),
            "0123456789",
        ),
        Case(cut(STRONG), vec![part("4-9/10", "45678"), part("9-9/10", "9")], Some("\"a\""), "0123456789"),
        Case(cut(STRONG), vec![part("4-9/10", "456789x"), whole()], Some("\"a\""), "0123456789"),
    ]
}

#[tokio::test]
async fn only_the_rest_of_the_same_object_is_appended() {
    let downloads = cases().into_iter().enumerate().map(|(number, case)| {
        tokio::spawn(async move {
            let Case(first, then, if_range, expected) = case;
            let requests = 1 + then.len();
            let store = ScriptedServer::start([vec![first], then].concat()).await;
            let link =
                format!(r#"{{"log_links":[{{"node_name":"n","download_link":"{}/log"}}]}}"#, store.url);
            let api = ScriptedServer::start(vec![json("200 OK", &link)]).await;
            let studies = Client::builder().base_url(&api.url).build().unwrap().studies();
            let folder = Folder::new();
            let logs = studies.download_study_job_logs(STUDY, Uuid::nil(), folder.logs()).await;
            let logs = logs.unwrap_or_else(|error| panic!("case {number}: {error:?}"));
            assert_eq!(fs::read_to_string(&logs[0].path).unwrap(), expected, "case {number}");
            assert_eq!(folder.files(), ["a/logs/n.zip"], "case {number}");
            assert_eq!(store.requests().len(), requests, "case {number}");
            let second = &store.requests()[1];
            assert_eq!(second.header("if-range"), if_range, "case {number}");
            assert_eq!(second.header("range"), if_range.map(|_| "bytes=4-"), "case {number}");
        })
    });
    for download in downloads.collect::<Vec<_>>() {
        download.await.unwrap();
    }
}

#[tokio::test]
async fn an_expired_link_is_asked_for_again() {
    let simulator = Simulator::builder().log_nodes(&["a", "b", "a"]).start().await.unwrap();
    let studies = studies(&simulator);
    let job = finished(&studies).await;
    let folder = Folder::new();
    simulator.inject(Fault::on("download_log").times(3).status(403));
    let logs = studies.download_study_job_logs(STUDY, job, folder.logs()).await.unwrap();
    assert_eq!(logs.len(), 3);
    assert_eq!(simulator.count("get_study_job_output_logfile"), 4, "once for all, and once for each");
    simulator.inject(Fault::on("download_log").always().status(403));
    let error = studies.download_study_job_logs(STUDY, job, folder.logs()).await.unwrap_err();
    assert!(matches!(error, DownloadError::Status { .. }), "{error:?}");
    assert_eq!(simulator.storage_requests().len(), 12, "a rejected download is not retried again and again");
}

#[tokio::test]
async fn two_downloads_into_one_folder_do_not_disturb_each_other() {
    let simulator = Simulator::builder().log_size(300_000).start().await.unwrap();
    let studies = studies(&simulator);
    let job = finished(&studies).await;
    let folder = Folder::new();
    let download = || studies.download_study_job_logs(STUDY, job, folder.logs()).into_future();
    let (one, other) = tokio::join!(download(), download());
    assert_eq!(one.unwrap(), other.unwrap());
    assert_eq!(folder.files().len(), 1);
}
