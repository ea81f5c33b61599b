//! Downloads of logs.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex},
};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode};
use osparc_client::{
    Client,
    runtime::{Transport, TransportFuture, TransportRequest, TransportResponse},
    transfer::DownloadError,
};
use osparc_simulator::{Fault, SLEEPER_STUDY, Simulator};
use uuid::Uuid;

use crate::stage::{Stage, quick};

/// A folder that goes away with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        Self(std::env::temp_dir().join(format!("osparc-logs-{name}-{}", std::process::id())))
    }

    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.0).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A job that has ended.
async fn ended(stage: &Stage) -> (Uuid, Uuid) {
    let (study, job) = stage.started(SLEEPER_STUDY).await;
    stage.studies.wait_for_study_job(study, job).options(quick()).await.unwrap();
    (study, job)
}

#[tokio::test]
async fn all_logs_are_saved_under_safe_names() {
    let names = ["a", "A", "../../escaped", "", "NUL", "b", "c", "d"];
    let stage = Stage::with(Simulator::builder().log_nodes(&names).log_size(100_000));
    let (study, job) = ended(&stage).await;
    let folder = Folder::new("all");
    let told = Arc::new(Mutex::new(Vec::new()));
    let heard = told.clone();
    let logs = stage
        .studies
        .download_study_job_logs(study, job, &folder.0)
        .concurrency(3)
        .on_progress(move |progress| heard.lock().unwrap().push(progress.clone()))
        .await
        .unwrap();
    assert_eq!(logs.iter().map(|log| log.node_name.as_str()).collect::<Vec<_>>(), names);
    let files =
        ["A_2.zip", "______escaped.zip", "a.zip", "b.zip", "c.zip", "d.zip", "file_NUL.zip", "log.zip"];
    assert_eq!(folder.names(), files);
    let told = told.lock().unwrap();
    for log in &logs {
        assert_eq!(std::fs::metadata(&log.path).unwrap().len(), log.bytes);
        let mut steps = told.iter().filter(|progress| progress.name == log.node_name);
        assert_eq!(steps.next().map(|first| (first.bytes, first.total)), Some((0, Some(log.bytes))));
        assert_eq!(steps.next_back().map(|last| last.bytes), Some(log.bytes));
    }
    assert!(!stage.simulator.storage_saw_credentials());
}

#[tokio::test]
async fn an_interrupted_download_is_started_again() {
    // What an interruption leaves: the part with its record, or nothing where there is no part to go on with.
    for (fault, passes, left) in [
        (Fault::on("download_log").truncate_body(500), true, 0),
        (Fault::on("download_log").drop_connection(), true, 0),
        (Fault::on("download_log").status(503), true, 0),
        (Fault::on("download_log").times(2).truncate_body(500), false, 2),
        (Fault::on("download_log").always().status(503), false, 0),
        (Fault::on("download_log").status(403), true, 0),
        (Fault::on("download_log").times(2).status(403), false, 0),
        (Fault::on("download_log").redirect("http://127.0.0.1:1/"), false, 0),
    ] {
        let stage = Stage::new();
        let (study, job) = ended(&stage).await;
        let folder = Folder::new("again");
        stage.simulator.inject(fault.clone());
        let logs = stage.studies.download_study_job_logs(study, job, &folder.0).attempts(2).await;
        assert_eq!(logs.is_ok(), passes, "{fault:?}: {logs:?}");
        assert_eq!(folder.names().len(), if passes { 1 } else { left }, "{fault:?}");
        stage.simulator.clear_faults();
        if !passes {
            stage.studies.download_study_job_logs(study, job, &folder.0).await.unwrap();
            assert_eq!(folder.names().len(), 1, "{fault:?}: nothing is left once it has gone on");
        }
    }
}

#[tokio::test]
async fn a_dropped_download_leaves_nothing() {
    let stage = Stage::with(Simulator::builder().log_size(100_000));
    let (study, job) = ended(&stage).await;
    let folder = Folder::new("dropped");
    let pause = std::time::Duration::from_secs(5);
    stage.simulator.inject(Fault::on("download_log").slow_body(1000, pause));
    let (begun, has_begun) = tokio::sync::watch::channel(false);
    let download = stage.studies.download_study_job_logs(study, job, &folder.0).on_progress(move |_| {
        begun.send_replace(true);
    });
    tokio::select! {
        logs = download.into_future() => panic!("{logs:?}"),
        () = crate::stage::until(|| *has_begun.borrow()) => {}
    }
    assert!(folder.names().is_empty());
}

/// Announces more than it sends.
struct Liar;

impl Transport for Liar {
    fn send(&self, request: TransportRequest) -> TransportFuture {
        let links = r#"{"log_links": [{"node_name": "n", "download_link": "http://store.example/log"}]}"#;
        let is_log = request.url.host_str() == Some("store.example");
        let mut headers = HeaderMap::new();
        headers.insert("content-type", HeaderValue::from_static("application/json"));
        if is_log {
            headers.insert("content-length", HeaderValue::from_static("7"));
        }
        let body = Bytes::from_static(if is_log { b"short" } else { links.as_bytes() });
        Box::pin(std::future::ready(Ok(TransportResponse::whole(StatusCode::OK, headers, body))))
    }
}

#[tokio::test]
async fn another_length_than_announced_is_an_error() {
    let client = Client::builder().transport(Liar).build().unwrap();
    let folder = Folder::new("length");
    let download = client.studies().download_study_job_logs(Uuid::nil(), Uuid::nil(), &folder.0);
    let logs = download.attempts(1).await;
    assert!(matches!(logs, Err(DownloadError::Length { announced: 7, bytes: 5, .. })), "{logs:?}");
    assert!(folder.names().is_empty());
}
