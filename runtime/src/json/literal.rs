//! Scalars of a document.
//!
//! In: constants, and values that tell members of unions apart. Out: what reading compares with, and writing writes.
//! Invariant: an integer stays an integer.

/// A constant that a document demands of a member.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Literal {
    /// `null`.
    Null,
    /// A boolean.
    Boolean(bool),
    /// An integer.
    Integer(i128),
    /// A number with a fraction or an exponent. An integer of that value is as good.
    Number(f64),
    /// A string.
    String(&'static str),
}
