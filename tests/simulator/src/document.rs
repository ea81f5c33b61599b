//! The pinned OpenAPI document, which requests and responses are validated against.
//!
//! In: the text of `spec/openapi.json`. Out: the parameter, body and response schemas of each operation, compiled by
//! a JSON Schema library. Invariant: nothing here knows an operation by name.

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use jsonschema::Validator;
use serde_json::{Value, json};

const TEXT: &str = include_str!("../openapi.json");

static DOCUMENT: LazyLock<Result<Document, String>> = LazyLock::new(|| Document::read(TEXT));

/// The document, read once.
pub(crate) fn document() -> Result<&'static Document, String> {
    DOCUMENT.as_ref().map_err(Clone::clone)
}

/// The operations of an OpenAPI document. Each is compiled when it is first asked for, for that takes most of the time.
pub(crate) struct Document {
    root: Value,
    operations: BTreeMap<String, (Value, OnceLock<Result<Operation, String>>)>,
}

/// The schemas of one operation.
pub(crate) struct Operation {
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Schema>,
    responses: BTreeMap<String, Option<Schema>>,
}

/// One documented parameter.
pub(crate) struct Parameter {
    pub(crate) name: String,
    /// `path`, `query` or `header`.
    pub(crate) location: String,
    pub(crate) required: bool,
    pub(crate) schema: Schema,
}

/// A schema and its compiled form.
pub(crate) struct Schema {
    pub(crate) source: Value,
    validator: Validator,
}

impl Document {
    fn read(text: &str) -> Result<Self, String> {
        let root: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let mut operations = BTreeMap::new();
        for item in members(root.get("paths")) {
            for (_, operation) in item.1.as_object().into_iter().flatten() {
                if let Some(name) = operation.get("operationId").and_then(Value::as_str) {
                    operations.insert(name.to_owned(), (operation.clone(), OnceLock::new()));
                }
            }
        }
        Ok(Self { root, operations })
    }

    /// The operation of this name, if there is one.
    ///
    /// # Errors
    /// A schema of it cannot be compiled.
    pub(crate) fn operation(&self, name: &str) -> Result<Option<&Operation>, String> {
        let Some((source, compiled)) = self.operations.get(name) else { return Ok(None) };
        let compiled = compiled.get_or_init(|| Operation::read(source, &self.root));
        compiled.as_ref().map(Some).map_err(Clone::clone)
    }

    /// The schema that a `$ref` leads to, or the schema itself, and the component's name.
    pub(crate) fn resolve<'a>(&'a self, schema: &'a Value) -> (Option<&'a str>, &'a Value) {
        let target = schema.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix('#'));
        match target {
            Some(pointer) => (pointer.rsplit('/').next(), self.root.pointer(pointer).unwrap_or(&Value::Null)),
            None => (None, schema),
        }
    }
}

impl Operation {
    fn read(operation: &Value, root: &Value) -> Result<Self, String> {
        let parameters = operation.get("parameters").and_then(Value::as_array).into_iter().flatten();
        let parameters = parameters.map(|parameter| Parameter::read(parameter, root));
        let mut responses = BTreeMap::new();
        let judged = |status: &str| status.starts_with('2') || status.starts_with('3');
        for (status, response) in members(operation.get("responses")).filter(|(status, _)| judged(status)) {
            responses.insert(status.clone(), Schema::of_content(response, root)?);
        }
        let body = operation.get("requestBody").map(|body| Schema::of_content(body, root));
        Ok(Self {
            parameters: parameters.collect::<Result<_, _>>()?,
            body: body.transpose()?.flatten(),
            responses,
        })
    }

    /// Says what is wrong with a successful response, if anything.
    pub(crate) fn judge_response(&self, status: u16, body: &[u8]) -> Result<(), String> {
        match self.responses.get(&status.to_string()) {
            None => Err(format!("status {status} is not documented")),
            Some(None) if body.is_empty() => Ok(()),
            Some(None) => Err(format!("status {status} is documented without a body")),
            Some(Some(schema)) => {
                let value: Value = serde_json::from_slice(body).map_err(|error| error.to_string())?;
                schema.judge(&value)
            }
        }
    }
}

impl Parameter {
    fn read(parameter: &Value, root: &Value) -> Result<Self, String> {
        let text = |name| parameter.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let schema = parameter.get("schema").unwrap_or(&Value::Bool(true));
        let required = parameter.get("required").and_then(Value::as_bool).unwrap_or_default();
        Ok(Self {
            name: text("name"),
            location: text("in"),
            required,
            schema: Schema::compile(schema, root)?,
        })
    }
}

impl Schema {
    /// The schema of the JSON content of a request body or a response.
    fn of_content(holder: &Value, root: &Value) -> Result<Option<Self>, String> {
        let schema = holder.pointer("/content/application~1json/schema");
        schema.map(|schema| Self::compile(schema, root)).transpose()
    }

    /// Compiles a schema beside the document's components, to which its references lead.
    fn compile(source: &Value, root: &Value) -> Result<Self, String> {
        let whole = json!({ "allOf": [source], "components": root.get("components") });
        let options = jsonschema::options().with_draft(jsonschema::Draft::Draft202012);
        // A job's creation time has no offset, which RFC 3339 does not allow: the real server's habit.
        let options = options.with_format("date-time", is_time).should_validate_formats(true);
        let validator = options.build(&whole).map_err(|error| error.to_string())?;
        Ok(Self { source: source.clone(), validator })
    }

    /// Says what is wrong with a value, if anything.
    pub(crate) fn judge(&self, value: &Value) -> Result<(), String> {
        self.validator.validate(value).map_err(|error| format!("{}: {error}", error.instance_path()))
    }
}

fn is_time(text: &str) -> bool {
    text.parse::<jiff::Timestamp>().is_ok() || text.parse::<jiff::civil::DateTime>().is_ok()
}

fn members(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}
