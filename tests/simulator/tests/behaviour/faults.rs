//! Faults, seen from the other end of the socket.

use std::time::{Duration, Instant};

use osparc_simulator::{Fault, SLEEPER_STUDY, Simulator};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::client::{call, create, http, request, send};

/// Asks for a study with bare bytes and gives what comes back until the connection ends.
async fn raw(simulator: &Simulator, connection: &str) -> (Vec<u8>, Option<std::io::ErrorKind>) {
    let address = simulator.base_url().replace("http://", "");
    let mut stream = TcpStream::connect(&address).await.unwrap();
    let head = format!(
        "GET /v0/studies/{SLEEPER_STUDY} HTTP/1.1\r\nhost: {address}\r\nconnection: {connection}\r\n\
         authorization: Basic c2ltdWxhdG9yLWtleTpzaW11bGF0b3Itc2VjcmV0\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    let end = stream.read_to_end(&mut bytes).await;
    (bytes, end.err().map(|error| error.kind()))
}

#[tokio::test]
async fn replaced_answers_happen_as_often_as_told_and_keep_the_operation_undone() {
    let simulator = Simulator::start().await;
    let job = create(&simulator, SLEEPER_STUDY, r#"{"values":{}}"#).await;
    let start = format!("{job}:start");
    simulator.inject(Fault::on("start_study_job").rate_limited(Some("7")));
    simulator.inject(Fault::on("start_study_job").rate_limited(None));
    simulator.inject(Fault::on("start_study_job").bad_gateway());
    simulator.inject(Fault::on("start_study_job").redirect("http://127.0.0.1:9/elsewhere"));
    simulator.inject(Fault::on("start_study_job").malformed("{\"job_id\":"));
    let mut seen = Vec::new();
    for _ in 0..5 {
        let response = call(&simulator, "POST", &start, "").await;
        let header = |name| response.header(name).unwrap_or_default().to_owned();
        seen.push((
            response.status,
            header("content-type"),
            header("retry-after"),
            header("location"),
            response.text,
        ));
    }
    let row = |status: u16, media: &str, after: &str, location: &str, text: &str| {
        (status, media.to_owned(), after.to_owned(), location.to_owned(), text.to_owned())
    };
    let expected = [
        row(429, "text/plain", "7", "", "Too Many Requests"),
        row(429, "text/plain", "", "", "max connections reached: 25"),
        row(502, "text/html", "", "", "<html><body><h1>502 Bad Gateway</h1></body></html>"),
        row(307, "", "", "http://127.0.0.1:9/elsewhere", ""),
        row(200, "application/json", "", "", "{\"job_id\":"),
    ];
    assert_eq!(seen, expected);
    assert_eq!((simulator.side_effects().starts, simulator.count("start_study_job")), (0, 5));
    assert_eq!(call(&simulator, "POST", &start, "").await.status, 202);
}

#[tokio::test]
async fn an_answer_can_be_lost_after_the_deed() {
    let simulator = Simulator::start().await;
    let path = format!("/v0/studies/{SLEEPER_STUDY}:clone");
    let faults = [
        (Fault::on("clone_study").drop_connection(), 0),
        (Fault::on("clone_study").drop_connection().processed(), 1),
        (Fault::on("clone_study").reset().processed(), 2),
        (Fault::on("clone_study").drop_after(10), 3),
        (Fault::on("*").truncate_body(5), 4),
    ];
    for (fault, clones) in faults {
        simulator.inject(fault);
        assert!(send(request(&simulator, "POST", &path)).await.is_err(), "{clones}");
        assert_eq!(simulator.side_effects().clones, clones);
    }
    simulator.inject(Fault::on("clone_study").status(504).processed());
    assert_eq!(call(&simulator, "POST", &path, "").await.status, 504);
    assert_eq!((simulator.side_effects().clones, simulator.count("clone_study")), (5, 6));
}

#[tokio::test]
async fn bytes_end_where_they_should() {
    let simulator = Simulator::start().await;
    let (whole, end) = raw(&simulator, "close").await;
    assert_eq!(end, None);
    let body = whole.len() - whole.windows(4).position(|four| four == b"\r\n\r\n").unwrap() - 4;

    simulator.inject(Fault::on("get_study").drop_connection());
    assert_eq!(raw(&simulator, "close").await, (Vec::new(), None));
    simulator.inject(Fault::on("get_study").reset());
    assert_eq!(raw(&simulator, "close").await, (Vec::new(), Some(std::io::ErrorKind::ConnectionReset)));
    for cut in [1, 17, whole.len() - 1] {
        simulator.inject(Fault::on("get_study").drop_after(cut));
        let (bytes, end) = raw(&simulator, "close").await;
        assert_eq!((bytes.len(), end), (cut, None));
    }
    for kept in [0, 1, 20, body - 1] {
        simulator.inject(Fault::on("get_study").truncate_body(kept));
        let (bytes, end) = raw(&simulator, "close").await;
        assert_eq!((bytes.len(), end), (whole.len() - body + kept, None), "{kept}");
        assert!(String::from_utf8_lossy(&bytes).contains(&format!("content-length: {body}\r\n")));
    }
}

#[tokio::test]
async fn a_500_is_the_last_of_its_connection() {
    let simulator = Simulator::start().await;
    simulator.inject(Fault::on("get_study").status(500));
    let (bytes, end) = raw(&simulator, "keep-alive").await;
    let text = String::from_utf8_lossy(&bytes).to_lowercase();
    assert!(text.starts_with("http/1.1 500 ") && !text.contains("connection:") && end.is_none(), "{text}");
}

#[tokio::test]
async fn slow_and_late_answers_are_whole() {
    let simulator = Simulator::start().await;
    let path = format!("/v0/studies/{SLEEPER_STUDY}");
    let usual = call(&simulator, "GET", &path, "").await.text;
    let pause = Duration::from_millis(20);
    for fault in [
        Fault::on("get_study").delay(pause * 5),
        Fault::on("get_study").slow_body(usual.len() / 5 + 1, pause),
    ] {
        simulator.inject(fault);
        let begin = Instant::now();
        assert_eq!(call(&simulator, "GET", &path, "").await.text, usual);
        assert!(begin.elapsed() >= pause * 5);
    }
}

#[tokio::test]
async fn an_endless_body_lasts_as_long_as_it_is_read() {
    let simulator = Simulator::start().await;
    simulator.inject(Fault::on("list_studies").endless_body());
    let mut response = request(&simulator, "GET", "/v0/studies").send().await.unwrap();
    assert_eq!((response.status().as_u16(), response.content_length()), (200, None));
    let mut read = 0;
    while read < 3 << 20 {
        read += response.chunk().await.unwrap().unwrap().len();
    }
    drop(response);
    assert_eq!(call(&simulator, "GET", "/v0/studies", "").await.status, 200);
}

#[tokio::test]
async fn faults_wait_their_turn_and_can_be_forgotten() {
    let simulator = Simulator::start().await;
    simulator.inject(Fault::on("list_studies").after(1).times(2).status(503));
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push(call(&simulator, "GET", "/v0/studies", "").await.status);
    }
    assert_eq!(seen, [200, 503, 503, 200]);
    simulator.inject(Fault::on("*").always().status(500));
    assert_eq!(call(&simulator, "GET", "/v0/nothing", "").await.status, 500);
    simulator.clear_faults();
    assert_eq!(call(&simulator, "GET", "/v0/nothing", "").await.status, 404);
    simulator.inject(Fault::on("download_log").status(503));
    assert_eq!(http().get(simulator.storage_url()).send().await.unwrap().status(), 503);
}

#[tokio::test]
async fn requests_are_recorded_as_sent_and_connections_counted() {
    let simulator = Simulator::start().await;
    let client = http();
    for _ in 0..3 {
        let url = format!("{}/v0/studies?limit=2&x=%20y", simulator.base_url());
        send(client.get(url).header("x-mine", "é")).await.unwrap();
    }
    let requests = simulator.requests();
    let first = &requests[0];
    assert_eq!((requests.len(), simulator.connections()), (3, 1));
    assert_eq!((&*first.method, &*first.path, &*first.query), ("GET", "/v0/studies", "limit=2&x=%20y"));
    assert_eq!((first.header("authorization"), first.headers["x-mine"].as_bytes()), (None, "é".as_bytes()));
    simulator.clear_requests();
    assert_eq!(simulator.requests().len(), 0);
}

#[tokio::test]
async fn a_stopped_simulator_refuses_connections() {
    let simulator = Simulator::start().await;
    let url = format!("{}/v0/meta", simulator.base_url());
    assert!(http().get(&url).send().await.is_ok());
    simulator.stop();
    // Another client, for the first one may find out by its pooled connection.
    assert!(http().get(&url).send().await.unwrap_err().is_connect());
}
