//! What the runtime's macros make of generated types.
//!
//! In: a macro's call, such as `rt::string_enum! { State { "ON" => On, _ => Other } }`. Out: a member of the type that it
//! names first. Invariant: the arguments of `paginated` are its signature, the literals of any other macro are on the wire.

use proc_macro2::{TokenStream, TokenTree};
use syn::Macro;

use super::{Kind, Member, Surface, wire};
use crate::diff::spell::spell;

pub(super) fn read(surface: &mut Surface, module: &str, call: &Macro) {
    let Some(name) = call.path.segments.last().map(|segment| segment.ident.to_string()) else { return };
    if name == "paginated" {
        paginated(surface, module, call);
        return;
    }
    let mut tokens = call.tokens.clone().into_iter();
    let Some(ty) = tokens.next() else { return };
    let mut member = Member::new(Kind::Trait, &name, String::new());
    member.wire = wire::literals(&tokens.collect::<TokenStream>());
    surface.owner(module, &spell(&ty)).add(&[], member);
}

/// `request: ListStudies, page: models::PageStudy, ..`
fn paginated(surface: &mut Surface, module: &str, call: &Macro) {
    let mut named = arguments(&call.tokens).into_iter().filter_map(|argument| {
        let mut tokens = argument.into_iter();
        let name = tokens.next()?;
        Some((name, spell(&tokens.skip(1).collect::<TokenStream>())))
    });
    let Some((_, request)) = named.next() else { return };
    let mut member = Member::new(Kind::Value, &"paginated", String::new());
    member.signature = named.map(|(name, ty)| format!("{name}: {ty}")).collect::<Vec<_>>().join(", ");
    member.shown.clone_from(&member.signature);
    surface.owner(module, &request).add(&[], member);
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
