//! What ports of studies and solvers say of their values.
//!
//! In: ports as the server sent them. Out: labels, types and units. Invariant: what a port does not say is `None`; nothing
//! is guessed.

use std::collections::BTreeMap;

use crate::runtime::Json;

/// The JSON Schema of a port's value.
type Schema = BTreeMap<String, Json>;

fn text<'a>(schema: Option<&'a Schema>, name: &str) -> Option<&'a str> {
    schema?.get(name)?.as_str()
}

/// What ports of both kinds say in their schemas.
macro_rules! described_by_schema {
    ($port:ty) => {
        impl $port {
            /// The JSON type of the value, such as `integer`; `None` for a port without a schema, which takes files.
            #[must_use]
            pub fn value_type(&self) -> Option<&str> {
                text(self.content_schema.as_ref(), "type")
            }

            /// The unit of the value, such as `meter`, if it has one.
            #[must_use]
            pub fn unit(&self) -> Option<&str> {
                text(self.content_schema.as_ref(), "x_unit")
            }
        }
    };
}

#[cfg(feature = "studies")]
described_by_schema!(crate::models::StudyPort);
#[cfg(feature = "solvers")]
described_by_schema!(crate::models::SolverPort);

#[cfg(feature = "studies")]
impl crate::models::StudyPort {
    /// The label of the node behind the port, by which inputs and outputs are named; `None` for a port without a schema.
    #[must_use]
    pub fn label(&self) -> Option<&str> {
        text(self.content_schema.as_ref(), "title")
    }
}

#[cfg(feature = "solvers")]
impl crate::models::SolverPort {
    /// The name of the port in inputs and outputs, which is its key. The title of its schema is for people.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.key
    }
}

#[cfg(test)]
mod tests {
    use crate::runtime::from_json;

    #[cfg(feature = "studies")]
    #[test]
    fn study_ports_have_labels_in_their_schemas() {
        use crate::models::StudyPort;

        let port: StudyPort = from_json(
            br#"{"key": "11111111-2222-4333-8444-555555555555", "kind": "input",
                 "content_schema": {"title": "Height", "type": "number", "x_unit": "meter"}}"#,
        )
        .unwrap();
        assert_eq!(
            (port.label(), port.value_type(), port.unit()),
            (Some("Height"), Some("number"), Some("meter"))
        );
        let port: StudyPort = from_json(
            br#"{"key": "11111111-2222-4333-8444-555555555555", "kind": "input", "content_schema": null}"#,
        )
        .unwrap();
        assert_eq!((port.label(), port.value_type(), port.unit()), (None, None, None));
    }

    #[cfg(feature = "solvers")]
    #[test]
    fn solver_ports_are_named_by_their_keys() {
        use crate::models::SolverPort;

        let port: SolverPort = from_json(
            br#"{"key": "input_2", "kind": "input", "content_schema": {"title": "Sleep interval", "type": "integer"}}"#,
        )
        .unwrap();
        assert_eq!((port.label(), port.value_type(), port.unit()), ("input_2", Some("integer"), None));
    }
}
