//! What of a path is more than a template: operators of placeholders, a query string, a fragment.
//!
//! In: a path as the document has it, and the parameters of an operation. Out: a [`Route`], whose template has plain
//! placeholders, and parameters that know where they may have several segments. Invariant: what of a path is not sent has
//! a diagnostic.

use super::{Parameter, Resolver, parameter::identity};
use crate::{diagnostics, ir::Position, openapi::style, pointer::Pointer};

/// Where the requests of an operation go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Route {
    /// The path, each placeholder a name in braces.
    pub(crate) template: String,
    /// The pairs of the query string that every request has.
    pub(crate) query: String,
}

/// A placeholder as the document writes it.
#[derive(Debug, PartialEq, Eq)]
struct Placeholder<'a> {
    /// What stands before it in the template.
    prefix: &'static str,
    name: &'a str,
    /// Whether its value may have several segments.
    is_open: bool,
}

impl Resolver<'_> {
    /// The route of a path, with a parameter for each placeholder. Those of a placeholder that may have several segments
    /// allow slashes.
    pub(super) fn route(&mut self, path: &str, parameters: &mut Vec<Parameter>, at: &Pointer) -> Route {
        let (path, fragment) = split_outside(path, '#');
        let (path, query) = split_outside(path, '?');
        if let Some(fragment) = fragment {
            self.diagnostics.push(diagnostics::path_fragment(at, fragment));
        }
        let (mut template, mut open) = (String::new(), Vec::new());
        let mut rest = path;
        while let Some((text, inner, behind)) = next(rest) {
            template.push_str(text);
            rest = behind;
            let is_declared = |name: &str| parameters.iter().any(|parameter| is_path(parameter, name));
            let Some(Placeholder { prefix, name, is_open }) = placeholder(inner, &is_declared) else {
                self.diagnostics.push(diagnostics::path_expression(at, inner));
                continue;
            };
            template.extend([prefix, "{", name, "}"]);
            open.extend(is_open.then_some(name));
        }
        template.push_str(rest);
        let query = query.map(|query| self.query(query, parameters, at)).unwrap_or_default();
        self.check_template(&template, parameters, at);
        for parameter in parameters.iter_mut() {
            parameter.allow_reserved |= open.iter().any(|name| is_path(parameter, name));
        }
        Route { template, query }
    }

    /// The fixed pairs of a path's query string. A pair with a placeholder is a query parameter.
    fn query(&mut self, query: &str, parameters: &mut Vec<Parameter>, at: &Pointer) -> String {
        self.diagnostics.push(diagnostics::path_query(at, query));
        let mut fixed = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let is_placeholder = value.starts_with('{') && value.ends_with('}');
            let name = value.trim_start_matches('{').trim_end_matches('}');
            if !is_placeholder {
                fixed.push(pair);
                // Its value is the path's, so it is no choice.
                parameters.retain(|parameter| identity(parameter) != (Position::Query, key.to_owned()));
            } else if let Some(parameter) = parameters.iter_mut().find(|parameter| is_path(parameter, name)) {
                move_to_query(parameter, key);
            } else if !parameters
                .iter()
                .any(|parameter| identity(parameter) == (Position::Query, key.to_owned()))
            {
                self.diagnostics.push(diagnostics::path_expression(at, name));
            }
        }
        fixed.join("&")
    }
}

fn is_path(parameter: &Parameter, name: &str) -> bool {
    parameter.position == Position::Path && parameter.node.parameter_data_ref().name == name
}

/// Makes a path parameter a query parameter.
fn move_to_query(parameter: &mut Parameter, key: &str) {
    let mut data = parameter.node.parameter_data_ref().clone();
    key.clone_into(&mut data.name);
    parameter.position = Position::Query;
    parameter.style = style::style(Position::Query, None).unwrap_or(parameter.style);
    parameter.node = openapiv3::Parameter::Query {
        parameter_data: data,
        allow_reserved: false,
        style: openapiv3::QueryStyle::Form,
        allow_empty_value: None,
    };
}

/// The text before the first placeholder, the text in its braces, and what is behind it.
fn next(path: &str) -> Option<(&str, &str, &str)> {
    let (text, after) = path.split_once('{')?;
    let (inner, behind) = after.split_once('}')?;
    Some((text, inner, behind))
}

/// Splits at the first such character that is in no braces.
fn split_outside(path: &str, at: char) -> (&str, Option<&str>) {
    let mut depth = 0_u32;
    for (index, character) in path.char_indices() {
        match character {
            '{' => depth = depth.saturating_add(1),
            '}' => depth = depth.saturating_sub(1),
            found if found == at && depth == 0 => {
                let (before, behind) = path.split_at_checked(index).unwrap_or((path, ""));
                return (before, Some(behind.trim_start_matches(at)));
            }
            _ => {}
        }
    }
    (path, None)
}

/// Reads the text in a placeholder's braces: a name, or one with an operator of URI templates (RFC 6570), or of the routers
/// that documents are made from. `None` for expressions that are no part of a path. What is left without an operator is a
/// plain word; other text is a name as it is.
fn placeholder<'a>(inner: &'a str, is_declared: &dyn Fn(&str) -> bool) -> Option<Placeholder<'a>> {
    let whole = Placeholder { prefix: "", name: inner, is_open: false };
    let (name, is_open) = strip_open(inner);
    if !is_word(name) {
        let words = inner.strip_prefix(['?', '&', '#']).is_some_and(|list| list.split(',').all(is_word));
        return (!words || is_declared(inner)).then_some(whole);
    }
    if is_declared(inner) {
        return Some(Placeholder { is_open, ..whole });
    }
    let prefix = match inner.chars().next() {
        Some('/') => "/",
        Some('.') => ".",
        _ => "",
    };
    Some(Placeholder { prefix, name, is_open })
}

/// Whether a text is a name as most parameters have.
fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || "_-.$".contains(c))
}

/// The name without what makes it one of several segments (`+path`, `path*`, `path...`, `path:.*`), or limits its values
/// (`id:int`).
fn strip_open(inner: &str) -> (&str, bool) {
    let bare = inner.trim_start_matches(['+', '*']);
    if bare.len() < inner.len() {
        return (bare.trim_end_matches('*'), true);
    }
    if let Some(bare) = inner.strip_suffix("...") {
        return (bare, true);
    }
    let bare = inner.trim_end_matches(['+', '*']);
    if bare.len() < inner.len() && !inner.contains([':', '=']) {
        return (bare, true);
    }
    if let Some((name, pattern)) = inner.split_once(':') {
        return (name, ["path", ".*", ".+", "*", "**"].contains(&pattern));
    }
    if let Some((name, pattern)) = inner.split_once('=') {
        return (name, pattern.contains(['/', '*']));
    }
    let bare = inner.strip_prefix(['/', '.']).unwrap_or(inner);
    (bare.strip_suffix('?').unwrap_or(bare), false)
}

#[cfg(test)]
mod tests {
    use super::{Placeholder, placeholder, split_outside};

    #[test]
    fn operators_are_no_part_of_a_name() {
        for (inner, name, is_open) in [
            ("id", "id", false),
            ("+path", "path", true),
            ("path*", "path", true),
            ("+path*", "path", true),
            ("*path", "path", true),
            ("**path", "path", true),
            ("proxy+", "proxy", true),
            ("path...", "path", true),
            ("path:path", "path", true),
            ("path:.*", "path", true),
            ("id:int", "id", false),
            ("id:[0-9]+", "id", false),
            ("name=shelves/*", "name", true),
            ("id?", "id", false),
            ("a-b.c", "a-b.c", false),
            ("*", "*", false),
            ("*/ fn f() {} /*", "*/ fn f() {} /*", false),
            ("a b:path", "a b:path", false),
        ] {
            let found = placeholder(inner, &|_| false);
            assert_eq!(found, Some(Placeholder { prefix: "", name, is_open }), "{inner}");
        }
        let declared = placeholder("id:int", &|name| name == "id:int").unwrap();
        assert_eq!((declared.name, declared.is_open), ("id:int", false));
        let dotted = placeholder(".ext", &|_| false).unwrap();
        assert_eq!((dotted.prefix, dotted.name), (".", "ext"));
        assert_eq!(placeholder("?limit,offset", &|_| false), None);
    }

    #[test]
    fn braces_keep_their_characters() {
        assert_eq!(split_outside("/x{?a}?b=c?d", '?'), ("/x{?a}", Some("b=c?d")));
        assert_eq!(split_outside("/x#a#b", '#'), ("/x", Some("a#b")));
        assert_eq!(split_outside("/x", '#'), ("/x", None));
    }
}
