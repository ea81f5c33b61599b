//! What does not compile: a call without a required argument, a secret that is read in passing, a request that is
//! forgotten.
//!
//! In: `tests/compile_fail/*.rs`. Out: the compiler's words, beside each. Invariant: each program has one fault, and is
//! otherwise complete, so that it is refused for that fault alone.

#![cfg(feature = "studies")]

#[test]
fn misuse_does_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
