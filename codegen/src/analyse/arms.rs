//! How the members of a union without a discriminator are told apart.
//!
//! In: a union's variants. Out: for each kind of JSON value, the variants to try, best first.
//! Invariant: a variant that accepts more never stands before one that accepts less; equals keep the document's order.

mod accepted;

use accepted::Accepted;

use crate::ir::{Api, Arm, Candidate, Kind, Type, TypeKind, Union};

const KINDS: [Kind; 6] =
    [Kind::Boolean, Kind::Integer, Kind::Number, Kind::String, Kind::Array, Kind::Object];

pub(super) fn decide(api: &mut Api) {
    let decided: Vec<Option<Vec<Arm>>> = api
        .types
        .iter()
        .map(|def| match &def.kind {
            TypeKind::Union(union) if union.discriminator.is_none() => Some(arms(api, union)),
            _ => None,
        })
        .collect();
    for (def, arms) in api.types.iter_mut().zip(decided) {
        if let (TypeKind::Union(union), Some(arms)) = (&mut def.kind, arms) {
            union.arms = arms;
        }
    }
}

fn arms(api: &Api, union: &Union) -> Vec<Arm> {
    let mut found: Vec<(Accepted, usize)> = Vec::new();
    for (index, variant) in union.variants.iter().enumerate() {
        found.extend(accepted::of(api, &variant.ty).into_iter().map(|accepted| (accepted, index)));
    }
    let whole = found.iter().any(|(accepted, _)| accepted.covers_integers);
    let arms = KINDS.into_iter().map(|kind| Arm { kind, candidates: candidates(&found, kind, whole) });
    arms.filter(|arm| !arm.candidates.is_empty()).collect()
}

/// An integer that no integer type holds goes to no float, which could not keep its value.
fn candidates(found: &[(Accepted, usize)], kind: Kind, whole: bool) -> Vec<Candidate> {
    let fits = |accepted: &Accepted| accepted.kind == kind && !(whole && accepted.is_float_for_integer);
    let mut fitting: Vec<&(Accepted, usize)> = found.iter().filter(|(accepted, _)| fits(accepted)).collect();
    fitting.sort_by_key(|(accepted, _)| accepted.rank);
    let mut candidates: Vec<Candidate> = Vec::new();
    for (accepted, variant) in fitting {
        let candidate = Candidate {
            variant: *variant,
            keys: accepted.keys.clone(),
            constants: accepted.constants.clone(),
            values: accepted.values.clone(),
        };
        if !candidates.contains(&candidate) {
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
