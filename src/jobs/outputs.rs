//! Outputs of a job, by label and with their types.
//!
//! In: [`JobOutputs`] as the server sent it. Out: [`Output`], in which a file is a [`File`] whatever its shape, and values
//! of the type that the caller expects. Invariant: nothing is lost; a value without a variant of its own is kept as JSON.

use std::fmt;

use super::labels::{shortened, suggestion};
use crate::{
    models::{File, JobOutputs},
    runtime::{
        Json, Number, from_json,
        support::{Read, ReadError, Reader, Write, Writer, model},
    },
};

/// The value of an output, as the server sent it; [`JobOutputs::get`] and its neighbours give it a type.
#[derive(Clone, PartialEq)]
pub struct OutputValue(Json);

impl OutputValue {
    /// The value as JSON, exactly.
    #[must_use]
    pub fn as_json(&self) -> &Json {
        &self.0
    }
}

impl From<Json> for OutputValue {
    fn from(value: Json) -> Self {
        Self(value)
    }
}

impl Read for OutputValue {
    fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
        r.value().map(Self)
    }
}

impl Write for OutputValue {
    fn write(&self, w: &mut Writer) {
        self.0.write(w);
    }
}

model!(OutputValue);

/// The value as [`Output`] shows it.
impl fmt::Debug for OutputValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&Output::of(self), f)
    }
}

/// One output of a job.
#[derive(Clone, PartialEq)]
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
        self.results.get(label).map(Output::of)
    }

    /// All outputs with their labels, sorted by label.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Output<'_>)> {
        self.results.iter().map(|(label, value)| (label.as_str(), Output::of(value)))
    }

    /// The number in the output with this label: also an integer, because servers send `4` for `4.0`, and the nearest
    /// double where no double is exact.
    ///
    /// # Errors
    /// There is no such output, or it is not a number.
    pub fn number(&self, label: &str) -> Result<f64, OutputError> {
        self.expect(label, "a number", |output| match output {
            Output::Number(value) => Some(value),
            #[expect(clippy::cast_precision_loss, reason = "the nearest double is what is asked for")]
            Output::Integer(value) => Some(value as f64),
            Output::Other(value) => value.as_f64(),
            _ => None,
        })
    }

    /// The integer in the output with this label, also if it is written as `4.0`.
    ///
    /// # Errors
    /// There is no such output, it is not an integer, or it has more than 64 bits; [`Self::get`] has it exactly.
    pub fn integer(&self, label: &str) -> Result<i64, OutputError> {
        self.expect(label, "an integer", |output| match output {
            Output::Integer(value) => Some(value),
            // The text of a double without fraction is exact.
            Output::Number(value) if value.fract() == 0.0 => format!("{value:.0}").parse().ok(),
            _ => None,
        })
    }

    /// The text in the output with this label.
    ///
    /// # Errors
    /// There is no such output, or it is not a text.
    pub fn text(&self, label: &str) -> Result<&str, OutputError> {
        self.expect(
            label,
            "a text",
            |output| if let Output::Text(value) = output { Some(value) } else { None },
        )
    }

    /// The boolean in the output with this label.
    ///
    /// # Errors
    /// There is no such output, or it is not a boolean.
    pub fn boolean(&self, label: &str) -> Result<bool, OutputError> {
        let boolean = |output| if let Output::Boolean(value) = output { Some(value) } else { None };
        self.expect(label, "a boolean", boolean)
    }

    /// The items of the list in the output with this label.
    ///
    /// # Errors
    /// There is no such output, or it is not a list.
    pub fn list(&self, label: &str) -> Result<&[Json], OutputError> {
        self.expect(
            label,
            "a list",
            |output| if let Output::List(items) = output { Some(items) } else { None },
        )
    }

    /// The file in the output with this label.
    ///
    /// Most servers send files as lists of pairs (`[["id", ".."], ["filename", ".."]]`), others as the documented object;
    /// both are a [`File`] here.
    ///
    /// # Errors
    /// There is no such output, or it is not a file.
    pub fn file(&self, label: &str) -> Result<File, OutputError> {
        self.expect(label, "a file", |output| if let Output::File(file) = output { Some(file) } else { None })
    }

    /// The output with this label as what the caller expects.
    fn expect<'a, T>(
        &'a self,
        label: &str,
        expected: &str,
        convert: impl FnOnce(Output<'a>) -> Option<T>,
    ) -> Result<T, OutputError> {
        let Some(output) = self.get(label) else {
            let known = self.results.keys().map(String::as_str);
            return Err(OutputError(format!("there is no output {label:?}: {}", suggestion(label, known))));
        };
        convert(output.clone()).ok_or_else(|| {
            OutputError(format!("the output {label:?} is {}, not {expected}", output.phrase()))
        })
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
    fn of(OutputValue(value): &'a OutputValue) -> Self {
        match value {
            Json::Null => Self::Null,
            Json::Bool(value) => Self::Boolean(*value),
            Json::Number(number) => match (number.as_i64(), exact_double(number)) {
                (Some(value), _) => Self::Integer(value),
                (None, Some(double)) => Self::Number(double),
                (None, None) => Self::Other(value),
            },
            Json::String(value) => Self::Text(value),
            Json::Array(items) => file_of_pairs(items).map_or(Self::List(items), Self::File),
            Json::Object(_) => file_of(value).map_or(Self::Other(value), Self::File),
        }
    }
}

impl Output<'_> {
    /// The kind and the value, for errors.
    fn phrase(&self) -> String {
        let kind = match self {
            Self::File(_) | Self::Null => "",
            Self::Integer(_) | Self::Number(_) => "the number ",
            Self::Other(Json::Number(_)) => return format!("{}, a number beyond 64 bits", shortened(self)),
            Self::Boolean(_) => "the boolean ",
            Self::Text(_) => "the text ",
            Self::List(_) => "the list ",
            Self::Other(_) => "the value ",
        };
        format!("{kind}{}", shortened(self))
    }
}

/// The value as JSON, except for files: `file output.json (<id>)`.
impl fmt::Display for Output<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(file) => write!(f, "file {} ({})", file.filename, file.id),
            Self::Integer(value) => value.fmt(f),
            Self::Number(value) => Json::from(*value).fmt(f),
            Self::Boolean(value) => value.fmt(f),
            Self::Text(value) => Json::from(*value).fmt(f),
            Self::List(items) => Json::from(items.to_vec()).fmt(f),
            Self::Null => f.write_str("null"),
            Self::Other(value) => value.fmt(f),
        }
    }
}

/// As [`Display`](fmt::Display).
impl fmt::Debug for Output<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// An output that is missing, or is not what the caller expects; the text says what is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputError(String);

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for OutputError {}

/// Decodes a file from a list of pairs, which has `sha256_checksum` where the object has `checksum`.
fn file_of_pairs(items: &[Json]) -> Option<File> {
    let pairs = items.iter().map(pair).collect::<Option<Vec<_>>>()?;
    file_of(&Json::Object(pairs.into_iter().collect()))
}

/// A number with a fraction or an exponent of which a double keeps every digit.
pub(super) fn exact_double(number: &Number) -> Option<f64> {
    let exact = !number.is_integer() && number.exact_text().is_none();
    number.as_f64().filter(|_| exact)
}

/// Decodes a file from an object that is one.
pub(super) fn file_of(object: &Json) -> Option<File> {
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
        "huge": 12345678901234567890123, "float": 4.0, "integer": 4, "text": "4", "flag": false, "null": null,
        "half": 4.5, "folder": {"size": 1}
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
        assert!(outputs.file("list").is_err() && outputs.list("pairs").is_err());
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
        assert_eq!(outputs.iter().count(), 11);
    }

    #[test]
    fn values_come_as_what_is_expected() {
        let outputs = outputs();
        assert_eq!((outputs.number("float"), outputs.number("integer")), (Ok(4.0), Ok(4.0)));
        assert_eq!(outputs.number("huge"), Ok(12_345_678_901_234_567_890_123.0));
        assert_eq!((outputs.integer("float"), outputs.integer("integer")), (Ok(4), Ok(4)));
        assert_eq!((outputs.text("text"), outputs.boolean("flag")), (Ok("4"), Ok(false)));
        assert_eq!(outputs.list("list").unwrap().len(), 2);
    }

    #[test]
    fn errors_say_what_is_there() {
        let outputs = outputs();
        let errors = [
            outputs.number("text").map(drop),
            outputs.number("null").map(drop),
            outputs.integer("half").map(drop),
            outputs.integer("huge").map(drop),
            outputs.text("integer").map(drop),
            outputs.text("flag").map(drop),
            outputs.boolean("list").map(drop),
            outputs.list("object").map(drop),
            outputs.file("folder").map(drop),
            outputs.file("Object").map(drop),
            outputs.list("nothing like it").map(drop),
        ];
        assert_eq!(
            errors.map(|error| error.unwrap_err().to_string()),
            [
                r#"the output "text" is the text "4", not a number"#,
                r#"the output "null" is null, not a number"#,
                r#"the output "half" is the number 4.5, not an integer"#,
                r#"the output "huge" is 12345678901234567890123, a number beyond 64 bits, not an integer"#,
                r#"the output "integer" is the number 4, not a text"#,
                r#"the output "flag" is the boolean false, not a text"#,
                r#"the output "list" is the list [["id",1],["filename","c.txt"]], not a boolean"#,
                r#"the output "object" is file a.txt (11111111-2222-4333-8444-555555555556), not a list"#,
                r#"the output "folder" is the value {"size":1}, not a file"#,
                r#"there is no output "Object": did you mean "object"?"#,
                r#"there is no output "nothing like it": there are "flag", "float", "folder", "half", "huge", "integer", "list", "null", "object", "pairs", ..."#,
            ]
        );
    }
}
