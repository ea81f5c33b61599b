//! Plain Rust values as inputs and metadata.
//!
//! In: numbers, texts, files, paths, and lists and options of these. Out: [`InputValue`], [`StudyMetadataValue`].
//! Invariant: no digit is lost; a 32-bit float is the shortest decimal that stands for it.

use std::borrow::Cow;
#[cfg(feature = "files")]
use std::path::{Path, PathBuf};

use super::InputValue;
use crate::{
    jobs::Output,
    models::{File, StudyMetadataValue},
    runtime::{Json, Number},
};

/// Conversions by a conversion of the named type.
macro_rules! from {
    ($target:ident: $($ty:ty => |$value:ident| $converted:expr),+ $(,)?) => {$(
        impl From<$ty> for $target {
            fn from($value: $ty) -> Self {
                $converted
            }
        }
    )+};
}

/// Numbers and texts that the generated metadata has no conversions for.
macro_rules! from_scalars {
    ($target:ident) => {
        from! {
            $target:
            i8 => |value| Self::Integer(value.into()),
            i16 => |value| Self::Integer(value.into()),
            i32 => |value| Self::Integer(value.into()),
            u8 => |value| Self::Integer(value.into()),
            u16 => |value| Self::Integer(value.into()),
            u32 => |value| Self::Integer(value.into()),
            isize => |value| Self::from(value as i64),
            usize => |value| Self::from(value as u64),
            u64 => |value| Self::from(i128::from(value)),
            i128 => |value| i64::try_from(value).map_or_else(|_| Self::Other(Json::Number(value.into())), Self::Integer),
            u128 => |value| i64::try_from(value).map_or_else(|_| Self::Other(Json::Number(value.into())), Self::Integer),
            f32 => |value| Self::Number(shortest(value)),
            &String => |value| Self::String(value.clone()),
            Cow<'_, str> => |value| Self::String(value.into_owned()),
            &Json => |value| Self::from(value.clone()),
        }
    };
}

from_scalars!(InputValue);
from_scalars!(StudyMetadataValue);

from! {
    InputValue:
    i64 => |value| Self::Integer(value),
    f64 => |value| Self::Number(value),
    bool => |value| Self::Boolean(value),
    String => |value| Self::String(value),
    &str => |value| Self::String(value.to_owned()),
    Number => |value| Self::from(Json::Number(value)),
    File => |value| Self::File(value),
    &File => |value| Self::File(value.clone()),
    &InputValue => |value| value.clone(),
}

#[cfg(feature = "files")]
from! {
    InputValue:
    PathBuf => |value| Self::Path(value),
    &PathBuf => |value| Self::Path(value.clone()),
    &Path => |value| Self::Path(value.to_owned()),
}

from! {
    StudyMetadataValue:
    Json => |value| match value {
        Json::Bool(value) => Self::Boolean(value),
        Json::String(value) => Self::String(value),
        value => match InputValue::from(value.clone()) {
            InputValue::Integer(value) => Self::Integer(value),
            InputValue::Number(value) => Self::Number(value),
            _ => Self::Other(value),
        },
    },
}

/// The double with the decimal digits of a 32-bit float: `0.1`, not `0.10000000149011612`.
fn shortest(value: f32) -> f64 {
    value.to_string().parse().unwrap_or_else(|_| f64::from(value))
}

impl<T: Into<Self>> From<Option<T>> for InputValue {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Self>> From<Vec<T>> for InputValue {
    fn from(items: Vec<T>) -> Self {
        Self::Array(items.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Self> + Clone> From<&Vec<T>> for InputValue {
    fn from(items: &Vec<T>) -> Self {
        items.as_slice().into()
    }
}

impl<T: Into<Self> + Clone> From<&[T]> for InputValue {
    fn from(items: &[T]) -> Self {
        items.to_vec().into()
    }
}

impl<T: Into<Self>, const N: usize> From<[T; N]> for InputValue {
    fn from(items: [T; N]) -> Self {
        Self::Array(items.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Self> + Clone, const N: usize> From<&[T; N]> for InputValue {
    fn from(items: &[T; N]) -> Self {
        items.as_slice().into()
    }
}

/// An output of one job as an input of the next.
impl From<Output<'_>> for InputValue {
    fn from(output: Output<'_>) -> Self {
        match output {
            Output::File(file) => Self::File(file),
            Output::Integer(value) => Self::Integer(value),
            Output::Number(value) => Self::Number(value),
            Output::Boolean(value) => Self::Boolean(value),
            Output::Text(value) => value.into(),
            Output::List(items) => items.into(),
            Output::Null => Self::Null,
            Output::Other(value) => value.into(),
        }
    }
}
