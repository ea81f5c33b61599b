//! What never ends.

use std::time::{Duration, Instant};

use http::Method;
use osparc_runtime::{Client, Error, RetryPolicy, Timeouts, TransportPhase, Undocumented};

use crate::torrent::{Torrent, TorrentServer};

const MIB: u64 = 1024 * 1024;
/// What the sockets' buffers hold beyond what the client took.
const BUFFERS: u64 = 24 * MIB;
/// No call takes longer, on a machine with much else to do.
const PATIENCE: Duration = Duration::from_secs(30);

const CHUNKED: &str = "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";

fn client(url: &str, body_limit: Option<u64>) -> Client {
    let builder = Client::builder().base_url(url).retry(RetryPolicy::none()).no_proxy();
    let builder = if let Some(bytes) = body_limit { builder.body_limit(bytes) } else { builder };
    builder.timeouts(Timeouts::new().attempt(Duration::from_secs(20))).build().unwrap()
}

async fn read(client: &Client, limits: Timeouts) -> Error<Undocumented> {
    let begin = Instant::now();
    let error = client.raw(Method::GET, "/x").with_timeout(limits).read::<Vec<u64>>().await.unwrap_err();
    assert!(begin.elapsed() < PATIENCE, "{error:?} after {:?}", begin.elapsed());
    error
}

fn chunk() -> Vec<u8> {
    let mut chunk = b"10000\r\n".to_vec();
    chunk.resize(chunk.len() + 0x1_0000, b' ');
    chunk.extend_from_slice(b"\r\n");
    chunk
}

fn spaces() -> Vec<u8> {
    vec![b' '; 0x1_0000]
}

fn phase(error: &Error<Undocumented>) -> TransportPhase {
    let Error::Transport(error) = error else { panic!("{error:?}") };
    error.phase()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_without_end_is_read_up_to_the_limit() {
    for (head, flood) in [
        (format!("HTTP/1.1 200 OK\r\n{CHUNKED}"), chunk()),
        ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n".to_owned(), spaces()),
        ("HTTP/1.1 200 OK\r\nContent-Length: 9999999999999999\r\n\r\n".to_owned(), spaces()),
    ] {
        let server = TorrentServer::start(Torrent::new(&head, flood)).await;
        let error = read(&client(&server.url, Some(MIB)), Timeouts::new()).await;
        assert_eq!(phase(&error), TransportPhase::TooLarge, "{head}");
        assert!(server.taken() < MIB + BUFFERS, "{} bytes", server.taken());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_limit_is_64_mib_unless_told() {
    let server = TorrentServer::start(Torrent::new(&format!("HTTP/1.1 200 OK\r\n{CHUNKED}"), chunk())).await;
    let error = read(&client(&server.url, None), Timeouts::new()).await;
    assert_eq!(phase(&error), TransportPhase::TooLarge);
    assert!((64 * MIB..64 * MIB + BUFFERS).contains(&server.taken()), "{} bytes", server.taken());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_error_without_end_is_that_error_with_what_fits() {
    for status in ["404 Not Found", "500 Internal Server Error", "302 Found", "418 Teapot"] {
        let torrent = Torrent::new(&format!("HTTP/1.1 {status}\r\n{CHUNKED}"), chunk());
        let server = TorrentServer::start(torrent).await;
        let error = read(&client(&server.url, Some(MIB)), Timeouts::new()).await;
        assert!(matches!(error, Error::Unexpected(_)), "{error:?}");
        assert_eq!(error.status().unwrap().as_str(), &status[..3]);
        assert_eq!(error.body().unwrap().len() as u64, MIB);
        assert!(server.taken() < MIB + BUFFERS, "{} bytes", server.taken());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_drips_is_cut_by_the_time_limit() {
    let attempt = Duration::from_millis(300);
    for (head, flood) in [
        (format!("HTTP/1.1 200 OK\r\n{CHUNKED}"), "1\r\n \r\n"),
        ("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".to_owned(), " "),
        (format!("HTTP/1.1 500 Oh\r\n{CHUNKED}"), "1\r\n \r\n"),
        ("HTTP/1.1 200 OK\r\nX: ".to_owned(), "x"),
        ("HTTP/1.1 200 OK\r\n".to_owned(), "X: x\r\n"),
        ("HTTP/1.1 100 Continue\r\n\r\n".to_owned(), "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"),
        (format!("HTTP/1.1 200 OK\r\n{CHUNKED}1\r\n \r\n0\r\n"), "X: x\r\n"),
    ] {
        let server = TorrentServer::start(Torrent::new(&head, flood).slowly()).await;
        let error = read(&client(&server.url, None), Timeouts::new().attempt(attempt)).await;
        assert_eq!(phase(&error), TransportPhase::Timeout, "{head:?}");
        assert_eq!(server.requests(), 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn repetitions_do_not_lengthen_a_drip_beyond_the_total_limit() {
    let server =
        TorrentServer::start(Torrent::new(&format!("HTTP/1.1 200 OK\r\n{CHUNKED}"), "1\r\n \r\n").slowly())
            .await;
    let client = Client::builder().base_url(&server.url).no_proxy().build().unwrap();
    let limits = Timeouts::new().attempt(Duration::from_millis(200)).total(Duration::from_millis(500));
    let begin = Instant::now();
    let error = read(&client, limits).await;
    assert_eq!(phase(&error), TransportPhase::Timeout);
    assert!((2..=3).contains(&server.requests()), "{} requests in {:?}", server.requests(), begin.elapsed());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_head_without_end_is_given_up() {
    let many = "X-Many: x\r\n".repeat(5_000);
    for (head, flood) in [
        ("HTTP/1.1 200 OK\r\nX-Long: ".to_owned(), spaces()),
        ("HTTP/1.1 200 OK\r\n".to_owned(), many.clone().into_bytes()),
        (format!("HTTP/1.1 200 OK\r\n{many}\r\n"), b"[1]".to_vec()),
        ("HTTP/1.1 200 ".to_owned(), vec![b'x'; 0x1_0000]),
        (String::new(), vec![b'x'; 0x1_0000]),
    ] {
        let server = TorrentServer::start(Torrent::new(&head, flood)).await;
        let error = read(&client(&server.url, None), Timeouts::new()).await;
        assert_eq!(phase(&error), TransportPhase::Send, "{head:.60}: {error:?}");
        assert!(server.taken() < BUFFERS, "{} bytes", server.taken());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_of_informational_answers_ends_with_the_time_limit() {
    for flood in ["HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 102 Processing\r\nX: x\r\n\r\n"] {
        let server = TorrentServer::start(Torrent::new("", flood.repeat(100))).await;
        let error =
            read(&client(&server.url, None), Timeouts::new().attempt(Duration::from_millis(300))).await;
        assert_eq!(phase(&error), TransportPhase::Timeout, "{flood}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_follows_an_answer_is_not_taken_for_the_next_one() {
    // A whole response, and another that nobody asked for.
    let more = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n[6]";
    let server = TorrentServer::start(Torrent::new(
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n[1]",
        more.repeat(50),
    ))
    .await;
    let client = client(&server.url, None);
    for _ in 0..5 {
        let value = client.raw(Method::GET, "/x").read::<Vec<u64>>().await.unwrap();
        assert_eq!(value, [1]);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_has_no_total_limit_but_stalls_and_is_collected_up_to_the_limit() {
    let server =
        TorrentServer::start(Torrent::new("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n", spaces()))
            .await;
    let body = client(&server.url, Some(MIB)).get_unauthenticated(&server.url).await.unwrap();
    assert_eq!(body.bytes().await.unwrap_err().phase(), TransportPhase::TooLarge);
    assert!(server.taken() < MIB + BUFFERS, "{} bytes", server.taken());

    let mut silence = Torrent::new("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", "x");
    silence.pause = Duration::from_secs(60);
    let server = TorrentServer::start(silence).await;
    let limits = Timeouts::new().stall(Duration::from_millis(200));
    let raw = client(&server.url, None).raw(Method::GET, "/x").with_timeout(limits).send().await.unwrap();
    assert_eq!(raw.bytes().await.unwrap_err().phase(), TransportPhase::Stall);
}
