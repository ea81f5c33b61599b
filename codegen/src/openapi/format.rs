//! Formats, and the types whose values they describe.
//!
//! In: the text of `format`. Out: the types of JSON Schema that it makes sense for, and the range of an integer format.
//! Invariant: a format that is not listed says nothing about types.

/// Formats of numbers that have no fraction.
const INTEGERS: &[&str] = &[
    "bigint",
    "int",
    "int128",
    "int16",
    "int32",
    "int64",
    "int8",
    "long",
    "uint",
    "uint128",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
    "unix-time",
    "unixtime",
];
/// Formats of any number.
const NUMBERS: &[&str] = &["double", "float"];
/// Formats of texts. Not `decimal`, which numbers have as well.
const STRINGS: &[&str] = &[
    "base64url",
    "binary",
    "byte",
    "date",
    "date-time",
    "date-time-local",
    "date-time-rfc1123",
    "duration",
    "email",
    "hostname",
    "http-date",
    "idn-email",
    "idn-hostname",
    "ip",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "password",
    "regex",
    "relative-json-pointer",
    "time",
    "time-local",
    "uri",
    "uri-reference",
    "uri-template",
    "url",
    "uuid",
];

/// The type of values that a format describes where nothing else tells it.
pub(crate) fn type_of(format: &str) -> Option<&'static str> {
    let listed = [(INTEGERS, "integer"), (NUMBERS, "number"), (STRINGS, "string")];
    listed.into_iter().find(|(formats, _)| formats.contains(&format)).map(|(_, ty)| ty)
}

/// Whether a format describes integers.
pub(crate) fn is_integer(format: &str) -> bool {
    INTEGERS.contains(&format)
}

/// Whether a format describes numbers of any kind, and no texts.
pub(crate) fn is_numeric(format: &str) -> bool {
    is_integer(format) || NUMBERS.contains(&format)
}

/// The least and the largest value of a format of integers with a fixed width.
pub(crate) fn range(format: &str) -> Option<(i128, u128)> {
    let unsigned = |bits: u32| (0, u128::MAX >> (128 - bits));
    let signed = |bits: u32| (i128::MIN >> (128 - bits), u128::MAX >> (129 - bits));
    Some(match format {
        "int8" => signed(8),
        "int16" => signed(16),
        "int32" => signed(32),
        "int64" | "long" => signed(64),
        "int128" => signed(128),
        "uint8" => unsigned(8),
        "uint16" => unsigned(16),
        "uint32" => unsigned(32),
        "uint64" | "uint" => unsigned(64),
        "uint128" => unsigned(128),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::range;

    #[test]
    fn formats_of_integers_have_the_ranges_of_their_types() {
        let largest = |value: i128| u128::try_from(value).unwrap();
        assert_eq!(range("int8"), Some((i8::MIN.into(), largest(i8::MAX.into()))));
        assert_eq!(range("int64"), Some((i64::MIN.into(), largest(i64::MAX.into()))));
        assert_eq!(range("int128"), Some((i128::MIN, largest(i128::MAX))));
        assert_eq!(range("uint32"), Some((0, u32::MAX.into())));
        assert_eq!(range("uint128"), Some((0, u128::MAX)));
        assert_eq!(range("bigint"), None);
    }
}
