//! Macros: what every model, and every enum of scalars, implements.
//!
//! In: a type that the generator emitted, and for enums its values. Out: impls. Invariant: an enum is open, so that a value
//! that the document does not list is kept and written back.

/// `Serialize` and `Deserialize` for a type that has `Read` and `Write`.
#[doc(hidden)]
#[macro_export]
macro_rules! __model {
    ($name:ident) => {
        #[allow(deprecated, reason = "the model itself may be deprecated")]
        impl $crate::model::bridge::serde::Serialize for $name {
            fn serialize<S: $crate::model::bridge::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::model::bridge::serialize(self, serializer)
            }
        }

        #[allow(deprecated, reason = "the model itself may be deprecated")]
        impl<'de> $crate::model::bridge::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::model::bridge::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::model::bridge::deserialize(deserializer)
            }
        }
    };
}

/// An open enum of strings: `string_enum! { RunningState { "UNKNOWN" => Unknown, _ => Other } }`.
#[doc(hidden)]
#[macro_export]
macro_rules! __string_enum {
    ($name:ident { $($wire:literal => $variant:ident,)* _ => $other:ident $(,)? }) => {
        #[allow(deprecated, reason = "single values may be deprecated")]
        impl $name {
            /// The value as it is sent.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::$other(text) => text,
                }
            }
        }

        #[allow(deprecated, reason = "single values may be deprecated")]
        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($wire => Self::$variant,)*
                    _ => Self::$other(::std::borrow::ToOwned::to_owned(text)),
                }
            }
        }

        #[allow(deprecated, reason = "single values may be deprecated")]
        impl ::core::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                match text.as_str() {
                    $($wire => Self::$variant,)*
                    _ => Self::$other(text),
                }
            }
        }

        #[allow(deprecated, reason = "the enum itself may be deprecated")]
        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            fn from_str(text: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok(<Self as ::core::convert::From<&str>>::from(text))
            }
        }

        $crate::__open_enum! {
            $name,
            display: |value, f| f.pad(value.as_str()),
            read: |r| r.string().map(<Self as ::core::convert::From<&str>>::from),
            write: |value, w| w.string(value.as_str()),
        }
    };
}

/// An open enum of integers: `integer_enum! { Level { 1 => One, _ => Other } }`.
#[doc(hidden)]
#[macro_export]
macro_rules! __integer_enum {
    ($name:ident { $($wire:literal => $variant:ident,)* _ => $other:ident $(,)? }) => {
        #[allow(deprecated, reason = "single values may be deprecated")]
        impl $name {
            /// The value as it is sent.
            #[must_use]
            pub fn value(&self) -> i64 {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::$other(value) => *value,
                }
            }
        }

        #[allow(deprecated, reason = "single values may be deprecated")]
        impl ::core::convert::From<i64> for $name {
            fn from(value: i64) -> Self {
                match value {
                    $($wire => Self::$variant,)*
                    _ => Self::$other(value),
                }
            }
        }

        $crate::__open_enum! {
            $name,
            display: |value, f| ::core::fmt::Display::fmt(&value.value(), f),
            read: |r| r.value::<i64>().map(<Self as ::core::convert::From<i64>>::from),
            write: |value, w| w.integer(value.value()),
        }
    };
}

/// An open enum of values of several types:
/// `mixed_enum! { Answer { "yes" => Yes, 1_i64 => One, false => No, _ => Other } }`.
#[doc(hidden)]
#[macro_export]
macro_rules! __mixed_enum {
    ($name:ident { $($wire:literal => $variant:ident,)* _ => $other:ident $(,)? }) => {
        #[allow(deprecated, reason = "single values may be deprecated")]
        impl $name {
            /// The value as it is sent.
            #[must_use]
            pub fn value(&self) -> $crate::json::Json {
                match self {
                    $(Self::$variant => $crate::json::Json::from($wire),)*
                    Self::$other(value) => ::core::clone::Clone::clone(value),
                }
            }
        }

        #[allow(deprecated, reason = "single values may be deprecated")]
        impl ::core::convert::From<$crate::json::Json> for $name {
            fn from(value: $crate::json::Json) -> Self {
                $(
                    if value == $crate::json::Json::from($wire) {
                        return Self::$variant;
                    }
                )*
                Self::$other(value)
            }
        }

        $crate::__open_enum! {
            $name,
            display: |value, f| match value.value() {
                $crate::json::Json::String(text) => f.pad(&text),
                value => ::core::fmt::Display::fmt(&value, f),
            },
            read: |r| {
                r.value::<$crate::json::Json>().map(<Self as ::core::convert::From<$crate::json::Json>>::from)
            },
            write: |value, w| $crate::json::Write::write(&value.value(), w),
        }
    };
}

/// What open enums of every kind implement; the three parts are the bodies of the functions.
#[doc(hidden)]
#[macro_export]
macro_rules! __open_enum {
    (
        $name:ident,
        display: |$shown:ident, $f:ident| $display:expr,
        read: |$r:ident| $read:expr,
        write: |$written:ident, $w:ident| $write:expr $(,)?
    ) => {
        #[allow(deprecated, reason = "the enum itself may be deprecated")]
        impl ::core::fmt::Display for $name {
            fn fmt(&self, $f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let $shown = self;
                $display
            }
        }

        #[allow(deprecated, reason = "the enum itself may be deprecated")]
        impl $crate::json::Read for $name {
            fn read(
                $r: &mut $crate::json::Reader<'_>,
            ) -> ::core::result::Result<Self, $crate::json::ReadError> {
                $read
            }
        }

        #[allow(deprecated, reason = "the enum itself may be deprecated")]
        impl $crate::json::Write for $name {
            fn write(&self, $w: &mut $crate::json::Writer) {
                let $written = self;
                $write;
            }
        }

        $crate::__model!($name);
    };
}
