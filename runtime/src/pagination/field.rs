//! The fields of a page, whatever their presence.
//!
//! In: a field as models have it. Out: items, or a count. Invariant: what is absent, null or negative counts as unknown.

use crate::model::Maybe;

/// A field that holds a page's items.
pub trait PageItems<T> {
    /// The items, borrowed.
    fn items(&self) -> &[T];

    /// The items.
    fn into_items(self) -> Vec<T>;
}

impl<T> PageItems<T> for Vec<T> {
    fn items(&self) -> &[T] {
        self
    }

    fn into_items(self) -> Self {
        self
    }
}

impl<T> PageItems<T> for Option<Vec<T>> {
    fn items(&self) -> &[T] {
        self.as_deref().unwrap_or_default()
    }

    fn into_items(self) -> Vec<T> {
        self.unwrap_or_default()
    }
}

impl<T> PageItems<T> for Maybe<Vec<T>> {
    fn items(&self) -> &[T] {
        self.value().map(Vec::as_slice).unwrap_or_default()
    }

    fn into_items(self) -> Vec<T> {
        self.into_option().unwrap_or_default()
    }
}

/// A field that holds a number of items.
pub trait PageCount {
    /// The number.
    fn count(&self) -> Option<u64>;
}

impl PageCount for i32 {
    fn count(&self) -> Option<u64> {
        u64::try_from(*self).ok()
    }
}

impl PageCount for i64 {
    fn count(&self) -> Option<u64> {
        u64::try_from(*self).ok()
    }
}

impl PageCount for u32 {
    fn count(&self) -> Option<u64> {
        Some(u64::from(*self))
    }
}

impl PageCount for u64 {
    fn count(&self) -> Option<u64> {
        Some(*self)
    }
}

impl<T: PageCount> PageCount for Option<T> {
    fn count(&self) -> Option<u64> {
        self.as_ref()?.count()
    }
}

impl<T: PageCount> PageCount for Maybe<T> {
    fn count(&self) -> Option<u64> {
        self.value()?.count()
    }
}
