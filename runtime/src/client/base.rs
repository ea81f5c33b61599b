//! Where a server is.
//!
//! In: a base URL. Out: [`BaseUrl`], to which paths are appended. Invariant: a request's URL has the base's origin, and
//! its path is exactly the base's path followed by the operation's.

use std::net::IpAddr;

use url::{Host, Url};

use crate::error::BuildError;

/// What `http::Uri` holds; a longer one would fail on its way to the wire, and not say why.
const MAX_URL: usize = 65_534;

/// A base URL without its trailing slash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BaseUrl {
    url: Url,
    prefix: String,
}

impl BaseUrl {
    /// Reads and checks a base URL.
    pub(crate) fn parse(text: &str) -> Result<Self, BuildError> {
        let url = Url::parse(text.trim()).map_err(|error| {
            BuildError::new("the base URL is not a URL (it begins with `https://` or `http://`)")
                .with_source(error)
        })?;
        let fault = if !matches!(url.scheme(), "http" | "https") {
            Some("has another scheme than `http` or `https`")
        } else if !url.username().is_empty() || url.password().is_some() {
            Some("has user information; give credentials to the client instead")
        } else if url.query().is_some() {
            Some("has a query string")
        } else if url.fragment().is_some() {
            Some("has a fragment")
        } else {
            None
        };
        if let Some(fault) = fault {
            return Err(BuildError::new(format!("the base URL {fault}")));
        }
        let prefix = url.path().trim_end_matches('/').to_owned();
        Ok(Self { url, prefix })
    }

    /// The URL of a path (with a leading slash, encoded) and a query string (encoded, may be empty).
    pub(crate) fn join(&self, path: &str, query: &str) -> Result<Url, BuildError> {
        if !path.starts_with('/') {
            return Err(BuildError::new("the path does not begin with a slash"));
        }
        // Only path and query are set, so that the origin stays, whatever they hold, and need not be parsed again.
        let mut url = self.url.clone();
        if self.prefix.is_empty() {
            url.set_path(path);
        } else {
            url.set_path(&format!("{}{path}", self.prefix));
        }
        url.set_query((!query.is_empty()).then_some(query));
        let same_path = url.path().strip_prefix(self.prefix.as_str()) == Some(path);
        if !same_path || url.query().unwrap_or_default() != query {
            return Err(BuildError::new("the path would be read as another one"));
        }
        if url.as_str().len() > MAX_URL {
            return Err(BuildError::new(format!("the URL is longer than {MAX_URL} bytes")));
        }
        Ok(url)
    }

    /// Whether what is sent there can be read on the way: `http` to another machine.
    pub(crate) fn is_plaintext(&self) -> bool {
        self.url.scheme() == "http" && !self.is_loopback()
    }

    /// Whether what is sent there is not encrypted, and must not leave the machine: `http` to this one.
    pub(crate) fn stays_here(&self) -> bool {
        self.url.scheme() == "http" && self.is_loopback()
    }

    fn is_loopback(&self) -> bool {
        match self.url.host() {
            Some(Host::Domain(name)) => name.trim_end_matches('.') == "localhost",
            Some(Host::Ipv4(address)) => IpAddr::V4(address).is_loopback(),
            Some(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
            None => false,
        }
    }

    pub(crate) fn url(&self) -> &Url {
        &self.url
    }
}

/// The host of a URL, with the port that it names.
pub(crate) fn host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_follows_the_base() {
        for (base, expected) in [
            ("http://localhost", "http://localhost/v0/x?a=1"),
            ("http://localhost/", "http://localhost/v0/x?a=1"),
            (" HTTPS://Api.Example.org:443/ ", "https://api.example.org/v0/x?a=1"),
            ("https://example.org:8443/base", "https://example.org:8443/base/v0/x?a=1"),
            ("https://example.org/base//", "https://example.org/base/v0/x?a=1"),
            ("http://[::1]:8080/a/../b", "http://[::1]:8080/b/v0/x?a=1"),
        ] {
            let url = BaseUrl::parse(base).unwrap().join("/v0/x", "a=1").unwrap();
            assert_eq!(url.as_str(), expected);
        }
    }

    #[test]
    fn other_bases_are_refused() {
        for base in [
            "",
            "localhost",
            "example.org/x",
            "ftp://example.org",
            "file:///etc",
            "http://",
            "http://u@example.org",
            "http://u:p@example.org",
            "http://:p@example.org",
            "http://example.org?x=1",
            "http://example.org/#x",
            "http://example.org/?",
        ] {
            assert!(BaseUrl::parse(base).is_err(), "{base:?}");
        }
    }

    #[test]
    fn a_path_that_is_read_otherwise_is_refused() {
        let base = BaseUrl::parse("http://localhost/base").unwrap();
        for path in [
            "/v0/../x",
            "/v0/%2e%2e/x",
            "/v0\\x",
            "/v0/a\tb",
            "/v0/x?y",
            "/v0/x#y",
            "/./x",
            "@evil/x",
            ".evil/x",
        ] {
            assert!(base.join(path, "").is_err(), "{path:?}");
        }
        assert!(BaseUrl::parse("http://localhost").unwrap().join("@evil/x", "").is_err());
    }

    #[test]
    fn plaintext_is_http_to_another_machine() {
        for (base, expected) in [
            ("http://localhost:8006", false),
            ("http://127.9.8.7", false),
            ("http://2130706433", false),
            ("http://[::1]", false),
            ("https://example.org", false),
            ("http://example.org", true),
            ("http://localhost.example.org", true),
            ("http://10.0.0.1", true),
            ("http://0.0.0.0", true),
        ] {
            let base = BaseUrl::parse(base).unwrap();
            assert_eq!(base.is_plaintext(), expected, "{base:?}");
            assert_eq!(base.stays_here(), !expected && base.url().scheme() == "http", "{base:?}");
        }
    }
}
