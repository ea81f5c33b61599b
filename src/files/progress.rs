//! The progress of an upload.
//!
//! In: how much of each part was sent. Out: calls of the caller's function. Invariant: the number of bytes never becomes
//! smaller, also if parts are repeated.

use std::sync::{Arc, Mutex, PoisonError};

/// A function that is called with the progress.
pub(super) type Observer = Arc<dyn Fn(&UploadProgress) + Send + Sync>;

/// The progress of an upload.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UploadProgress {
    /// The name that the file has on the platform.
    pub name: String,
    /// The number of bytes sent. It never becomes smaller: bytes that are sent again do not count.
    pub bytes: u64,
    /// The size of the file in bytes.
    pub total: u64,
}

/// Counts the bytes of one upload.
pub(super) struct Counter {
    observer: Observer,
    state: Mutex<(Vec<u64>, UploadProgress)>,
}

impl Counter {
    pub(super) fn new(observer: Observer, name: &str, total: u64) -> Arc<Self> {
        let progress = UploadProgress { name: name.to_owned(), bytes: 0, total };
        observer(&progress);
        Arc::new(Self { observer, state: Mutex::new((Vec::new(), progress)) })
    }

    /// Begins to count for this number of parts.
    pub(super) fn begin(&self, parts: usize) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).0 = vec![0; parts];
    }

    /// So many bytes of a part were sent.
    pub(super) fn sent(&self, part: usize, bytes: u64) {
        // The lock is held during the call: calls from several connections are in order.
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let (marks, progress) = &mut *state;
        let Some(mark) = marks.get_mut(part) else { return };
        *mark = bytes.max(*mark);
        let bytes = marks.iter().sum();
        if bytes > progress.bytes {
            progress.bytes = bytes;
            (self.observer)(progress);
        }
    }

    /// The file is on the platform.
    pub(super) fn finish(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.1.bytes = state.1.total;
        (self.observer)(&state.1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_sent_again_do_not_count() {
        let told = Arc::new(Mutex::new(Vec::new()));
        let heard = told.clone();
        let observer = Arc::new(move |progress: &UploadProgress| heard.lock().unwrap().push(progress.bytes));
        let counter = Counter::new(observer, "a", 10);
        counter.begin(2);
        for (part, bytes) in [(0, 3), (1, 2), (0, 1), (0, 3), (0, 4), (7, 1)] {
            counter.sent(part, bytes);
        }
        counter.begin(2);
        for (part, bytes) in [(0, 5), (1, 1), (1, 2)] {
            counter.sent(part, bytes);
        }
        counter.finish();
        assert_eq!(*told.lock().unwrap(), [0, 3, 5, 6, 7, 10]);
    }
}
