//! Chooses the library whose types dates have.
//!
//! In: the configuration. Out: the library of the API.
//! Relies on: `remove_unused`, so that only generated types count.
//! Invariant: a choice that has no effect is an error.

use crate::{
    Config, Diagnostics, diagnostics,
    ir::{Api, TextFormat, Type, visit},
};

pub(super) fn choose_date_library(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    let Some(library) = config.dates else { return };
    let mut has_dates = false;
    visit::uses(api, |ty| {
        has_dates |= matches!(
            ty,
            Type::Date
                | Type::DateTime
                | Type::Formatted(TextFormat::Duration | TextFormat::Time | TextFormat::LocalDateTime)
        );
    });
    if !has_dates {
        diagnostics.push(diagnostics::no_date());
    }
    api.dates = library;
}
