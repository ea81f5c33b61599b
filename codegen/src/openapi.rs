//! What the OpenAPI standard fixes, in one table for each subject.
//!
//! In: names as documents have them. Out: what the standard says of them.
//! Invariant: no other file repeats an entry of these tables.

pub(crate) mod style;
