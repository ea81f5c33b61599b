//! The configuration by which the client's types stand for those of the pinned document.
//!
//! In: nothing. Out: a [`Config`]. Invariant: `build.rs` of the client replaces the same fields.

use osparc_codegen::Config;

/// The values of inputs and outputs are types of the client's own.
pub(crate) fn of_the_client() -> Config {
    Config::new()
        .alias("StudyInputValue", "JobInputs", "values")
        .alias("StudyOutputValue", "JobOutputs", "results")
        .replace_type("StudyInputValue", "crate::jobs::InputValue")
        .replace_type("StudyOutputValue", "crate::jobs::OutputValue")
        .only_used()
}
