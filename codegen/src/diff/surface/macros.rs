//! What the runtime's macros make of generated types.
//!
//! In: a macro's call, `rt::paged!(ListStudies, models::PageStudy, ..)`. Out: members of the type that it names
//! first. Invariant: the macro's other arguments are signatures where they are types, and else what is on the wire.

use proc_macro2::{TokenStream, TokenTree};
use syn::Macro;

use super::{Kind, Member, Surface, wire};
use crate::diff::spell::spell;

pub(super) fn read(surface: &mut Surface, module: &str, call: &Macro) {
    let Some(name) = call.path.segments.last().map(|segment| segment.ident.to_string()) else { return };
    let mut arguments = arguments(&call.tokens).into_iter();
    let Some(ty) = arguments.next() else { return };
    let owner = surface.owner(module, &spell(&ty));
    let kind = if name == "paged" { Kind::Value } else { Kind::Trait };
    let mut member = Member::new(kind, &name, String::new());
    match kind {
        Kind::Value => {
            member.signature = arguments.map(|argument| spell(&argument)).collect::<Vec<_>>().join(", ");
            member.shown.clone_from(&member.signature);
        }
        _ => member.wire = arguments.flat_map(|argument| wire::literals(&argument)).collect(),
    }
    owner.add(&[], member);
}

/// The arguments of a call: parted by commas outside of any bracket, angle ones among them, which tokens do not group.
fn arguments(tokens: &TokenStream) -> Vec<TokenStream> {
    let mut parts = Vec::new();
    let mut part = TokenStream::new();
    let mut depth = 0_u32;
    for token in tokens.clone() {
        match &token {
            TokenTree::Punct(punct) if punct.as_char() == ',' && depth == 0 => {
                parts.push(std::mem::take(&mut part));
                continue;
            }
            TokenTree::Punct(punct) if punct.as_char() == '<' => depth += 1,
            TokenTree::Punct(punct) if punct.as_char() == '>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        part.extend([token]);
    }
    parts.push(part);
    parts.retain(|part| !part.is_empty());
    parts
}
