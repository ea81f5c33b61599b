//! Downloads of logs and of files among the outputs, against the simulator's object store.
//!
//! In: jobs that have run, and hostile responses. Out: files.
//! Invariant: what is in the folder, and in the folders around it, is looked at after each download.

#![cfg(all(feature = "studies", feature = "files"))]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, also in what tests share"
)]

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, fs, process};

use osparc_client::models::JobInputs;
use osparc_client::transfer::DownloadError;
use osparc_client::{Client, Credentials, Error, RetryPolicy, StudiesApi};
use osparc_simulator::{COMPUTATIONAL_NODE, Fault, SLEEPER_STUDY, Simulator};
use scripted_server::{ScriptedServer, json, response};
use uuid::Uuid;

#[path = "transfers/files.rs"]
mod files;
#[path = "transfers/outputs.rs"]
mod outputs;
#[path = "transfers/process.rs"]
mod process_of_its_own;
#[path = "transfers/resume.rs"]
mod resume;
#[path = "support/scripted_server.rs"]
#[expect(unreachable_pub, dead_code, reason = "it is shared by tests that need more of it")]
mod scripted_server;
#[path = "transfers/upload.rs"]
mod upload;

const STUDY: Uuid = uuid::uuid!("5eed0000-0000-4000-8000-000000000001");

/// A folder of a test's own, two levels deep, and removed with its value.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let root = env::temp_dir().join(format!("osparc-client-download-{}-{number}", process::id()));
        fs::create_dir_all(&root).unwrap();
        Self(root)
    }

    /// Where the logs go; it does not exist yet.
    fn logs(&self) -> PathBuf {
        self.0.join("a/logs")
    }

    /// All files below, relative and sorted, without those of downloads that can be resumed.
    fn files(&self) -> Vec<String> {
        let mut files = self.all_files();
        files.retain(|file| !file.contains("/."));
        files
    }

    /// All files below, relative and sorted.
    fn all_files(&self) -> Vec<String> {
        let (mut folders, mut files) = (vec![self.0.clone()], Vec::new());
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files.push(path.strip_prefix(&self.0).unwrap().to_str().unwrap().to_owned());
                }
            }
        }
        files.sort();
        files
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn studies(simulator: &Simulator) -> StudiesApi {
    let credentials = Credentials::basic(simulator.key(), simulator.secret());
    let builder = Client::builder().base_url(simulator.base_url()).credentials(credentials);
    builder.retry(RetryPolicy::none()).default_header("X-Secret", "hush").build().unwrap().studies()
}

/// A job that has come to its end.
async fn finished(studies: &StudiesApi) -> Uuid {
    assert_eq!(STUDY.to_string(), SLEEPER_STUDY);
    let job = studies.create_study_job(STUDY, &JobInputs::default()).await.unwrap().id;
    studies.start_study_job(STUDY, job).await.unwrap();
    for _ in 0..50 {
        if studies.inspect_study_job(STUDY, job).await.unwrap().is_final() {
            return job;
        }
    }
    panic!("the job does not end");
}

fn is_archive(path: &Path) -> bool {
    fs::read(path).unwrap().starts_with(b"PK")
}

/// How often a log that breaks off is fetched here, so that tests are quick.
const ATTEMPTS: u32 = 2;

#[tokio::test]
async fn a_log_is_downloaded_whole_and_without_credentials() {
    let simulator = Simulator::builder().log_size(300_000).start().await.unwrap();
    let studies = studies(&simulator);
    let job = finished(&studies).await;
    let folder = Folder::new();
    let logs = studies.download_study_job_logs(STUDY, job, folder.logs()).await.unwrap();
    assert_eq!(logs.len(), 1);
    assert_eq!(logs[0].node_name, COMPUTATIONAL_NODE);
    assert_eq!(folder.files(), [format!("a/logs/{COMPUTATIONAL_NODE}.zip")]);
    assert_eq!(logs[0].path, folder.logs().join(format!("{COMPUTATIONAL_NODE}.zip")));
    assert_eq!(fs::metadata(&logs[0].path).unwrap().len(), logs[0].bytes);
    assert!(logs[0].bytes > 0 && is_archive(&logs[0].path));

    assert!(!simulator.storage_saw_credentials());
    let request = simulator.storage_requests().remove(0);
    for name in ["authorization", "cookie", "x-secret"] {
        assert_eq!(request.header(name), None, "{name}");
    }
    assert_eq!(simulator.requests().last().unwrap().header("x-secret"), Some("hush"));

    // Once more: what is there is replaced.
    fs::write(&logs[0].path, "old").unwrap();
    let again = studies.download_study_job_logs(STUDY, job, folder.logs()).await.unwrap();
    assert_eq!(again, logs);
    assert!(is_archive(&logs[0].path));
}

#[tokio::test]
async fn hostile_names_of_nodes_stay_in_the_folder() {
    let names = [
        "../../escaped",
        "/tmp/escaped",
        "a",
        "A",
        "a.part",
        "C:\\escaped",
        "nul",
        "a/b\\c",
        "é☃",
        "x\n\u{202e}y",
    ];
    let simulator = Simulator::builder().log_nodes(&names).start().await.unwrap();
    let studies = studies(&simulator);
    let job = finished(&studies).await;
    let folder = Folder::new();
    let logs = studies.download_study_job_logs(STUDY, job, folder.logs()).await.unwrap();
    let found: Vec<&str> = logs.iter().map(|log| log.node_name.as_str()).collect();
    assert_eq!(found, names);
    let files = folder.files();
    assert_eq!(files.len(), names.len(), "{files:?}");
    for file in &files {
        let name = file.strip_prefix("a/logs/").unwrap().strip_suffix(".zip").unwrap();
        assert!(!name.is_empty(), "{file}");
        assert!(name.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c)), "{file}");
    }
    let mut in_lower_case: Vec<String> = files.iter().map(|file| file.to_ascii_lowercase()).collect();
    in_lower_case.dedup();
    assert_eq!(
        in_lower_case.len(),
        names.len(),
        "names that differ by case only are one file elsewhere: {files:?}"
    );
    assert!(logs.iter().all(|log| is_archive(&log.path)));
}

/// Names that cannot stand in a URL, so that the simulator's links cannot carry them.
#[tokio::test]
async fn names_that_are_folders_become_files() {
    let folder = Folder::new();
    let names = ["..", ".", ""];
    let store = ScriptedServer::start(vec![response("200 OK", &[], "PK"); 3]).await;
    let links = names.map(|name| format!(r#"{{"node_name":"{name}","download_link":"{}/log"}}"#, store.url));
    let body = format!(r#"{{"log_links":[{}]}}"#, links.join(","));
    let api = ScriptedServer::start(vec![json("200 OK", &body)]).await;
    let studies = Client::builder().base_url(&api.url).build().unwrap().studies();
    let logs = studies.download_study_job_logs(STUDY, Uuid::nil(), folder.logs()).await.unwrap();
    assert_eq!(logs.len(), 3);
    assert_eq!(folder.files(), ["a/logs/_.zip", "a/logs/__.zip", "a/logs/log.zip"]);
}

#[tokio::test]
async fn a_truncated_log_leaves_only_what_the_next_download_goes_on_with() {
    for fault in [Fault::on("download_log").truncate_body(100), Fault::on("download_log").drop_after(300)] {
        let simulator = Simulator::builder().log_size(300_000).start().await.unwrap();
        let studies = studies(&simulator);
        let job = finished(&studies).await;
        let folder = Folder::new();
        simulator.inject(fault.times(ATTEMPTS as usize));
        let download = studies.download_study_job_logs(STUDY, job, folder.logs()).attempts(ATTEMPTS);
        let error = download.await.unwrap_err();
        let text = error.to_string();
        let DownloadError::Request(error) = error else { panic!("{error:?}") };
        assert!(matches!(*error, Error::Transport(_)), "{error:?}");
        let signature = "X-Amz-Signature";
        assert!(!format!("{text} {error} {error:?}").contains(signature), "{error:?}");
        assert!(text.contains(&error.to_string()), "the cause is in the line: {text}");
        assert_eq!(folder.files(), [""; 0]);
        let left = folder.all_files();
        assert_eq!(left.len(), 2, "{left:?}");
        for file in &left {
            assert!(!fs::read_to_string(folder.0.join(file)).is_ok_and(|text| text.contains(signature)));
        }
        simulator.clear_requests();
        studies.download_study_job_logs(STUDY, job, folder.logs()).await.unwrap();
        assert_eq!(folder.all_files().len(), 1);
        assert!(simulator.storage_requests()[0].header("range").is_some());
    }
}

#[tokio::test]
async fn a_truncated_log_does_not_replace_a_complete_one() {
    let simulator = Simulator::start().await;
    let studies = studies(&simulator);
    let job = finished(&studies).await;
    let folder = Folder::new();
    let logs = studies.download_study_job_logs(STUDY, job, folder.logs()).await.unwrap();
    simulator.inject(Fault::on("download_log").truncate_body(10).times(ATTEMPTS as usize));
    let download = studies.download_study_job_logs(STUDY, job, folder.logs()).attempts(ATTEMPTS);
    download.await.unwrap_err();
    assert_eq!(fs::metadata(&logs[0].path).unwrap().len(), logs[0].bytes);
    assert_eq!(folder.files().len(), 1);
}

#[tokio::test]
async fn a_rejected_link_is_reported_with_its_node() {
    let simulator = Simulator::builder().log_nodes(&["first", "second"]).start().await.unwrap();
    let studies = studies(&simulator);
    let job = finished(&studies).await;
    let folder = Folder::new();
    simulator
        .inject(Fault::on("download_log").after(1).times(2).status(403).body("application/xml", "<Error/>"));
    let download = studies.download_study_job_logs(STUDY, job, folder.logs()).concurrency(1);
    let error = download.await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the download of \"second\" failed: the object store responded 403 Forbidden"
    );
    let DownloadError::Status { name, status } = error else { panic!("{error:?}") };
    assert_eq!((name.as_str(), status.as_u16()), ("second", 403));
    assert_eq!(folder.files(), ["a/logs/first.zip"]);
}

#[tokio::test]
async fn redirects_of_the_object_store_are_not_followed() {
    let simulator = Simulator::start().await;
    let studies = studies(&simulator);
    let job = finished(&studies).await;
    let folder = Folder::new();
    let before = simulator.requests().len();
    simulator.inject(Fault::on("download_log").redirect(&format!("{}/v0/studies", simulator.base_url())));
    let error = studies.download_study_job_logs(STUDY, job, folder.logs()).await.unwrap_err();
    assert!(matches!(error, DownloadError::Status { status, .. } if status.as_u16() == 307), "{error:?}");
    assert_eq!(simulator.requests().len(), before + 1, "the list of links alone");
    assert_eq!(folder.files(), [""; 0]);
}

#[tokio::test]
async fn a_running_job_has_no_logs() {
    let simulator = Simulator::start().await;
    let studies = studies(&simulator);
    let job = studies.create_study_job(STUDY, &JobInputs::default()).await.unwrap().id;
    studies.start_study_job(STUDY, job).await.unwrap();
    let folder = Folder::new();
    let logs = studies.download_study_job_logs(STUDY, job, folder.logs()).await.unwrap();
    assert!(logs.is_empty() && simulator.storage_requests().is_empty());
    assert_eq!(folder.files(), [""; 0]);
}

#[tokio::test]
async fn a_job_that_does_not_exist_has_none_either() {
    let simulator = Simulator::start().await;
    let folder = Folder::new();
    let error =
        studies(&simulator).download_study_job_logs(STUDY, Uuid::nil(), folder.logs()).await.unwrap_err();
    let DownloadError::Request(error) = error else { panic!("{error:?}") };
    assert!(error.is_not_found());
    assert_eq!(folder.files(), [""; 0]);
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_named() {
    let simulator = Simulator::start().await;
    let studies = studies(&simulator);
    let job = finished(&studies).await;
    let folder = Folder::new();
    let file = folder.0.join("file");
    fs::write(&file, "").unwrap();
    let error = studies.download_study_job_logs(STUDY, job, &file).await.unwrap_err();
    assert!(matches!(&error, DownloadError::File { path, .. } if *path == file), "{error:?}");
}
