//! A server that does not stop.
//!
//! In: the beginning of a response, and what follows it again and again. Out: how many bytes the client took.
//! Invariant: the server never ends a response; the client must.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What a server sends to every request.
#[derive(Clone)]
pub(crate) struct Torrent {
    pub(crate) head: Vec<u8>,
    /// What follows without end.
    pub(crate) flood: Vec<u8>,
    /// The time between one and the next.
    pub(crate) pause: Duration,
}

impl Torrent {
    pub(crate) fn new(head: &str, flood: impl Into<Vec<u8>>) -> Self {
        Self { head: head.as_bytes().to_vec(), flood: flood.into(), pause: Duration::ZERO }
    }

    /// The same, one piece every 10 ms.
    pub(crate) fn slowly(mut self) -> Self {
        self.pause = Duration::from_millis(10);
        self
    }
}

/// A running server; it ends when it is dropped.
pub(crate) struct TorrentServer {
    pub(crate) url: String,
    taken: Arc<AtomicU64>,
    requests: Arc<AtomicU64>,
    task: JoinHandle<()>,
}

impl TorrentServer {
    pub(crate) async fn start(torrent: Torrent) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (taken, requests) = (Arc::<AtomicU64>::default(), Arc::<AtomicU64>::default());
        let counters = (Arc::clone(&taken), Arc::clone(&requests));
        let task = tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                counters.1.fetch_add(1, Ordering::Relaxed);
                tokio::spawn(pour(socket, torrent.clone(), Arc::clone(&counters.0)));
            }
        });
        Self { url, taken, requests, task }
    }

    /// How many bytes were sent, those in the sockets' buffers among them.
    pub(crate) fn taken(&self) -> u64 {
        self.taken.load(Ordering::Relaxed)
    }

    pub(crate) fn requests(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }
}

impl Drop for TorrentServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn pour(mut socket: TcpStream, torrent: Torrent, taken: Arc<AtomicU64>) {
    let mut request = Vec::new();
    while !request.windows(4).any(|window| window == b"\r\n\r\n") {
        if socket.read_buf(&mut request).await.unwrap_or(0) == 0 {
            return;
        }
    }
    let mut piece = torrent.head;
    while socket.write_all(&piece).await.is_ok() {
        taken.fetch_add(piece.len() as u64, Ordering::Relaxed);
        piece.clone_from(&torrent.flood);
        tokio::time::sleep(torrent.pause).await;
    }
}
