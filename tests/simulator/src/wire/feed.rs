//! Bodies that are made while they are sent.
//!
//! In: what a feed gives each time that it is asked. Out: frames until it ends. Invariant: a feed is dropped with its
//! connection, so that it knows when nobody reads any more.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;

/// How long a feed waits before it is asked again.
pub(super) const PAUSE: Duration = Duration::from_millis(5);

/// What a feed has next.
pub(crate) enum Fed {
    Bytes(Bytes),
    /// Nothing yet.
    Nothing,
    End,
}

/// The source of a body.
pub(crate) struct Feed(Box<dyn FnMut() -> Fed + Send>);

impl Feed {
    pub(crate) fn new(next: impl FnMut() -> Fed + Send + 'static) -> Self {
        Self(Box::new(next))
    }

    pub(super) fn next(&mut self) -> Fed {
        (self.0)()
    }
}

impl fmt::Debug for Feed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Feed")
    }
}
