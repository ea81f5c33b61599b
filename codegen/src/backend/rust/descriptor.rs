//! What is known of an operation before it is called.
//!
//! In: an operation. Out: its `static` descriptor. Invariant: it is a constant expression; a call of the builder is
//! only there where it says something.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, quote};

use super::security::Requirements;
use super::server::OperationServers;
use crate::backend::syntax::{literal, name};
use crate::ir::{Operation, OperationConfig, Position, Representation, StatusMatch, SuccessBody};
use crate::openapi::media_type;

/// Emits the descriptor of an operation.
pub(in crate::backend) fn emit(
    requirements: &Requirements,
    servers: &OperationServers<'_>,
    operation: &Operation,
) -> TokenStream {
    let ident = ident(operation);
    let method = literal::string(&operation.method);
    let path = literal::string(&operation.path);
    let name = literal::string(name::bare(&operation.name.rust));
    let query = (!operation.query.is_empty()).then(|| {
        let query = literal::string(&operation.query);
        quote!(.query(#query))
    });
    let ok = call("ok", operation.successes.iter().map(|case| status_match(case.status)));
    let accept = (!operation.accept.is_empty()).then(|| {
        let accept = literal::string(&operation.accept.join(", "));
        quote!(.accept(#accept))
    });
    let exact = operation.representations.iter().any(is_unspecific).then(|| quote!(.exact_content_type()));
    let security = requirements.constant(&operation.security).map(|ident| quote!(.security(#ident)));
    let servers = servers.path(operation).map(|path| quote!(.servers(#path)));
    let headers = call("headers", headers(operation));
    let config = settings(&operation.config);
    quote! {
        static #ident: rt::Operation =
            rt::Operation::new(#method, #name, #path) #query #ok #accept #exact #security #servers #headers #config;
    }
}

/// Whether a representation has a media type in which JSON is sent, too, where a server does not care.
fn is_unspecific(representation: &Representation) -> bool {
    matches!(representation.body, SuccessBody::Text(_) | SuccessBody::Bytes)
        && representation.media_types.iter().any(|media_type| media_type::is_unspecific(media_type))
}

/// The descriptor's name; a request may have the same where the operation's is a single letter.
pub(in crate::backend) fn ident(operation: &Operation) -> Ident {
    let upper = name::bare(&operation.name.rust).to_uppercase();
    name::ident(&if upper == operation.request { format!("{upper}_") } else { upper })
}

/// A call with a list, unless it is empty.
fn call(method: &str, items: impl Iterator<Item = TokenStream>) -> Option<TokenStream> {
    let items: Vec<_> = items.collect();
    let method = name::ident(method);
    (!items.is_empty()).then(|| quote!(.#method(&[#(#items),*])))
}

fn status_match(status: StatusMatch) -> TokenStream {
    let number = proc_macro2::Literal::u16_unsuffixed;
    match status {
        StatusMatch::Code(code) => {
            let code = number(code);
            quote!(rt::Status::Code(#code))
        }
        StatusMatch::Range(hundreds) => {
            let hundreds = number(hundreds);
            quote!(rt::Status::Range(#hundreds))
        }
        StatusMatch::Default => quote!(rt::Status::Default),
    }
}

/// The optional header parameters, in lower case.
fn headers(operation: &Operation) -> impl Iterator<Item = TokenStream> {
    let optional = operation.parameters.iter().filter(|parameter| !parameter.required);
    let headers = optional.filter(|parameter| parameter.position == Position::Header);
    headers.map(|parameter| {
        let name = literal::string(&parameter.name.wire.to_ascii_lowercase());
        quote!(#name)
    })
}

fn settings(config: &OperationConfig) -> TokenStream {
    let OperationConfig {
        idempotent,
        retry_on,
        connect_timeout,
        attempt_timeout,
        total_timeout,
        stall_timeout,
        max_attempts,
        body_limit,
        follow_redirect,
        security: _,
    } = config;
    let safe = idempotent
        .map(|idempotent| if idempotent { quote!(.idempotent()) } else { quote!(.not_idempotent()) });
    let follow = follow_redirect.then(|| quote!(.follow_redirect()));
    let number = |method: &str, value: Option<i128>| {
        let method = name::ident(method);
        value.map(literal::integer).map(|value| quote!(.#method(#value)))
    };
    let statuses = call(
        "retry_on",
        retry_on.iter().map(|status| proc_macro2::Literal::u16_unsuffixed(*status).to_token_stream()),
    );
    let connect = number("connect_timeout", connect_timeout.map(i128::from));
    let attempt = number("attempt_timeout", attempt_timeout.map(i128::from));
    let total = number("total_timeout", total_timeout.map(i128::from));
    let stall = number("stall_timeout", stall_timeout.map(i128::from));
    let attempts = number("max_attempts", max_attempts.map(i128::from));
    let bytes = number("body_limit", body_limit.map(i128::from));
    quote!(#safe #follow #statuses #connect #attempt #total #stall #attempts #bytes)
}
