//! How the members of a union without a discriminator are told apart.
//!
//! In: a union's variants. Out: for each kind of JSON value, the variants to try, best first.
//! Invariant: a variant that accepts more never stands before one that accepts less; equals keep the document's order.

mod accepted;

use std::collections::BTreeSet;

use accepted::Accepted;

use crate::ir::{Api, Candidate, Dispatch, JsonKind, Type, TypeKind, Union};
use crate::{Diagnostics, diagnostics::degraded};

const KINDS: [JsonKind; 6] = [
    JsonKind::Boolean,
    JsonKind::Integer,
    JsonKind::Number,
    JsonKind::String,
    JsonKind::Array,
    JsonKind::Object,
];

/// How many keys and values the candidates of all unions may list together.
const LIMIT: usize = 200_000;

pub(super) fn decide_unions(api: &mut Api, diagnostics: &mut Diagnostics) {
    let mut decided: Vec<Option<Vec<Dispatch>>> = Vec::with_capacity(api.types.len());
    let mut left = LIMIT;
    for def in &api.types {
        let dispatch = match &def.kind {
            TypeKind::Union(union) if union.discriminator.is_none() => dispatch(api, union, &mut left),
            _ => Some(Vec::new()),
        };
        if dispatch.is_none() {
            diagnostics.push(degraded::too_large(&def.pointer));
            return;
        }
        decided.push(dispatch);
    }
    for (def, dispatch) in api.types.iter_mut().zip(decided) {
        if let (TypeKind::Union(union), Some(dispatch)) = (&mut def.kind, dispatch) {
            union.dispatch = dispatch;
        }
    }
}

/// The dispatch of a union; nothing if they list more than may be left: unions in unions multiply.
fn dispatch(api: &Api, union: &Union, left: &mut usize) -> Option<Vec<Dispatch>> {
    let mut found: Vec<(Accepted, usize)> = Vec::new();
    for (index, variant) in union.variants.iter().enumerate() {
        let accepted = accepted::of(api, &variant.ty);
        let listed: usize = accepted.iter().map(Accepted::size).sum();
        *left = left.checked_sub(listed)?;
        found.extend(accepted.into_iter().map(|accepted| (accepted, index)));
    }
    let whole = found.iter().any(|(accepted, _)| accepted.covers_integers);
    let dispatch =
        KINDS.into_iter().map(|kind| Dispatch { kind, candidates: candidates(&found, kind, whole) });
    Some(dispatch.filter(|entry| !entry.candidates.is_empty()).collect())
}

/// An integer that no integer type holds goes to no float, which could not keep its value.
fn candidates(found: &[(Accepted, usize)], kind: JsonKind, whole: bool) -> Vec<Candidate> {
    let fits = |accepted: &Accepted| accepted.kind == kind && !(whole && accepted.is_float_for_integer);
    let mut fitting: Vec<&(Accepted, usize)> = found.iter().filter(|(accepted, _)| fits(accepted)).collect();
    fitting.sort_by_key(|(accepted, _)| accepted.rank);
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut seen = BTreeSet::new();
    for (accepted, variant) in fitting {
        let candidate = Candidate {
            variant: *variant,
            keys: accepted.keys.clone(),
            constants: accepted.constants.clone(),
            values: accepted.values.clone(),
        };
        // Literals with fractions have no order, their texts do.
        if seen.insert(format!("{candidate:?}")) {
            candidates.push(candidate);
        }
    }
    candidates
}

/// The type without boxes and `null`.
fn plain(ty: &Type) -> &Type {
    match ty {
        Type::Boxed(inner) | Type::Nullable(inner) => plain(inner),
        ty => ty,
    }
}
