//! What the connections of a simulator share.
//!
//! In: options. Out: the state, the log and the faults behind one lock each. Invariant: no lock is held while waiting
//! for the network.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC};

use crate::fault::Fault;
use crate::log::RecordedRequest;
use crate::options::Options;
use crate::proxy::Proxy;
use crate::state::State;
use crate::storage::Objects;

/// Everything that one simulator knows.
pub(crate) struct Shared {
    pub(crate) options: Options,
    pub(crate) storage_url: String,
    pub(crate) connections: AtomicUsize,
    pub(crate) proxy: Proxy,
    /// Requests that came on a connection after a 500.
    pub(crate) lost: AtomicUsize,
    /// How many parts are received now, and how many were at most.
    pub(crate) uploading: Gauge,
    state: Mutex<State>,
    objects: Mutex<Objects>,
    requests: Mutex<Vec<RecordedRequest>>,
    downloads: Mutex<Vec<RecordedRequest>>,
    faults: Mutex<Vec<Fault>>,
}

impl Shared {
    pub(crate) fn new(options: Options, storage_url: String) -> Self {
        Self {
            state: Mutex::new(State::new(&options)),
            proxy: Proxy::new(options.proxy.clone()),
            options,
            storage_url,
            connections: AtomicUsize::new(0),
            lost: AtomicUsize::new(0),
            uploading: Gauge::default(),
            objects: Mutex::default(),
            requests: Mutex::default(),
            downloads: Mutex::default(),
            faults: Mutex::default(),
        }
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    /// What the object store holds; where the state is locked too, it is locked first.
    pub(crate) fn objects(&self) -> MutexGuard<'_, Objects> {
        lock(&self.objects)
    }

    /// The requests that reached the API.
    pub(crate) fn requests(&self) -> MutexGuard<'_, Vec<RecordedRequest>> {
        lock(&self.requests)
    }

    /// The requests that reached the object store.
    pub(crate) fn downloads(&self) -> MutexGuard<'_, Vec<RecordedRequest>> {
        lock(&self.downloads)
    }

    pub(crate) fn faults(&self) -> MutexGuard<'_, Vec<Fault>> {
        lock(&self.faults)
    }
}

/// Counts what goes on at the same time.
#[derive(Debug, Default)]
pub(crate) struct Gauge {
    now: AtomicUsize,
    peak: AtomicUsize,
}

impl Gauge {
    /// One more, until the value is dropped; with the count.
    pub(crate) fn enter(&self) -> (Entry<'_>, usize) {
        let now = self.now.fetch_add(1, Ordering::Relaxed) + 1;
        self.peak.fetch_max(now, Ordering::Relaxed);
        (Entry(self), now)
    }

    /// The highest count so far.
    pub(crate) fn peak(&self) -> usize {
        self.peak.load(Ordering::Relaxed)
    }
}

/// One that is counted.
#[derive(Debug)]
pub(crate) struct Entry<'a>(&'a Gauge);

impl Drop for Entry<'_> {
    fn drop(&mut self) {
        self.0.now.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A panic elsewhere is that test's failure, not a reason to fail the others.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |text, byte| text + &format!("{byte:02x}"))
}

/// Everything but the unreserved characters of RFC 3986.
pub(crate) const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
