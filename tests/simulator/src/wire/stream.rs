//! A TCP stream that breaks where it is told to.
//!
//! In: bytes from and to a socket. Out: the same bytes up to the fault. Invariant: without orders it changes nothing.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

const UNLIMITED: usize = usize::MAX;

/// Orders to one connection.
#[derive(Debug)]
pub(crate) struct Control {
    /// How many more bytes may be written.
    allowance: AtomicUsize,
    reset: AtomicBool,
}

impl Control {
    pub(crate) fn new() -> Self {
        Self { allowance: AtomicUsize::new(UNLIMITED), reset: AtomicBool::new(false) }
    }

    /// Ends the connection after this many bytes.
    pub(crate) fn cut_after(&self, bytes: usize) {
        self.allowance.store(bytes, Ordering::Relaxed);
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
