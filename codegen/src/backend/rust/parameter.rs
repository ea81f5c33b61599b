//! Parameters.
//!
//! In: a parameter and its value's expression. Out: the call that puts it into a request. Invariant: path values stand
//! in the order of the template's placeholders, once for each.

use proc_macro2::TokenStream;
use quote::quote;

use crate::backend::syntax::{literal, name, types::Types};
use crate::ir::{Location, Operation, Parameter, QueryStyle};

/// The calls that put the required parameters into a request.
pub(in crate::backend) fn calls(types: &Types<'_>, operation: &Operation) -> TokenStream {
    let paths = placeholders(&operation.path)
        .filter_map(|wire| operation.parameters.iter().find(|p| is_path(p) && p.name.wire == wire));
    let others = operation.parameters.iter().filter(|p| p.is_argument() && !is_path(p));
    paths.chain(others).map(|parameter| call(types, parameter)).collect()
}

/// The call that puts a parameter into a request.
pub(in crate::backend) fn call(types: &Types<'_>, parameter: &Parameter) -> TokenStream {
    let Parameter { name, location, ty, required: _, default: _, docs: _ } = parameter;
    let value = types.written(ty, &name::ident(&name.rust));
    let wire = literal::string(&name.wire);
    match location {
        Location::Path => quote!(.path(#value)),
        Location::PathExploded => quote!(.path_exploded(#value)),
        Location::PathJson => quote!(.path_json(#value)),
        Location::PathLabel { explode } => quote!(.path_label(#value, #explode)),
        Location::PathMatrix { explode } => quote!(.path_matrix(#wire, #value, #explode)),
        Location::Query(QueryStyle::Form) => quote!(.query(#wire, #value)),
        Location::Query(style) => {
            let style = query_style(*style);
            quote!(.query_styled(#wire, #style, #value))
        }
        Location::QueryReserved(style) => {
            let style = query_style(*style);
            quote!(.query_reserved(#wire, #style, #value))
        }
        Location::QueryJson => quote!(.query_json(#wire, #value)),
        Location::Header { explode: false } => quote!(.header(#wire, #value)),
        Location::Header { explode: true } => quote!(.header_exploded(#wire, #value)),
        Location::HeaderJson => quote!(.header_json(#wire, #value)),
        Location::Cookie { explode } => quote!(.cookie(#wire, #value, #explode)),
        Location::CookieJson => quote!(.cookie_json(#wire, #value)),
    }
}

/// The style as the runtime has it.
pub(in crate::backend) fn query_style(style: QueryStyle) -> TokenStream {
    match style {
        QueryStyle::Form => quote!(rt::QueryStyle::Form),
        QueryStyle::FormJoined => quote!(rt::QueryStyle::FormJoined),
        QueryStyle::SpaceDelimited => quote!(rt::QueryStyle::SpaceDelimited),
        QueryStyle::PipeDelimited => quote!(rt::QueryStyle::PipeDelimited),
        QueryStyle::DeepObject => quote!(rt::QueryStyle::DeepObject),
    }
}

fn is_path(parameter: &Parameter) -> bool {
    parameter.location.is_path()
}

/// The names in a template's braces, in order.
fn placeholders(template: &str) -> impl Iterator<Item = &str> {
    template.split('{').skip(1).filter_map(|piece| piece.split_once('}')).map(|(name, _)| name)
}
