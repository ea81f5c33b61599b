//! Inputs and metadata of a job, by label.
//!
//! In: labels with plain Rust values or JSON. Out: [`JobInputs`], [`JobMetadataUpdate`].
//! Invariant: each value keeps its JSON type; nothing is converted.

use std::collections::BTreeMap;

use super::value::InputValue;
use crate::{
    models::{JobInputs, JobMetadataUpdate, StudyMetadataValue},
    runtime::{Json, ModelError, ReadError},
};

/// A map of values by label, which collects from pairs and from JSON.
macro_rules! collects {
    ($map:ident of $value:ident, $this:ident => $entries:expr) => {
        impl $map {
            /// Reads a JSON object of labels and values, such as `{"InputInt": 42, "InputString": "hello"}`.
            ///
            /// # Errors
            /// The text is not a JSON object.
            pub fn from_json(text: impl AsRef<[u8]>) -> Result<Self, ModelError> {
                let text = text.as_ref();
                Json::parse(text).map_err(|error| ModelError::new(error, text))?.try_into()
            }
        }

        impl<L: Into<String>, V: Into<$value>> Extend<(L, V)> for $map {
            fn extend<I: IntoIterator<Item = (L, V)>>(&mut self, entries: I) {
                let entries = entries.into_iter().map(|(label, value)| (label.into(), value.into()));
                let $this = self;
                $entries.extend(entries);
            }
        }

        impl<L: Into<String>, V: Into<$value>> FromIterator<(L, V)> for $map {
            fn from_iter<I: IntoIterator<Item = (L, V)>>(entries: I) -> Self {
                let mut map = Self::default();
                map.extend(entries);
                map
            }
        }

        impl<L: Into<String>, V: Into<$value>, const N: usize> From<[(L, V); N]> for $map {
            fn from(entries: [(L, V); N]) -> Self {
                entries.into_iter().collect()
            }
        }

        /// From an object of labels and values.
        impl TryFrom<Json> for $map {
            type Error = ModelError;

            fn try_from(value: Json) -> Result<Self, ModelError> {
                match value {
                    Json::Object(entries) => Ok(entries.into_iter().collect()),
                    _ => Err(ModelError::new(ReadError::other("not an object of labels and values"), b"")),
                }
            }
        }
    };
}

collects!(JobInputs of InputValue, inputs => inputs.values);
collects!(JobMetadataUpdate of StudyMetadataValue, update => update.metadata.get_or_insert_default());

impl JobInputs {
    /// Sets the input with this label.
    ///
    /// The label of a study's input is that of its node, [`StudyPort::label`](crate::models::StudyPort::label); that of a
    /// solver's input is the port's key. The value is a number of any type, a `bool`, a text, a list of these, `None`, JSON,
    /// a [`File`](crate::models::File) of the platform, or for runs the path of a file on this machine. NaN and infinite
    /// numbers are refused when the inputs are sent.
    #[must_use]
    pub fn with(mut self, label: impl Into<String>, value: impl Into<InputValue>) -> Self {
        self.values.insert(label.into(), value.into());
        self
    }

    /// Sets the input with this label to `null`.
    #[must_use]
    pub fn with_null(self, label: impl Into<String>) -> Self {
        self.with(label, InputValue::Null)
    }
}

impl Default for JobInputs {
    /// No inputs: the job runs with the values of the study, or the defaults of the solver.
    fn default() -> Self {
        Self::new(BTreeMap::new())
    }
}

impl JobMetadataUpdate {
    /// Sets one entry: a number of any type, a `bool` or a text. The update replaces all metadata of the job.
    #[must_use]
    pub fn with(mut self, key: impl Into<String>, value: impl Into<StudyMetadataValue>) -> Self {
        self.metadata.get_or_insert_default().insert(key.into(), value.into());
        self
    }
}

#[cfg(test)]
mod tests;
