//! Connections that are kept, and are dead when they are used again.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use osparc_runtime::{Credentials, Error, RetryPolicy, TransportPhase};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::sample::{Client, ThingsApi, api};
use crate::scripted_server::{ScriptedServer, json};

/// What a server does with a connection after its first response.
#[derive(Clone, Copy)]
enum Then {
    /// Ends it at once.
    End,
    /// Reads one more request, and ends it without a response.
    ReadAndEnd,
}

/// Responds to the first request of each connection; it ends when it is dropped.
struct Forgetful {
    url: String,
    requests: Arc<AtomicU32>,
    task: JoinHandle<()>,
}

impl Forgetful {
    async fn start(then: Then) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::<AtomicU32>::default();
        let counter = Arc::clone(&requests);
        let task = tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(serve(socket, then, Arc::clone(&counter)));
            }
        });
        Self { url, requests, task }
    }

    fn requests(&self) -> u32 {
        self.requests.load(Ordering::Relaxed)
    }
}

impl Drop for Forgetful {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(mut socket: TcpStream, then: Then, requests: Arc<AtomicU32>) {
    if !receive(&mut socket, &requests).await {
        return;
    }
    let response = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 3\r\n\r\n[1]";
    socket.write_all(response).await.unwrap();
    if matches!(then, Then::ReadAndEnd) {
        receive(&mut socket, &requests).await;
    }
}

/// Reads a request without a body; `false` where none comes.
async fn receive(socket: &mut TcpStream, requests: &AtomicU32) -> bool {
    let mut head = Vec::new();
    while !head.windows(4).any(|window| window == b"\r\n\r\n") {
        if socket.read_buf(&mut head).await.unwrap_or(0) == 0 {
            return false;
        }
    }
    requests.fetch_add(1, Ordering::Relaxed);
    true
}

#[tokio::test]
async fn a_connection_that_has_ended_costs_no_attempt() {
    let server = Forgetful::start(Then::End).await;
    let api = api(&server.url);
    for number in 1..=5 {
        assert_eq!(api.get_thing("a").with_retry(RetryPolicy::none()).await.unwrap(), [1]);
        assert_eq!(server.requests(), 2 * number - 1);
        tokio::time::sleep(Duration::from_millis(30)).await;
        // Neither does it keep a request that is not safe to repeat from being sent, once.
        api.lock_thing().with_retry(RetryPolicy::none()).await.unwrap();
        assert_eq!(server.requests(), 2 * number);
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
}

/// Whether a connection is kept before the next call is sent is the pool's affair, so calls are made until one is.
#[tokio::test]
async fn a_connection_that_dies_under_a_request_is_a_reason_to_repeat_a_get_alone() {
    let server = Forgetful::start(Then::ReadAndEnd).await;
    let api = api(&server.url);
    let mut calls = 0;
    while server.requests() == calls {
        assert_eq!(api.get_thing("a").await.unwrap(), [1]);
        calls += 1;
    }
    assert_eq!(server.requests(), calls + 1, "it was read and lost, and sent again");

    let before = server.requests();
    let mut calls = 0;
    let error = loop {
        calls += 1;
        if let Err(error) = api.lock_thing().await {
            break error;
        }
    };
    let Error::Transport(error) = error else { panic!("{error:?}") };
    assert_eq!((error.phase(), error.attempts()), (TransportPhase::Send, 1));
    assert!(error.may_have_been_processed());
    assert_eq!(server.requests() - before, calls, "it was lost, and not sent again");
}

/// Responds 200 to each POST, and 500 to each GET, after which it closes the connection without a word, as uvicorn does: in the
/// worst case just when the next request arrives, which is lost.
async fn close_after_failure(listener: TcpListener, created: Arc<AtomicU32>, connections: Arc<AtomicU32>) {
    while let Ok((mut socket, _)) = listener.accept().await {
        connections.fetch_add(1, Ordering::Relaxed);
        let created = Arc::clone(&created);
        tokio::spawn(async move {
            let mut head = vec![0; 4096];
            while let Ok(length @ 1..) = socket.read(&mut head).await {
                let fails = head[..length].starts_with(b"GET");
                created.fetch_add(u32::from(!fails), Ordering::Relaxed);
                let status = if fails { "500 Internal Server Error" } else { "200 OK" };
                let response = format!(
                    "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: 3\r\n\r\n[1]"
                );
                socket.write_all(response.as_bytes()).await.unwrap();
                if fails {
                    let _ = socket.read(&mut head).await;
                    break;
                }
            }
        });
    }
}

#[tokio::test]
async fn nothing_is_lost_on_a_connection_that_a_server_closes_after_a_failure() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let api = api(&format!("http://{}", listener.local_addr().unwrap()));
    let (created, connections) = (Arc::<AtomicU32>::default(), Arc::<AtomicU32>::default());
    let server = tokio::spawn(close_after_failure(listener, Arc::clone(&created), Arc::clone(&connections)));
    let create = async || api.create_thing(&[1]).with_retry(RetryPolicy::none()).await.is_ok();
    for _ in 0..10 {
        assert!(create().await);
        // The connection is kept once its task has seen the end of the response.
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(connections.load(Ordering::Relaxed) < 5, "healthy connections are kept");
    let mut lost = 0;
    for _ in 0..30 {
        assert_eq!(api.get_thing("a").await.unwrap_err().status().unwrap(), 500);
        tokio::time::sleep(Duration::from_millis(5)).await;
        lost += u32::from(!create().await);
    }
    assert_eq!((lost, created.load(Ordering::Relaxed)), (0, 40));
    server.abort();
}

/// The variable by which the test below gives its other half a server.
const BASE: &str = "OSPARC_TEST_PLAIN_BASE";

/// The half of the next test that has a proxy in its environment.
#[tokio::test]
#[ignore = "is run by the next test"]
async fn call_with_a_proxy_in_the_environment() {
    let base = std::env::var(BASE).unwrap();
    let client = Client::builder().base_url(base).credentials(Credentials::basic("key", "secret"));
    let value = ThingsApi::new(&client.build().unwrap()).get_thing("a").await.unwrap();
    assert_eq!(value, [1]);
}

/// Credentials go over `http` to this machine only: a proxy of the environment is elsewhere.
#[tokio::test]
async fn a_proxy_of_the_environment_gets_no_credentials_for_this_machine() {
    let (server, proxy) = (
        ScriptedServer::start(vec![json("200 OK", "[1]")]).await,
        ScriptedServer::start(vec![json("200 OK", "[1]"); 3]).await,
    );
    let mut command = tokio::process::Command::new(std::env::current_exe().unwrap());
    command.args(["--ignored", "--exact", "connections::call_with_a_proxy_in_the_environment"]);
    for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        command.env(name, &proxy.url);
    }
    command.env_remove("NO_PROXY").env_remove("no_proxy").env(BASE, &server.url);
    let output = command.output().await.unwrap();
    let seen = proxy.requests();
    assert!(seen.is_empty(), "{seen:?}");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    assert_eq!(server.requests().len(), 1, "the other half was run");
}
