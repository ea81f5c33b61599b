//! Types as people read them.
//!
//! In: uses of types. Out: Rust in pieces, of which a back end can make links. Invariant: it is what the emitted code has,
//! without the paths.

use super::name;
use crate::ir::{Api, DateLibrary, TextFormat, Type, TypeId};

/// A piece of a type's syntax.
pub(in crate::backend) enum Piece {
    Code(String),
    Model(TypeId),
    /// A point in time, as the library of dates has it.
    Time,
    /// A day, as the library of dates has it.
    Day,
    /// A time of day, as the library of dates has it.
    TimeOfDay,
    /// A day and a time of day, as the library of dates has it.
    LocalDateTime,
    /// A span of time, as the library of dates has it.
    Duration,
}

/// A type's syntax.
#[derive(Default)]
pub(in crate::backend) struct TypeSyntax(pub(in crate::backend) Vec<Piece>);

impl TypeSyntax {
    /// Adds text.
    pub(in crate::backend) fn code(mut self, text: &str) -> Self {
        match self.0.last_mut() {
            Some(Piece::Code(known)) => known.push_str(text),
            _ => self.0.push(Piece::Code(text.to_owned())),
        }
        self
    }

    /// Adds the pieces of another.
    pub(in crate::backend) fn then(self, other: Self) -> Self {
        other.0.into_iter().fold(self, |type_syntax, piece| match piece {
            Piece::Code(text) => type_syntax.code(&text),
            piece => Self(type_syntax.0.into_iter().chain([piece]).collect()),
        })
    }

    /// Rust, with the module of models.
    pub(in crate::backend) fn plain(&self, api: &Api) -> String {
        self.0.iter().map(|piece| text(api, piece)).collect()
    }
}

/// The text of a piece.
pub(in crate::backend) fn text(api: &Api, piece: &Piece) -> String {
    let dated = |jiff: &str, chrono: &str| match api.dates {
        DateLibrary::Jiff => jiff.to_owned(),
        DateLibrary::Chrono => chrono.to_owned(),
    };
    match piece {
        Piece::Code(text) => text.clone(),
        Piece::Model(id) => format!("models::{}", model(api, *id)),
        Piece::Time => dated("Timestamp", "DateTime<Utc>"),
        Piece::Day => dated("Date", "NaiveDate"),
        Piece::TimeOfDay => dated("Time", "NaiveTime"),
        Piece::LocalDateTime => dated("LocalDateTime", "NaiveDateTime"),
        Piece::Duration => dated("Span", "TimeDelta"),
    }
}

/// The name of a model.
pub(in crate::backend) fn model(api: &Api, id: TypeId) -> &str {
    api.get(id).map_or("Json", |def| name::bare(&def.name.rust))
}

/// A value's type.
pub(in crate::backend) fn of(ty: &Type) -> TypeSyntax {
    let code = |text: &str| TypeSyntax::default().code(text);
    match ty {
        Type::Null => code("()"),
        Type::Boolean => code("bool"),
        Type::Int32 => code("i32"),
        Type::Int64 => code("i64"),
        Type::Uint32 => code("u32"),
        Type::Uint64 => code("u64"),
        Type::Float32 => code("f32"),
        Type::Float64 => code("f64"),
        Type::Int128 => code("i128"),
        Type::Uint128 => code("u128"),
        Type::Number => code("Number"),
        Type::Formatted(format) => within("Formatted<", formatted(*format)),
        Type::String => code("String"),
        Type::Secret => code("Secret"),
        Type::Uuid => code("Uuid"),
        Type::DateTime => TypeSyntax(vec![Piece::Time]),
        Type::Date => TypeSyntax(vec![Piece::Day]),
        Type::Uri => code("Uri"),
        Type::Base64 => code("Base64"),
        Type::Base64Url => code("Base64Url"),
        Type::Binary => code("Part"),
        Type::Any => code("Json"),
        Type::Named(id) => TypeSyntax(vec![Piece::Model(*id)]),
        Type::Boxed(inner) => within("Box<", of(inner)),
        Type::List(inner) => within("Vec<", of(inner)),
        Type::Map(inner) => within("BTreeMap<String, ", of(inner)),
        Type::Nullable(inner) => within("Option<", of(inner)),
        Type::Tuple(members) => tuple(members),
    }
}

/// The type of the value that a text of a format stands for.
fn formatted(format: TextFormat) -> TypeSyntax {
    let code = |text: &str| TypeSyntax::default().code(text);
    match format {
        TextFormat::Duration => TypeSyntax(vec![Piece::Duration]),
        TextFormat::Time => TypeSyntax(vec![Piece::TimeOfDay]),
        TextFormat::LocalDateTime => TypeSyntax(vec![Piece::LocalDateTime]),
        TextFormat::HttpDate => code("HttpDate"),
        TextFormat::Ipv4 => code("Ipv4Addr"),
        TextFormat::Ipv6 => code("Ipv6Addr"),
        TextFormat::Ip => code("IpAddr"),
        TextFormat::Int32 => code("i32"),
        TextFormat::Int64 => code("i64"),
        TextFormat::Int128 => code("i128"),
        TextFormat::Uint32 => code("u32"),
        TextFormat::Uint64 => code("u64"),
        TextFormat::Uint128 => code("u128"),
        TextFormat::Float32 => code("f32"),
        TextFormat::Float64 => code("f64"),
    }
}

/// A type in the brackets of another.
pub(in crate::backend) fn within(outer: &str, inner: TypeSyntax) -> TypeSyntax {
    TypeSyntax::default().code(outer).then(inner).code(">")
}

fn tuple(members: &[Type]) -> TypeSyntax {
    let start = TypeSyntax::default().code("(");
    let spelled = members.iter().enumerate().fold(start, |type_syntax, (index, member)| {
        let type_syntax = if index > 0 { type_syntax.code(", ") } else { type_syntax };
        type_syntax.then(of(member))
    });
    if members.len() == 1 { spelled.code(",)") } else { spelled.code(")") }
}
