//! The program that calls an operation.
//!
//! In: an operation. Out: a complete Rust program. Invariant: it compiles against the generated crate, and imports no name
//! that the document could also define.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Book, security};
use crate::backend::example::sample::{self, Sample, Spot};
use crate::backend::syntax::{literal, name, paths};
use crate::backend::{destination, example, print};
use crate::ir::{ApiGroup, Operation, SuccessBody, Type};

/// The program for an operation.
pub(super) fn of(book: &Book<'_>, group: &ApiGroup, operation: &Operation) -> String {
    let api = example::api_name(group, operation);
    let reached = reached(group);
    let client = client(book, Some(operation));
    let (bindings, call) = call(book, operation, &api);
    let handled = handled(book, operation, &call);
    program(
        book,
        &quote! {
            let client = #client;
            let #api = #reached;
            #bindings
            #handled
            Ok(())
        },
    )
}

/// The program that makes a client.
pub(super) fn connect(book: &Book<'_>) -> String {
    let operations = || book.api.groups.iter().flat_map(|group| &group.operations);
    let guarded = operations().find(|operation| security::first(book, &operation.security).is_some());
    let client = client(book, guarded.or_else(|| operations().next()));
    let reached = book.api.groups.first().map_or_else(
        || quote!(println!("{client:?}");),
        |group| {
            let api = name::ident(&group.accessor);
            let shown = literal::string(&format!("{{{api}:?}}"));
            let reached = reached(group);
            quote!(let #api = #reached; println!(#shown);)
        },
    );
    program(
        book,
        &quote! {
            let client = #client;
            #reached
            Ok(())
        },
    )
}

/// A loop over a list, where the operation is paginated.
pub(super) fn pages(book: &Book<'_>, group: &ApiGroup, operation: &Operation) -> Option<String> {
    operation.pagination?;
    let library = example::library(&book.examples);
    let api = name::ident(&group.name.rust);
    let receiver = example::api_name(group, operation);
    let method = name::ident(&operation.name.rust);
    let (bindings, arguments) = example::arguments(&book.examples, operation, 0);
    Some(print::items(&quote! {
        use #library::#api;
        async fn print_all(#receiver: #api) -> Result<(), Box<dyn std::error::Error>> {
            #bindings
            let mut items = #receiver.#method(#(#arguments),*).items();
            while let Some(item) = items.next().await {
                let item = item?;
                println!("{item:?}");
            }
            Ok(())
        }
    }))
}

/// A value in a function that returns it.
pub(super) fn function(book: &Book<'_>, ty: &TokenStream, sample: &Sample) -> String {
    let Sample { rust, json: _, steps } = sample;
    let library = example::library(&book.examples);
    let text = rust.to_string();
    let fallible = text.contains('?');
    let result = if fallible { quote!(Result<#ty, Box<dyn std::error::Error>>) } else { ty.clone() };
    let body = match steps {
        Some((made, setters)) if text.len() > example::LINE && fallible => {
            quote!(let value = #made; let value = value #setters; Ok(value))
        }
        Some((made, setters)) if text.len() > example::LINE => quote!(let value = #made; value #setters),
        _ if fallible && text.len() > example::LINE => quote!(let value = #rust; Ok(value)),
        _ if fallible => quote!(Ok(#rust)),
        _ => rust.clone(),
    };
    print::items(&quote!(use #library::models; fn example() -> #result { #body }))
}

/// The API of a group over the client.
fn reached(group: &ApiGroup) -> TokenStream {
    let accessor = name::ident(&group.accessor);
    quote!(client.#accessor())
}

fn program(book: &Book<'_>, body: &TokenStream) -> String {
    let library = example::library(&book.examples);
    let models = paths::names(body, "models", &|_| true).then(|| quote!(models,));
    let uses = quote!(use #library::{Client, #models};);
    print::items(&quote! {
        #uses
        #[tokio::main]
        async fn main() -> Result<(), Box<dyn std::error::Error>> { #body }
    })
}

/// A client: as the configuration says, else with an address and credentials.
fn client(book: &Book<'_>, operation: Option<&Operation>) -> TokenStream {
    if let Some(Ok(expression)) = book.example_client.as_deref().map(str::parse) {
        return expression;
    }
    let known =
        book.api.servers.iter().find(|server| server.url.starts_with("http") && server.variables.is_empty());
    let url = literal::string(known.map_or("https://api.example.com", |server| &server.url));
    let credentials = operation
        .and_then(|operation| security::first(book, &operation.security))
        .map(|credentials| quote!(.credentials(#credentials)));
    let own = operation.and_then(destination::url).filter(|_| credentials.is_some()).map(|url| {
        let url = literal::string(&url);
        quote!(.allow_credentials_to(#url))
    });
    quote!(Client::builder().base_url(#url) #credentials #own .build()?)
}

/// What is bound before the call, and the call with its setters.
fn call(book: &Book<'_>, operation: &Operation, api: &Ident) -> (TokenStream, TokenStream) {
    let (bindings, arguments) = example::arguments(&book.examples, operation, 0);
    let method = name::ident(&operation.name.rust);
    let optional = operation.parameters.iter().filter(|parameter| !parameter.is_argument());
    let setters = optional.filter(|parameter| parameter.docs.deprecated.is_none()).map(|parameter| {
        let setter = name::ident(&parameter.name.rust);
        let spot = Spot::at(0, &parameter.name.wire).or_default(parameter.default.as_ref());
        let spot = spot.under(&parameter.docs);
        let value = sample::argument(&book.examples, &parameter.ty, spot);
        quote!(.#setter(#value))
    });
    let setters: TokenStream = setters.collect();
    let body = operation.body.as_ref().filter(|body| !body.required).map(|body| {
        let setter = name::ident(&body.name.rust);
        let value = example::body_value(&book.examples, body, 0);
        quote!(.#setter(#value))
    });
    (bindings, quote!(#api.#method(#(#arguments),*) #setters #body))
}

/// The call, and what is done with the response.
fn handled(book: &Book<'_>, operation: &Operation, call: &TokenStream) -> TokenStream {
    if !operation.response.is_empty() {
        return quote!(let response = #call.await?; println!("{response:?}"););
    }
    match operation.successes.first().map(|case| &case.body) {
        None | Some(SuccessBody::Empty) => quote!(#call.await?;),
        Some(SuccessBody::Json(ty)) if *book.examples.types.resolve(ty) == Type::Null => {
            quote!(#call.await?;)
        }
        Some(SuccessBody::Json(_) | SuccessBody::Text(_)) => {
            quote!(let response = #call.await?; println!("{response:?}");)
        }
        Some(SuccessBody::Bytes) => quote! {
            let mut stream = #call.await?;
            while let Some(chunk) = stream.next_chunk().await? {
                println!("{} bytes", chunk.len());
            }
        },
        Some(SuccessBody::Events(_)) => quote! {
            let mut events = #call.await?;
            while let Some(event) = events.next().await {
                let event = event?;
                println!("{}: {:?}", event.event, event.data);
            }
        },
        Some(SuccessBody::JsonLines(_)) => quote! {
            let mut lines = #call.await?;
            while let Some(line) = lines.next().await {
                let line = line?;
                println!("{line:?}");
            }
        },
    }
}
