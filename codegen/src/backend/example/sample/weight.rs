//! How much stands in the smallest value of a type.
//!
//! In: types. Out: for each named one the number of values in its smallest value. Invariant: a type weighs more than
//! whatever its smallest value must hold, so that a walk along smallest values ends.

use crate::backend::syntax::{member::Member, types::Types};
use crate::ir::{Object, Type, TypeDef, TypeId, TypeKind};

/// As heavy as a type that has no finite value.
const ENDLESS: u64 = u64::MAX;
/// After so many rounds a type that is still endless stays so: no value so deep is worth showing.
const ROUNDS: usize = 64;

/// The weights of the named types.
pub(in crate::backend) struct Weights(Vec<u64>);

impl Weights {
    pub(in crate::backend) fn of(types: &Types<'_>) -> Self {
        let mut weights = Self(vec![ENDLESS; types.api.types.len()]);
        for _ in 0..ROUNDS {
            let next: Vec<_> = types.all().map(|(id, def)| weights.weigh(types, id, def)).collect();
            if next == weights.0 {
                break;
            }
            weights.0 = next;
        }
        weights
    }

    /// The weight of a named type.
    pub(in crate::backend) fn of_id(&self, id: TypeId) -> u64 {
        self.0.get(id.0).copied().unwrap_or(ENDLESS)
    }

    /// The weight of a type.
    pub(in crate::backend) fn of_type(&self, types: &Types<'_>, ty: &Type) -> u64 {
        match types.resolve(ty) {
            Type::Named(id) => self.of_id(*id),
            Type::Boxed(inner) => self.of_type(types, inner),
            Type::Tuple(members) => {
                members.iter().fold(1, |sum: u64, member| sum.saturating_add(self.of_type(types, member)))
            }
            _ => 1,
        }
    }

    fn weigh(&self, types: &Types<'_>, id: TypeId, def: &TypeDef) -> u64 {
        match &def.kind {
            TypeKind::Object(object) => self.object(types, id, def, object),
            TypeKind::Union(union) | TypeKind::Events(union) => {
                let variants = union.variants.iter().map(|variant| self.of_type(types, &variant.ty));
                variants.min().unwrap_or(1).saturating_add(1)
            }
            TypeKind::Alias(target) | TypeKind::Newtype(target) => self.of_type(types, target),
            TypeKind::Enumeration(_) => 1,
            TypeKind::External(_) => ENDLESS,
        }
    }

    fn object(&self, types: &Types<'_>, id: TypeId, def: &TypeDef, object: &Object) -> u64 {
        let is_form = types.is_multipart(id);
        let members = object.fields.iter().map(|field| Member::new(types, field, def.usage, is_form));
        let asked = members.filter(Member::is_argument).map(|member| self.of_type(types, member.ty));
        asked.fold(1, u64::saturating_add)
    }
}
