//! The inputs and outputs of the built-in studies.
//!
//! In: a label. Out: what may be put there. Invariant: as on the real server, a file input can be set but is not
//! listed as a port, and a file output is listed without a schema.

/// The type of a port's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Integer,
    Number,
    Text,
    Boolean,
    Array,
    File,
    Any,
}

/// A port: its label, whether it is an input, and its type.
pub(crate) struct Port {
    pub(crate) label: &'static str,
    pub(crate) is_input: bool,
    pub(crate) kind: Kind,
    /// Whether the list of ports names it.
    pub(crate) listed: bool,
}

const fn input(label: &'static str, kind: Kind) -> Port {
    Port { label, is_input: true, kind, listed: !matches!(kind, Kind::File) }
}

const fn output(label: &'static str, kind: Kind) -> Port {
    Port { label, is_input: false, kind, listed: true }
}

/// The ports of every built-in study.
pub(crate) const PORTS: &[Port] = &[
    input("InputInt", Kind::Integer),
    input("InputNumber", Kind::Number),
    input("InputString", Kind::Text),
    input("InputBool", Kind::Boolean),
    input("InputArray", Kind::Array),
    input("InputFile", Kind::File),
    output("OutputInt", Kind::Integer),
    output("OutputNumber", Kind::Number),
    output("OutputString", Kind::Text),
    output("OutputBool", Kind::Boolean),
    output("OutputArray", Kind::Array),
    output("OutputSum", Kind::Number),
    output("OutputHuge", Kind::Integer),
    output("OutputNested", Kind::Any),
    output("OutputNothing", Kind::Any),
    output("OutputFile", Kind::File),
];

/// The type of an input, by its label.
pub(crate) fn input_kind(label: &str) -> Option<Kind> {
    PORTS.iter().find(|port| port.is_input && port.label == label).map(|port| port.kind)
}
