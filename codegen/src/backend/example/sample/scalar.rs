//! Values without parts.
//!
//! In: a scalar type, where the value stands, and what its schema demands. Out: the value. Invariant: where nothing is found
//! that keeps all demands, that is noted.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Number, Value};

use super::{
    Sample, Spot, number,
    text::{self, Wanted},
};
use crate::backend::example::{self, Examples};
use crate::backend::syntax::literal;
use crate::ir::{Constraints, DateLibrary, Literal, TextFormat, Type};

/// A value of a scalar type.
pub(super) fn value(examples: &Examples<'_>, ty: &Type, spot: Spot<'_>) -> Sample {
    let runtime = example::runtime(examples);
    let parsed = |format: &str, path: TokenStream| {
        let (token, json) = text(examples, Spot { default: None, ..spot }, Some(format));
        let ty = spot.typed.then(|| quote!(::<#path>));
        Sample::new(quote!(#token.parse #ty ()?), json)
    };
    let made = |spot: Spot<'_>, format: Option<&str>, path: TokenStream| {
        let (token, json) = text(examples, spot, format);
        let rust = if spot.typed { quote!(#runtime::#path::from(#token)) } else { quote!(#token.into()) };
        Sample::new(rust, json)
    };
    let (time, day) = match examples.api.dates {
        DateLibrary::Jiff => (quote!(#runtime::jiff::Timestamp), quote!(#runtime::jiff::civil::Date)),
        DateLibrary::Chrono => {
            (quote!(#runtime::chrono::DateTime<#runtime::chrono::Utc>), quote!(#runtime::chrono::NaiveDate))
        }
    };
    match ty {
        Type::Boolean => boolean(spot),
        Type::Formatted(format) => {
            let value = examples.formatted(*format);
            made(spot, Some(name(*format)), quote!(Formatted::<#value>))
        }
        Type::String => {
            let (token, json) = text(examples, spot, None);
            Sample::new(quote!(#token.to_owned()), json)
        }
        Type::Secret => made(Spot { hint: "secret", ..spot }, None, quote!(Secret)),
        Type::Uuid => parsed("uuid", quote!(#runtime::uuid::Uuid)),
        Type::DateTime => parsed("date-time", time),
        Type::Date => parsed("date", day),
        Type::Uri => made(spot, Some("uri"), quote!(Uri)),
        Type::Base64 => bytes(spot, &quote!(#runtime::Base64), "Y29udGVudA=="),
        Type::Base64Url => bytes(spot, &quote!(#runtime::Base64Url), "Y29udGVudA"),
        Type::Binary => {
            let rust = quote!(#runtime::Part::bytes("content"));
            Sample::of(if spot.typed { rust } else { quote!("content".into()) }, None)
        }
        Type::Any => structured(spot, &runtime).unwrap_or_else(|| made(spot, None, quote!(Json))),
        Type::Float32 | Type::Float64 => float(examples, ty, spot),
        // The kinds that have parts do not come here.
        other => integer(examples, other, spot).unwrap_or_else(|| Sample::new(quote!(()), Value::Null)),
    }
}

fn boolean(spot: Spot<'_>) -> Sample {
    let default = match spot.default {
        Some(Literal::Boolean(value)) => *value,
        _ => spot.ordinal.is_multiple_of(2),
    };
    Sample::new(literal::boolean(default), default)
}

fn bytes(spot: Spot<'_>, path: &TokenStream, json: &str) -> Sample {
    let rust = quote!(b"content".to_vec());
    Sample::new(if spot.typed { quote!(#path(#rust)) } else { quote!(#rust.into()) }, json)
}

/// A list or an object that the document gives for any JSON value.
fn structured(spot: Spot<'_>, runtime: &TokenStream) -> Option<Sample> {
    let (text, json) = spot.structured()?;
    let token = literal::string(text);
    let ty = spot.typed.then(|| quote!(::<#runtime::Json>));
    Some(Sample::new(quote!(#token.parse #ty ()?), json))
}

/// An integer, or a number that is kept exactly; nothing for other types.
fn integer(examples: &Examples<'_>, ty: &Type, spot: Spot<'_>) -> Option<Sample> {
    let (suffix, range) = match ty {
        Type::Int32 => ("i32", (i32::MIN.into(), i32::MAX.into())),
        Type::Int64 | Type::Number => ("i64", (i64::MIN.into(), i64::MAX.into())),
        Type::Uint32 => ("u32", (0, u32::MAX.into())),
        Type::Uint64 => ("u64", (0, u64::MAX.into())),
        Type::Int128 => ("i128", (i128::MIN, i128::MAX)),
        Type::Uint128 => ("u128", (0, i128::MAX)),
        _ => return None,
    };
    let none = Constraints::default();
    let constraints = spot.constraints.unwrap_or(&none);
    let found = number::integer(constraints, range, spot.default, spot.ordinal);
    if *ty == Type::Number {
        let runtime = example::runtime(examples);
        let (token, json) = if let Some(value) = found {
            (literal::suffixed(&literal::integer(value), suffix), json(&Literal::Integer(value)))
        } else {
            let value = fraction(examples, spot);
            (literal::float(value).unwrap_or_default(), json(&Literal::Number(value)))
        };
        let typed = quote!(#runtime::Number::from(#token));
        return Some(Sample::of(if spot.typed { typed } else { quote!(#token.into()) }, json));
    }
    let value = found.unwrap_or_else(|| {
        examples.invented.set(true);
        1
    });
    let token = literal::integer(value);
    let token = if spot.typed { literal::suffixed(&token, suffix) } else { token };
    Some(Sample::of(token, json(&Literal::Integer(value))))
}

fn float(examples: &Examples<'_>, ty: &Type, spot: Spot<'_>) -> Sample {
    let value = fraction(examples, spot);
    let (token, suffix) = match ty {
        Type::Float32 => (literal::scalar(ty, &Literal::Number(value)), "f32"),
        _ => (literal::float(value), "f64"),
    };
    let token = token.unwrap_or_else(|| quote!(1.5));
    let token = if spot.typed { literal::suffixed(&token, suffix) } else { token };
    Sample::of(token, json(&Literal::Number(value)))
}

fn fraction(examples: &Examples<'_>, spot: Spot<'_>) -> f64 {
    let none = Constraints::default();
    let found = number::float(spot.constraints.unwrap_or(&none), spot.default, spot.ordinal);
    found.unwrap_or_else(|| {
        examples.invented.set(true);
        1.5
    })
}

/// The name of a format.
fn name(format: TextFormat) -> &'static str {
    match format {
        TextFormat::Duration => "duration",
        TextFormat::Time => "time",
        TextFormat::LocalDateTime => "date-time-local",
        TextFormat::HttpDate => "http-date",
        TextFormat::Ipv4 => "ipv4",
        TextFormat::Ipv6 => "ipv6",
        TextFormat::Ip => "ip",
        TextFormat::Float32 | TextFormat::Float64 => "double",
        _ => "int32",
    }
}

/// A text as a literal, and as JSON; in a format where the constraints give none.
pub(super) fn text(examples: &Examples<'_>, spot: Spot<'_>, format: Option<&str>) -> (TokenStream, Value) {
    let none = Constraints::default();
    let wanted = Wanted {
        hint: spot.hint,
        default: spot.default,
        constraints: spot.constraints.unwrap_or(&none),
        format,
        ordinal: spot.ordinal,
    };
    let text = text::of(&wanted).unwrap_or_else(|| {
        examples.invented.set(true);
        text::word(spot.hint)
    });
    let token = literal::string(&text);
    (quote!(#token), text.into())
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
