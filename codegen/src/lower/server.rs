//! Servers, of the document and of single operations.
//!
//! In: server nodes. Out: servers of the ir. Invariant: an operation has servers of its own only where its requests go
//! elsewhere than those of the document's first server.

use crate::{
    Diagnostics, diagnostics,
    ir::Server,
    resolve::{self, Resolved},
};

/// The server of a document that lists none (OpenAPI 3.1, "OpenAPI Object", `servers`).
const DEFAULT: &str = "/";

/// The servers of the document.
pub(super) fn all(resolved: &Resolved, diagnostics: &mut Diagnostics) -> Vec<Server> {
    resolved.servers.iter().map(|server| lower(server, diagnostics)).collect()
}

/// The servers of an operation or its path; none where the first of them is the document's.
pub(super) fn own(
    resolved: &Resolved,
    operation: &resolve::Operation,
    diagnostics: &mut Diagnostics,
) -> Vec<Server> {
    let own: Vec<Server> = operation.servers.iter().map(|server| lower(server, diagnostics)).collect();
    let root = resolved.servers.first().map(|server| lower(server, &mut Diagnostics::default()));
    let root = root.as_ref();
    let root_url = root.map_or_else(|| DEFAULT.to_owned(), Server::default_url);
    let is_root = own
        .first()
        .is_none_or(|first| absolute(&first.default_url(), &root_url) == absolute(&root_url, &root_url));
    let is_known = |server: &Server| resolved.servers.iter().any(|(_, known)| known.url == server.url);
    // Where the document's server is the first of several, the others can be chosen, if they are others.
    if is_root && own.iter().skip(1).all(is_known) { Vec::new() } else { own }
}

fn lower((pointer, server): &resolve::Server, diagnostics: &mut Diagnostics) -> Server {
    let variables = server.variables.iter().flatten();
    let lowered = Server {
        url: server.url.clone(),
        description: server.description.clone(),
        variables: variables
            .map(|(name, variable)| (name.clone(), variable.default.clone(), variable.enumeration.clone()))
            .collect(),
    };
    if lowered.default_url().contains('{') {
        diagnostics.push(diagnostics::server_variable(pointer, &server.url));
    }
    lowered
}

/// A URL without a trailing slash; a relative one is on the origin of the document's server.
fn absolute(url: &str, root: &str) -> String {
    let (scheme, rest) = root.split_once("://").unwrap_or(("", root));
    let is_absolute = url.split_once("://").is_some_and(|(scheme, _)| !scheme.contains('/'));
    let absolute = if is_absolute {
        url.to_owned()
    } else if let Some(authority) = url.strip_prefix("//") {
        format!("{scheme}://{authority}")
    } else {
        let authority = if scheme.is_empty() { "" } else { rest.split('/').next().unwrap_or_default() };
        format!("{scheme}://{authority}/{}", url.trim_start_matches("./").trim_start_matches('/'))
    };
    absolute.trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::absolute;

    #[test]
    fn relative_urls_are_on_the_origin_of_the_documents_server() {
        for (url, root, expected) in [
            ("https://a.example/v1/", "/", "https://a.example/v1"),
            ("/v1", "https://a.example/v1", "https://a.example/v1"),
            ("v1", "https://a.example/v1", "https://a.example/v1"),
            ("./v2/", "https://a.example", "https://a.example/v2"),
            ("//b.example/v1", "http://a.example", "http://b.example/v1"),
            ("/v1", "/v1/", ":///v1"),
        ] {
            assert_eq!(absolute(url, root), expected, "{url} {root}");
        }
    }
}
