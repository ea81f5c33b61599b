//! Small documents through all stages up to the finished IR, shown in a compact text.

mod build;
mod discriminators;
mod operations;
mod schemas;
mod show;

pub(crate) use build::{api, api_with, schemas};
pub(crate) use show::show;
