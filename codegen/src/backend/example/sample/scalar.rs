//! Values without parts.
//!
//! In: a scalar type and where the value stands. Out: the value. Invariant: a text in it is a word of letters and
//! digits, or the documented default as a literal.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Number, Value};

use super::{Sample, Spot};
use crate::backend::example::{self, Examples};
use crate::backend::syntax::literal;
use crate::ir::{DateLibrary, Literal, TextFormat, Type};

/// The longest default that serves as an example.
const MAX_DEFAULT: usize = 40;

/// A value of a scalar type.
pub(super) fn value(examples: &Examples<'_>, ty: &Type, spot: Spot<'_>) -> Sample {
    let default = spot.default.filter(|_| !spot.typed);
    let default =
        default.and_then(|default| Some(Sample::new(literal::scalar(ty, default)?, json_as(ty, default)?)));
    if let Some(default) = default {
        return default;
    }
    let runtime = example::runtime(examples);
    let parsed = |text: &str, path: TokenStream| {
        let ty = spot.typed.then(|| quote!(::<#path>));
        Sample::new(quote!(#text.parse #ty ()?), text)
    };
    let made = |text: &str, path: TokenStream| {
        let rust = if spot.typed { quote!(#runtime::#path::from(#text)) } else { quote!(#text.into()) };
        Sample::new(rust, text)
    };
    let (time, day) = match examples.api.dates {
        DateLibrary::Jiff => (quote!(#runtime::jiff::Timestamp), quote!(#runtime::jiff::civil::Date)),
        DateLibrary::Chrono => {
            (quote!(#runtime::chrono::DateTime<#runtime::chrono::Utc>), quote!(#runtime::chrono::NaiveDate))
        }
    };
    match ty {
        Type::Boolean => Sample::new(quote!(true), true),
        Type::Formatted(format) => {
            let text = formatted(*format);
            let value = examples.formatted(*format);
            let typed = quote!(#runtime::Formatted::<#value>::from(#text));
            Sample::new(if spot.typed { typed } else { quote!(#text.into()) }, text)
        }
        Type::Base64Url => {
            let rust = quote!(b"content".to_vec());
            let typed = quote!(#runtime::Base64Url(#rust));
            Sample::new(if spot.typed { typed } else { quote!(#rust.into()) }, "Y29udGVudA")
        }
        Type::String => {
            let (text, json) = text(spot);
            Sample::new(quote!(#text.to_owned()), json)
        }
        Type::Secret => made("secret", quote!(Secret)),
        Type::Uuid => parsed("3fa85f64-5717-4562-b3fc-2c963f66afa6", quote!(#runtime::uuid::Uuid)),
        Type::DateTime => parsed("2026-01-31T12:00:00Z", time),
        Type::Date => parsed("2026-01-31", day),
        Type::Uri => made("https://example.com/", quote!(Uri)),
        Type::Base64 => {
            let rust = quote!(b"content".to_vec());
            let typed = quote!(#runtime::Base64(#rust));
            Sample::new(if spot.typed { typed } else { quote!(#rust.into()) }, "Y29udGVudA==")
        }
        Type::Binary => {
            let rust = quote!(#runtime::Part::bytes("content"));
            Sample::of(if spot.typed { rust } else { quote!("content".into()) }, None)
        }
        Type::Any => made(&word(spot.hint), quote!(Json)),
        // The kinds that have parts do not come here.
        other => number(examples, other, spot).unwrap_or_else(|| Sample::new(quote!(()), Value::Null)),
    }
}

/// A number; nothing for other types.
fn number(examples: &Examples<'_>, ty: &Type, spot: Spot<'_>) -> Option<Sample> {
    let runtime = example::runtime(examples);
    let (suffixed, plain, json) = match ty {
        Type::Int32 => (quote!(1_i32), quote!(1), 1.into()),
        Type::Int64 => (quote!(1_i64), quote!(1), 1.into()),
        Type::Uint32 => (quote!(1_u32), quote!(1), 1.into()),
        Type::Uint64 => (quote!(1_u64), quote!(1), 1.into()),
        Type::Int128 => (quote!(1_i128), quote!(1), 1.into()),
        Type::Uint128 => (quote!(1_u128), quote!(1), 1.into()),
        Type::Number => (quote!(#runtime::Number::from(1_i64)), quote!(1_i64.into()), 1.into()),
        Type::Float32 => (quote!(1.5_f32), quote!(1.5), Value::from(1.5)),
        Type::Float64 => (quote!(1.5_f64), quote!(1.5), Value::from(1.5)),
        _ => return None,
    };
    Some(Sample::new(if spot.typed { suffixed } else { plain }, json))
}

/// A text in a format.
fn formatted(format: TextFormat) -> &'static str {
    match format {
        TextFormat::Duration => "PT1M30S",
        TextFormat::Time => "12:00:00Z",
        TextFormat::LocalDateTime => "2026-01-31T12:00:00",
        TextFormat::HttpDate => "Sat, 31 Jan 2026 12:00:00 GMT",
        TextFormat::Ipv4 | TextFormat::Ip => "192.0.2.1",
        TextFormat::Ipv6 => "2001:db8::1",
        TextFormat::Float32 | TextFormat::Float64 => "1.5",
        _ => "1",
    }
}

/// A text as a literal, and as JSON.
pub(super) fn text(spot: Spot<'_>) -> (TokenStream, Value) {
    let default = match spot.default {
        Some(Literal::String(text)) if text.chars().count() <= MAX_DEFAULT => Some(text.clone()),
        _ => None,
    };
    let text = default.unwrap_or_else(|| word(spot.hint));
    let token = literal::string(&text);
    (quote!(#token), text.into())
}

/// A word that a name suggests.
pub(super) fn word(hint: &str) -> String {
    let word: String =
        hint.chars().filter(|c| c.is_ascii_alphanumeric() || "_-".contains(*c)).take(MAX_DEFAULT).collect();
    if word.is_empty() { "text".to_owned() } else { word }
}

/// A literal of the document as JSON; nothing for numbers that JSON readers differ on.
pub(super) fn json(literal: &Literal) -> Option<Value> {
    match literal {
        Literal::Null => Some(Value::Null),
        Literal::Boolean(value) => Some((*value).into()),
        Literal::Integer(value) => {
            i64::try_from(*value).map(Value::from).or_else(|_| u64::try_from(*value).map(Value::from)).ok()
        }
        Literal::Number(value) => Number::from_f64(*value).map(Value::Number),
        Literal::String(text) => Some(text.as_str().into()),
    }
}

/// The same where the type says that a whole number stands for a fraction.
fn json_as(ty: &Type, literal: &Literal) -> Option<Value> {
    match (ty, literal) {
        (Type::Float32 | Type::Float64, Literal::Integer(value)) => {
            Number::from_f64(literal::widened(*value)).map(Value::Number)
        }
        _ => json(literal),
    }
}
