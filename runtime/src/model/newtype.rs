//! Macros: what a type implements that is a list, a map or a tuple with a name of its own.
//!
//! In: a struct of one unnamed field that it dereferences to. Out: impls. Invariant: such a type reads and writes as what
//! it holds; it is there because that contains the type itself, which an alias cannot.

/// A struct of one field that stands for that field: `newtype!(Pair)`.
#[doc(hidden)]
#[macro_export]
macro_rules! __newtype {
    ($name:ident) => {
        #[allow(deprecated, reason = "the model itself may be deprecated")]
        impl $crate::json::Read for $name {
            fn read(
                r: &mut $crate::json::Reader<'_>,
            ) -> ::core::result::Result<Self, $crate::json::ReadError> {
                r.value().map(Self)
            }
        }

        #[allow(deprecated, reason = "the model itself may be deprecated")]
        impl $crate::json::Write for $name {
            fn write(&self, w: &mut $crate::json::Writer) {
                $crate::json::Write::write(&self.0, w);
            }
        }

        #[allow(deprecated, reason = "the model itself may be deprecated")]
        impl ::core::ops::DerefMut for $name {
            fn deref_mut(&mut self) -> &mut Self::Target {
                &mut self.0
            }
        }

        #[allow(deprecated, reason = "the model itself may be deprecated")]
        impl ::core::convert::From<<$name as ::core::ops::Deref>::Target> for $name {
            fn from(value: <$name as ::core::ops::Deref>::Target) -> Self {
                Self(value)
            }
        }

        #[allow(deprecated, reason = "the model itself may be deprecated")]
        impl ::core::convert::From<$name> for <$name as ::core::ops::Deref>::Target {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        $crate::__model!($name);
    };
}

/// The same for a list or a map, which can also be iterated over and collected into.
#[doc(hidden)]
#[macro_export]
macro_rules! __collection {
    ($name:ident) => {
        $crate::__newtype!($name);

        #[allow(deprecated, reason = "the model itself may be deprecated")]
        impl
            ::core::iter::FromIterator<
                <<$name as ::core::ops::Deref>::Target as ::core::iter::IntoIterator>::Item,
            > for $name
        {
            fn from_iter<I>(items: I) -> Self
            where
                I: ::core::iter::IntoIterator<
                        Item = <<$name as ::core::ops::Deref>::Target as ::core::iter::IntoIterator>::Item,
                    >,
            {
                Self(::core::iter::FromIterator::from_iter(items))
            }
        }

        #[allow(deprecated, reason = "the model itself may be deprecated")]
        impl ::core::iter::IntoIterator for $name {
            type Item = <<$name as ::core::ops::Deref>::Target as ::core::iter::IntoIterator>::Item;
            type IntoIter = <<$name as ::core::ops::Deref>::Target as ::core::iter::IntoIterator>::IntoIter;

            fn into_iter(self) -> Self::IntoIter {
                self.0.into_iter()
            }
        }

        #[allow(deprecated, reason = "the model itself may be deprecated")]
        impl<'a> ::core::iter::IntoIterator for &'a $name {
            type Item = <&'a <$name as ::core::ops::Deref>::Target as ::core::iter::IntoIterator>::Item;
            type IntoIter =
                <&'a <$name as ::core::ops::Deref>::Target as ::core::iter::IntoIterator>::IntoIter;

            fn into_iter(self) -> Self::IntoIter {
                self.0.iter()
            }
        }
    };
}
