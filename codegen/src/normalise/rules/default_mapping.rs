//! `defaultMapping` of a discriminator, which OpenAPI 3.2 added.
//!
//! In: a discriminator with it. Out: an extension of the discriminator.
//! Invariant: the text is kept as it is; `lower` looks for its target as for those of `mapping`.

use crate::{
    normalise::site::{Node, Site},
    openapi::extension,
};

pub(super) fn apply(node: &mut Node, site: &mut Site<'_>) {
    let discriminator = node.get_mut("discriminator").and_then(serde_json::Value::as_object_mut);
    let Some(discriminator) = discriminator else { return };
    if let Some(target) = discriminator.shift_remove("defaultMapping") {
        discriminator.insert(extension::DEFAULT_MAPPING.into(), target);
        site.rewritten("default-mapping");
    }
}
