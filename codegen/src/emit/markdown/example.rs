//! The program that calls an operation.
//!
//! In: an operation. Out: a Rust program that can be pasted. Invariant: it compiles as it stands against the generated
//! crate, and names nothing by an import that the document could also name.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::sample::{self, Sample, Spot};
use super::{Book, security};
use crate::emit::types::is_copy;
use crate::emit::{import, literal, name, parameter, print as printer};
use crate::ir::{ApiGroup, Body, BodyKind, Operation, SuccessBody, Type};

/// How many characters of tokens are one line when printed, about.
const LINE: usize = 80;

/// The program for an operation.
pub(super) fn of(book: &Book<'_>, group: &ApiGroup, operation: &Operation) -> String {
    let api = api_name(group, operation);
    let reached = reached(book, group);
    let client = client(book, Some(operation));
    let (bindings, call) = call(book, operation, &api);
    let answer = answer(book, operation, &call);
    program(
        book,
        Some(group),
        &quote! {
            let client = #client;
            let #api = #reached;
            #bindings
            #answer
            Ok(())
        },
    )
}

/// The program that makes a client.
pub(super) fn connect(book: &Book<'_>) -> String {
    let operations = || book.api.groups.iter().flat_map(|group| &group.operations);
    let guarded = operations().find(|operation| security::first(book.api, &operation.security).is_some());
    let client = client(book, guarded.or_else(|| operations().next()));
    let reached = book.api.groups.first().map_or_else(
        || quote!(println!("{client:?}");),
        |group| {
            let api = name::ident(&group.accessor);
            let shown = literal::string(&format!("{{{api}:?}}"));
            let reached = reached(book, group);
            quote!(let #api = #reached; println!(#shown);)
        },
    );
    program(
        book,
        book.api.groups.first(),
        &quote! {
            let client = #client;
            #reached
            Ok(())
        },
    )
}

/// A walk through a list, where the operation answers in pages.
pub(super) fn pages(book: &Book<'_>, group: &ApiGroup, operation: &Operation) -> Option<String> {
    operation.pages?;
    let library = library(book);
    let api = name::ident(&group.name.rust);
    let receiver = api_name(group, operation);
    let method = name::ident(&operation.name.rust);
    let (bindings, arguments) = arguments(book, operation, 0);
    Some(print(&quote! {
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

/// The call of an operation as lines of a doc comment, what is around it hidden.
pub(in crate::emit) fn documented(book: &Book<'_>, group: &ApiGroup, operation: &Operation) -> Vec<String> {
    let receiver = api_name(group, operation);
    let (bindings, arguments) = arguments(book, operation, 1);
    let method = name::ident(&operation.name.rust);
    let empty = operation.response.is_empty()
        && matches!(operation.successes.first().map(|case| &case.body), None | Some(SuccessBody::Empty));
    let binding = (!empty).then(|| quote!(let answer =));
    let body = quote!(#bindings #binding #receiver.#method(#(#arguments),*).await?;);
    let library = library(book);
    let uses = import::names(&body, "models", &|_| true).then(|| format!("# use {library}::models;"));
    let printed = print(&quote!(fn example() { #body }));
    // The function's own lines are the first and the last.
    let lines: Vec<_> = printed.lines().collect();
    let inner = lines.get(1..lines.len().saturating_sub(1)).unwrap_or_default();
    let inner = inner.iter().map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned());
    let api = name::bare(&group.name.rust);
    let start = format!(
        "# async fn example({receiver}: {library}::{api}) -> Result<(), Box<dyn std::error::Error>> {{"
    );
    let around = ["```no_run".to_owned()].into_iter().chain(uses).chain([start]);
    around.chain(inner).chain(["# Ok(())", "# }", "```"].map(str::to_owned)).collect()
}

/// The crate of the runtime.
pub(super) fn runtime(book: &Book<'_>) -> TokenStream {
    let library = library(book);
    if book.library.is_some() { quote!(#library::osparc_client) } else { library }
}

/// The crate of the generated code.
pub(super) fn library(book: &Book<'_>) -> TokenStream {
    let library = name::ident(book.library.as_deref().unwrap_or("osparc_client"));
    quote!(#library)
}

/// A value in a function that returns it.
pub(super) fn function(book: &Book<'_>, ty: &TokenStream, sample: &Sample) -> String {
    let Sample { rust, json: _, steps } = sample;
    let library = library(book);
    let text = rust.to_string();
    let fallible = text.contains('?');
    let result = if fallible { quote!(Result<#ty, Box<dyn std::error::Error>>) } else { ty.clone() };
    let body = match steps {
        Some((made, setters)) if text.len() > LINE && fallible => {
            quote!(let value = #made; let value = value #setters; Ok(value))
        }
        Some((made, setters)) if text.len() > LINE => quote!(let value = #made; value #setters),
        _ if fallible && text.len() > LINE => quote!(let value = #rust; Ok(value)),
        _ if fallible => quote!(Ok(#rust)),
        _ => rust.clone(),
    };
    print(&quote!(use #library::models; fn example() -> #result { #body }))
}

/// Prints code.
pub(super) fn print(code: &TokenStream) -> String {
    printer::items(code)
}

/// The API of a group over the client. In another crate than the runtime's own not by the client's method: where the
/// runtime's own API is switched on somewhere in the build, its methods come before those of a trait.
fn reached(book: &Book<'_>, group: &ApiGroup) -> TokenStream {
    if book.library.is_none() {
        let accessor = name::ident(&group.accessor);
        return quote!(client.#accessor());
    }
    let api = name::ident(&group.name.rust);
    quote!(#api::new(&client))
}

fn program(book: &Book<'_>, group: Option<&ApiGroup>, body: &TokenStream) -> String {
    let library = library(book);
    let models = import::names(body, "models", &|_| true).then(|| quote!(models,));
    let credentials = import::names(body, "Credentials", &|_| true).then(|| quote!(Credentials,));
    let uses = if book.library.is_some() {
        let api = group.map(|group| name::ident(&group.name.rust)).map(|api| quote!(#api,));
        let own = (api.is_some() || models.is_some()).then(|| quote!(use #library::{#api #models};));
        quote!(#own use #library::osparc_client::{Client, #credentials};)
    } else {
        quote!(use #library::{Client, #credentials #models};)
    };
    print(&quote! {
        #uses
        #[tokio::main]
        async fn main() -> Result<(), Box<dyn std::error::Error>> { #body }
    })
}

/// A client: of the environment in the runtime's own crate, else with an address and credentials.
fn client(book: &Book<'_>, operation: Option<&Operation>) -> TokenStream {
    if book.library.is_none() {
        return quote!(Client::from_env()?);
    }
    let known =
        book.api.servers.iter().find(|server| server.url.starts_with("http") && server.variables.is_empty());
    let url = literal::string(known.map_or("https://api.example.com", |server| &server.url));
    let credentials = operation
        .and_then(|operation| security::first(book.api, &operation.security))
        .map(|credentials| quote!(.credentials(#credentials)));
    quote!(Client::builder().base_url(#url) #credentials .build()?)
}

/// A variable for the API that no argument hides.
fn api_name(group: &ApiGroup, operation: &Operation) -> Ident {
    let arguments = operation.parameters.iter().map(|parameter| parameter.name.rust.as_str());
    let taken: Vec<_> = arguments.chain(operation.body.iter().map(|body| body.name.rust.as_str())).collect();
    let mut found = group.accessor.clone();
    while taken.contains(&found.as_str()) {
        found = format!("{}_api", name::bare(&found));
    }
    name::ident(&found)
}

/// What is bound before the call, and the call with its setters.
fn call(book: &Book<'_>, operation: &Operation, api: &Ident) -> (TokenStream, TokenStream) {
    let (bindings, arguments) = arguments(book, operation, 0);
    let method = name::ident(&operation.name.rust);
    let optional = operation.parameters.iter().filter(|parameter| !parameter::is_argument(parameter));
    let setters = optional.filter(|parameter| parameter.docs.deprecated.is_none()).map(|parameter| {
        let setter = name::ident(&parameter.name.rust);
        let spot = Spot::of(&parameter.name.wire).or_default(parameter.default.as_ref());
        let value = sample::argument(book, &parameter.ty, spot);
        quote!(.#setter(#value))
    });
    let setters: TokenStream = setters.collect();
    let body = operation.body.as_ref().filter(|body| !body.required).map(|body| {
        let setter = name::ident(&body.name.rust);
        let value = body_value(book, body, 0);
        quote!(.#setter(#value))
    });
    (bindings, quote!(#api.#method(#(#arguments),*) #setters #body))
}

/// The required arguments: what is bound to their names, and how the call passes them. Values of a deeper level are
/// shorter.
fn arguments(book: &Book<'_>, operation: &Operation, level: u32) -> (TokenStream, Vec<TokenStream>) {
    let mut bindings = TokenStream::new();
    let mut passed = Vec::new();
    for parameter in operation.parameters.iter().filter(|parameter| parameter::is_argument(parameter)) {
        let spot = Spot::at(level, &parameter.name.wire).or_default(parameter.default.as_ref());
        let ident = name::ident(&parameter.name.rust);
        let (bound, pass) = bound(book, &parameter.ty, &ident, spot);
        bindings.extend(bound);
        passed.push(pass);
    }
    if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
        let ident = name::ident(&body.name.rust);
        let (binding, pass) = match &body.kind {
            BodyKind::Json(ty) | BodyKind::Form(ty) => bound(book, ty, &ident, Spot::at(level, "text")),
            BodyKind::Multipart(_) | BodyKind::Text | BodyKind::Bytes => {
                let value = body_value(book, body, level);
                (quote!(let #ident = #value;), quote!(#ident))
            }
        };
        bindings.extend(binding);
        passed.push(pass);
    }
    (bindings, passed)
}

/// A variable with a value of a type, and how an argument takes it.
fn bound(book: &Book<'_>, ty: &Type, ident: &Ident, spot: Spot<'_>) -> (TokenStream, TokenStream) {
    match book.types.resolve(ty) {
        // What is borrowed in an `Option` would not live longer than the statement.
        Type::Nullable(_) => (TokenStream::new(), sample::argument(book, ty, spot)),
        Type::Boxed(inner) => bound(book, inner, ident, spot),
        Type::String => {
            let text = sample::argument(book, ty, spot);
            (quote!(let #ident = #text;), quote!(#ident))
        }
        resolved => {
            let binding = binding(ident, &sample::value(book, ty, spot));
            let borrow = (!is_copy(resolved)).then(|| quote!(&));
            (binding, quote!(#borrow #ident))
        }
    }
}

/// A variable with a value; a long one is made step by step.
fn binding(ident: &Ident, sample: &Sample) -> TokenStream {
    let Sample { rust, json: _, steps } = sample;
    match steps {
        Some((made, setters)) if rust.to_string().len() > LINE => {
            quote!(let #ident = #made; let #ident = #ident #setters;)
        }
        _ => quote!(let #ident = #rust;),
    }
}

fn body_value(book: &Book<'_>, body: &Body, level: u32) -> TokenStream {
    match &body.kind {
        BodyKind::Json(ty) | BodyKind::Form(ty) => sample::argument(book, ty, Spot::at(level, "text")),
        BodyKind::Multipart(id) => sample::value(book, &Type::Named(*id), Spot::at(level, "text")).rust,
        BodyKind::Text => quote!("text"),
        BodyKind::Bytes => quote!("content".into()),
    }
}

/// What is done with the answer.
fn answer(book: &Book<'_>, operation: &Operation, call: &TokenStream) -> TokenStream {
    if !operation.response.is_empty() {
        return quote!(let answer = #call.await?; println!("{answer:?}"););
    }
    match operation.successes.first().map(|case| &case.body) {
        None | Some(SuccessBody::Empty) => quote!(#call.await?;),
        Some(SuccessBody::Json(ty)) if *book.types.resolve(ty) == Type::Null => quote!(#call.await?;),
        Some(SuccessBody::Json(_) | SuccessBody::Text) => {
            quote!(let answer = #call.await?; println!("{answer:?}");)
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
