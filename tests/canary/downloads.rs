//! Downloads of logs by links that are secrets.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process;

use osparc_client::{Client, Credentials, StudiesApi};

use crate::evidence::Evidence;
use crate::faults::{of_servers, quick};
use crate::scripted_server::{ScriptedServer, json};
use crate::secrets::Secrets;

/// The API with one link to a log.
async fn api(secrets: &Secrets, link: &str) -> (ScriptedServer, StudiesApi) {
    let body = format!(r#"{{"log_links":[{{"node_name":"node","download_link":"{link}"}}]}}"#);
    let server = ScriptedServer::start(vec![json("200 OK", &body); 3]).await;
    let (timeouts, retry) = quick();
    let builder = Client::builder().base_url(&server.url).timeouts(timeouts.stall(crate::faults::LIMIT));
    let builder = builder.credentials(Credentials::basic(&secrets.key, &secrets.secret)).retry(retry);
    let studies = builder.default_header("X-Default", &secrets.default_header).build().unwrap().studies();
    (server, studies)
}

/// A folder that is removed with its value.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        Self(env::temp_dir().join(format!("osparc-client-canary-{}-{name}", process::id())))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // It is there only if a download came as far as that.
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn links_stay_secret_whatever_the_object_store_does() {
    let secrets = Secrets::new(9);
    let mut evidence = Evidence::new(secrets.search());
    let elsewhere = ScriptedServer::start(Vec::new()).await;
    let folder = Folder::new("store");
    for (name, fault) in of_servers(&secrets, &elsewhere.url) {
        let store = ScriptedServer::start(vec![fault; 5]).await;
        let link = format!("{}/log.zip?X-Amz-Signature={}", store.url, secrets.signature);
        let (_server, studies) = api(&secrets, &link).await;
        let download = studies.download_study_job_logs(secrets.study, secrets.job, &folder.0);
        match download.await {
            // Whatever the store sends with 200 is the log.
            Ok(logs) => evidence.debug(name, &logs),
            Err(error) => evidence.error(name, error),
        }
        assert!(!store.requests().is_empty(), "{name}");
        evidence.foreign(name, &store, &secrets.search_but(&["signature"]));
    }
    assert!(elsewhere.requests().is_empty(), "a redirect is not followed");
    evidence.judge();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn links_to_nowhere_stay_secret() {
    let secrets = Secrets::new(10);
    let mut evidence = Evidence::new(secrets.search());
    let folder = Folder::new("nowhere");
    let signature = &secrets.signature;
    for link in [
        format!("http://127.0.0.1:1/log.zip?X-Amz-Signature={signature}"),
        format!("https://store.invalid/log.zip?X-Amz-Signature={signature}"),
        format!("https://store.invalid:{signature}/"),
        format!("/log.zip?X-Amz-Signature={signature}"),
        format!("ftp://store.invalid/log.zip?X-Amz-Signature={signature}"),
        format!("https://me:{signature}@store.invalid/log.zip"),
        signature.clone(),
    ] {
        let location = link.replace(signature, "");
        let (_server, studies) = api(&secrets, &link).await;
        evidence.error(&location, studies.client().get_unauthenticated(&link).await.unwrap_err());
        let download = studies.download_study_job_logs(secrets.study, secrets.job, &folder.0);
        evidence.error(&location, download.await.unwrap_err());
    }
    evidence.judge();
}
