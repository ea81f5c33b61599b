//! Small documents through `lower` and `analyse`, shown in a compact text.

mod build;
mod show;

pub(crate) use build::api;
pub(crate) use show::show;
