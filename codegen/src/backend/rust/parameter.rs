//! Parameters.
//!
//! In: a parameter and its value's expression. Out: the call that puts it into a request. Invariant: path values stand
//! in the order of the template's placeholders, once for each.

use proc_macro2::TokenStream;
use quote::quote;

use crate::backend::syntax::{literal, name, types::Types};
use crate::ir::{Encoding, Operation, Parameter, Position, Style};

/// The calls that put the required parameters into a request.
pub(in crate::backend) fn calls(types: &Types<'_>, operation: &Operation) -> TokenStream {
    let paths = placeholders(&operation.path)
        .filter_map(|wire| operation.parameters.iter().find(|p| is_path(p) && p.name.wire == wire));
    let others = operation.parameters.iter().filter(|p| p.is_argument() && !is_path(p));
    paths.chain(others).map(|parameter| call(types, parameter)).collect()
}

/// The call that puts a parameter into a request.
pub(in crate::backend) fn call(types: &Types<'_>, parameter: &Parameter) -> TokenStream {
    let Parameter { name, position, encoding, ty, required: _, default: _, docs: _ } = parameter;
    let value = types.written(ty, &name::ident(&name.rust));
    let wire = literal::string(&name.wire);
    let Encoding::Style { style, explode, allow_reserved } = encoding else {
        return match position {
            Position::Path => quote!(.path_json(#value)),
            Position::Query => quote!(.query_json(#wire, #value)),
            Position::Header => quote!(.header_json(#wire, #value)),
            Position::Cookie => quote!(.cookie_json(#wire, #value)),
        };
    };
    match (position, style) {
        (Position::Path, Style::Label) => quote!(.path_label(#value, #explode)),
        (Position::Path, Style::Matrix) => quote!(.path_matrix(#wire, #value, #explode)),
        (Position::Path, _) if *explode => quote!(.path_exploded(#value)),
        (Position::Path, _) => quote!(.path(#value)),
        (Position::Query, style) if *allow_reserved => {
            let style = query_style(*style, *explode);
            quote!(.query_reserved(#wire, #style, #value))
        }
        (Position::Query, Style::Form) if *explode => quote!(.query(#wire, #value)),
        (Position::Query, style) => {
            let style = query_style(*style, *explode);
            quote!(.query_styled(#wire, #style, #value))
        }
        (Position::Header, _) if *explode => quote!(.header_exploded(#wire, #value)),
        (Position::Header, _) => quote!(.header(#wire, #value)),
        (Position::Cookie, _) => quote!(.cookie(#wire, #value, #explode)),
    }
}

/// The style as the runtime has it.
pub(in crate::backend) fn query_style(style: Style, explode: bool) -> TokenStream {
    match style {
        Style::SpaceDelimited => quote!(rt::QueryStyle::SpaceDelimited),
        Style::PipeDelimited => quote!(rt::QueryStyle::PipeDelimited),
        Style::DeepObject => quote!(rt::QueryStyle::DeepObject),
        _ if explode => quote!(rt::QueryStyle::Form),
        _ => quote!(rt::QueryStyle::FormJoined),
    }
}

fn is_path(parameter: &Parameter) -> bool {
    parameter.position == Position::Path
}

/// The names in a template's braces, in order.
fn placeholders(template: &str) -> impl Iterator<Item = &str> {
    template.split('{').skip(1).filter_map(|piece| piece.split_once('}')).map(|(name, _)| name)
}
