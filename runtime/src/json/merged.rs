//! Objects whose members come from several values.
//!
//! In go values of which each writes an object, out comes one object; or what is left of such an object without theirs.
//! Invariant: no member is in an object twice.
use std::collections::BTreeMap;

use super::{Json, JsonObject, ReadError, Write, Writer};

impl Writer {
    /// Begins an object whose members come from several values; gives where it begins.
    pub fn begin_merged(&mut self) -> usize {
        let start = self.out.len();
        self.begin_object();
        start
    }

    /// Ends an object that began there, with the members of these values which it has not. What is not an object is a
    /// fault.
    pub fn end_merged(&mut self, start: usize, parts: &[&dyn Write]) {
        self.end_object();
        let mut merged = self.taken(start);
        for part in parts {
            if self.has_fault() {
                return;
            }
            part.write(self);
            let part = self.taken(start);
            merged.merge(part);
        }
        if !self.has_fault() {
            merged.write(self);
        }
    }

    /// Takes out the object that was written behind an offset.
    fn taken(&mut self, start: usize) -> JsonObject {
        let text = self.out.split_off(start);
        match Json::written(&text) {
            _ if self.has_fault() => JsonObject::new(),
            Ok(Json::Object(object)) => object,
            Ok(_) | Err(_) => {
                self.fail("a part of an object that is not an object");
                JsonObject::new()
            }
        }
    }
}

/// Takes out of a map the members that these values write: they are read from the same object.
///
/// # Errors
/// Where the values cannot be written, which values that were read always can.
pub fn leave_out<T>(rest: &mut BTreeMap<String, T>, parts: &[&dyn Write]) -> Result<(), ReadError> {
    for part in parts {
        if let Json::Object(members) = Json::of(part).map_err(|_| ReadError::unfilled())? {
            members.into_iter().for_each(|(name, _)| {
                rest.remove(&name);
            });
        }
    }
    Ok(())
}
