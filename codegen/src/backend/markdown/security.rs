//! Security schemes.
//!
//! In: schemes and requirements of the document. Out: their names and anchors, and the credentials for them.
//! Invariant: a scheme's heading and anchor hold nothing but letters, digits, `-` and `_` of its name.

use proc_macro2::TokenStream;
use quote::quote;

use super::Book;
use super::page::Page;
use crate::backend::syntax::name;
use crate::backend::{example, print, text};
use crate::ir::{Api, SecurityKind, SecurityScheme};

/// The heading of a scheme's section.
fn heading(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || "-_".contains(c) { c } else { '_' }).collect();
    format!("Scheme `{}`", if plain.is_empty() { "_" } else { &plain })
}

/// Adds a section for each scheme.
pub(super) fn sections(book: &Book<'_>, page: &mut Page) {
    for scheme in &book.api.security_schemes {
        let SecurityScheme { name, kind, description } = scheme;
        page.heading(3, &heading(&name.wire));
        page.text(format!("{}.", sent(kind)));
        page.lines(&text::blocks_without_headings(description.as_deref().unwrap_or_default()));
        if let Some(credentials) = credentials(book, scheme) {
            let library = example::library(&book.examples);
            page.fence(
                "rust",
                &print::items(&quote! {
                    use #library::Credentials;
                    fn credentials() -> Credentials { #credentials }
                }),
            );
        }
    }
}

/// Links to the sections of an operation's alternatives.
pub(super) fn links(api: &Api, alternatives: &[Vec<String>]) -> String {
    let mut scratch = Page::new();
    let anchors: Vec<_> =
        api.security_schemes.iter().map(|scheme| scratch.heading(3, &heading(&scheme.name.wire))).collect();
    let link = |name: &String| {
        let found = api.security_schemes.iter().zip(&anchors).find(|(scheme, _)| scheme.name.wire == *name);
        found.map(|(_, anchor)| {
            let shown = heading(name);
            format!("[{}](README.md#{anchor})", shown.trim_start_matches("Scheme "))
        })
    };
    let together = |names: &Vec<String>| {
        let links: Vec<_> = names.iter().filter_map(link).collect();
        if names.is_empty() { "none".to_owned() } else { links.join(" and ") }
    };
    alternatives.iter().map(together).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", or ")
}

/// The credentials for the first alternative of an operation; nothing where it needs none.
pub(super) fn first(book: &Book<'_>, alternatives: &[Vec<String>]) -> Option<TokenStream> {
    let known = |name: &String| book.api.security_schemes.iter().find(|scheme| scheme.name.wire == *name);
    let schemes = alternatives.first()?.iter().filter_map(known);
    let mut each = schemes.filter_map(|scheme| credentials(book, scheme));
    let first = each.next()?;
    Some(each.fold(first, |all, next| quote!(#all.and(#next))))
}

/// The credentials for a scheme; nothing where the runtime cannot send them.
fn credentials(book: &Book<'_>, scheme: &SecurityScheme) -> Option<TokenStream> {
    let arguments = match &scheme.kind {
        SecurityKind::Basic => quote!("user", "password"),
        SecurityKind::Bearer => quote!("token"),
        SecurityKind::ApiKeyHeader(_) | SecurityKind::ApiKeyQuery(_) | SecurityKind::ApiKeyCookie(_) => {
            quote!("key")
        }
        SecurityKind::Other(_) => return None,
    };
    let library = example::library(&book.examples);
    let function = name::ident(&scheme.name.rust);
    Some(quote!(#library::credentials::#function(#arguments)))
}

/// What is sent for a scheme.
fn sent(kind: &SecurityKind) -> String {
    match kind {
        SecurityKind::Basic => "HTTP Basic: a user name and a password (RFC 7617)".to_owned(),
        SecurityKind::Bearer => "A bearer token in the header `Authorization` (RFC 6750)".to_owned(),
        SecurityKind::ApiKeyHeader(key) => format!("A key in the header {}", text::code(key)),
        SecurityKind::ApiKeyQuery(key) => format!("A key in the query parameter {}", text::code(key)),
        SecurityKind::ApiKeyCookie(key) => format!("A key in the cookie {}", text::code(key)),
        SecurityKind::Other(scheme) => format!(
            "The HTTP authentication scheme {}, which the client does not support: send the header \
             `Authorization` with `with_header`",
            text::code(scheme)
        ),
    }
}
