//! The text of a `$ref` -> a file and a location in it.
//!
//! In: a reference as written, and the folder of the file that has it, as names below the root folder. Out: the file as
//! names below the root folder, or a URI.
//! Invariant: no name is `..`, and none has a path separator of any system; what would lead out of the folder is rejected by its text.

use crate::pointer::percent_decode;

/// Why a reference names no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rejected {
    /// A URL.
    Url,
    /// Out of the folder.
    Outside,
}

/// A reference in its two parts: what is before the fragment, and the fragment, percent-decoded.
pub(super) fn split(text: &str) -> Option<(&str, String)> {
    let (file, fragment) = text.split_once('#').unwrap_or((text, ""));
    percent_decode(fragment).map(|fragment| (file, fragment))
}

/// The names of a file's path, with `.` and `..` applied (RFC 3986, section 5.2.4).
pub(super) fn names(file: &str, folder: &[String]) -> Result<Vec<String>, Rejected> {
    if has_scheme(file) || file.starts_with("//") || file.contains('?') {
        return Err(Rejected::Url);
    }
    // Decoded first, so that `%2e%2e` and `%2f` are recognised.
    let file = percent_decode(file).ok_or(Rejected::Outside)?;
    if file.starts_with('/') || file.contains(['\\', ':']) || file.contains(char::is_control) {
        return Err(Rejected::Outside);
    }
    let mut names = folder.to_vec();
    for name in file.split('/') {
        match name {
            "" | "." => {}
            ".." => drop(names.pop().ok_or(Rejected::Outside)?),
            name => names.push(name.to_owned()),
        }
    }
    Ok(names)
}

/// A URI reference made absolute (RFC 3986, section 5.2), without a fragment; as it is, where the base is no hierarchical URI.
pub(super) fn absolute(base: &str, reference: &str) -> String {
    let base = base.split(['?', '#']).next().unwrap_or_default();
    let Some((scheme, rest)) = base.split_once(':').filter(|_| has_scheme(base) && !has_scheme(reference))
    else {
        return reference.to_owned();
    };
    if reference.starts_with("//") {
        return format!("{scheme}:{reference}");
    }
    let Some(rest) = rest.strip_prefix("//") else { return reference.to_owned() };
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let path =
        if reference.starts_with('/') { reference.to_owned() } else { format!("{folder}/{reference}") };
    let mut kept: Vec<&str> = Vec::new();
    for name in path.split('/').skip(1) {
        match name {
            "." => {}
            ".." => drop(kept.pop()),
            name => kept.push(name),
        }
    }
    format!("{scheme}://{host}/{}", kept.join("/"))
}

/// RFC 3986, section 3.1.
pub(super) fn has_scheme(text: &str) -> bool {
    let scheme = text.split_once(':').map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}

#[cfg(test)]
mod tests {
    use super::{Rejected, absolute, names};

    #[test]
    fn a_file_is_found_from_the_file_that_refers_to_it() {
        let below = ["parts".to_owned(), "deep".to_owned()];
        let cases = [
            ("a.yaml", "parts/deep/a.yaml"),
            ("./a.yaml", "parts/deep/a.yaml"),
            ("../a.yaml", "parts/a.yaml"),
            ("../../a%20b.json", "a b.json"),
        ];
        for (text, file) in cases {
            assert_eq!(names(text, &below).unwrap().join("/"), file, "{text}");
        }
    }

    #[test]
    fn what_leads_out_is_refused() {
        let below = ["parts".to_owned()];
        let cases = [
            ("../../a.yaml", Rejected::Outside),
            ("x/../../../parts/a.yaml", Rejected::Outside),
            ("%2e%2e/%2E./a.yaml", Rejected::Outside),
            ("..%2f..%2fa.yaml", Rejected::Outside),
            ("/etc/passwd", Rejected::Outside),
            ("%2fetc%2fpasswd", Rejected::Outside),
            ("..\\..\\a.yaml", Rejected::Outside),
            ("a.yaml%00", Rejected::Outside),
            ("a.yaml%zz", Rejected::Outside),
            ("a.yaml%3astream", Rejected::Outside),
            ("C:/a.yaml", Rejected::Url),
            ("file:///etc/passwd", Rejected::Url),
            ("https://example.com/a.yaml", Rejected::Url),
            ("//example.com/a.yaml", Rejected::Url),
            ("a.yaml?x", Rejected::Url),
        ];
        for (text, expected) in cases {
            assert_eq!(names(text, &below), Err(expected), "{text}");
        }
    }

    #[test]
    fn references_are_made_absolute() {
        let cases = [
            ("https://e.example/a/b", "c", "https://e.example/a/c"),
            ("https://e.example/a/b", "./c/../d", "https://e.example/a/d"),
            ("https://e.example/a/b", "../../../c", "https://e.example/c"),
            ("https://e.example", "c", "https://e.example/c"),
            ("https://e.example/a/b?q", "/c", "https://e.example/c"),
            ("https://e.example/a/", "//f.example/c", "https://f.example/c"),
            ("https://e.example/a", "urn:x:y", "urn:x:y"),
            ("urn:x:y", "c", "c"),
            ("", "a/b", "a/b"),
        ];
        for (base, reference, expected) in cases {
            assert_eq!(absolute(base, reference), expected, "{base} {reference}");
        }
    }
}
