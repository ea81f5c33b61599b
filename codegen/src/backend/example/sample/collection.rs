//! Values of lists and maps.
//!
//! In: the type of the items, and what the schema demands of their number. Out: as many as must be there, or one where that
//! shows more. Invariant: items differ from each other as far as their type has other values.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Map, Value};

use super::{SHALLOW, Sample, Spot, is_shown, pattern::Pattern, value};
use crate::backend::example::{self, Examples};
use crate::backend::syntax::literal;
use crate::ir::Type;

/// The longest item that stands in a macro, as tokens.
const SHORT: usize = 60;
/// The largest number of items that are written out.
const MAX_ITEMS: usize = 20;
/// How many levels deeper than others items are shown that must be there.
const MUST: u32 = 3;

/// Whether items of any kind are better shown as the document gives them.
pub(super) fn is_given(examples: &Examples<'_>, item: &Type, spot: Spot<'_>) -> bool {
    let of_any_kind = *examples.types.resolve(item) == Type::Any && !spot.typed;
    of_any_kind && spot.structured().is_some()
}

/// A list or a map as the document gives it.
pub(super) fn given(examples: &Examples<'_>, spot: Spot<'_>) -> Sample {
    let Some((text, json)) = spot.structured() else {
        return Sample::new(quote!(vec![]), Value::Array(vec![]));
    };
    let runtime = example::runtime(examples);
    let text = literal::string(text);
    Sample::new(quote!(#runtime::from_json(#text.as_bytes())?), json)
}

/// A list.
pub(super) fn list(examples: &Examples<'_>, item: &Type, spot: Spot<'_>) -> Sample {
    let items = items(examples, item, spot);
    let rust = vector(items.iter().map(|item| &item.rust).collect::<Vec<_>>().as_slice());
    let json: Option<Vec<Value>> = items.into_iter().map(|item| item.json).collect();
    Sample::of(rust, json.map(Value::Array))
}

/// The items of a list.
pub(super) fn items(examples: &Examples<'_>, item: &Type, spot: Spot<'_>) -> Vec<Sample> {
    let (least, most) = spot.constraints.map_or((None, None), |said| (said.min_items, said.max_items));
    let count = count(examples, item, spot, least, most);
    let items: Vec<_> = (0..count).map(|ordinal| value(examples, item, spot.item(ordinal))).collect();
    let is_unique = spot.constraints.is_some_and(|constraints| constraints.unique_items);
    let repeats =
        |(index, item): (usize, &Sample)| items.iter().take(index).any(|other| other.json == item.json);
    if is_unique && items.iter().enumerate().any(repeats) {
        examples.invented.set(true);
    }
    items
}

/// How many items there are: what must be there, else one where it is shown.
fn count(
    examples: &Examples<'_>,
    item: &Type,
    spot: Spot<'_>,
    least: Option<usize>,
    most: Option<usize>,
) -> usize {
    let least = least.unwrap_or_default();
    let wanted = least.max(is_shown(examples, item, spot).into()).min(most.unwrap_or(usize::MAX));
    let shown = if spot.level <= SHALLOW + MUST { wanted.min(MAX_ITEMS) } else { 0 };
    if shown < least {
        examples.invented.set(true);
    }
    shown
}

/// A vector; the printer leaves what stands in a macro as it is, so that only short items stand in one.
fn vector(items: &[&TokenStream]) -> TokenStream {
    let length: usize = items.iter().map(|item| item.to_string().len()).sum();
    if length > SHORT { quote!(Vec::from([#(#items),*])) } else { quote!(vec![#(#items),*]) }
}

/// A map.
pub(super) fn map(examples: &Examples<'_>, item: &Type, spot: Spot<'_>) -> Sample {
    let least = spot.constraints.and_then(|constraints| constraints.min_properties);
    let count = count(examples, item, spot, least, None);
    let mut keys = Vec::new();
    let mut json = Some(Map::new());
    for ordinal in 0..count {
        let Sample { rust, json: own, steps: _ } = value(examples, item, spot.item(ordinal));
        let key = key(examples, spot, ordinal);
        let token = literal::string(&key);
        keys.push(quote!((#token.to_owned(), #rust)));
        json = json.zip(own).map(|(mut members, value)| {
            members.insert(key, value);
            members
        });
    }
    if keys.is_empty() {
        return Sample::new(quote!(std::collections::BTreeMap::new()), Value::Object(Map::new()));
    }
    Sample::of(quote!(std::collections::BTreeMap::from([#(#keys),*])), json.map(Value::Object))
}

/// A key of a map.
fn key(examples: &Examples<'_>, spot: Spot<'_>, ordinal: usize) -> String {
    let word = if ordinal == 0 { "key".to_owned() } else { format!("key{}", ordinal + 1) };
    let Some(pattern) = spot.constraints.and_then(|constraints| constraints.keys.as_deref()) else {
        return word;
    };
    let pattern = Pattern::parse(pattern);
    if pattern.as_ref().is_some_and(|pattern| pattern.is_in(&word)) {
        return word;
    }
    let made = pattern.and_then(|pattern| pattern.text(ordinal + 1).or_else(|| pattern.text(0)));
    made.unwrap_or_else(|| {
        examples.invented.set(true);
        word
    })
}
