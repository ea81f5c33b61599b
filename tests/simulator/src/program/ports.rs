//! The inputs and outputs of the built-in studies and solvers.
//!
//! In: a name. Out: what may be put there, or what comes out. Invariant: as on the real server, a file has no schema,
//! and the file picker of a study can be set but is not listed as a port.

use crate::json::Json;

/// A port.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Port {
    /// The label of a study's port, the key of a solver's.
    pub(crate) name: &'static str,
    pub(crate) side: Side,
    /// The JSON Schema of its values; empty for a file.
    schema: &'static str,
}

/// What a port is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Input,
    /// An input that the list of ports does not name.
    Picker,
    Output(Source),
}

/// Where the value of an output comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// This input or, where it was not given, this JSON.
    Echo(&'static str, &'static str),
    /// The sum of the list in this input.
    Sum(&'static str),
    /// The file in this input or, where it was not given, one that the job wrote.
    File(&'static str),
}

use Source::{Echo, File, Sum};

const fn input(name: &'static str, schema: &'static str) -> Port {
    Port { name, side: Side::Input, schema }
}

const fn picker(name: &'static str) -> Port {
    Port { name, side: Side::Picker, schema: "" }
}

const fn output(name: &'static str, schema: &'static str, source: Source) -> Port {
    Port { name, side: Side::Output(source), schema }
}

impl Port {
    pub(crate) fn is_input(&self) -> bool {
        !matches!(self.side, Side::Output(_))
    }

    /// Whether the list of ports names it.
    pub(crate) fn is_listed(&self) -> bool {
        self.side != Side::Picker
    }

    pub(crate) fn is_file(&self) -> bool {
        self.schema.is_empty()
    }

    /// The schema as the list of ports shows it.
    pub(crate) fn schema(&self) -> Json {
        Json::parse(self.schema).unwrap_or(Json::Null)
    }

    /// Whether an input takes a value. Nothing looks into lists, and a file picker ignores what is no file.
    pub(crate) fn takes(&self, value: &Json) -> bool {
        match value {
            Json::Null => true,
            _ if self.side == Side::Picker => true,
            Json::Object(_) => self.is_file(),
            _ if self.is_file() => false,
            Json::List(_) => self.schema().get("type").is_none_or(|kind| kind.as_str() == Some("array")),
            _ => jsonschema::is_valid(&self.schema().to_value(), &value.to_value()),
        }
    }
}

/// The ports of most studies.
pub(crate) const STUDY: &[Port] = &[
    input("InputInt", r#"{"title":"InputInt","type":"integer","description":"Produced integer value"}"#),
    input("InputNumber", r#"{"title":"InputNumber","type":"number"}"#),
    input("InputString", r#"{"title":"InputString","type":"string","description":"Produced string value"}"#),
    input("InputBool", r#"{"title":"InputBool","type":"boolean"}"#),
    input("InputArray", r#"{"title":"InputArray","type":"array","items":{"type":"number"}}"#),
    picker("InputFile"),
    output("OutputInt", r#"{"title":"OutputInt","type":"integer"}"#, Echo("InputInt", "42")),
    output("OutputNumber", r#"{"title":"OutputNumber","type":"number"}"#, Echo("InputNumber", "4.0")),
    output("OutputString", r#"{"title":"OutputString","type":"string"}"#, Echo("InputString", "\"done\"")),
    output("OutputBool", r#"{"title":"OutputBool","type":"boolean"}"#, Echo("InputBool", "true")),
    output("OutputSum", r#"{"title":"OutputSum","type":"number"}"#, Sum("InputArray")),
    output(
        "OutputArray",
        r#"{"title":"OutputArray","type":"array","items":{"type":"number"}}"#,
        Echo("InputArray", "[1.5]"),
    ),
    output("OutputHuge", r#"{"title":"OutputHuge","type":"integer"}"#, Echo("", "12345678901234567890123")),
    output("OutputNested", r#"{"title":"OutputNested"}"#, Echo("", r#"[1,[2,"x"],null]"#)),
    output("OutputNothing", r#"{"title":"OutputNothing"}"#, Echo("", "null")),
    output("OutputFile", "", File("InputFile")),
];

/// Ports of a study with everything that a schema says: bounds, units, choices, lengths, lists of each type.
pub(crate) const EVERYTHING: &[Port] = &[
    input(
        "Frequency",
        r#"{"title":"Frequency","type":"number","x_unit":"mega-hertz","minimum":0.1,"maximum":6000,"default":900.0,"description":"Of the source"}"#,
    ),
    input("Steps", r#"{"title":"Steps","type":"integer","minimum":1,"maximum":1000,"default":10}"#),
    input(
        "Above zero",
        r#"{"title":"Above zero","type":"number","exclusiveMinimum":0,"x_unit":"milli-meter"}"#,
    ),
    input("Even", r#"{"title":"Even","type":"integer","multipleOf":2}"#),
    input("Enabled", r#"{"title":"Enabled","type":"boolean","default":false}"#),
    input("Mode", r#"{"title":"Mode","type":"string","enum":["coarse","fine"],"default":"coarse"}"#),
    input("Code", r#"{"title":"Code","type":"string","minLength":2,"maxLength":4,"pattern":"^[A-Z]+$"}"#),
    input("Numbers", r#"{"title":"Numbers","type":"array","items":{"type":"number"},"x_unit":"second"}"#),
    input(
        "Integers",
        r#"{"title":"Integers","type":"array","items":{"type":"integer","minimum":0},"minItems":1}"#,
    ),
    input("Words", r#"{"title":"Words","type":"array","items":{"type":"string"}}"#),
    input("Table", r#"{"title":"Table","type":"array","items":{"type":"array","items":{"type":"number"}}}"#),
    input("Größe", r#"{"title":"Größe","type":"number"}"#),
    input("Anything", r#"{"title":"Anything"}"#),
    picker("Mesh"),
    output("Field", r#"{"title":"Field","type":"number","x_unit":"volt/meter"}"#, Echo("Frequency", "900.0")),
    output("Count", r#"{"title":"Count","type":"integer"}"#, Echo("Steps", "10")),
    output("Was enabled", r#"{"title":"Was enabled","type":"boolean"}"#, Echo("Enabled", "false")),
    output("Used mode", r#"{"title":"Used mode","type":"string"}"#, Echo("Mode", "\"coarse\"")),
    output(
        "Result numbers",
        r#"{"title":"Result numbers","type":"array","items":{"type":"number"}}"#,
        Echo("Numbers", "[]"),
    ),
    output(
        "Result table",
        r#"{"title":"Result table","type":"array","items":{"type":"array"}}"#,
        Echo("Table", "[[0.5,1],[]]"),
    ),
    output("Report", "", File("Mesh")),
];

/// The ports of the sleeping solver.
pub(crate) const SLEEPER: &[Port] = &[
    input("input_1", ""),
    input(
        "input_2",
        r#"{"title":"Sleep interval","type":"integer","x_unit":"second","minimum":0,"maximum":5,"default":2}"#,
    ),
    input("input_3", r#"{"title":"Fail after sleep","type":"boolean","default":false}"#),
    input("input_4", r#"{"title":"Distance to bed","type":"number","x_unit":"meter","default":0}"#),
    output("output_1", "", File("input_1")),
    output("output_2", r#"{"title":"Slept","type":"integer","x_unit":"second"}"#, Echo("input_2", "2")),
];

/// The ports of a solver with inputs and outputs of every type.
pub(crate) const ECHO: &[Port] = &[
    input("integer", r#"{"title":"Integer","type":"integer"}"#),
    input("number", r#"{"title":"Number","type":"number","minimum":-1e6,"maximum":1e6,"x_unit":"volt"}"#),
    input("text", r#"{"title":"Text","type":"string"}"#),
    input("flag", r#"{"title":"Flag","type":"boolean"}"#),
    input("list", r#"{"title":"List","type":"array","items":{"type":"number"}}"#),
    input("file", ""),
    output("integer_out", r#"{"title":"Integer","type":"integer"}"#, Echo("integer", "42")),
    output("number_out", r#"{"title":"Number","type":"number"}"#, Echo("number", "4.0")),
    output("text_out", r#"{"title":"Text","type":"string"}"#, Echo("text", "\"done\"")),
    output("flag_out", r#"{"title":"Flag","type":"boolean"}"#, Echo("flag", "true")),
    output("list_out", r#"{"title":"List","type":"array","items":{"type":"number"}}"#, Echo("list", "[1.5]")),
    output("sum_out", r#"{"title":"Sum","type":"number"}"#, Sum("list")),
    output("file_out", "", File("file")),
];
