//! What does not compile: a call without a required argument, a secret that is read in passing, a request that is
//! forgotten.
//!
//! In: `programs/*.rs`. Out: the compiler's words, beside each. Invariant: each program has one fault, and is
//! otherwise complete, so that it is rejected for that fault alone.

#[test]
fn misuse_does_not_compile() {
    trybuild::TestCases::new().compile_fail("programs/*.rs");
}
