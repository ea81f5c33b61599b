//! Identifiers of enums of events, their variants and constants.
//!
//! In: the names of webhooks and callbacks, with a hint in `rust` where `lower` has a better one. Out: identifiers.
//! Invariant: unique among all enums of events, and in each enum.

use heck::ToShoutySnakeCase;

use super::types::with_other;
use crate::analyse::{
    identifier::Noun,
    scope::{Scope, assign_all},
};
use crate::ir::Api;

pub(super) fn assign_event_names(api: &mut Api) {
    let mut names: Vec<_> = api.events.iter_mut().map(|group| &mut group.name).collect();
    assign_all(&mut names, Noun::Type, &mut Scope::default(), |_| None);
    for group in &mut api.events {
        let variants = group.events.iter_mut().map(|event| &mut event.name).collect();
        with_other(variants, &mut group.other);
        let mut constants = Scope::default();
        for event in &mut group.events {
            // The variant is ASCII, and begins with a letter.
            event.constant = constants.take(&event.name.rust.to_shouty_snake_case());
        }
    }
}
