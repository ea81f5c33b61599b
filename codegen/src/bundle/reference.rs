//! The text of a `$ref` -> a file and a location in it.
//!
//! In: a reference as written, and the folder of the file that has it, as names below the document's folder. Out: the
//! file as names below the document's folder, and a pointer.
//! Invariant: no name is `..`, and none has a path separator of any system; what would lead out of the folder is rejected by its text.

use crate::pointer::{Pointer, percent_decode};

/// Where a reference leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Reference {
    /// The file; `None`: the one that has the reference.
    pub(super) file: Option<Vec<String>>,
    pub(super) pointer: Pointer,
}

/// Why a reference is not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rejected {
    /// A URL.
    Url,
    /// Out of the folder.
    Outside,
    /// The fragment is no JSON Pointer.
    Fragment,
}

pub(super) fn read(text: &str, folder: &[String]) -> Result<Reference, Rejected> {
    let (file, fragment) = text.split_once('#').unwrap_or((text, ""));
    let file = if file.is_empty() { None } else { Some(names(file, folder)?) };
    let pointer = Pointer::from_reference(&format!("#{fragment}")).ok_or(Rejected::Fragment)?;
    Ok(Reference { file, pointer })
}

/// The names of a file's path, with `.` and `..` applied (RFC 3986, section 5.2.4).
fn names(file: &str, folder: &[String]) -> Result<Vec<String>, Rejected> {
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

/// RFC 3986, section 3.1.
fn has_scheme(text: &str) -> bool {
    let scheme = text.split_once(':').map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}

#[cfg(test)]
mod tests {
    use super::{Rejected, read};

    #[test]
    fn a_file_is_found_from_the_file_that_refers_to_it() {
        let below = ["parts".to_owned(), "deep".to_owned()];
        let cases = [
            ("a.yaml#/X", Some("parts/deep/a.yaml"), "/X"),
            ("./a.yaml", Some("parts/deep/a.yaml"), ""),
            ("../a.yaml#/X/y", Some("parts/a.yaml"), "/X/y"),
            ("../../a%20b.json#", Some("a b.json"), ""),
            ("#/X", None, "/X"),
            ("", None, ""),
        ];
        for (text, file, pointer) in cases {
            let found = read(text, &below).unwrap();
            assert_eq!(found.file.map(|names| names.join("/")).as_deref(), file, "{text}");
            assert_eq!(found.pointer.as_str(), pointer, "{text}");
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
            ("https://example.com/a.yaml#/X", Rejected::Url),
            ("//example.com/a.yaml", Rejected::Url),
            ("a.yaml?x#/X", Rejected::Url),
            ("a.yaml#X", Rejected::Fragment),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text, &below), Err(expected), "{text}");
        }
    }
}
