//! Examples: Rust that calls an operation, and values of types.
//!
//! In: an operation, or a type. Out: code. Invariant: it compiles as it stands against the generated crate.

pub(in crate::backend) mod sample;

use std::cell::Cell;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::Config;
use crate::backend::print;
use crate::backend::syntax::{
    name, paths,
    types::{Types, is_copy},
};
use crate::ir::{Api, ApiGroup, Body, BodyKind, DateLibrary, Operation, SuccessBody, TextFormat, Type};

use self::sample::{Sample, Spot, Weights};

/// How many characters of tokens are one line when printed, about.
pub(in crate::backend) const LINE: usize = 80;

/// What examples are made of.
pub(in crate::backend) struct Examples<'a> {
    pub(in crate::backend) api: &'a Api,
    pub(in crate::backend) types: Types<'a>,
    weights: Weights,
    /// Whether a value was made that keeps not all that its schema demands.
    invented: Cell<bool>,
    /// The crate that has the generated code, as a path.
    library: String,
}

impl<'a> Examples<'a> {
    pub(in crate::backend) fn new(api: &'a Api, config: &Config) -> Self {
        let types = Types::new(api);
        Self {
            weights: Weights::of(&types),
            invented: Cell::new(false),
            library: config.library(),
            api,
            types,
        }
    }

    /// Whether what was made since the last time of asking has values that keep not all that their schemas demand.
    #[cfg(feature = "tools")]
    pub(in crate::backend) fn take_invented(&self) -> bool {
        self.invented.take()
    }
}

impl Examples<'_> {
    /// The type of the value that a text of a format stands for, as examples name it.
    pub(in crate::backend) fn formatted(&self, format: TextFormat) -> TokenStream {
        let runtime = runtime(self);
        let dates = match self.api.dates {
            DateLibrary::Jiff => {
                [quote!(jiff::Span), quote!(jiff::civil::Time), quote!(jiff::civil::DateTime)]
            }
            DateLibrary::Chrono => {
                [quote!(chrono::TimeDelta), quote!(chrono::NaiveTime), quote!(chrono::NaiveDateTime)]
            }
        };
        let [duration, time, local] = dates;
        match format {
            TextFormat::Duration => quote!(#runtime::#duration),
            TextFormat::Time => quote!(#runtime::#time),
            TextFormat::LocalDateTime => quote!(#runtime::#local),
            TextFormat::HttpDate => quote!(#runtime::HttpDate),
            // What the standard library has is named as everywhere.
            other => self.types.formatted(other),
        }
    }
}

/// The call of an operation as lines of a doc comment; the code around it is hidden.
pub(in crate::backend) fn documented(
    examples: &Examples<'_>,
    group: &ApiGroup,
    operation: &Operation,
) -> Vec<String> {
    let receiver = api_name(group, operation);
    let (bindings, arguments) = arguments(examples, operation, 1);
    let method = name::ident(&operation.name.rust);
    let empty = operation.response.is_empty()
        && matches!(operation.successes.first().map(|case| &case.body), None | Some(SuccessBody::Empty));
    let binding = (!empty).then(|| quote!(let response =));
    let body = quote!(#bindings #binding #receiver.#method(#(#arguments),*).await?;);
    let library = library(examples);
    let uses = paths::names(&body, "models", &|_| true).then(|| format!("# use {library}::models;"));
    let printed = print::items(&quote!(fn example() { #body }));
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

/// The runtime, by the name under which the generated crate exports it.
pub(in crate::backend) fn runtime(examples: &Examples<'_>) -> TokenStream {
    let library = library(examples);
    quote!(#library::runtime)
}

/// The crate of the generated code.
pub(in crate::backend) fn library(examples: &Examples<'_>) -> TokenStream {
    let library = name::ident(&examples.library);
    quote!(#library)
}

/// A variable for the API that no argument hides.
pub(in crate::backend) fn api_name(group: &ApiGroup, operation: &Operation) -> Ident {
    let arguments = operation.parameters.iter().map(|parameter| parameter.name.rust.as_str());
    let taken: Vec<_> = arguments.chain(operation.body.iter().map(|body| body.name.rust.as_str())).collect();
    let mut found = group.accessor.clone();
    while taken.contains(&found.as_str()) {
        found = format!("{}_api", name::bare(&found));
    }
    name::ident(&found)
}

/// The required arguments: what is bound to their names, and how the call passes them. Values of a deeper level are
/// shorter.
pub(in crate::backend) fn arguments(
    examples: &Examples<'_>,
    operation: &Operation,
    level: u32,
) -> (TokenStream, Vec<TokenStream>) {
    let mut bindings = TokenStream::new();
    let mut passed = Vec::new();
    for parameter in operation.parameters.iter().filter(|parameter| parameter.is_argument()) {
        let spot = Spot::at(level, &parameter.name.wire).or_default(parameter.default.as_ref());
        let spot = spot.under(&parameter.docs);
        let ident = name::ident(&parameter.name.rust);
        let (bound, pass) = bound(examples, &parameter.ty, &ident, spot);
        bindings.extend(bound);
        passed.push(pass);
    }
    if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
        let ident = name::ident(&body.name.rust);
        let (binding, pass) = match &body.kind {
            BodyKind::Json(ty) | BodyKind::Form(ty) | BodyKind::Text(ty) => {
                bound(examples, ty, &ident, Spot::at(level, "text").under(&body.docs))
            }
            BodyKind::Multipart(_) | BodyKind::Bytes | BodyKind::JsonLines(_) => {
                let value = body_value(examples, body, level);
                (quote!(let #ident = #value;), quote!(#ident))
            }
        };
        bindings.extend(binding);
        passed.push(pass);
    }
    (bindings, passed)
}

/// A variable with a value of a type, and how an argument takes it.
fn bound(examples: &Examples<'_>, ty: &Type, ident: &Ident, spot: Spot<'_>) -> (TokenStream, TokenStream) {
    match examples.types.resolve(ty) {
        // What is borrowed in an `Option` would not live longer than the statement.
        Type::Nullable(_) => (TokenStream::new(), sample::argument(examples, ty, spot)),
        Type::Boxed(inner) => bound(examples, inner, ident, spot),
        Type::String => {
            let text = sample::argument(examples, ty, spot);
            (quote!(let #ident = #text;), quote!(#ident))
        }
        resolved => {
            let binding = binding(ident, &sample::value(examples, ty, spot));
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

pub(in crate::backend) fn body_value(examples: &Examples<'_>, body: &Body, level: u32) -> TokenStream {
    match &body.kind {
        BodyKind::Json(ty) | BodyKind::Form(ty) | BodyKind::Text(ty) => {
            sample::argument(examples, ty, Spot::at(level, "text").under(&body.docs))
        }
        BodyKind::Multipart(id) => sample::value(examples, &Type::Named(*id), Spot::at(level, "text")).rust,
        BodyKind::Bytes => quote!("content".into()),
        BodyKind::JsonLines(ty) => {
            let values =
                sample::value(examples, &Type::List(Box::new(ty.clone())), Spot::at(level, "text")).rust;
            quote!(#values.into())
        }
    }
}
