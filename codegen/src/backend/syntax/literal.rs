//! Scalars of the document -> literal tokens.
//!
//! In: [`Literal`]s and texts. Out: tokens. Invariant: text becomes one string literal whatever it holds; a number
//! that has no literal in the wanted type gives nothing.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Literal, Type};

/// A string literal.
pub(in crate::backend) fn string(text: &str) -> proc_macro2::Literal {
    proc_macro2::Literal::string(text)
}

/// A boolean.
pub(in crate::backend) fn boolean(value: bool) -> TokenStream {
    if value { quote!(true) } else { quote!(false) }
}

/// An integer without a suffix, its digits grouped.
pub(in crate::backend) fn integer(value: i128) -> TokenStream {
    signed(value < 0, &grouped(&value.unsigned_abs().to_string(), false))
}

/// A number with the suffix of its type.
pub(in crate::backend) fn suffixed(number: &TokenStream, ty: &str) -> TokenStream {
    let text = format!("{}_{ty}", number.to_string().replace(' ', ""));
    text.parse().unwrap_or_else(|_| number.clone())
}

/// A number with a fraction or an exponent; a number that is not finite has no literal.
pub(in crate::backend) fn float(value: f64) -> Option<TokenStream> {
    value.is_finite().then(|| decimal(&format!("{:?}", value.abs()), value.is_sign_negative()))
}

fn float32(value: f64) -> Option<TokenStream> {
    #[expect(clippy::cast_possible_truncation, reason = "the nearest value of the type is what is wanted")]
    let narrow = value as f32;
    narrow.is_finite().then(|| decimal(&format!("{:?}", narrow.abs()), narrow.is_sign_negative()))
}

/// The value of a scalar type that a literal stands for.
pub(in crate::backend) fn scalar(ty: &Type, literal: &Literal) -> Option<TokenStream> {
    let within = |low: i128, high: i128, value: i128| (low..=high).contains(&value).then(|| integer(value));
    match (ty, literal) {
        (Type::Null, Literal::Null) => Some(quote!(())),
        (Type::Boolean, Literal::Boolean(value)) => Some(boolean(*value)),
        (Type::Int32, Literal::Integer(value)) => within(i32::MIN.into(), i32::MAX.into(), *value),
        (Type::Int64, Literal::Integer(value)) => within(i64::MIN.into(), i64::MAX.into(), *value),
        (Type::Uint32, Literal::Integer(value)) => within(0, u32::MAX.into(), *value),
        (Type::Uint64, Literal::Integer(value)) => within(0, u64::MAX.into(), *value),
        (Type::Int128, Literal::Integer(value)) => Some(integer(*value)),
        (Type::Uint128, Literal::Integer(value)) => within(0, i128::MAX, *value),
        (Type::Float32, Literal::Number(value)) => float32(*value),
        (Type::Float64, Literal::Number(value)) => float(*value),
        (Type::Float32, Literal::Integer(value)) => float32(widened(*value)),
        (Type::Float64, Literal::Integer(value)) => float(widened(*value)),
        _ => None,
    }
}

/// The nearest float of an integer.
pub(in crate::backend) fn widened(value: i128) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "the document gives an integer where it declares a number"
    )]
    let wide = value as f64;
    wide
}

/// The text of a literal as a tag, and as it stands in docs.
pub(in crate::backend) fn text(literal: &Literal) -> String {
    match literal {
        Literal::Null => "null".to_owned(),
        Literal::Boolean(value) => value.to_string(),
        Literal::Integer(value) => value.to_string(),
        Literal::Number(value) => format!("{value:?}"),
        Literal::String(value) => value.clone(),
    }
}

/// The runtime's literal, with which unions compare members.
pub(in crate::backend) fn runtime(literal: &Literal) -> Option<TokenStream> {
    match literal {
        Literal::Null => Some(quote!(rt::Literal::Null)),
        Literal::Boolean(value) => {
            let value = boolean(*value);
            Some(quote!(rt::Literal::Boolean(#value)))
        }
        Literal::Integer(value) => match scalar(&Type::Int64, literal) {
            Some(value) => Some(quote!(rt::Literal::Integer(#value))),
            None => float(widened(*value)).map(|value| quote!(rt::Literal::Number(#value))),
        },
        Literal::Number(value) => float(*value).map(|value| quote!(rt::Literal::Number(#value))),
        Literal::String(value) => {
            let value = string(value);
            Some(quote!(rt::Literal::String(#value)))
        }
    }
}

fn decimal(text: &str, negative: bool) -> TokenStream {
    let text = match text.split_once('.') {
        Some((whole, fraction)) if !fraction.contains('e') => {
            format!("{}.{}", grouped(whole, false), grouped(fraction, true))
        }
        _ => text.to_owned(),
    };
    signed(negative, &text)
}

/// The token of digits that were printed here, a minus before it.
fn signed(negative: bool, digits: &str) -> TokenStream {
    let literal = digits.parse::<proc_macro2::Literal>().unwrap_or_else(|_| string(digits));
    if negative { quote!(-#literal) } else { quote!(#literal) }
}

/// Digits in groups of three, from the point outwards, as soon as there are more than five.
fn grouped(digits: &str, fraction: bool) -> String {
    if digits.len() <= 5 {
        return digits.to_owned();
    }
    let offset = if fraction { 0 } else { 3 - digits.len() % 3 };
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (index + offset).is_multiple_of(3) {
            text.push('_');
        }
        text.push(digit);
    }
    text
}
