//! Passes over ir: names, overrides, reachability, boxes, and how unions are told apart.
//!
//! In: the API as `lower` left it. Out: the API as `emit` prints it.
//! Invariant: each pass fills its own part of the IR and leaves the others alone; their order is the one below.

mod aliases;
mod arms;
mod boxing;
mod calls;
mod ident;
mod names;
mod overrides;
mod pages;
mod twins;
mod unused;
mod usage;

use crate::{Config, Diagnostics, ir::Api};

pub(crate) fn analyse(mut api: Api, config: &Config, diagnostics: &mut Diagnostics) -> Option<Api> {
    twins::merge(&mut api);
    names::give(&mut api);
    pages::find(&mut api);
    calls::give(&mut api, diagnostics);
    let replacements = overrides::apply(&mut api, config, diagnostics);
    boxing::place(&mut api, diagnostics);
    usage::mark(&mut api);
    unused::leave_out(&mut api, config);
    aliases::add(&mut api, config, diagnostics);
    overrides::dates(&mut api, config, diagnostics);
    arms::decide(&mut api, diagnostics);
    overrides::replace(&mut api, &replacements);
    (!diagnostics.has_errors()).then_some(api)
}
