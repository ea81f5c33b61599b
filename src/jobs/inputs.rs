//! Inputs and metadata of a job, set by label.
//!
//! In: plain Rust values. Out: [`JobInputs`], [`JobMetadataUpdate`].
//! Invariant: each value keeps its JSON type; nothing is converted.

use std::collections::BTreeMap;

use crate::{
    models::{JobInputs, JobMetadataUpdate, StudyInputValue, StudyMetadataValue},
    runtime::from_json,
};

impl JobInputs {
    /// Sets the input of the node with this label.
    ///
    /// The label is the title in the port's `content_schema`. The server ignores unknown labels.
    #[must_use]
    pub fn with(mut self, label: impl Into<String>, value: impl Into<StudyInputValue>) -> Self {
        // The map's values are optional in some versions of the document.
        let value: StudyInputValue = value.into();
        self.values.insert(label.into(), value.into());
        self
    }

    /// Sets the input of the node with this label to `null`.
    #[must_use]
    pub fn with_null(mut self, label: impl Into<String>) -> Self {
        if let Ok(null) = from_json(b"null") {
            self.values.insert(label.into(), null);
        }
        self
    }
}

impl Default for JobInputs {
    /// No inputs: the job runs with the values of the study.
    fn default() -> Self {
        Self::new(BTreeMap::new())
    }
}

impl JobMetadataUpdate {
    /// Sets one entry. The update replaces all metadata of the job.
    #[must_use]
    pub fn with(mut self, key: impl Into<String>, value: impl Into<StudyMetadataValue>) -> Self {
        self.metadata.get_or_insert_default().insert(key.into(), value.into());
        self
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        models::{File, JobInputs, JobMetadataUpdate},
        runtime::to_json_string,
    };

    #[test]
    fn values_keep_their_json_type() {
        let file = File::new(uuid::Uuid::nil(), "in.txt");
        let inputs = JobInputs::default()
            .with("integer", 55)
            .with("number", 55.0)
            .with("text", "55")
            .with("flag", true)
            .with("file", file)
            .with_null("nothing");
        let text = to_json_string(&inputs).unwrap();
        assert_eq!(
            text,
            r#"{"values":{"file":{"id":"00000000-0000-0000-0000-000000000000","filename":"in.txt"},"flag":true,"integer":55,"nothing":null,"number":55.0,"text":"55"}}"#
        );
    }

    #[test]
    fn metadata_keeps_its_json_type() {
        let update = JobMetadataUpdate::default().with("runs", 1000.0).with("ok", false);
        assert_eq!(to_json_string(&update).unwrap(), r#"{"metadata":{"ok":false,"runs":1000.0}}"#);
    }
}
