//! The styles in which values stand in a path (OpenAPI 3.1, "Style Values"; RFC 6570).
//!
//! In: a value. Out: its text, encoded. Invariant: each part of a list or object is held to the rules of a value alone.

use super::{Slashes, encode, segment};
use crate::json::ParameterValue;

/// How lists and objects stand in a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PathStyle<'a> {
    /// `a,b`; objects are `a,1,b,2`, exploded `a=1,b=2`.
    Simple {
        /// Whether each member stands alone.
        explode: bool,
    },
    /// `.a,b`, exploded `.a.b`.
    Label {
        /// Whether each item stands alone.
        explode: bool,
    },
    /// `;name=a,b`, exploded `;name=a;name=b`.
    Matrix {
        /// The parameter's name.
        name: &'a str,
        /// Whether each item stands alone.
        explode: bool,
    },
}

/// The text of a value.
///
/// # Errors
/// What is wrong with the value, to be read after its parameter's name.
pub(crate) fn render(
    style: PathStyle<'_>,
    value: &ParameterValue,
    slashes: Slashes,
) -> Result<String, &'static str> {
    // With its name before it, an empty value leaves no empty segment.
    let may_be_empty = matches!(style, PathStyle::Matrix { .. });
    let item = |text: &str| {
        if may_be_empty && text.is_empty() { Ok(Part::empty()) } else { Part::item(text, slashes) }
    };
    if let (PathStyle::Simple { .. }, ParameterValue::Scalar(text)) = (style, value) {
        return segment(text, slashes);
    }
    let parts = match value {
        ParameterValue::Absent => return Err("is null"),
        ParameterValue::Scalar(text) => vec![item(text)?],
        ParameterValue::List(items) => items.iter().map(|text| item(text)).collect::<Result<Vec<_>, _>>()?,
        ParameterValue::Object(members) => {
            let parts = members.iter().map(|(key, value)| Part::member(key, value, slashes));
            parts.collect::<Result<Vec<_>, _>>()?
        }
    };
    if parts.is_empty() {
        return Err("is empty, which would lead to another route");
    }
    Ok(match style {
        PathStyle::Simple { explode: false } => joined(&parts),
        PathStyle::Simple { explode: true } => pairs(&parts).join(","),
        PathStyle::Label { explode: false } => format!(".{}", joined(&parts)),
        PathStyle::Label { explode: true } => format!(".{}", pairs(&parts).join(".")),
        PathStyle::Matrix { name, explode: false } => named(name, &joined(&parts)),
        PathStyle::Matrix { name, explode: true } => parts
            .iter()
            .map(|part| match part.key {
                Some(_) => format!(";{}", part.pair()),
                None => named(name, &part.value),
            })
            .collect(),
    })
}

/// A value behind its name; the name alone where it is empty (RFC 6570, section 3.2.7).
fn named(name: &str, value: &str) -> String {
    let name = encode(name);
    if value.is_empty() { format!(";{name}") } else { format!(";{name}={value}") }
}

/// An item, or a member with its key.
struct Part {
    key: Option<String>,
    value: String,
}

impl Part {
    fn empty() -> Self {
        Self { key: None, value: String::new() }
    }

    fn item(value: &str, slashes: Slashes) -> Result<Self, &'static str> {
        Ok(Self { key: None, value: segment(value, slashes)? })
    }

    fn member(key: &str, value: &str, slashes: Slashes) -> Result<Self, &'static str> {
        Ok(Self { key: Some(segment(key, slashes)?), value: segment(value, slashes)? })
    }

    fn pair(&self) -> String {
        match &self.key {
            Some(key) => format!("{key}={}", self.value),
            None => self.value.clone(),
        }
    }
}

fn pairs(parts: &[Part]) -> Vec<String> {
    parts.iter().map(Part::pair).collect()
}

fn joined(parts: &[Part]) -> String {
    let texts = parts.iter().flat_map(|part| part.key.as_deref().into_iter().chain([part.value.as_str()]));
    texts.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_style_has_its_form() {
        let simple = |explode| PathStyle::Simple { explode };
        let empty = ParameterValue::Scalar(String::new());
        let empties = ParameterValue::List(vec![String::new(), "a".to_owned()]);
        let label = |explode| PathStyle::Label { explode };
        let matrix = |explode| PathStyle::Matrix { name: "n", explode };
        let scalar = ParameterValue::Scalar("a/b".to_owned());
        let list = ParameterValue::List(vec!["a".to_owned(), "b,c".to_owned()]);
        let object =
            ParameterValue::Object(vec![("x".to_owned(), "1".to_owned()), ("y".to_owned(), "2".to_owned())]);
        for (style, value, expected) in [
            (simple(false), &scalar, "a%2Fb"),
            (simple(true), &list, "a,b%2Cc"),
            (simple(false), &object, "x,1,y,2"),
            (simple(true), &object, "x=1,y=2"),
            (matrix(false), &empty, ";n"),
            (matrix(true), &empties, ";n;n=a"),
            (label(false), &scalar, ".a%2Fb"),
            (label(false), &list, ".a,b%2Cc"),
            (label(true), &list, ".a.b%2Cc"),
            (label(true), &object, ".x=1.y=2"),
            (matrix(false), &scalar, ";n=a%2Fb"),
            (matrix(false), &list, ";n=a,b%2Cc"),
            (matrix(true), &list, ";n=a;n=b%2Cc"),
            (matrix(false), &object, ";n=x,1,y,2"),
            (matrix(true), &object, ";x=1;y=2"),
        ] {
            assert_eq!(
                render(style, value, Slashes::Encoded).as_deref(),
                Ok(expected),
                "{style:?} {value:?}"
            );
        }
    }

    #[test]
    fn each_part_is_checked() {
        for value in [
            ParameterValue::Absent,
            ParameterValue::List(Vec::new()),
            ParameterValue::List(vec!["a".to_owned(), "..".to_owned()]),
            ParameterValue::List(vec![String::new()]),
            ParameterValue::Scalar("%2e".to_owned()),
        ] {
            let style = PathStyle::Label { explode: true };
            assert!(render(style, &value, Slashes::Encoded).is_err(), "{value:?}");
        }
    }
}
