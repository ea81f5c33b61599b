//! The request of an operation, with a setter for all that is optional.
//!
//! In: an operation. Out: a name for the client's request with the operation's value and error, and its setters.
//! Invariant: a setter only fills the request; what it takes is as for an argument.

use proc_macro2::TokenStream;
use quote::quote;

use super::{body, docs, lints, method, parameter, representation, request, response};
use crate::backend::syntax::{name, types::Types};
use crate::ir::{Body, Operation, Pagination, Parameter, Type, TypeKind};

/// Emits the request of an operation.
pub(in crate::backend) fn request(types: &Types<'_>, operation: &Operation, link: &str) -> TokenStream {
    let text = format!("A request of {link}.");
    let alias =
        request::alias(types, operation, &operation.request, text, &response::success(types, operation));
    let pages = pages(types, operation);
    let optional = operation.parameters.iter().filter(|p| !p.is_argument());
    let setters: TokenStream = optional.map(|parameter| setter(types, parameter)).collect();
    let bodies = operation.bodies().filter(|body| !body.required);
    let bodies: TokenStream = bodies.map(|body| body_setter(types, body)).collect();
    let choices = representation::choices(operation);
    let setters = quote!(#setters #bodies #choices);
    let ident = name::ident(&operation.request);
    let setters = (!setters.is_empty()).then(|| quote!(impl #ident { #setters }));
    quote!(#alias #pages #setters)
}

/// The pagination of a request, where the operation is paginated.
fn pages(types: &Types<'_>, operation: &Operation) -> Option<TokenStream> {
    let Pagination { page, items, total, offset } = operation.pagination?;
    let TypeKind::Object(object) = &types.api.get(page)?.kind else { return None };
    let Type::List(item) = types.resolve(&object.fields.get(items)?.ty) else { return None };
    let fields = [Some(items), total, offset].map(|index| object.fields.get(index?));
    let deprecated = fields.iter().flatten().any(|field| field.docs.deprecated.is_some());
    let [items, total, offset] = fields.map(|field| field.map(|field| name::ident(&field.name.rust)));
    let ident = name::ident(&operation.request);
    let error = name::ident(&operation.error);
    let page = types.path(&Type::Named(page));
    let item = types.path(item);
    let touched = deprecated || types.names_deprecated(&quote!(#page #item), None);
    let total = total.map(|field| quote!(total: #field,));
    let offset = offset.map(|field| quote!(offset: #field,));
    let call = quote! {
        rt::paginated! {
            request: #ident,
            page: #page,
            error: #error,
            item: #item,
            items: #items,
            #total
            #offset
        }
    };
    Some(lints::expecting(touched, call))
}

fn setter(types: &Types<'_>, parameter: &Parameter) -> TokenStream {
    let text = docs::named(&parameter.docs, &parameter.name);
    let deprecated = docs::deprecated(&parameter.docs);
    let argument = method::argument(types, parameter);
    let expect = lints::expect_deprecated(types.names_deprecated(&argument, None));
    let ident = name::ident(&parameter.name.rust);
    let call = parameter::call(types, parameter);
    quote!(#text #deprecated #expect pub fn #ident(self, #argument) -> Self { Self::new(self.request #call) })
}

fn body_setter(types: &Types<'_>, body: &Body) -> TokenStream {
    let text = docs::Comment::default().of(&body.docs).or(|| "The body.".to_owned());
    let text = body::note(body).into_iter().fold(text, docs::Comment::ours).tokens();
    let deprecated = docs::deprecated(&body.docs);
    let argument = body::argument(types, body);
    let expect = lints::expect_deprecated(types.names_deprecated(&argument, None));
    let ident =
        name::ident(if body.method_name.rust.is_empty() { &body.name.rust } else { &body.method_name.rust });
    let call = body::call(types, body);
    quote!(#text #deprecated #expect pub fn #ident(self, #argument) -> Self { Self::new(self.request #call) })
}
