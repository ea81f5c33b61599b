//! A server that spoils one exchange.
//!
//! In: a script for one run at a time. Out: responses, and what was executed. Invariant: an operation is executed
//! when its request is there whole, and never before; the fault meets one exchange, all others go well.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use crate::plan::{End, Fault};

/// What happens in a run.
#[derive(Clone, Default)]
pub(crate) struct Script {
    /// The fault of the next exchange.
    pub(crate) fault: Option<Fault>,
    /// The response of the exchange with the fault.
    pub(crate) response: Vec<u8>,
    /// The response of the others.
    pub(crate) good: Vec<u8>,
    /// Whether the response with the fault says that the operation was executed.
    pub(crate) success: bool,
    /// How, and after which time, a connection ends on which nothing is asked any more.
    pub(crate) idle: Option<(End, Duration)>,
}

/// What happened in a run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Record {
    /// How often the operation was executed.
    pub(crate) processed: usize,
    /// How many exchanges were begun.
    pub(crate) exchanges: usize,
    /// How many of them on a connection that had served another one before.
    pub(crate) reused: usize,
    /// The length of the last request.
    pub(crate) request_length: usize,
}

#[derive(Default)]
struct Shared {
    script: Mutex<Script>,
    record: Mutex<Record>,
    /// How many connections there are.
    open: AtomicUsize,
    /// How many of them have served a request and wait for another one.
    idle: AtomicUsize,
    accepted: Mutex<Option<SocketAddr>>,
}

/// A running server; it ends when it is dropped.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

impl Server {
    pub(crate) async fn start() -> Self {
        Self::start_at((Ipv4Addr::LOCALHOST, 0).into()).await
    }

    pub(crate) async fn start_at(address: SocketAddr) -> Self {
        let listener = TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared::default());
        let task = tokio::spawn(accept(listener, Arc::clone(&shared)));
        Self { address, shared, task }
    }

    /// Begins a run.
    pub(crate) fn begin(&self, script: Script) {
        *self.shared.script.lock().unwrap() = script;
        *self.shared.record.lock().unwrap() = Record::default();
    }

    /// Ends a run: waits until no connection is left but those that are kept, and tells what happened.
    ///
    /// # Errors
    /// If the client keeps a connection that it has no use for.
    pub(crate) async fn end(&self) -> Result<Record, String> {
        // Connections are accepted in order, so that after this one there is none that the client made before.
        let probe = TcpStream::connect(self.address).await.map_err(|error| error.to_string())?;
        let own = probe.local_addr().unwrap();
        drop(probe);
        for _ in 0..10_000 {
            let accepted = *self.shared.accepted.lock().unwrap() == Some(own);
            let idle = self.shared.idle.load(Ordering::SeqCst);
            if accepted && self.shared.open.load(Ordering::SeqCst) == idle {
                return Ok(self.shared.record.lock().unwrap().clone());
            }
            sleep(Duration::from_millis(1)).await;
        }
        Err("the client keeps a connection that it does not use".to_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((socket, peer)) = listener.accept().await {
        shared.open.fetch_add(1, Ordering::SeqCst);
        *shared.accepted.lock().unwrap() = Some(peer);
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            // That a connection breaks is what this is about.
            let _broken = serve(socket, &shared).await;
            shared.open.fetch_sub(1, Ordering::SeqCst);
        });
    }
}

async fn serve(mut socket: TcpStream, shared: &Shared) -> io::Result<()> {
    socket.set_nodelay(true)?;
    let unheard = |script: &Script| matches!(script.fault, Some(Fault::Request(_, 0)));
    if let Some(script) = begun(shared, false, unheard) {
        return exchange(&mut socket, shared, script).await.map(|_| ());
    }
    let mut served = false;
    loop {
        shared.idle.fetch_add(usize::from(served), Ordering::SeqCst);
        let available = available(&mut socket, shared, served).await;
        shared.idle.fetch_sub(usize::from(served), Ordering::SeqCst);
        if !available? {
            return Ok(());
        }
        let Some(script) = begun(shared, served, |_| true) else { return Ok(()) };
        if exchange(&mut socket, shared, script).await? {
            return Ok(());
        }
        served = true;
    }
}

/// Waits for a request; `false` if the connection ends before.
async fn available(socket: &mut TcpStream, shared: &Shared, served: bool) -> io::Result<bool> {
    let idle = shared.script.lock().unwrap().idle.filter(|_| served);
    let Some((ending, after)) = idle else { return Ok(socket.peek(&mut [0]).await? > 0) };
    if let Ok(length) = timeout(after, socket.peek(&mut [0])).await {
        return Ok(length? > 0);
    }
    end(socket, ending).await?;
    Ok(false)
}

/// Notes that an exchange begins, if it is to begin with this script; gives the script, whose fault is then used up.
fn begun(shared: &Shared, reused: bool, when: impl Fn(&Script) -> bool) -> Option<Script> {
    let mut script = shared.script.lock().unwrap();
    let taken = when(&script).then(|| script.clone())?;
    script.fault = None;
    let mut record = shared.record.lock().unwrap();
    record.exchanges += 1;
    record.reused += usize::from(reused);
    Some(taken)
}

/// One exchange; `true` if it ends its connection.
async fn exchange(socket: &mut TcpStream, shared: &Shared, script: Script) -> io::Result<bool> {
    let Some(fault) = script.fault else {
        receive(socket, shared, true).await?;
        socket.write_all(&script.good).await?;
        return Ok(false);
    };
    match fault {
        Fault::Request(ending, position) => {
            socket.read_exact(&mut vec![0; position]).await?;
            end(socket, ending).await?;
        }
        Fault::ScriptedResponse(ending, position) => {
            receive(socket, shared, script.success).await?;
            socket.write_all(&script.response[..position]).await?;
            end(socket, ending).await?;
        }
        Fault::Corrupt(corruption, position) => {
            receive(socket, shared, script.success).await?;
            socket.write_all(&corruption.apply(&script.response, position)).await?;
            end(socket, End::Cut).await?;
        }
    }
    Ok(true)
}

/// Reads a request whole, and carries it out.
async fn receive(socket: &mut TcpStream, shared: &Shared, success: bool) -> io::Result<()> {
    let mut bytes = Vec::new();
    loop {
        if let Some(length) = whole(&bytes) {
            assert_eq!(length, bytes.len(), "nothing follows a request");
            break;
        }
        if socket.read_buf(&mut bytes).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    let mut record = shared.record.lock().unwrap();
    record.processed += usize::from(success);
    record.request_length = bytes.len();
    Ok(())
}

/// The length of a request, once its head is there and its body too.
fn whole(bytes: &[u8]) -> Option<usize> {
    let mut headers = [httparse::EMPTY_HEADER; 32];
    let mut request = httparse::Request::new(&mut headers);
    let httparse::Status::Complete(head) = request.parse(bytes).unwrap() else { return None };
    let length = request.headers.iter().find(|header| header.name.eq_ignore_ascii_case("content-length"));
    let body: usize = length.map_or(0, |header| std::str::from_utf8(header.value).unwrap().parse().unwrap());
    (bytes.len() >= head + body).then_some(head + body)
}

/// Ends a connection; returns once the client has given it up as well.
async fn end(socket: &mut TcpStream, end: End) -> io::Result<()> {
    match end {
        // Whoever closes a socket with bytes unread resets it: those are read, and passed over.
        End::Cut => socket.shutdown().await?,
        End::Reset => return socket.set_zero_linger(),
        End::Stall => {}
    }
    let mut rest = [0; 1024];
    while socket.read(&mut rest).await? > 0 {}
    Ok(())
}
