//! The generated client of the platform, and its runtime.
pub mod runtime;
