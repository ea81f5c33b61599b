//! A server that responds from a script, on a loopback socket.
//!
//! In: one response per connection, in order. Out: the requests, byte for byte. Invariant: what a test sees is what was
//! on the wire; nothing is interpreted beyond finding the end of a request.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What happens on a connection after its request was read.
#[derive(Clone, Debug)]
pub enum ScriptedResponse {
    /// These bytes, then the end.
    Bytes(Vec<u8>),
    /// These bytes, each after a wait, then the end.
    Slow(Vec<(Duration, Vec<u8>)>),
    /// The end at once.
    Close,
    /// Nothing, until the client goes away.
    Silence,
}

/// A response with `Content-Length`.
pub fn response(status: &str, headers: &[&str], body: impl AsRef<[u8]>) -> ScriptedResponse {
    let body = body.as_ref();
    let mut text = format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
    for header in headers {
        text.push_str(header);
        text.push_str("\r\n");
    }
    text.push_str("\r\n");
    ScriptedResponse::Bytes([text.as_bytes(), body].concat())
}

/// A response in JSON.
pub fn json(status: &str, body: &str) -> ScriptedResponse {
    response(status, &["Content-Type: application/json"], body)
}

/// A request as it was on the wire.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// `POST /v0/x HTTP/1.1`.
    pub line: String,
    /// Names in lower case, with values.
    pub headers: Vec<(String, String)>,
    /// The body; chunks are not joined.
    pub body: Vec<u8>,
}

impl Recorded {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// What stands between method and version.
    pub fn target(&self) -> &str {
        self.line.split(' ').nth(1).unwrap()
    }
}

/// A running server; it ends when it is dropped.
pub struct ScriptedServer {
    /// `http://127.0.0.1:<port>`.
    pub url: String,
    requests: Arc<Mutex<Vec<Recorded>>>,
    task: JoinHandle<()>,
}

impl ScriptedServer {
    /// Starts a server; when its responses are used up, it closes connections at once.
    pub async fn start(responses: Vec<ScriptedResponse>) -> Self {
        Self::start_with(|_| responses).await
    }

    /// The same with responses that name the server.
    pub async fn start_with(responses: impl FnOnce(&str) -> Vec<ScriptedResponse>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let responses = responses(&url);
        let requests = Arc::new(Mutex::new(Vec::new()));
        let task = tokio::spawn(serve(listener, responses, Arc::clone(&requests)));
        Self { url, requests, task }
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<Recorded> {
        self.requests.lock().unwrap().clone()
    }

    /// The only request.
    pub fn request(&self) -> Recorded {
        let requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:#?}");
        requests[0].clone()
    }
}

impl Drop for ScriptedServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(listener: TcpListener, responses: Vec<ScriptedResponse>, requests: Arc<Mutex<Vec<Recorded>>>) {
    let mut responses = responses.into_iter();
    while let Ok((mut socket, _)) = listener.accept().await {
        let Some(recorded) = receive(&mut socket).await else { continue };
        requests.lock().unwrap().push(recorded);
        let response = responses.next().unwrap_or(ScriptedResponse::Close);
        tokio::spawn(send(socket, response));
    }
}

async fn receive(socket: &mut TcpStream) -> Option<Recorded> {
    let mut bytes = Vec::new();
    let head_end = loop {
        if let Some(position) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break position;
        }
        if socket.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8(bytes[..head_end].to_vec()).unwrap();
    let mut lines = head.split("\r\n");
    let line = lines.next().unwrap().to_owned();
    let headers: Vec<_> = lines
        .map(|line| line.split_once(": ").unwrap_or((line, "")))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let mut recorded = Recorded { line, headers, body: bytes.split_off(head_end + 4) };
    let chunked = recorded.header("transfer-encoding") == Some("chunked");
    let length: usize = recorded.header("content-length").map_or(0, |text| text.parse().unwrap());
    while if chunked { !recorded.body.ends_with(b"0\r\n\r\n") } else { recorded.body.len() < length } {
        if socket.read_buf(&mut recorded.body).await.ok()? == 0 {
            return None;
        }
    }
    Some(recorded)
}

async fn send(mut socket: TcpStream, response: ScriptedResponse) {
    let pieces = match response {
        ScriptedResponse::Bytes(bytes) => vec![(Duration::ZERO, bytes)],
        ScriptedResponse::Slow(pieces) => pieces,
        ScriptedResponse::Close => Vec::new(),
        ScriptedResponse::Silence => {
            let _ = socket.read_u8().await;
            return;
        }
    };
    for (wait, bytes) in pieces {
        tokio::time::sleep(wait).await;
        if socket.write_all(&bytes).await.is_err() {
            return;
        }
    }
    let _ = socket.shutdown().await;
}
