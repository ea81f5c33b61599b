//! Decides how the members of a union are told apart that no value of a discriminator selects.
//!
//! In: a union's variants. Out: for each kind of JSON value, the variants to try, best first.
//! Relies on: `break_alias_cycles` and `remove_unused`; runs before `replace_types`, as nothing is known of external types.
//! Invariant: a variant that accepts more never stands before one that accepts less; equals keep the document's order.

mod accepted;
mod object;
mod pattern;
mod scalar;

use std::collections::BTreeSet;

use self::pattern::{Pattern, bare};
use crate::{
    Diagnostics, diagnostics,
    ir::{Api, Candidate, Dispatch, JsonKind, Type, TypeKind, Union},
};

/// How many keys and values the candidates of all unions may list together: unions in unions multiply.
const LIMIT: usize = 200_000;

/// How many aliases of aliases are followed.
const MAX_ALIASES: usize = 16;

pub(super) fn decide_unions(api: &mut Api, diagnostics: &mut Diagnostics) {
    let mut decided: Vec<(usize, Vec<Dispatch>)> = Vec::new();
    let mut left = LIMIT;
    for (index, def) in api.types.iter().enumerate() {
        let TypeKind::Union(union) = &def.kind else { continue };
        let Some(dispatch) = dispatch(api, union, &mut left) else {
            diagnostics.push(diagnostics::too_large(&def.pointer));
            return;
        };
        decided.push((index, dispatch));
    }
    for (index, dispatch) in decided {
        if let Some(TypeKind::Union(union)) = api.types.get_mut(index).map(|def| &mut def.kind) {
            union.dispatch = dispatch;
        }
    }
}

/// A type behind what holds it and its other names.
pub(super) fn behind_aliases<'a>(api: &'a Api, ty: &'a Type) -> &'a Type {
    let mut ty = bare(ty);
    for _ in 0..MAX_ALIASES {
        let Type::Named(id) = ty else { break };
        match api.get(*id).map(|def| &def.kind) {
            Some(TypeKind::Alias(target) | TypeKind::Newtype(target)) => ty = bare(target),
            _ => break,
        }
    }
    ty
}

/// The kinds of the values of a type; none where that is not known.
pub(super) fn kinds(api: &Api, ty: &Type) -> BTreeSet<JsonKind> {
    let ty = behind_aliases(api, ty);
    if let Type::Named(id) = ty
        && let Some(TypeKind::Union(_) | TypeKind::Events(_) | TypeKind::External(_)) | None =
            api.get(*id).map(|def| &def.kind)
    {
        return BTreeSet::new();
    }
    accepted::patterns(api, ty).iter().map(|pattern| pattern.kind).collect()
}

/// The dispatch of a union; `None` if its candidates list more than may be left.
fn dispatch(api: &Api, union: &Union, left: &mut usize) -> Option<Vec<Dispatch>> {
    let mut found: Vec<(Pattern, usize)> = Vec::new();
    for (index, variant) in union.members().filter(|(index, _)| !union.is_tagged(*index)) {
        let is_default = union.discriminator.as_ref().is_some_and(|said| said.default == Some(index));
        let mut patterns = accepted::patterns(api, &variant.ty);
        if is_default {
            pattern::any_object(&mut patterns);
        }
        let listed: usize = patterns.iter().map(Pattern::size).sum();
        *left = left.checked_sub(listed)?;
        found.extend(patterns.into_iter().map(|pattern| (pattern, index)));
    }
    let by_kind = JsonKind::ALL.map(|kind| Dispatch { kind, candidates: candidates(&found, kind) });
    Some(by_kind.into_iter().filter(|dispatch| !dispatch.candidates.is_empty()).collect())
}

/// The candidates for one kind. An integer that no integer type holds goes to no float, which could not keep its value.
fn candidates(found: &[(Pattern, usize)], kind: JsonKind) -> Vec<Candidate> {
    let covers_integers = found.iter().any(|(pattern, _)| pattern.covers_integers);
    let fits = |pattern: &Pattern| pattern.kind == kind && !(covers_integers && pattern.is_float_for_integer);
    let mut fitting: Vec<&(Pattern, usize)> = found.iter().filter(|(pattern, _)| fits(pattern)).collect();
    fitting.sort_by_key(|(pattern, _)| pattern.rank);
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut seen = BTreeSet::new();
    for (pattern, variant) in fitting {
        let candidate = Candidate {
            variant: *variant,
            keys: pattern.keys.clone(),
            constants: pattern.constants.clone(),
            values: pattern.values.clone(),
        };
        // Literals with fractions have no order, their texts do.
        if seen.insert(format!("{candidate:?}")) {
            candidates.push(candidate);
        }
    }
    candidates
}
