//! A proxy that ends one connection after so many bytes.
//!
//! In: which bytes are counted, and after how many of them the connection on which they are is closed. Out: everything else,
//! unchanged, and how many bytes there were. Invariant: exactly one connection is ended, and all before that byte arrives.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};

/// Which way bytes go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    ToServer,
    ToClient,
}

/// The proxy; it ends with its async runtime.
pub(crate) struct Relay {
    pub(crate) url: String,
    counts: Arc<Mutex<Counts>>,
}

struct Counts {
    way: Way,
    /// How many bytes are left until the end; `None` after it.
    left: Option<usize>,
    total: [usize; 2],
}

impl Counts {
    /// How many of these bytes pass.
    fn pass(&mut self, way: Way, bytes: usize) -> usize {
        self.total[way as usize] += bytes;
        match self.left {
            Some(left) if self.way == way && left < bytes => {
                self.left = None;
                left
            }
            Some(left) if self.way == way => {
                self.left = Some(left - bytes);
                bytes
            }
            _ => bytes,
        }
    }
}

impl Relay {
    pub(crate) async fn start(way: Way, after: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let counts = Arc::new(Mutex::new(Counts { way, left: Some(after), total: [0, 0] }));
        let shared = counts.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let counts = shared.clone();
                // A connection that breaks is what this is about.
                tokio::spawn(async move { drop(serve(client, &counts).await) });
            }
        });
        Self { url, counts }
    }

    /// Whether a connection was ended.
    pub(crate) fn has_ended_one(&self) -> bool {
        self.counts.lock().unwrap().left.is_none()
    }

    /// How many bytes there were, to the server and to the client.
    pub(crate) fn total(&self) -> [usize; 2] {
        self.counts.lock().unwrap().total
    }
}

/// Serves one connection, whose first request says by its URL where it leads.
async fn serve(mut client: TcpStream, counts: &Mutex<Counts>) -> std::io::Result<()> {
    let mut first = vec![0; 16 * 1024];
    let read = client.read(&mut first).await?;
    first.truncate(read);
    let line = String::from_utf8_lossy(&first);
    let Some(authority) = line.split("http://").nth(1).and_then(|rest| rest.split('/').next()) else {
        return Ok(());
    };
    let server = TcpStream::connect(authority).await?;
    let ((from_client, to_client), (from_server, to_server)) = (client.into_split(), server.into_split());
    tokio::select! {
        ended = pump(from_client, to_server, Way::ToServer, counts, first.clone()) => ended,
        ended = pump(from_server, to_client, Way::ToClient, counts, Vec::new()) => ended,
    }
}

async fn pump(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    way: Way,
    counts: &Mutex<Counts>,
    mut bytes: Vec<u8>,
) -> std::io::Result<()> {
    loop {
        let pass = counts.lock().unwrap().pass(way, bytes.len());
        to.write_all(&bytes[..pass]).await?;
        if pass < bytes.len() {
            return Ok(());
        }
        bytes.resize(16 * 1024, 0);
        let read = from.read(&mut bytes).await?;
        if read == 0 {
            return Ok(());
        }
        bytes.truncate(read);
    }
}
