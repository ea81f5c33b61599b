//! Members of unions.
//!
//! In: schemas. Out: the types that they have in common. Invariant: members of one type are one member.

use crate::{ir::Type, pointer::Pointer};

/// A member of a union: its type, with the schemas that have it.
pub(in crate::lower) type Member = (Type, Vec<Pointer>);
