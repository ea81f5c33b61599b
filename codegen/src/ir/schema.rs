//! Types: what schemas become.

use super::{docs::Docs, name::Name};
use crate::pointer::Pointer;

/// The index of a named type in [`super::Api::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub usize);

/// A use of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Type {
    /// Only `null`.
    Null,
    /// `bool`.
    Boolean,
    /// `i32` (`format: int32`).
    Int32,
    /// `i64`: every integer without a narrower meaning.
    Int64,
    /// `u32` (`format: uint32`, `uint16`, `uint8`).
    Uint32,
    /// `u64` (`format: uint64`, `uint`); a parameter that cannot be negative.
    Uint64,
    /// `i128` (`format: int128`), and integers whose bounds are beyond 64 bits.
    Int128,
    /// `u128` (`format: uint128`).
    Uint128,
    /// `f32` (`format: float`).
    Float32,
    /// `f64`: every other number.
    Float64,
    /// A number of any size and precision, kept exactly (numbers with `format: decimal`, integers with `bigint`).
    Number,
    /// `String`, also for formats without a type of their own (`email`, `hostname`, `decimal`...).
    String,
    /// A string whose text is kept exactly as sent, and that gives a value of its format's type on request.
    Formatted(TextFormat),
    /// A string that is never printed (`format: password`).
    Secret,
    /// `uuid::Uuid`.
    Uuid,
    /// A point in time, of the library in [`super::Api::dates`].
    DateTime,
    /// A day, of the same library.
    Date,
    /// An absolute or relative URI, its text kept exactly as sent.
    Uri,
    /// Base64 text (`format: byte`), as bytes.
    Base64,
    /// Base64 text in the alphabet for URLs (`format: base64url`), as bytes.
    Base64Url,
    /// Raw bytes (`format: binary`): a multipart file part.
    Binary,
    /// Any JSON value.
    Any,
    /// A named type.
    Named(TypeId),
    /// A named type behind a box, because it contains itself; inserted by `analyse`.
    Boxed(Box<Type>),
    /// An array.
    List(Box<Type>),
    /// An object used as a map from strings.
    Map(Box<Type>),
    /// An array whose items have a type each (`prefixItems`), of exactly that length.
    Tuple(Vec<Type>),
    /// The type or `null`.
    Nullable(Box<Type>),
}

/// The format of a string, and with it the type of the value that its text stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TextFormat {
    /// A span of time (`duration`), of the library in [`super::Api::dates`].
    Duration,
    /// A time of day (`time`), of the same library.
    Time,
    /// A day and a time of day without a zone (`date-time-local`), of the same library.
    LocalDateTime,
    /// A point in time as in HTTP headers (`http-date`, `date-time-rfc1123`).
    HttpDate,
    /// An IPv4 address (`ipv4`).
    Ipv4,
    /// An IPv6 address (`ipv6`).
    Ipv6,
    /// An IP address of either version (`ip`).
    Ip,
    /// An integer as text (`int32`, `int16`, `int8`).
    Int32,
    /// An integer as text (`int64`).
    Int64,
    /// An integer as text (`int128`).
    Int128,
    /// An integer as text (`uint32`, `uint16`, `uint8`).
    Uint32,
    /// An integer as text (`uint64`).
    Uint64,
    /// An integer as text (`uint128`).
    Uint128,
    /// A number as text (`float`).
    Float32,
    /// A number as text (`double`).
    Float64,
}

/// A type with a name of its own.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TypeDef {
    /// `wire` is the component's name, or a name made from the location of an inline schema.
    pub name: Name,
    /// Its location in the document.
    pub pointer: Pointer,
    /// What the document says of it.
    pub docs: Docs,
    /// What it is.
    pub kind: TypeKind,
    /// Where it is used, in the whole document; filled by `analyse`.
    pub usage: Usage,
    /// The paths of derive macros that the configuration adds.
    pub derives: Vec<String>,
}

/// In which direction a type travels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Usage {
    /// Reachable from a request body or parameter.
    pub request: bool,
    /// Reachable from a response.
    pub response: bool,
}

/// What a named type is.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum TypeKind {
    /// A struct.
    Object(Object),
    /// An open enum of scalars.
    Enumeration(Enumeration),
    /// An enum of several types.
    Union(Union),
    /// An enum of the data of server-sent events: the discriminator has the names of events, and [`Type::String`] is text
    /// as it is. It is no JSON.
    Events(Union),
    /// Another name of a type.
    Alias(Type),
    /// A list, a map or a tuple that contains itself, which an alias cannot; made by `analyse`.
    Newtype(Type),
    /// A type of the user's own, by its path; the configuration replaces a generated type by it.
    External(String),
}

/// A struct.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Object {
    /// Its fields, in the document's order.
    pub fields: Vec<Field>,
    /// The type of members that are not listed, if the document says to keep them (`additionalProperties`
    /// or `patternProperties`), with the name of the field that holds them.
    pub rest: Option<(Name, Type)>,
    /// Whether the document forbids members that are not listed (`additionalProperties: false`).
    pub closed: bool,
}

/// A field of a struct.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Field {
    /// The member's name on the wire, the field's name in Rust.
    pub name: Name,
    /// What it holds, never [`Type::Nullable`] (`presence` says that).
    pub ty: Type,
    /// Whether it may be absent or null.
    pub presence: Presence,
    /// The only value that it can have (`const`, or a single-valued enum): constructors fill it in where it is
    /// required, or where the server takes it to be there anyway.
    pub constant: Option<Literal>,
    /// The value by which unions select the object, if there is one only: constructors fill it in. Filled by `analyse`.
    pub preset: Option<Literal>,
    /// The value that the server takes where it is absent.
    pub default: Option<Literal>,
    /// Only the server sets it (`readOnly`): constructors do not ask for it.
    pub read_only: bool,
    /// Only requests have it (`writeOnly`): a response may lack it.
    pub write_only: bool,
    /// Whether it is a union that the object itself is a value of, beside its other fields: read from all members of the
    /// object, and written among them.
    pub flattened: bool,
    /// What the document says of it.
    pub docs: Docs,
}

/// Whether a member may be absent or null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Always there, never null.
    Required,
    /// Always there, may be null: `Option`, written as `null`.
    RequiredNullable,
    /// May be absent, never null: `Option`, not written.
    Optional,
    /// May be absent or null: `Option` where the type is only read, else three states.
    OptionalNullable,
}

/// A scalar in the document.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `null`.
    Null,
    /// A boolean.
    Boolean(bool),
    /// An integer.
    Integer(i128),
    /// A number with a fraction or an exponent.
    Number(f64),
    /// A string.
    String(String),
}

/// An enum of scalars. It is open: a value that the document does not list is kept.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Enumeration {
    /// The listed values, in order, without duplicates and without `null`. All strings, all integers, or mixed.
    pub values: Vec<Value>,
    /// The variant that holds other values.
    pub other: Name,
}

/// A listed value of an enum.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Value {
    /// The variant's name; `wire` is the value's text.
    pub name: Name,
    /// The value.
    pub literal: Literal,
    /// What the document says of it (`x-enum-descriptions`, a `oneOf` of `const`s).
    pub docs: Docs,
}

/// An enum of several types.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Union {
    /// The members in the document's order.
    pub variants: Vec<Variant>,
    /// Decides by a property's value, where the document has a `discriminator`, here or on what all members extend.
    pub discriminator: Option<Discriminator>,
    /// Decides by JSON kind, keys and constants among the variants that no value of a discriminator selects; filled by
    /// `analyse`.
    pub dispatch: Vec<Dispatch>,
    /// Whether a value may be several members at once (`anyOf`).
    pub inclusive: bool,
    /// The variants of objects, and of lists of these, that have members of several variants, where no single variant
    /// keeps them all: types with the members of all of these. Each is tried last, if the best variant passes over members.
    /// Made by `analyse`.
    pub combinations: Vec<usize>,
    /// The variant that keeps a value that fits no member.
    pub other: Name,
}

impl Union {
    /// The variants that the document lists, with their indices.
    #[must_use = "an iterator does nothing by itself"]
    pub fn members(&self) -> impl DoubleEndedIterator<Item = (usize, &Variant)> {
        self.variants.iter().enumerate().filter(|(index, _)| !self.combinations.contains(index))
    }

    /// Whether only a value of the discriminator leads to a variant.
    pub(crate) fn is_tagged(&self, variant: usize) -> bool {
        let Some(discriminator) = &self.discriminator else { return false };
        discriminator.default != Some(variant) && discriminator.values(variant).next().is_some()
    }
}

/// A member of a union.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Variant {
    /// The variant's name.
    pub name: Name,
    /// What it holds, never [`Type::Nullable`].
    pub ty: Type,
    /// What the document says of it.
    pub docs: Docs,
}

/// A property whose value decides the member of a union.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Discriminator {
    /// The property's name on the wire.
    pub property: String,
    /// Value of the property and index of the variant; several values may lead to one variant.
    pub mapping: Vec<(Literal, usize)>,
    /// Further values that a variant's own schema allows: they are read, and kept where a value has them.
    pub further: Vec<(Literal, usize)>,
    /// The variant of objects with another value, or without the property.
    pub default: Option<usize>,
}

impl Discriminator {
    /// The values that select a variant; the first is the one to send.
    pub fn values(&self, variant: usize) -> impl Iterator<Item = &Literal> {
        let all = self.mapping.iter().chain(&self.further);
        all.filter(move |(_, mapped)| *mapped == variant).map(|(value, _)| value)
    }
}

/// The candidates for one kind of JSON value.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Dispatch {
    /// The kind of the value.
    pub kind: JsonKind,
    /// The variants to try, in this order.
    pub candidates: Vec<Candidate>,
}

/// A variant to try.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Candidate {
    /// Index of the variant.
    pub variant: usize,
    /// Members that an object must have before it is tried; empty for other kinds.
    pub keys: Vec<String>,
    /// Members that must be there with exactly this value.
    pub constants: Vec<(String, Literal)>,
    /// For a scalar: the values of which it must be one, as an open enum would take any; empty: whatever it is.
    pub values: Vec<Literal>,
}

/// The kinds of JSON value beside null, integers apart from other numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum JsonKind {
    /// `true` or `false`.
    Boolean,
    /// A number without fraction or exponent.
    Integer,
    /// Any other number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl JsonKind {
    /// Every kind.
    pub const ALL: [Self; 6] =
        [Self::Boolean, Self::Integer, Self::Number, Self::String, Self::Array, Self::Object];
}
