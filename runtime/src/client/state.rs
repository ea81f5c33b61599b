//! Values that go with a client.
//!
//! In: types with a default. Out: one value of each type, which all clones of a client share. Invariant: the value of a
//! type is made once for a client, and is never replaced.

use std::any::{Any, TypeId};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::Client;

/// The values by their types.
#[derive(Default)]
pub(crate) struct States(Mutex<BTreeMap<TypeId, Arc<dyn Any + Send + Sync>>>);

impl States {
    fn get<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        let mut states = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let state = states.entry(TypeId::of::<T>()).or_insert_with(|| Arc::new(T::default()));
        // It has the type that it is found by.
        Arc::clone(state).downcast().unwrap_or_default()
    }
}

impl Client {
    /// The value of this type that belongs to the client: its default at first, and the same one for all clones of the
    /// client, for as long as one of them exists.
    ///
    /// Conveniences on top of a client keep here what they know of its server, such as its version. A type of your own,
    /// which nobody else can name, keeps your value apart from others'. A value that holds a clone of the client would
    /// keep it alive for ever.
    ///
    /// ```
    /// # use std::sync::atomic::{AtomicU32, Ordering};
    /// # use osparc_runtime::Client;
    /// #[derive(Default)]
    /// struct Uploads(AtomicU32);
    ///
    /// let client = Client::builder().build()?;
    /// client.state::<Uploads>().0.fetch_add(1, Ordering::Relaxed);
    /// assert_eq!(client.clone().state::<Uploads>().0.load(Ordering::Relaxed), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn state<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        self.0.states.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Count(Mutex<u32>);

    #[test]
    fn clones_share_one_value_of_each_type_and_other_clients_have_their_own() {
        let client = Client::builder().build().unwrap();
        let clone = client.clone();
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| *clone.state::<Count>().0.lock().unwrap() += 1);
            }
        });
        assert_eq!(*client.state::<Count>().0.lock().unwrap(), 8);
        assert_eq!(*client.state::<Mutex<u32>>().lock().unwrap(), 0, "another type");
        let other = Client::builder().build().unwrap();
        assert_eq!(*other.state::<Count>().0.lock().unwrap(), 0, "another client");
    }

    #[test]
    fn values_end_with_the_last_clone() {
        let client = Client::builder().build().unwrap();
        let value = Arc::downgrade(&client.state::<Count>());
        let clone = client.clone();
        drop(client);
        assert!(value.upgrade().is_some());
        drop(clone);
        assert!(value.upgrade().is_none());
    }
}
