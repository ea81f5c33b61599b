//! Parameters.
//!
//! In: a parameter. Out: the call that puts it into a request. Invariant: path values are given in the order of the
//! template's placeholders, once for each.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::backend::syntax::{literal, name, types::Types};
use crate::ir::{ArrayFormat, Encoding, Operation, Parameter, Position, Style};
use crate::openapi::style;

/// The calls that put the required parameters into a request.
pub(in crate::backend) fn calls(types: &Types<'_>, operation: &Operation) -> TokenStream {
    let paths = placeholders(&operation.path)
        .filter_map(|wire| operation.parameters.iter().find(|p| is_path(p) && p.name.wire == wire));
    let others = operation.parameters.iter().filter(|p| p.is_argument() && !is_path(p));
    paths.chain(others).map(|parameter| call(types, parameter)).collect()
}

/// The call that puts a parameter into a request; the default encoding of a position is not named.
pub(in crate::backend) fn call(types: &Types<'_>, parameter: &Parameter) -> TokenStream {
    let Parameter { name, pointer: _, position, encoding, ty, required: _, default: _, docs: _ } = parameter;
    let value = types.written(ty, &name::ident(&name.rust));
    let wire = literal::string(&name.wire);
    let wire = (*position != Position::Path).then(|| quote!(#wire,));
    let is_default = *encoding == style::default_encoding(*position);
    let encoding = (!is_default).then(|| self::encoding(encoding)).map(|encoding| quote!(#encoding,));
    let method = format_ident!("{}{}", position.name(), if is_default { "" } else { "_as" });
    quote!(.#method(#wire #encoding #value))
}

/// An encoding as the runtime has it.
pub(in crate::backend) fn encoding(encoding: &Encoding) -> TokenStream {
    let Encoding::Style { style, explode, allow_reserved, arrays } = encoding else {
        return quote!(rt::Encoding::JSON);
    };
    let name = match style {
        Style::Simple => quote!(SIMPLE),
        Style::Label => quote!(LABEL),
        Style::Matrix => quote!(MATRIX),
        Style::Form => quote!(FORM),
        Style::SpaceDelimited => quote!(SPACE_DELIMITED),
        Style::PipeDelimited => quote!(PIPE_DELIMITED),
        Style::DeepObject => quote!(DEEP_OBJECT),
        Style::Property => quote!(PROPERTY),
    };
    let explode = (*explode != style::default_explode(*style)).then(|| quote!(.explode(#explode)));
    let allow_reserved = allow_reserved.then(|| quote!(.allow_reserved()));
    let arrays = match arrays {
        ArrayFormat::Indices => None,
        ArrayFormat::Brackets => Some(quote!(.array_brackets())),
        ArrayFormat::Repeat => Some(quote!(.array_repeat())),
    };
    quote!(rt::Encoding::#name #explode #allow_reserved #arrays)
}

fn is_path(parameter: &Parameter) -> bool {
    parameter.position == Position::Path
}

/// The names in a template's braces, in order.
fn placeholders(template: &str) -> impl Iterator<Item = &str> {
    template.split('{').skip(1).filter_map(|piece| piece.split_once('}')).map(|(name, _)| name)
}
