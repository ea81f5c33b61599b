//! Uploads of files to links that are secrets.

use osparc_client::{Client, Credentials, FilesApi};

use crate::evidence::Evidence;
use crate::faults::{of_servers, quick};
use crate::scripted_server::{ScriptedServer, json};
use crate::secrets::Secrets;

/// The API, which sends one link for each upload and lets it be aborted, twice.
async fn api(secrets: &Secrets, link: &str) -> (ScriptedServer, FilesApi) {
    let id = secrets.job;
    let actions =
        format!(r#"{{"abort_upload":"/v0/files/{id}:abort","complete_upload":"/v0/files/{id}:complete"}}"#);
    let schema = format!(r#"{{"chunk_size":100,"urls":["{link}"],"links":{actions}}}"#);
    let links = json("200 OK", &format!(r#"{{"file_id":"{id}","upload_schema":{schema}}}"#));
    let aborted = json("200 OK", "null");
    let server = ScriptedServer::start(vec![links.clone(), aborted.clone(), links, aborted]).await;
    let (timeouts, retry) = quick();
    let builder = Client::builder().base_url(&server.url).timeouts(timeouts.stall(crate::faults::LIMIT));
    let builder = builder.credentials(Credentials::basic(&secrets.key, &secrets.secret)).retry(retry);
    let files = builder.default_header("X-Default", &secrets.default_header).build().unwrap().files();
    (server, files)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn links_for_parts_stay_secret_whatever_the_object_store_does() {
    let secrets = Secrets::new(11);
    let mut evidence = Evidence::new(secrets.search());
    let elsewhere = ScriptedServer::start(Vec::new()).await;
    for (name, fault) in of_servers(&secrets, &elsewhere.url) {
        let store = ScriptedServer::start(vec![fault; 2]).await;
        let link = format!("{}/part?X-Amz-Signature={}", store.url, secrets.signature);
        let (_server, files) = api(&secrets, &link).await;
        let upload = files.upload_bytes("a.txt", "content").reuse(false).attempts(1);
        evidence.error(name, upload.await.unwrap_err());
        assert!(!store.requests().is_empty(), "{name}");
        evidence.foreign(name, &store, &secrets.search_but(&["signature"]));
    }
    assert!(elsewhere.requests().is_empty(), "a redirect is not followed");
    for link in ["http://127.0.0.1:1/part", "https://store.invalid/part", "/part", "ftp://store.invalid/part"]
    {
        let (_server, files) = api(&secrets, &format!("{link}?X-Amz-Signature={}", secrets.signature)).await;
        let upload = files.upload_bytes("a.txt", "content").reuse(false).attempts(1);
        evidence.error(link, upload.await.unwrap_err());
    }
    evidence.judge();
}
