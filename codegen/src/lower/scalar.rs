//! Booleans, numbers and strings, by `type` and `format`.
//!
//! In: keywords of a scalar schema. Out: a type without a name.
//! Invariant: bounds never narrow the type of a model, since responses are never rejected by bounds.

use super::keywords::{Keywords, Shape};
use crate::ir::{TextFormat, Type};
use crate::openapi::format;

pub(super) fn lower(keywords: &Keywords, shape: Shape) -> Type {
    let format = keywords.plain.format.as_deref();
    match shape {
        Shape::Boolean => Type::Boolean,
        Shape::Integer => integer(format),
        Shape::Number => number(format),
        Shape::String => string(format),
        Shape::Null => Type::Null,
        _ => Type::Any,
    }
}

/// An integer parameter that cannot be negative is unsigned unless it has a format.
pub(super) fn is_unsigned(keywords: &Keywords) -> bool {
    let whole = keywords.shape() == Shape::Integer && keywords.plain.format.is_none();
    whole && keywords.plain.minimum.is_some_and(|minimum| minimum >= 0.0)
}

/// Whether the schema describes raw bytes.
pub(super) fn is_binary(keywords: &Keywords) -> bool {
    keywords.shape() == Shape::String && keywords.plain.format.as_deref() == Some("binary")
}

fn integer(format: Option<&str>) -> Type {
    match format {
        Some("int32" | "int16" | "int8") => Type::Int32,
        Some("uint32" | "uint16" | "uint8") => Type::Uint32,
        Some("uint64" | "uint") => Type::Uint64,
        Some("int128") => Type::Int128,
        Some("uint128") => Type::Uint128,
        Some("bigint" | "biginteger" | "big-integer" | "int256" | "uint256") => Type::Number,
        _ => Type::Int64,
    }
}

fn number(format: Option<&str>) -> Type {
    match format {
        Some("float") => Type::Float32,
        Some("decimal" | "decimal128" | "bigdecimal" | "big-decimal") => Type::Number,
        Some(integers) if format::is_integer(integers) => integer(format),
        _ => Type::Float64,
    }
}

fn string(format: Option<&str>) -> Type {
    match format {
        Some("uuid") => Type::Uuid,
        Some("date-time") => Type::DateTime,
        Some("date") => Type::Date,
        Some("uri" | "url") => Type::Uri,
        Some("byte") => Type::Base64,
        Some("base64url") => Type::Base64Url,
        Some("password") => Type::Secret,
        Some(other) => text(other).map_or(Type::String, Type::Formatted),
        None => Type::String,
    }
}

/// Formats whose text is kept beside the value that it stands for.
fn text(format: &str) -> Option<TextFormat> {
    Some(match format {
        "duration" => TextFormat::Duration,
        "time" | "time-local" => TextFormat::Time,
        "date-time-local" => TextFormat::LocalDateTime,
        "http-date" | "date-time-rfc1123" => TextFormat::HttpDate,
        "ipv4" => TextFormat::Ipv4,
        "ipv6" => TextFormat::Ipv6,
        "ip" => TextFormat::Ip,
        "int32" | "int16" | "int8" => TextFormat::Int32,
        "int64" | "long" => TextFormat::Int64,
        "int128" => TextFormat::Int128,
        "uint32" | "uint16" | "uint8" => TextFormat::Uint32,
        "uint64" | "uint" => TextFormat::Uint64,
        "uint128" => TextFormat::Uint128,
        "float" => TextFormat::Float32,
        "double" => TextFormat::Float64,
        _ => return None,
    })
}

/// Whether the type of a scalar expresses its format, so that no note is needed.
pub(super) fn says_format(keywords: &Keywords) -> bool {
    match (keywords.own_shape(), keywords.plain.format.as_deref()) {
        (_, None) => true,
        (Shape::Integer, Some(format)) => format == "int64" || integer(Some(format)) != Type::Int64,
        (Shape::Number, Some(format)) => format == "double" || number(Some(format)) != Type::Float64,
        (Shape::String, Some(format)) => format == "binary" || string(Some(format)) != Type::String,
        _ => false,
    }
}
