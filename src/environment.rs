//! A client from environment variables, with the names that the platform's Python client uses.
//!
//! In: `OSPARC_API_BASE_URL` or `OSPARC_API_HOST`, `OSPARC_API_KEY`, `OSPARC_API_SECRET`, and inside a running
//! study `OSPARC_STUDY_ID` and `OSPARC_NODE_ID`. Out: a [`Client`].
//! Invariant: errors name the variable and never quote its value.

use std::env;

use uuid::Uuid;

use crate::runtime::{BuildError, Credentials};
use crate::{Client, ClientBuilder};

/// A lookup of variables: the process environment, or a test's table.
type Lookup<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The header parameters that tell the platform which running study creates a clone or a job.
const PARENTS: [(&str, &str); 2] =
    [("OSPARC_STUDY_ID", "x-simcore-parent-project-uuid"), ("OSPARC_NODE_ID", "x-simcore-parent-node-id")];

impl Client {
    /// Creates a client for the deployment that the environment names.
    ///
    /// - `OSPARC_API_BASE_URL`, else `OSPARC_API_HOST`: the base URL, with scheme
    /// - `OSPARC_API_KEY` and `OSPARC_API_SECRET`: the credentials
    /// - `OSPARC_STUDY_ID` and `OSPARC_NODE_ID` (optional, UUIDs): sent as the parent of clones and jobs, unless the call
    ///   sets it
    ///
    /// # Errors
    /// If a variable is missing, empty or malformed; the error names it. Otherwise as [`ClientBuilder::build`].
    pub fn from_env() -> Result<Self, BuildError> {
        from_variables(&|name| env::var(name).ok())?.build()
    }
}

fn from_variables(lookup: Lookup<'_>) -> Result<ClientBuilder, BuildError> {
    let host = match lookup("OSPARC_API_BASE_URL") {
        Some(url) => filled("OSPARC_API_BASE_URL", url)?,
        None => required("OSPARC_API_HOST", lookup)?,
    };
    let (key, secret) = (required("OSPARC_API_KEY", lookup)?, required("OSPARC_API_SECRET", lookup)?);
    let builder = Client::builder().base_url(host).credentials(Credentials::basic(key, secret));
    PARENTS.into_iter().try_fold(builder, |builder, (variable, header)| {
        let Some(id) = lookup(variable) else { return Ok(builder) };
        let id: Uuid = id.parse().map_err(|error| {
            BuildError::new(format!(
                "the environment variable `{variable}` is not a UUID: correct or unset it"
            ))
            .with_source(error)
        })?;
        Ok(builder.parameter_default(header, &id.to_string()))
    })
}

fn required(name: &str, lookup: Lookup<'_>) -> Result<String, BuildError> {
    let value = lookup(name)
        .ok_or_else(|| BuildError::new(format!("the environment variable `{name}` is not set: set it")))?;
    filled(name, value)
}

fn filled(name: &str, value: String) -> Result<String, BuildError> {
    if value.is_empty() {
        return Err(BuildError::new(format!("the environment variable `{name}` is empty: set it")));
    }
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::from_variables;
    use crate::Client;
    use crate::runtime::BuildError;

    const ALL: [(&str, &str); 3] =
        [("OSPARC_API_HOST", "https://a.example"), ("OSPARC_API_KEY", "key"), ("OSPARC_API_SECRET", "hush")];

    fn client(changes: &[(&str, Option<&str>)]) -> Result<Client, BuildError> {
        let lookup = |name: &str| match changes.iter().find(|(variable, _)| *variable == name) {
            Some((_, value)) => value.map(str::to_owned),
            None => ALL.iter().find(|(variable, _)| *variable == name).map(|(_, value)| (*value).to_owned()),
        };
        from_variables(&lookup)?.build()
    }

    #[test]
    fn the_base_url_takes_precedence_over_the_host() {
        assert_eq!(client(&[]).unwrap().base_url().as_str(), "https://a.example/");
        let both = client(&[("OSPARC_API_BASE_URL", Some("https://b.example/sub/"))]).unwrap();
        assert!(both.base_url().as_str().starts_with("https://b.example/sub"));
    }

    #[test]
    fn errors_name_the_variable_and_not_its_value() {
        let invalid = [
            ("OSPARC_API_HOST", None),
            ("OSPARC_API_HOST", Some("")),
            ("OSPARC_API_BASE_URL", Some("")),
            ("OSPARC_API_KEY", None),
            ("OSPARC_API_KEY", Some("")),
            ("OSPARC_API_SECRET", None),
            ("OSPARC_API_SECRET", Some("")),
            ("OSPARC_STUDY_ID", Some("")),
            ("OSPARC_NODE_ID", Some("not-a-uuid")),
        ];
        for (variable, value) in invalid {
            let text = client(&[(variable, value)]).unwrap_err().to_string();
            assert!(text.contains(variable), "{text}");
            assert!(!text.contains("hush") && !text.contains("not-a-uuid"), "{text}");
        }
    }
}
