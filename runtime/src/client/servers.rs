//! The servers of single operations, which take precedence over the base URL (OpenAPI 3.1, "Path Item Object", `servers`).
//!
//! In: what a document lists for an operation, and a caller's choices. Out: where its requests go. Invariant: the client's
//! credentials go to another origin than the base URL's only where the caller allows that origin.

use std::borrow::Cow;

use url::{Origin, Url};

use super::BaseUrl;
use crate::error::BuildError;
use crate::server::Server;

/// A caller's choices before the client is built.
#[derive(Default)]
pub(super) struct Choices {
    /// The URL for a server, by the URL that the document has for it.
    pub(super) urls: Vec<(&'static str, String)>,
    pub(super) is_ignored: bool,
    pub(super) allowed: Vec<String>,
}

/// Where the requests of operations with servers of their own go.
pub(crate) struct OperationServers {
    /// The document's own first server, which the base URL stands for.
    root: Option<&'static str>,
    chosen: Vec<(&'static str, BaseUrl)>,
    is_ignored: bool,
    allowed: Vec<Origin>,
}

impl Choices {
    /// The choices, checked.
    pub(super) fn check(self, servers: &[Server], base: &BaseUrl) -> Result<OperationServers, BuildError> {
        let chosen = self.urls.into_iter().map(|(server, url)| Ok((server, resolve(base, &url)?)));
        let allowed = self.allowed.iter().map(|text| Ok(BaseUrl::parse(text)?.url().origin()));
        Ok(OperationServers {
            root: servers.first().map(|server| server.url),
            chosen: chosen.collect::<Result<_, BuildError>>()?,
            is_ignored: self.is_ignored,
            allowed: allowed.collect::<Result<_, BuildError>>()?,
        })
    }
}

impl OperationServers {
    /// The base URL of an operation that lists these servers: the chosen one, else the first.
    pub(crate) fn base<'c>(
        &'c self,
        servers: &[Server],
        base: &'c BaseUrl,
    ) -> Result<Cow<'c, BaseUrl>, BuildError> {
        let Some(first) = servers.first().filter(|_| !self.is_ignored) else {
            return Ok(Cow::Borrowed(base));
        };
        let is_listed = |(url, _): &&(&str, BaseUrl)| servers.iter().any(|server| server.url == *url);
        if let Some((_, chosen)) = self.chosen.iter().rfind(is_listed) {
            return Ok(Cow::Borrowed(chosen));
        }
        if self.root == Some(first.url) {
            return Ok(Cow::Borrowed(base));
        }
        resolve(base, &first.base_url(&[])?).map(Cow::Owned)
    }

    /// Checks that the client's credentials, which are for the base URL, may go there.
    pub(crate) fn check_credentials(&self, base: &BaseUrl, to: &BaseUrl) -> Result<(), BuildError> {
        let origin = to.url().origin();
        if origin == base.url().origin() || self.allowed.contains(&origin) {
            return Ok(());
        }
        let to = origin.ascii_serialization();
        Err(BuildError::new(format!(
            "the operation is on `{to}`, and the credentials of the client are for `{}`; allow them there by \
             `ClientBuilder::allow_credentials_to(\"{to}\")`, or give the call its own by `with_auth`",
            base.url().origin().ascii_serialization(),
        )))
    }

    /// Whether a chosen server is on this machine, and not encrypted.
    pub(super) fn stay_here(&self) -> bool {
        self.chosen.iter().any(|(_, base)| base.stays_here())
    }
}

/// The base URL of a server; a relative one is on the origin of the client's base URL.
fn resolve(base: &BaseUrl, url: &str) -> Result<BaseUrl, BuildError> {
    let invalid = |error| BuildError::new("the server of the operation is not a URL").with_source(error);
    let mut origin: Url = base.url().clone();
    origin.set_path("/");
    BaseUrl::parse(origin.join(url).map_err(invalid)?.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PETS: Server = Server::new("https://pets.example/v2", "", &[]);
    const OTHER: Server = Server::new("https://other.example", "", &[]);
    const ROOT: Server = Server::new("https://api.example/v1", "", &[]);

    fn base() -> BaseUrl {
        BaseUrl::parse("http://localhost:8080/base").unwrap()
    }

    #[test]
    fn a_relative_server_is_on_the_origin_of_the_base_url() {
        for (url, expected) in [
            ("/v3", "http://localhost:8080/v3"),
            ("v3", "http://localhost:8080/v3"),
            ("./v3/", "http://localhost:8080/v3/"),
            ("/", "http://localhost:8080/"),
            ("//pets.example/v2", "http://pets.example/v2"),
            ("https://pets.example", "https://pets.example/"),
        ] {
            assert_eq!(resolve(&base(), url).unwrap().url().as_str(), expected);
        }
        for url in ["ftp://pets.example", "pets.example:80/v1", "https://u:p@pets.example", "/v3?x=1"] {
            assert!(resolve(&base(), url).is_err(), "{url}");
        }
    }

    #[test]
    fn the_chosen_server_or_the_first_is_used() {
        let servers = |choices: Choices| choices.check(&[ROOT], &base()).unwrap();
        let url = |servers: &OperationServers, listed: &[Server]| {
            servers.base(listed, &base()).unwrap().url().as_str().to_owned()
        };
        let plain = servers(Choices::default());
        assert_eq!(url(&plain, &[PETS, OTHER]), "https://pets.example/v2");
        assert_eq!(url(&plain, &[ROOT, OTHER]), "http://localhost:8080/base", "the base URL stands for it");
        assert_eq!(url(&plain, &[]), "http://localhost:8080/base");
        let urls = vec![(OTHER.url, "/a".to_owned()), (PETS.url, "https://b.example".to_owned())];
        let chosen = servers(Choices { urls, ..Choices::default() });
        assert_eq!(url(&chosen, &[PETS, OTHER]), "https://b.example/", "the last choice counts");
        assert_eq!(url(&chosen, &[ROOT, OTHER]), "http://localhost:8080/a");
        let ignored = servers(Choices { is_ignored: true, ..Choices::default() });
        assert_eq!(url(&ignored, &[PETS]), "http://localhost:8080/base");
    }

    #[test]
    fn credentials_stay_at_the_origin_unless_another_is_allowed() {
        let allowed = vec!["https://pets.example".to_owned()];
        let servers = Choices { allowed, ..Choices::default() }.check(&[], &base()).unwrap();
        let is_allowed =
            |url: &str| servers.check_credentials(&base(), &BaseUrl::parse(url).unwrap()).is_ok();
        assert!(is_allowed("http://localhost:8080/other") && is_allowed("https://pets.example:443/v9"));
        for url in [
            "http://localhost:8081",
            "https://localhost:8080",
            "http://pets.example",
            "https://x.pets.example",
        ] {
            assert!(!is_allowed(url), "{url}");
        }
    }
}
