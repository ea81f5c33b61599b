//! Passes over the ir.
//!
//! In: the API as `lower` left it. Out: the API as back ends print it.
//! Invariant: the passes run in the order below; the header of each says which ones it relies on. Several passes change
//! the same part of the ir: types are merged, boxed, removed, added and replaced, and names are assigned, then changed.

mod add_aliases;
mod add_derives;
mod apply_operation_config;
mod apply_renames;
mod assign_names;
mod break_alias_cycles;
mod break_union_cycles;
mod choose_date_library;
mod combine_overlaps;
mod compute_usage;
mod decide_unions;
mod deduplicate_unions;
mod detect_pagination;
mod encode_nested_values;
mod graph;
mod identifier;
mod insert_boxes;
mod preset_tags;
mod remove_unused;
mod replace_fields;
mod replace_types;
mod scope;

use self::{
    add_aliases::add_aliases,
    add_derives::add_derives,
    apply_operation_config::apply_operation_config,
    apply_renames::apply_renames,
    assign_names::assign_names,
    break_alias_cycles::break_alias_cycles,
    break_union_cycles::break_union_cycles,
    choose_date_library::choose_date_library,
    combine_overlaps::combine_overlaps,
    compute_usage::compute_usage,
    decide_unions::decide_unions,
    deduplicate_unions::deduplicate_unions,
    detect_pagination::detect_pagination,
    encode_nested_values::encode_nested_values,
    insert_boxes::insert_boxes,
    preset_tags::preset_tags,
    remove_unused::remove_unused,
    replace_fields::replace_fields,
    replace_types::{find_replacements, replace_types},
};
use crate::{Config, Diagnostics, ir::Api};

pub(crate) fn analyse(mut api: Api, config: &Config, diagnostics: &mut Diagnostics) -> Option<Api> {
    deduplicate_unions(&mut api);
    break_union_cycles(&mut api, diagnostics);
    preset_tags(&mut api, diagnostics);
    combine_overlaps(&mut api, diagnostics);
    detect_pagination(&mut api);
    assign_names(&mut api, diagnostics);
    // The configuration goes by the names assigned above, so all of it is looked up before anything is renamed.
    apply_operation_config(&mut api, config, diagnostics);
    let mut replacements = find_replacements(&api, config, diagnostics);
    add_derives(&mut api, config, &replacements, diagnostics);
    apply_renames(&mut api, config, diagnostics);
    break_alias_cycles(&mut api, diagnostics);
    replace_fields(&mut api, config, &mut replacements, diagnostics);
    insert_boxes(&mut api);
    compute_usage(&mut api);
    remove_unused(&mut api, &mut replacements, config);
    // From here on every type is one that is printed.
    add_aliases(&mut api, config, diagnostics);
    choose_date_library(&mut api, config, diagnostics);
    encode_nested_values(&mut api, config, diagnostics);
    decide_unions(&mut api, diagnostics);
    replace_types(&mut api, replacements);
    (!diagnostics.has_errors()).then_some(api)
}
