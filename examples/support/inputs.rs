//! Inputs that are given as texts.
//!
//! In: texts of a command line or of a table. Out: values of inputs. Invariant: what is JSON keeps its type.

use std::path::PathBuf;

use osparc_client::{Json, jobs::InputValue};

/// `@<path>` is a file on this machine, which the run uploads; JSON keeps its type; anything else is a text.
pub(crate) fn value_of(text: &str) -> InputValue {
    match text.strip_prefix('@') {
        Some(path) => PathBuf::from(path).into(),
        None => text.parse::<Json>().map_or_else(|_| text.into(), InputValue::from),
    }
}
