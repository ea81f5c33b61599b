//! ir -> files, for people and for compilers.
//!
//! In: an [`Api`](crate::ir::Api) whose names and indices are final. Out: files. Invariant: back ends see the ir and no
//! OpenAPI.

pub(crate) mod markdown;
pub(crate) mod rust;
