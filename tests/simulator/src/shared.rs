//! What the connections of a simulator share.
//!
//! In: options. Out: the state, the log and the faults behind one lock each. Invariant: no lock is held while waiting
//! for the network.

use std::sync::atomic::AtomicUsize;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::fault::Fault;
use crate::log::RecordedRequest;
use crate::options::Options;
use crate::state::State;

/// Everything that one simulator knows.
pub(crate) struct Shared {
    pub(crate) options: Options,
    pub(crate) storage_url: String,
    pub(crate) connections: AtomicUsize,
    state: Mutex<State>,
    requests: Mutex<Vec<RecordedRequest>>,
    downloads: Mutex<Vec<RecordedRequest>>,
    faults: Mutex<Vec<Fault>>,
}

impl Shared {
    pub(crate) fn new(options: Options, storage_url: String) -> Self {
        Self {
            state: Mutex::new(State::new(&options)),
            options,
            storage_url,
            connections: AtomicUsize::new(0),
            requests: Mutex::default(),
            downloads: Mutex::default(),
            faults: Mutex::default(),
        }
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
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

/// A panic elsewhere is that test's failure, not a reason to fail the others.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |text, byte| text + &format!("{byte:02x}"))
}
