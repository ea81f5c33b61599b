//! `discriminator`: which value of a property selects which member of a union.
//!
//! In: the discriminator of a union, or of what its members extend, and the members' own constants. Out: values and variants.
//! Invariant: mappings come first, then the members' own constants, then their names; a warning tells which member no
//! value selects.

mod covered;
mod declared;
mod member;
mod values;

use indexmap::{IndexMap, IndexSet};

pub(super) use self::{
    declared::{Declared, mapped},
    member::Member,
};

use self::{
    covered::{Candidate, Covered},
    declared::inherited,
    values::typed,
};
use super::context::Lowering;
use crate::{
    diagnostics,
    ir::{Discriminator, Literal},
    pointer::Pointer,
};

/// How the members of a union are told apart, by the discriminator that is declared, else by that of what most of them
/// extend. `default` is the member of all other values.
pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    pointer: &Pointer,
    declared: Option<Declared>,
    members: &[Member],
    default: Option<usize>,
) -> Option<Discriminator> {
    let warns = declared.as_ref().is_some_and(|declared| declared.at == *pointer);
    let (declared, part) = match declared {
        Some(declared) => (declared, vec![true; members.len()]),
        None => inherited(&lowering.views, members)?,
    };
    let covered = Covered::of(&lowering.views, &declared.property, members, &part);
    if !lowering.limits.copy(pointer, covered.candidates.len(), lowering.diagnostics) {
        return None;
    }
    let explicit = explicit(lowering, &declared, &covered, warns);
    let default = default.or_else(|| default_of(lowering, &declared, &covered, warns));
    let default = default.or_else(|| covered.base(&lowering.views, &declared.property));
    let mut selection = Selection::default();
    for (literal, candidate) in &explicit {
        selection.add(literal.clone(), covered.member(*candidate), false);
    }
    implied(lowering, &declared, &covered, &explicit, default, &mut selection, warns);
    let Selection { mapping, further, .. } = selection;
    if mapping.is_empty() && default.is_none() {
        if warns {
            lowering.diagnostics.push(diagnostics::undecidable_discriminator(pointer, &declared.property));
        }
        return None;
    }
    let declared_at = declared.at;
    let discriminator = Discriminator { property: declared.property, mapping, further, default };
    let by_shape = |candidate: &Candidate| {
        discriminator.values(candidate.member).next().is_none()
            && default != Some(candidate.member)
            && candidate.may_be_object(&lowering.views)
    };
    if warns && covered.candidates.iter().any(by_shape) {
        lowering.diagnostics.push(diagnostics::undecidable_discriminator(pointer, &discriminator.property));
    }
    let kept = values::describes(&lowering.views, &declared_at, &discriminator.property);
    for (index, candidate) in covered.candidates.iter().enumerate().filter(|_| !kept) {
        let several = discriminator.values(candidate.member).nth(1).is_some();
        if several && covered.lacks(&lowering.views, index, &discriminator.property) {
            let (property, member) = (&discriminator.property, candidate.called());
            lowering.diagnostics.push(diagnostics::several_tags(pointer, property, &member));
        }
    }
    Some(discriminator)
}

/// The values that mappings have, with the candidates that they lead to: first the union's own, then those of what the
/// members extend, and of unions among them.
fn explicit(
    lowering: &mut Lowering<'_>,
    declared: &Declared,
    covered: &Covered,
    warns: bool,
) -> Vec<(Literal, usize)> {
    let others = covered.declared(&lowering.views, declared);
    let mut explicit = Vec::new();
    let mut known = IndexSet::new();
    for (place, (text, named)) in std::iter::once(declared)
        .chain(&others)
        .flat_map(|place| place.mapping.iter().map(move |entry| (place, entry)))
    {
        let target = mapped(&lowering.views, named);
        let candidate = target.as_ref().and_then(|target| covered.find(target));
        if let (Some(target), Some(candidate)) = (&target, candidate) {
            // A value has the meaning that the nearest mapping gives it.
            if known.insert(text) {
                explicit.push((typed(&lowering.views, target, &declared.property, text), candidate));
            }
        } else if warns && place.at == declared.at && !lowering.views.is_left_out(named) {
            let at = place.at.child("discriminator").child("mapping").child(text);
            lowering.diagnostics.push(match target {
                Some(_) => diagnostics::mapping_to_stranger(&at, text, named),
                None => diagnostics::mapping_to_nothing(&at, text, named),
            });
        }
    }
    explicit
}

/// The member of all other values (`defaultMapping`).
fn default_of(
    lowering: &mut Lowering<'_>,
    declared: &Declared,
    covered: &Covered,
    warns: bool,
) -> Option<usize> {
    let named = declared.default.as_ref()?;
    let target = mapped(&lowering.views, named);
    let found = target.and_then(|target| covered.find(&target)).map(|candidate| covered.member(candidate));
    if found.is_none() && warns && !lowering.views.is_left_out(named) {
        let at = declared.at.child("discriminator").child("defaultMapping");
        lowering.diagnostics.push(diagnostics::default_mapping_to_stranger(&at, named));
    }
    found
}

/// Adds what selects candidates without a mapping: their own constants, else their names.
fn implied(
    lowering: &mut Lowering<'_>,
    declared: &Declared,
    covered: &Covered,
    explicit: &[(Literal, usize)],
    default: Option<usize>,
    selection: &mut Selection,
    warns: bool,
) {
    let mut reached: IndexMap<usize, Vec<&Literal>> = IndexMap::new();
    for (literal, candidate) in explicit {
        reached.entry(*candidate).or_default().push(literal);
    }
    let mut unions: Vec<&Candidate> = Vec::new();
    let own = covered.own_values(&lowering.views, &declared.property);
    for (index, candidate) in covered.candidates.iter().enumerate() {
        let values = own.telling(index);
        match reached.get(&index) {
            Some(mapped) => {
                let disagrees = !values.is_empty() && !values.iter().any(|value| mapped.contains(&value));
                if let (true, Some(Literal::String(text))) = (disagrees && warns, mapped.first()) {
                    let at = declared.at.child("discriminator").child("mapping");
                    lowering.diagnostics.push(diagnostics::mapping_disagrees(&at, text, &candidate.called()));
                }
                for value in values {
                    selection.add(value, candidate.member, true);
                }
            }
            None if !values.is_empty() => {
                for value in values {
                    selection.add(value, candidate.member, false);
                }
            }
            None if default == Some(candidate.member) || !candidate.named => {}
            None if candidate.union.is_some_and(|union| reached.contains_key(&union)) => {}
            None if candidate.is_union(&lowering.views) => unions.push(candidate),
            None => selection.add_name(candidate),
        }
    }
    // The name of a union selects it where nothing selects its members.
    unions.retain(|union| !selection.mapping.iter().any(|(_, member)| *member == union.member));
    for union in unions {
        selection.add_name(union);
    }
}

/// Values and the members that they select; the first member of a value keeps it.
#[derive(Default)]
struct Selection {
    mapping: Vec<(Literal, usize)>,
    further: Vec<(Literal, usize)>,
    known: IndexSet<String>,
}

impl Selection {
    fn add(&mut self, literal: Literal, member: usize, is_further: bool) {
        // Literals with fractions have no order, their texts do.
        if self.known.insert(format!("{literal:?}")) {
            if is_further { &mut self.further } else { &mut self.mapping }.push((literal, member));
        }
    }

    fn add_name(&mut self, candidate: &Candidate) {
        if let Some(name) = candidate.name() {
            self.add(Literal::String(name), candidate.member, false);
        }
    }
}
