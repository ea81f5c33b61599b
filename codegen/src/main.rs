//! The `osparc-codegen` program.
//!
//! In: arguments. Out: files in one folder, diagnostics on the error stream, an exit status.
//! Invariant: the status is 0 for success, 1 for errors or drift, 2 for wrong usage; after an error, the folder is as it was.

mod program;

use std::process::ExitCode;

use clap::Parser;

/// Tokens are made, cloned and dropped by the million, which takes the system's allocator half of the time.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    program::run(&program::Arguments::parse())
}
