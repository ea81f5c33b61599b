//! Types that no operation uses.
//!
//! In: an API whose usages are marked. Out: the same without the types that no operation reaches, if only a
//! part of the document was asked for. Invariant: every id stands for the type that it stood for before.

use crate::{
    Config,
    ir::{Api, TypeId, visit},
};

pub(super) fn leave_out(api: &mut Api, config: &Config) {
    if !config.is_partial() {
        return;
    }
    let mut places = Vec::with_capacity(api.types.len());
    let mut next = 0;
    for def in &api.types {
        places.push(TypeId(next));
        next += usize::from(def.usage.request || def.usage.response);
    }
    api.types.retain(|def| def.usage.request || def.usage.response);
    visit::ids_mut(api, |id| {
        if let Some(place) = places.get(id.0) {
            *id = *place;
        }
    });
}
