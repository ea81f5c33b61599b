//! What a test expected and did not get.
//!
//! In: the words for it. Out: [`Unmet`]. Invariant: it names at least one thing.

use std::error::Error;
use std::fmt;

/// What a test expected and did not get, from [`MockTransport::verify`](super::MockTransport::verify).
#[derive(Clone, PartialEq, Eq)]
pub struct Unmet(Vec<String>);

impl Unmet {
    pub(super) fn of(faults: Vec<String>) -> Result<(), Self> {
        if faults.is_empty() { Ok(()) } else { Err(Self(faults)) }
    }
}

impl fmt::Display for Unmet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("; "))
    }
}

impl fmt::Debug for Unmet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What `unwrap` prints.
        fmt::Display::fmt(self, f)
    }
}

impl Error for Unmet {}
