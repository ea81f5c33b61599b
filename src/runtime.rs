//! The runtime: any API.
