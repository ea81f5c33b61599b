//! Every diagnostic that the generator can make, as one function each.
//!
//! In: the pointer of the node at fault and the words that vary. Out: a [`crate::Diagnostic`].
//! Invariant: no stage writes the text of a diagnostic itself.

pub(crate) mod degraded;
