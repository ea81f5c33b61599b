//! A TCP stream that breaks where it is told to.
//!
//! In: bytes from and to a socket. Out: the same bytes up to the fault. Invariant: without orders it changes nothing.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::Notify;

/// How long a connection that is to end stays open: enough for the next request of a client that does not expect it.
const BEFORE_END: Duration = Duration::from_secs(2);

const UNLIMITED: usize = usize::MAX;

/// Orders to one connection.
#[derive(Debug)]
pub(crate) struct Control {
    /// How many more bytes may be written.
    allowance: AtomicUsize,
    reset: AtomicBool,
    ending: AtomicBool,
    end: Notify,
}

impl Control {
    pub(crate) fn new() -> Self {
        Self {
            allowance: AtomicUsize::new(UNLIMITED),
            reset: AtomicBool::new(false),
            ending: AtomicBool::new(false),
            end: Notify::new(),
        }
    }

    /// Ends the connection after this many bytes.
    pub(crate) fn cut_after(&self, bytes: usize) {
        self.allowance.store(bytes, Ordering::Relaxed);
    }

    /// Ends the connection a little after the response, which does not say so.
    pub(crate) fn end(&self) {
        self.ending.store(true, Ordering::Relaxed);
        self.end.notify_one();
    }

    /// Whether no further request is wanted.
    pub(crate) fn is_ending(&self) -> bool {
        self.ending.load(Ordering::Relaxed)
    }

    /// Waits until the connection is to be closed.
    pub(crate) async fn ended(&self) {
        self.end.notified().await;
        tokio::time::sleep(BEFORE_END).await;
    }

    /// Makes the end of the connection a reset.
    pub(crate) fn reset(&self) {
        self.reset.store(true, Ordering::Relaxed);
    }
}

/// A stream under orders.
pub(crate) struct FaultyStream {
    inner: TcpStream,
    control: Arc<Control>,
}

impl FaultyStream {
    pub(crate) fn new(inner: TcpStream, control: Arc<Control>) -> Self {
        Self { inner, control }
    }
}

impl Drop for FaultyStream {
    fn drop(&mut self) {
        if self.control.reset.load(Ordering::Relaxed) && self.inner.set_zero_linger().is_err() {
            eprintln!("the connection is closed rather than reset");
        }
    }
}

impl AsyncRead for FaultyStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_read(context, buffer)
    }
}

impl AsyncWrite for FaultyStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let allowance = self.control.allowance.load(Ordering::Relaxed);
        let allowed = bytes.get(..allowance).unwrap_or(bytes);
        if allowed.is_empty() && !bytes.is_empty() {
            return Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()));
        }
        let written = Pin::new(&mut self.inner).poll_write(context, allowed);
        if let Poll::Ready(Ok(count)) = written
            && allowance != UNLIMITED
        {
            self.control.allowance.store(allowance - count, Ordering::Relaxed);
        }
        written
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(context)
    }
}
