//! What becomes of the members of a document, by the tables of the standard's vocabulary.
//!
//! In: a document as written. Out: a warning for each member that the standard does not have or the generator does not represent;
//! nothing is changed.
//! Invariant: extensions (`x-`) are never reported, nor is what is inside of a member that is told as a whole.

use serde_json::Value;

use crate::{
    Diagnostics, diagnostics,
    document::Origins,
    openapi::vocabulary::{Holds, Loss, Object, Role},
    pointer::Pointer,
};

/// Checks an object and all that is inside.
pub(super) fn check(
    value: &Value,
    object: Object,
    at: &Pointer,
    origins: &Origins,
    diagnostics: &mut Diagnostics,
) {
    let Some(members) = value.as_object() else { return };
    let reference = object.is_referable() && members.get("$ref").is_some_and(Value::is_string);
    let object = if reference { Object::Reference } else { object };
    for (key, member) in members {
        if key.starts_with("x-") {
            continue;
        }
        let here = at.child(key);
        if object == Object::Callback {
            check(member, Object::PathItem, &here, origins, diagnostics);
            continue;
        }
        let Some(known) = object.member(key) else {
            diagnostics.push(match object {
                Object::Schema => diagnostics::unknown_keyword(&here, key),
                _ => diagnostics::unknown_member(&here, key),
            });
            continue;
        };
        let is_lost = |loss: Loss| !loss.except.contains(&member.to_string().as_str());
        match known.role {
            Role::Lost(loss) if is_lost(loss) => {
                diagnostics.push(diagnostics::lost_member(&here, key, loss.what));
            }
            Role::Ignored(loss) if is_lost(loss) => {
                diagnostics.push(diagnostics::ignored_member(&here, key, loss.what));
            }
            _ => {}
        }
        if object == Object::Components {
            check_names(member, &here, origins, diagnostics);
        }
        let mut inside = |value: &Value, object: Object, at: &Pointer| {
            check(value, object, at, origins, diagnostics);
        };
        match known.holds {
            Holds::Data => {}
            Holds::One(object) => inside(member, object, &here),
            Holds::List(object) => {
                for (number, item) in member.as_array().into_iter().flatten().enumerate() {
                    inside(item, object, &here.child(number));
                }
            }
            Holds::Map(object) | Holds::Extensible(object) => {
                let extensible = matches!(known.holds, Holds::Extensible(_));
                let named = member.as_object().into_iter().flatten();
                for (name, item) in named.filter(|(name, _)| !(extensible && name.starts_with("x-"))) {
                    inside(item, object, &here.child(name));
                }
            }
        }
    }
}

/// The names of components are `^[a-zA-Z0-9._-]+$`; parts of other files have names of no such kind.
fn check_names(components: &Value, at: &Pointer, origins: &Origins, diagnostics: &mut Diagnostics) {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    for (name, _) in components.as_object().into_iter().flatten() {
        let at = at.child(name);
        if (name.is_empty() || !name.chars().all(allowed)) && origins.of(&at).0 == 0 {
            diagnostics.push(diagnostics::component_name(&at, name));
        }
    }
}
