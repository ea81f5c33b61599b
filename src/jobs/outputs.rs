//! Outputs of a job, by label and with their types.
//!
//! In: [`JobOutputs`] as the server sent it. Out: [`Output`], in which a file is a [`File`] whatever its shape.
//! Invariant: nothing is lost; a value without a variant of its own is kept as JSON.

use crate::{
    models::{File, JobOutputs, StudyOutputValue},
    runtime::{Json, from_json},
};

/// One output of a job.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Output<'a> {
    /// A file on the server.
    File(File),
    /// A number without fraction or exponent.
    Integer(i64),
    /// Any other number.
    Number(f64),
    /// `true` or `false`.
    Boolean(bool),
    /// A string.
    Text(&'a str),
    /// A list.
    List(&'a [Json]),
    /// No value, or none yet.
    Null,
    /// Any other value, such as an integer beyond 64 bits.
    Other(&'a Json),
}

impl JobOutputs {
    /// The output of the node with this label, or `None` if the job has no such output.
    #[must_use]
    pub fn get(&self, label: &str) -> Option<Output<'_>> {
        self.results.get(label).map(|value| Output::of(value.into()))
    }

    /// All outputs with their labels, sorted by label.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Output<'_>)> {
        self.results.iter().map(|(label, value)| (label.as_str(), Output::of(value.into())))
    }

    /// The file in the output with this label.
    ///
    /// Most servers send files as lists of pairs (`[["id", ".."], ["filename", ".."]]`), others as the documented object;
    /// both are a [`File`] here.
    #[must_use]
    pub fn file(&self, label: &str) -> Option<File> {
        match self.get(label)? {
            Output::File(file) => Some(file),
            _ => None,
        }
    }

    /// The outputs that are files, with their labels, sorted by label. Pass them to
    /// [`StudiesApi::download_files`](crate::StudiesApi::download_files) to download them.
    pub fn files(&self) -> impl Iterator<Item = (&str, File)> {
        self.iter().filter_map(|(label, output)| match output {
            Output::File(file) => Some((label, file)),
            _ => None,
        })
    }
}

impl<'a> Output<'a> {
    fn of(value: Option<&'a StudyOutputValue>) -> Self {
        match value {
            // The map's values are optional in some versions of the document.
            None | Some(StudyOutputValue::Other(Json::Null)) => Self::Null,
            Some(StudyOutputValue::File(file)) => Self::File(file.clone()),
            Some(StudyOutputValue::Integer(value)) => Self::Integer(*value),
            Some(StudyOutputValue::Number(value)) => Self::Number(*value),
            Some(StudyOutputValue::Boolean(value)) => Self::Boolean(*value),
            Some(StudyOutputValue::String(value)) => Self::Text(value),
            Some(StudyOutputValue::Array(items)) => {
                file_of_pairs(items).map_or(Self::List(items), Self::File)
            }
            Some(StudyOutputValue::Other(value)) => Self::Other(value),
        }
    }
}

/// Decodes a file from a list of pairs, which has `sha256_checksum` where the object has `checksum`.
fn file_of_pairs(items: &[Json]) -> Option<File> {
    let pairs = items.iter().map(pair).collect::<Option<Vec<_>>>()?;
    let object = Json::Object(pairs.into_iter().collect());
    from_json(object.to_string().as_bytes()).ok()
}

fn pair(item: &Json) -> Option<(String, Json)> {
    match item.as_array()? {
        [key, value] => {
            let key = key.as_str()?;
            let key = if key == "sha256_checksum" { "checksum" } else { key };
            Some((key.to_owned(), value.clone()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Output;
    use crate::{models::JobOutputs, runtime::from_json};

    const OUTPUTS: &str = r#"{"job_id": "11111111-2222-4333-8444-555555555555", "results": {
        "object": {"id": "11111111-2222-4333-8444-555555555556", "filename": "a.txt", "checksum": null},
        "pairs": [["id", "11111111-2222-4333-8444-555555555557"], ["filename", "b.txt"], ["content_type", "text/plain"],
                  ["sha256_checksum", null], ["e_tag", "x"], ["program_job_file_path", null]],
        "list": [["id", 1], ["filename", "c.txt"]],
        "huge": 12345678901234567890123, "float": 4.0, "integer": 4, "text": "4", "flag": false, "null": null
    }}"#;

    fn outputs() -> JobOutputs {
        from_json(OUTPUTS.as_bytes()).unwrap()
    }

    #[test]
    fn files_are_decoded_in_both_shapes() {
        let outputs = outputs();
        assert_eq!(outputs.file("object").unwrap().filename, "a.txt");
        let file = outputs.file("pairs").unwrap();
        assert_eq!(file.filename, "b.txt");
        assert_eq!(file.content_type.value().map(String::as_str), Some("text/plain"));
        assert!(file.checksum.is_null());
        assert_eq!(outputs.file("list"), None);
        assert_eq!(outputs.file("missing"), None);
    }

    #[test]
    fn values_keep_their_kind() {
        let outputs = outputs();
        assert_eq!(outputs.get("float"), Some(Output::Number(4.0)));
        assert_eq!(outputs.get("integer"), Some(Output::Integer(4)));
        assert_eq!(outputs.get("text"), Some(Output::Text("4")));
        assert_eq!(outputs.get("flag"), Some(Output::Boolean(false)));
        assert_eq!(outputs.get("null"), Some(Output::Null));
        assert!(matches!(outputs.get("list"), Some(Output::List(items)) if items.len() == 2));
        let Some(Output::Other(huge)) = outputs.get("huge") else { panic!("kept as JSON") };
        assert_eq!(huge.to_string(), "12345678901234567890123");
        assert_eq!(outputs.iter().count(), 9);
    }
}
