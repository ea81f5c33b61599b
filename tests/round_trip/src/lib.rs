//! Round trips: instances of a document's schemas, read and written by the types that were generated for them.
//!
//! In: a document, and a function that reads and writes an instance with the type of a schema. Out: what came back as it
//! was, what did not and whether the generator's report says why, and the schemas that nothing valid was drawn from.
//! Invariant: every instance that counts was found valid by a validator that shares nothing with the generator.

#![expect(clippy::indexing_slicing, reason = "indices are drawn below lengths, and JSON's yields null")]

pub mod dispatch;

mod draw;
mod flat;
mod same;
mod schema;
mod trip;

pub use trip::{Document, Tally, Trip};
