//! What the OpenAPI standard fixes, one table a subject; every stage asks these.
//!
//! In: keys and texts of documents. Out: what the standard says of them.
//! Invariant: a table is the only place where its texts are listed.

pub(crate) mod extension;
pub(crate) mod format;
pub(crate) mod mapping;
pub(crate) mod media_type;
pub(crate) mod operation_id;
pub(crate) mod style;
pub(crate) mod vocabulary;

mod method;
mod node_kind;
mod status;
mod version;

pub(crate) use self::{
    method::{Method, UNSUPPORTED},
    node_kind::NodeKind,
    status::Status,
    version::Version,
};
