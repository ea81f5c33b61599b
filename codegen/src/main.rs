//! The `osparc-codegen` program.
fn main() {}
