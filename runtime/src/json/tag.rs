//! A property that tells the members of a union apart.
//!
//! In: a union that is being written. Out: what its object must have. Invariant: it is kept only while that object is written.
use super::Literal;

/// A property that an object which is being written must have.
#[derive(Debug)]
pub(super) struct Tag {
    pub(super) property: &'static str,
    pub(super) values: &'static [Literal],
    /// How deep the object's members are.
    pub(super) depth: usize,
    /// Where the object's members begin.
    pub(super) start: usize,
    pub(super) written: bool,
}
