//! The placeholders of a path, each with its parameter.
//!
//! In: a path and the parameters of an operation. Out: the parameters, with one for each placeholder.
//! Invariant: a placeholder that no parameter declares is a required text (OpenAPI has no other kind of parameter in a path).

use serde_json::json;

use super::{Parameter, Resolver, parameter::identity, template};
use crate::{diagnostics, ir, openapi::style, pointer::Pointer};

impl Resolver<'_> {
    /// Adds parameters for placeholders without one, and removes path parameters without a placeholder.
    pub(super) fn check_template(&mut self, path: &str, parameters: &mut Vec<Parameter>, at: &Pointer) {
        let Some(placeholders) = template::placeholders(path) else {
            self.diagnostics.push(diagnostics::broken_template(at, path));
            return;
        };
        let mut before = None;
        for name in placeholders.iter().copied() {
            if position(parameters, name).is_none() {
                self.declare(name, (path, &placeholders), parameters, before, at);
            }
            before = position(parameters, name);
        }
        parameters.retain(|parameter| {
            let (position, name) = identity(parameter);
            let used = position != ir::Position::Path || placeholders.contains(&name.as_str());
            if !used {
                self.diagnostics.push(diagnostics::unused_path_parameter(&parameter.pointer, &name, path));
            }
            used
        });
    }

    /// Declares a placeholder: by the only parameter that is spelled alike, else as a text behind the placeholder before it.
    fn declare(
        &mut self,
        name: &str,
        (path, placeholders): (&str, &[&str]),
        parameters: &mut Vec<Parameter>,
        before: Option<usize>,
        at: &Pointer,
    ) {
        let mut alike = parameters.iter_mut().filter(|parameter| {
            let (position, known) = identity(parameter);
            position == ir::Position::Path
                && !placeholders.contains(&known.as_str())
                && letters(&known) == letters(name)
        });
        if let (Some(parameter), None) = (alike.next(), alike.next()) {
            let known = identity(parameter).1;
            self.diagnostics.push(diagnostics::misspelled_path_parameter(
                &parameter.pointer,
                &known,
                name,
                path,
            ));
            rename(parameter, name);
            return;
        }
        self.diagnostics.push(diagnostics::undeclared_placeholder(at, name));
        let node = json!({ "name": name, "in": "path", "required": true, "schema": {} });
        let first = parameters.iter().position(|parameter| parameter.position == ir::Position::Path);
        let index = before.map_or(first.unwrap_or_default(), |before| before + 1);
        if let Some((node, style)) =
            self.read(&node, at, "parameter").zip(style::style(ir::Position::Path, None))
        {
            let (pointer, position) = (at.child("parameters").child(name), ir::Position::Path);
            let (allow_reserved, schema, media_type) = Default::default();
            let added = Parameter { pointer, node, position, style, allow_reserved, schema, media_type };
            parameters.insert(index.min(parameters.len()), added);
        }
    }
}

fn position(parameters: &[Parameter], name: &str) -> Option<usize> {
    let wanted = (ir::Position::Path, name.to_owned());
    parameters.iter().position(|parameter| identity(parameter) == wanted)
}

fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn rename(parameter: &mut Parameter, name: &str) {
    if let openapiv3::Parameter::Path { parameter_data, .. } = &mut parameter.node {
        name.clone_into(&mut parameter_data.name);
    }
}
