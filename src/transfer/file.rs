//! What a file of the platform says of its content.
//!
//! In: a [`File`]. Out: its digest and entity tag, if it has them. Invariant: it makes no difference whether a property may
//! be absent, null, or both, which depends on the version of the document and on the features of this crate.

use crate::{
    models::File,
    runtime::{Json, support::Write},
};

/// The SHA-256 digest, in hexadecimal digits.
pub(crate) fn digest_of(file: &File) -> Option<String> {
    text(&file.checksum)
}

/// The entity tag; a file whose upload is not complete has none.
#[cfg(feature = "files")]
pub(crate) fn entity_tag_of(file: &File) -> Option<String> {
    text(&file.e_tag)
}

fn text(value: &dyn Write) -> Option<String> {
    Json::of(value).ok()?.as_str().map(str::to_owned)
}
