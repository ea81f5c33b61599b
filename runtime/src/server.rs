//! Servers that a document lists (OpenAPI 3.1, "Server Object").
//!
//! In: a URL with variables. Out: a base URL. Invariant: a variable takes only values that the document allows.

use super::error::BuildError;
use super::path::{Piece, pieces};

/// A server of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Server {
    /// The URL, with `{variables}`.
    pub url: &'static str,
    /// What the document says of it.
    pub description: &'static str,
    /// Its variables.
    pub variables: &'static [ServerVariable],
}

/// A variable in a server's URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// The name that stands in braces in the URL.
    pub name: &'static str,
    /// Its value where none is given.
    pub default: &'static str,
    /// The values that it takes; empty: any.
    pub allowed: &'static [&'static str],
}

impl Server {
    /// A server by its URL, description, and variables.
    #[must_use]
    pub const fn new(
        url: &'static str,
        description: &'static str,
        variables: &'static [ServerVariable],
    ) -> Self {
        Self { url, description, variables }
    }

    /// The URL with its variables replaced, by the given values or their defaults.
    pub(crate) fn base_url(&self, values: &[(&str, &str)]) -> Result<String, BuildError> {
        if let Some((name, _)) = values.iter().find(|(name, _)| self.variable(name).is_none()) {
            return Err(BuildError::new(format!("the server has no variable `{name}`")));
        }
        let mut url = String::new();
        for piece in pieces(self.url) {
            match piece {
                Piece::Fixed(text) => url.push_str(text),
                Piece::Placeholder(name) => url.push_str(self.value(name, values)?),
            }
        }
        Ok(url)
    }

    fn variable(&self, name: &str) -> Option<&'static ServerVariable> {
        self.variables.iter().find(|variable| variable.name == name)
    }

    fn value<'a>(&self, name: &str, values: &[(&'a str, &'a str)]) -> Result<&'a str, BuildError> {
        let variable = self.variable(name).ok_or_else(|| {
            BuildError::new(format!("the document does not describe the server variable `{name}`"))
        })?;
        let given = values.iter().find(|(given, _)| *given == name).map(|(_, value)| *value);
        let value = given.unwrap_or(variable.default);
        if !variable.allowed.is_empty() && !variable.allowed.contains(&value) {
            let allowed = variable.allowed.join(", ");
            return Err(BuildError::new(format!("the server variable `{name}` is one of: {allowed}")));
        }
        Ok(value)
    }
}

impl ServerVariable {
    /// A variable by its name, default, and allowed values.
    #[must_use]
    pub const fn new(name: &'static str, default: &'static str, allowed: &'static [&'static str]) -> Self {
        Self { name, default, allowed }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static SERVER: Server = Server::new(
        "https://{region}.example.org/{version}",
        "",
        &[ServerVariable::new("region", "eu", &["eu", "us"]), ServerVariable::new("version", "v1", &[])],
    );

    #[test]
    fn variables_have_defaults_and_allowed_values() {
        for (values, expected) in [
            (&[][..], Some("https://eu.example.org/v1")),
            (&[("region", "us"), ("version", "{region}")], Some("https://us.example.org/{region}")),
            (&[("region", "cn")], None),
            (&[("planet", "mars")], None),
        ] {
            assert_eq!(SERVER.base_url(values).ok().as_deref(), expected, "{values:?}");
        }
    }
}
