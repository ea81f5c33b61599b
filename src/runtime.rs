//! The runtime: any API.
pub mod json;
pub mod model;
