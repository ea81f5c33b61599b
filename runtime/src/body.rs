//! Bodies of requests.
//!
//! In: bytes, values one after another, or the parts of a form. Out: what a transport sends, once per attempt. Invariant: a body that can be read
//! only once is sent only once.

use bytes::Bytes;

use super::transport::{Chunks, Once, TransportBody};

pub(crate) mod json_lines;
#[cfg(feature = "multipart")]
pub(crate) mod multipart;
pub(crate) mod pieces;

/// A request's body.
#[derive(Default)]
pub(crate) enum Body {
    /// None; no `Content-Type` is sent.
    #[default]
    Empty,
    /// All of it.
    Bytes(Bytes),
    /// Pieces that are there only once, with their length where it is known.
    Stream(Option<Chunks>, Option<u64>),
    /// A form with files.
    #[cfg(feature = "multipart")]
    Form(multipart::Form),
}

impl Body {
    pub(crate) fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// Whether it can be sent again.
    pub(crate) fn is_repeatable(&self) -> bool {
        match self {
            Self::Empty | Self::Bytes(_) => true,
            Self::Stream(..) => false,
            #[cfg(feature = "multipart")]
            Self::Form(form) => form.is_repeatable(),
        }
    }

    /// The body for one attempt.
    pub(crate) fn attempt(&mut self) -> TransportBody {
        match self {
            Self::Empty => TransportBody::Empty,
            Self::Bytes(bytes) => TransportBody::Bytes(bytes.clone()),
            Self::Stream(chunks, length) => {
                TransportBody::Stream(chunks.take().unwrap_or_else(nothing), *length)
            }
            #[cfg(feature = "multipart")]
            Self::Form(form) => form.attempt(),
        }
    }
}

fn nothing() -> Chunks {
    Box::pin(Once::new(Bytes::new()))
}
