//! Uploads, against scripted servers: what is on the wire, and what becomes of failures.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use osparc_client::files::UploadError;
use osparc_client::{Client, Credentials, FilesApi, RetryPolicy};

use super::{Folder, fs};
use crate::scripted_server::{Recorded, ScriptedResponse, ScriptedServer, json, response};

const ID: &str = "6080c0ff-0000-4000-8000-000000000001";
/// Of `hello world`.
const DIGEST: &str = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9";
const CONTENT: &str = "hello world";

/// The API and the object store.
struct Servers {
    api: ScriptedServer,
    store: ScriptedServer,
}

impl Servers {
    async fn start(api: impl FnOnce(&str) -> Vec<ScriptedResponse>, store: Vec<ScriptedResponse>) -> Self {
        let store = ScriptedServer::start(store).await;
        Self { api: ScriptedServer::start(api(&store.url)).await, store }
    }

    fn files(&self) -> FilesApi {
        let builder =
            Client::builder().base_url(&self.api.url).credentials(Credentials::basic("key", "secret"));
        builder.retry(RetryPolicy::none()).default_header("X-Secret", "hush").build().unwrap().files()
    }

    /// The requests to the API without their query strings: `POST /v0/files/content`.
    fn lines(&self) -> Vec<String> {
        let line = |request: Recorded| request.line.split(['?', ' ']).take(2).collect::<Vec<_>>().join(" ");
        self.api.requests().into_iter().map(line).collect()
    }

    /// Waits until the API has got so many requests.
    async fn wait_for(&self, requests: usize) {
        for _ in 0..200 {
            if self.api.requests().len() >= requests {
                return;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("{:?}", self.lines());
    }
}

fn page(items: &str) -> ScriptedResponse {
    let links = r#"{"first":null,"last":null,"self":null,"next":null,"prev":null}"#;
    json("200 OK", &format!(r#"{{"items":[{items}],"total":1,"limit":20,"offset":0,"links":{links}}}"#))
}

/// Links for parts of four bytes.
fn links(store: &str, parts: usize) -> ScriptedResponse {
    let urls: Vec<String> =
        (1..=parts).map(|part| format!(r#""{store}/file?X-Amz-Signature=sign&partNumber={part}""#)).collect();
    let links =
        format!(r#"{{"abort_upload":"/v0/files/{ID}:abort","complete_upload":"/v0/files/{ID}:complete"}}"#);
    let schema = format!(r#"{{"chunk_size":4,"urls":[{}],"links":{links}}}"#, urls.join(","));
    json("200 OK", &format!(r#"{{"file_id":"{ID}","upload_schema":{schema}}}"#))
}

fn file(name: &str, tag: &str) -> String {
    format!(
        r#"{{"id":"{ID}","filename":"{name}","content_type":"text/plain","checksum":"{DIGEST}","e_tag":{tag}}}"#
    )
}

fn completed() -> ScriptedResponse {
    json("200 OK", &file("in.txt", "\"tag\""))
}

fn pending() -> ScriptedResponse {
    json("200 OK", &file("in.txt", "null"))
}

fn aborted() -> ScriptedResponse {
    json("200 OK", "null")
}

fn stored(tag: &str) -> ScriptedResponse {
    response("200 OK", &[&format!("ETag: \"{tag}\"")], "")
}

fn failed(status: &str) -> ScriptedResponse {
    json(status, r#"{"errors":["not now"]}"#)
}

const LINKS: &str = "POST /v0/files/content";

fn complete() -> String {
    format!("POST /v0/files/{ID}:complete")
}

fn abort() -> String {
    format!("POST /v0/files/{ID}:abort")
}

fn look() -> String {
    format!("GET /v0/files/{ID}")
}

#[tokio::test]
async fn a_file_is_searched_for_then_uploaded_in_parts_without_credentials() {
    let servers = Servers::start(
        |store| vec![page(""), links(store, 3), completed()],
        vec![stored("one"), stored("two"), stored("three")],
    )
    .await;
    let folder = Folder::new();
    let path = folder.0.join("in.txt");
    fs::write(&path, CONTENT).unwrap();
    let told = Arc::new(Mutex::new(Vec::new()));
    let heard = told.clone();
    let upload = servers.files().upload(&path).concurrency(1).on_progress(move |progress| {
        assert_eq!((progress.name.as_str(), progress.total), ("in.txt", 11));
        heard.lock().unwrap().push(progress.bytes);
    });
    let outcome = upload.outcome().await.unwrap();
    assert_eq!((outcome.file.id.to_string().as_str(), outcome.reused, outcome.bytes), (ID, false, 11));
    assert_eq!(*told.lock().unwrap(), [0, 4, 8, 11, 11]);

    assert_eq!(servers.lines(), ["GET /v0/files:search", LINKS, &complete()]);
    let requests = servers.api.requests();
    assert!(requests[0].line.contains(&format!("sha256_checksum={DIGEST}")), "{}", requests[0].line);
    let client_file = format!(r#"{{"filename":"in.txt","filesize":11,"sha256_checksum":"{DIGEST}"}}"#);
    assert_eq!(String::from_utf8_lossy(&requests[1].body), client_file);
    let parts = r#"[{"number":1,"e_tag":"one"},{"number":2,"e_tag":"two"},{"number":3,"e_tag":"three"}]"#;
    let body = format!(r#"{{"client_file":{client_file},"uploaded_parts":{{"parts":{parts}}}}}"#);
    assert_eq!(String::from_utf8_lossy(&requests[2].body), body);
    assert!(requests.iter().all(|request| request.header("authorization").is_some()));

    let parts = servers.store.requests();
    let bodies: Vec<&[u8]> = parts.iter().map(|part| part.body.as_slice()).collect();
    assert_eq!(bodies, [b"hell".as_slice(), b"o wo", b"rld"]);
    for (number, part) in (1..).zip(&parts) {
        assert_eq!(part.line, format!("PUT /file?X-Amz-Signature=sign&partNumber={number} HTTP/1.1"));
        assert_eq!(part.header("content-length"), Some(part.body.len().to_string().as_str()));
        for name in ["authorization", "cookie", "x-secret", "transfer-encoding", "content-type"] {
            assert_eq!(part.header(name), None, "{name}");
        }
    }
}

#[tokio::test]
async fn what_the_platform_has_is_not_uploaded_again() {
    let other = file("other.txt", "\"tag\"");
    let unfinished = file("in.txt", "null");
    let same = file("in.txt", "\"tag\"");
    let cases = [
        (format!("{other},{unfinished},{same}"), true),
        (other, false),
        (unfinished, false),
        (String::new(), false),
    ];
    for (found, reused) in cases {
        let servers =
            Servers::start(|store| vec![page(&found), links(store, 1), completed()], vec![stored("one")])
                .await;
        let outcome = servers.files().upload_bytes("in.txt", CONTENT).outcome().await.unwrap();
        assert_eq!(outcome.reused, reused, "{found}");
        assert_eq!(servers.store.requests().len(), usize::from(!reused), "{found}");
    }
    let servers = Servers::start(|store| vec![links(store, 1), completed()], vec![stored("one")]).await;
    let file = servers.files().upload_bytes("in.txt", CONTENT).reuse(false).await.unwrap();
    assert_eq!(file.id.to_string(), ID);
    assert_eq!(servers.lines(), [LINKS, &complete()], "nothing is searched for");
    let servers = Servers::start(
        |store| vec![failed("404 Not Found"), links(store, 1), completed()],
        vec![stored("one")],
    )
    .await;
    servers.files().upload_bytes("in.txt", CONTENT).await.unwrap();
}

#[tokio::test]
async fn paths_bytes_and_readers_are_uploaded_alike() {
    for content in ["", "a", "hell", "hello", CONTENT] {
        let folder = Folder::new();
        let path = folder.0.join("in.txt");
        fs::write(&path, content).unwrap();
        let parts = content.len().div_ceil(4).max(1);
        let mut seen = Vec::new();
        for way in 0..3 {
            let answer = json("200 OK", &format!(r#"{{"id":"{ID}","filename":"in.txt"}}"#));
            let servers =
                Servers::start(|store| vec![links(store, parts), answer], vec![stored("x"); parts]).await;
            let files = servers.files();
            let upload = match way {
                0 => files.upload(&path),
                1 => files.upload_bytes("in.txt", content),
                _ => files.upload_reader("in.txt", content.as_bytes()),
            };
            upload.reuse(false).concurrency(1).await.unwrap();
            let bodies = servers.api.requests().into_iter().map(|request| request.body);
            let sent: Vec<u8> = servers.store.requests().into_iter().flat_map(|part| part.body).collect();
            assert_eq!(sent, content.as_bytes());
            seen.push(bodies.collect::<Vec<_>>());
        }
        assert_eq!(seen[0], seen[1]);
        assert_eq!(seen[0], seen[2]);
    }
}

#[tokio::test]
async fn parts_that_fail_are_repeated() {
    let failures = vec![
        response("503 Service Unavailable", &["Retry-After: 0"], ""),
        ScriptedResponse::Close,
        response("400 Bad Request", &[], "<Error><Code>RequestTimeout</Code></Error>"),
        stored("one"),
        stored("two"),
        stored("three"),
    ];
    let servers = Servers::start(|store| vec![links(store, 3), completed()], failures).await;
    let told = Arc::new(Mutex::new(Vec::new()));
    let heard = told.clone();
    let upload = servers.files().upload_bytes("in.txt", CONTENT).reuse(false).concurrency(1);
    upload.on_progress(move |progress| heard.lock().unwrap().push(progress.bytes)).await.unwrap();
    let sent: Vec<_> = servers.store.requests().into_iter().map(|part| part.body).collect();
    assert_eq!(sent, [b"hell".as_slice(), b"hell", b"hell", b"hell", b"o wo", b"rld"]);
    assert_eq!(*told.lock().unwrap(), [0, 4, 8, 11, 11], "what is sent again does not count");
}

#[tokio::test]
async fn an_upload_that_fails_is_aborted_and_says_why() {
    let secret = "X-Amz-Signature";
    let refusals = [
        (response("413 Too Large", &[], ""), "the object store responded 413 Payload Too Large to part 1"),
        (ScriptedResponse::Close, "put_unauthenticated"),
        (response("200 OK", &[], ""), "the object store sent no `ETag` of a part"),
    ];
    for (refusal, expected) in refusals {
        let servers = Servers::start(|store| vec![links(store, 1), aborted()], vec![refusal]).await;
        let upload = servers.files().upload_bytes("in.txt", CONTENT).reuse(false).attempts(1);
        let error = upload.await.unwrap_err();
        let text = error.to_string();
        assert!(text.starts_with("the upload of \"in.txt\" failed: ") && text.contains(expected), "{text}");
        assert!(!format!("{error} {error:?}").contains(secret), "{error:?}");
        assert_eq!(servers.lines(), [LINKS, &abort()]);
        let body = servers.api.requests().remove(1).body;
        let client_file = format!(r#"{{"filename":"in.txt","filesize":11,"sha256_checksum":"{DIGEST}"}}"#);
        assert_eq!(String::from_utf8_lossy(&body), format!(r#"{{"client_file":{client_file}}}"#));
    }
    let servers = Servers::start(|store| vec![links(store, 2), aborted()], vec![]).await;
    let error = servers.files().upload_bytes("in.txt", CONTENT).reuse(false).await.unwrap_err();
    assert!(matches!(error, UploadError::Response { .. }), "two links for three parts: {error:?}");
    assert_eq!(servers.lines(), [LINKS, &abort()]);
}

#[tokio::test]
async fn links_that_have_expired_are_replaced_once() {
    for status in ["403 Forbidden", "404 Not Found"] {
        let servers = Servers::start(
            |store| vec![links(store, 3), aborted(), links(store, 3), completed()],
            vec![stored("1"), response(status, &[], "<Error/>"), stored("1"), stored("2"), stored("3")],
        )
        .await;
        let told = Arc::new(Mutex::new(Vec::new()));
        let heard = told.clone();
        let upload = servers.files().upload_bytes("in.txt", CONTENT).reuse(false).concurrency(1);
        upload.on_progress(move |progress| heard.lock().unwrap().push(progress.bytes)).await.unwrap();
        assert_eq!(servers.lines(), [LINKS, &abort(), LINKS, &complete()]);
        assert_eq!(*told.lock().unwrap(), [0, 4, 8, 11, 11]);

        let refused = response(status, &[], "<Error/>");
        let servers = Servers::start(
            |store| vec![links(store, 1), aborted(), links(store, 1), aborted()],
            vec![refused.clone(), refused],
        )
        .await;
        let error = servers.files().upload_bytes("in.txt", CONTENT).reuse(false).await.unwrap_err();
        assert!(matches!(error, UploadError::Status { part: 1, .. }), "{error:?}");
        assert_eq!(servers.lines(), [LINKS, &abort(), LINKS, &abort()]);
    }
}

#[tokio::test]
async fn a_completion_is_looked_for_before_it_is_repeated() {
    let lost = || ScriptedResponse::Close;
    let cases = [
        (vec![lost(), completed()], vec![complete(), look()]),
        (vec![lost(), pending(), completed()], vec![complete(), look(), complete()]),
        (vec![failed("503 Service Unavailable"), completed()], vec![complete(), look()]),
        (vec![failed("404 Not Found"), pending(), completed()], vec![complete(), look(), complete()]),
        (vec![json("200 OK", "{\"id\":"), completed()], vec![complete(), look()]),
        (
            vec![lost(), failed("404 Not Found"), failed("400 Bad Request"), completed()],
            vec![complete(), look(), complete(), look()],
        ),
        (vec![failed("429 Too Many Requests"), completed()], vec![complete(), complete()]),
    ];
    for (responses, expected) in cases {
        let servers =
            Servers::start(|store| [vec![links(store, 1)], responses].concat(), vec![stored("one")]).await;
        let file = servers.files().upload_bytes("in.txt", CONTENT).reuse(false).await.unwrap();
        assert_eq!(file.e_tag.value().map(String::as_str), Some("tag"));
        assert_eq!(servers.lines()[1..], expected);
    }
    let servers = Servers::start(
        |store| vec![links(store, 1), failed("422 Unprocessable Entity"), aborted()],
        vec![stored("one")],
    )
    .await;
    let error = servers.files().upload_bytes("in.txt", CONTENT).reuse(false).await.unwrap_err();
    assert!(matches!(error, UploadError::Request { .. }), "{error:?}");
    assert_eq!(servers.lines(), [LINKS, &complete(), &abort()]);
}

#[tokio::test]
async fn another_digest_on_the_platform_is_an_error() {
    let other = json(
        "200 OK",
        &format!(r#"{{"id":"{ID}","filename":"in.txt","checksum":"{}"}}"#, DIGEST.replace('b', "c")),
    );
    let servers = Servers::start(|store| vec![links(store, 1), other], vec![stored("one")]).await;
    let error = servers.files().upload_bytes("in.txt", CONTENT).reuse(false).await.unwrap_err();
    assert!(matches!(error, UploadError::Checksum { .. }), "{error:?}");
}

#[tokio::test]
async fn an_upload_that_is_dropped_or_cancelled_is_aborted() {
    let servers =
        Servers::start(|store| vec![links(store, 1), aborted()], vec![ScriptedResponse::Silence]).await;
    let upload = servers.files().upload_bytes("in.txt", CONTENT).reuse(false);
    let upload = tokio::spawn(upload.into_future());
    servers.wait_for(1).await;
    upload.abort();
    servers.wait_for(2).await;
    assert_eq!(servers.lines(), [LINKS, &abort()]);

    let servers =
        Servers::start(|store| vec![links(store, 1), aborted()], vec![ScriptedResponse::Silence]).await;
    let (cancel, signal) = tokio::sync::oneshot::channel::<()>();
    let upload = servers.files().upload_bytes("in.txt", CONTENT).reuse(false).until(signal);
    let upload = tokio::spawn(upload.into_future());
    servers.wait_for(1).await;
    cancel.send(()).unwrap();
    let error = upload.await.unwrap().unwrap_err();
    assert!(matches!(error, UploadError::Cancelled { .. }), "{error:?}");
    assert_eq!(servers.lines(), [LINKS, &abort()], "the abort has been awaited");
}

#[tokio::test]
async fn a_file_that_changes_is_an_error() {
    let folder = Folder::new();
    let path = folder.0.join("in.txt");
    for content in ["hello", "hello world, again", "HELLO WORLD"] {
        fs::write(&path, CONTENT).unwrap();
        let changed = path.clone();
        let servers = Servers::start(|store| vec![links(store, 1), aborted()], vec![]).await;
        // The first call of the observer is made between digest and upload.
        let change = move |progress: &osparc_client::files::UploadProgress| {
            if progress.bytes == 0 {
                std::thread::sleep(Duration::from_millis(20));
                fs::write(&changed, content).unwrap();
            }
        };
        let error = servers.files().upload(&path).reuse(false).on_progress(change).await.unwrap_err();
        assert!(matches!(&error, UploadError::Changed { path: found } if *found == path), "{error:?}");
        assert_eq!(
            error.to_string(),
            format!("{:?} changed while it was uploaded: try again", path.to_string_lossy())
        );
        assert_eq!(servers.lines(), [LINKS, &abort()]);
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_named_before_anything_is_sent() {
    let servers = Servers::start(|_| vec![], vec![]).await;
    let (files, folder) = (servers.files(), Folder::new());
    let error = files.upload(&folder.0).await.unwrap_err();
    assert!(matches!(error, UploadError::NoFile { .. }), "{error:?}");
    let error = files.upload(folder.0.join("missing")).await.unwrap_err();
    assert!(matches!(error, UploadError::File { .. }), "{error:?}");
    let error = files.upload("..").await.unwrap_err();
    assert!(matches!(error, UploadError::Name { .. }), "{error:?}");
    let error = files.upload_reader("in.txt", broken_reader()).await.unwrap_err();
    assert_eq!(error.to_string(), "the reader of the upload failed: out of paper");
    assert_eq!(servers.lines(), [""; 0]);
}

/// A reader that fails.
fn broken_reader() -> impl tokio::io::AsyncRead + Send + 'static {
    struct Broken;
    impl tokio::io::AsyncRead for Broken {
        fn poll_read(
            self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
            _: &mut tokio::io::ReadBuf<'_>,
        ) -> std::task::Poll<std::io::Result<()>> {
            std::task::Poll::Ready(Err(std::io::Error::other("out of paper")))
        }
    }
    Broken
}
