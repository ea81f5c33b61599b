//! What stands for feature `blocking` where it is off.
//!
//! In: a request. Out: nothing. Invariant: generated code is the same with the feature and without, for it is
//! compiled in other crates too, whose features are their own.

/// No thread ever waits.
pub(crate) const fn is_waiting() -> bool {
    false
}

/// No blocking forms of a request's calls.
#[doc(hidden)]
#[macro_export]
macro_rules! __requests_blocking {
    () => {};
}

/// No blocking forms of a request's pages.
#[doc(hidden)]
#[macro_export]
macro_rules! __paginated_blocking {
    ($request:ident) => {};
}
