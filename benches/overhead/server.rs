//! The server that all arms talk to: bytes prepared beforehand, a thread for each connection, nothing parsed but the
//! request line and the length of the body.
//!
//! In: HTTP/1.1 requests. Out: responses. Invariant: it is a process of its own, so that neither its time, nor its memory,
//! nor its instructions are counted as a client's.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;

use crate::bodies;

/// The size of the download, in bytes.
pub(crate) const DOWNLOAD: u64 = 256 * 1024 * 1024;

/// The argument that makes the program a server.
pub(crate) const SERVE: &str = "serve";

/// A running server; it ends with its owner.
pub(crate) struct Server {
    child: Child,
    /// Its end is the server's end, however the owner ends.
    _input: ChildStdin,
    /// Where it is, such as `http://127.0.0.1:4000`.
    pub(crate) url: String,
}

impl Server {
    pub(crate) fn start() -> Self {
        let program = std::env::current_exe().expect("this program has a path");
        let mut child = Command::new(program)
            .arg(SERVE)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("this program can be started again");
        let input = child.stdin.take().expect("it is piped");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("it is piped")).read_line(&mut line).expect("the port");
        Self { child, _input: input, url: format!("http://127.0.0.1:{}", line.trim()) }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Serves until the standard input ends.
pub(crate) fn serve() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("{}", listener.local_addr()?.port());
    let responses: BTreeMap<String, Vec<u8>> = bodies::PAGES
        .iter()
        .map(|count| (format!("GET /v0/studies?limit={count}"), response(&bodies::page(*count))))
        .chain([(format!("POST /v0/studies/{}/jobs", bodies::STUDY), response(&bodies::job()))])
        .collect();
    let responses = Arc::new(responses);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let responses = responses.clone();
            std::thread::spawn(move || connection(stream, &responses));
        }
    });
    io::stdin().read_to_end(&mut Vec::new()).map(drop)
}

fn response(body: &str) -> Vec<u8> {
    format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

fn connection(mut stream: TcpStream, responses: &BTreeMap<String, Vec<u8>>) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut bytes = Vec::with_capacity(64 * 1024);
    loop {
        let Some(head_end) = head(&mut stream, &mut bytes)? else { return Ok(()) };
        let head = String::from_utf8_lossy(&bytes[..head_end]).into_owned();
        let end = head_end + length(&head);
        while bytes.len() < end {
            if read(&mut stream, &mut bytes)? == 0 {
                return Ok(());
            }
        }
        bytes.drain(..end);
        let route = head.split(" HTTP/").next().unwrap_or_default();
        match responses.get(route) {
            Some(response) => stream.write_all(response)?,
            None if route == "GET /download" => download(&mut stream)?,
            None => stream.write_all(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n")?,
        }
    }
}

/// Reads up to the end of a head; `None` where the connection ends.
fn head(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> io::Result<Option<usize>> {
    loop {
        if let Some(at) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            return Ok(Some(at + 4));
        }
        if read(stream, bytes)? == 0 {
            return Ok(None);
        }
    }
}

fn read(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> io::Result<usize> {
    let mut buffer = [0; 16 * 1024];
    let count = stream.read(&mut buffer)?;
    bytes.extend_from_slice(&buffer[..count]);
    Ok(count)
}

fn length(head: &str) -> usize {
    let value = head.lines().find_map(|line| {
        line.split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("content-length"))
    });
    value.map_or(0, |(_, value)| value.trim().parse().expect("a length is a number"))
}

fn download(stream: &mut TcpStream) -> io::Result<()> {
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream\r\ncontent-length: {DOWNLOAD}\r\n\r\n"
    );
    stream.write_all(head.as_bytes())?;
    let chunk = vec![0x5a; 64 * 1024];
    for _ in 0..DOWNLOAD / (64 * 1024) {
        stream.write_all(&chunk)?;
    }
    Ok(())
}
