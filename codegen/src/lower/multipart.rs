//! Separates multipart forms from JSON objects.
//!
//! In: an API whose multipart objects have file parts. Out: the same with a type of its own for each form that is also
//! used as JSON.
//! Invariant: a type with file parts is only ever a multipart body.

use crate::ir::{Api, BodyKind, Name, Operation, Type, TypeDef, TypeId, TypeKind, visit};

/// Gives each form that is also used elsewhere a type of its own, and takes file parts out of the other.
pub(super) fn separate(api: &mut Api) {
    let mut elsewhere = vec![false; api.types.len()];
    let mut forms: Vec<TypeId> = Vec::new();
    visit::uses(api, |ty| {
        if let Type::Named(id) = ty
            && let Some(used) = elsewhere.get_mut(id.0)
        {
            *used = true;
        }
    });
    for form in api.groups.iter().flat_map(|group| &group.operations).flat_map(forms_of) {
        if elsewhere.get(form.0) == Some(&true) && !forms.contains(&form) {
            forms.push(form);
        }
    }
    for form in forms {
        let Some(def) = api.types.get_mut(form.0).filter(|def| has_parts(def)) else { continue };
        let mut own = def.clone();
        own.name = Name::of(format!("{}Form", def.name.wire));
        without_parts(def);
        let id = TypeId(api.types.len());
        api.types.push(own);
        for operation in api.groups.iter_mut().flat_map(|group| &mut group.operations) {
            for body in operation.bodies_mut() {
                if body.kind == BodyKind::Multipart(form) {
                    body.kind = BodyKind::Multipart(id);
                }
            }
        }
    }
}

fn forms_of(operation: &Operation) -> impl Iterator<Item = TypeId> {
    operation.bodies().filter_map(|body| match body.kind {
        BodyKind::Multipart(id) => Some(id),
        _ => None,
    })
}

fn is_part(ty: &Type) -> bool {
    match ty {
        Type::Binary => true,
        Type::List(item) => **item == Type::Binary,
        _ => false,
    }
}

fn has_parts(def: &TypeDef) -> bool {
    matches!(&def.kind, TypeKind::Object(object) if object.fields.iter().any(|field| is_part(&field.ty)))
}

fn without_parts(def: &mut TypeDef) {
    let TypeKind::Object(object) = &mut def.kind else { return };
    for field in object.fields.iter_mut().filter(|field| is_part(&field.ty)) {
        field.ty = match field.ty {
            Type::List(_) => Type::List(Box::new(Type::String)),
            _ => Type::String,
        };
    }
}
