//! JSON Pointers (RFC 6901): the address of a node in a document.
//!
//! In: object keys and array indices on the way down, or the fragment of a `$ref`. Out: a canonical pointer.
//! Invariant: two pointers are equal exactly when they address the same node.

use std::fmt::{self, Write as _};

/// The address of one node of a document, such as `/components/schemas/Study/properties/uid`.
///
/// The root is the empty pointer. Keys are escaped as RFC 6901 says (`~` is `~0`, `/` is `~1`).
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(String);

impl Pointer {
    /// The pointer of the whole document.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// The pointer of a member or an item of this node.
    #[must_use]
    pub fn child(&self, key: impl fmt::Display) -> Self {
        let mut text = String::with_capacity(self.0.len() + 24);
        text.push_str(&self.0);
        text.push('/');
        // Writing to a string cannot fail.
        let _ = write!(Escaped(&mut text), "{key}");
        Self(text)
    }

    /// The pointer of what is below this node by a pointer's text, which is escaped already.
    pub(crate) fn below(&self, rest: &str) -> Self {
        Self(format!("{}{rest}", self.0))
    }

    /// Reads the fragment of a local reference (`#/components/...`), percent-decoded first.
    ///
    /// Returns `None` for a reference that is not local to the document, or whose escapes are broken.
    #[must_use]
    pub fn from_reference(reference: &str) -> Option<Self> {
        let fragment = reference.strip_prefix('#')?;
        let fragment = if fragment.contains('%') { percent_decode(fragment)? } else { fragment.to_owned() };
        let whole = fragment.is_empty() || fragment.starts_with('/');
        whole.then_some(Self(fragment))
    }

    /// This pointer as a local reference, `#` first; what [`Pointer::from_reference`] reads.
    #[must_use]
    pub fn to_reference(&self) -> String {
        format!("#{}", self.0.replace('%', "%25"))
    }

    /// The unescaped keys from the root to this node.
    pub fn keys(&self) -> impl Iterator<Item = String> + '_ {
        self.0.split('/').skip(1).map(unescaped)
    }

    /// The name of the component schema that this is the pointer of, if it is one.
    #[must_use]
    pub fn component(&self) -> Option<String> {
        let name = self.0.strip_prefix("/components/schemas/")?;
        (!name.contains('/')).then(|| unescaped(name))
    }

    /// The pointer's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_empty() { "/" } else { &self.0 })
    }
}

/// Escapes what is written as a key.
struct Escaped<'a>(&'a mut String);

impl fmt::Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut rest = text;
        while let Some(at) = rest.find(['~', '/']) {
            let (plain, special) = rest.split_at(at);
            self.0.push_str(plain);
            self.0.push_str(if special.starts_with('~') { "~0" } else { "~1" });
            rest = special.get(1..).unwrap_or_default();
        }
        self.0.push_str(rest);
        Ok(())
    }
}

/// A pointer's text, then its ancestors', up to the root.
pub(crate) fn prefixes(pointer: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(pointer), |text| text.rfind('/').and_then(|slash| text.get(..slash)))
}

fn unescaped(key: &str) -> String {
    if key.contains('~') { key.replace("~1", "/").replace("~0", "~") } else { key.to_owned() }
}

/// Percent-decoded text; `None` where an escape is broken or the result is not UTF-8.
pub(crate) fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::Pointer;

    #[test]
    fn keys_are_escaped_and_read_back() {
        let pointer = Pointer::root().child("paths").child("/a~b/{c}");
        assert_eq!(pointer.as_str(), "/paths/~1a~0b~1{c}");
        assert_eq!(pointer.keys().collect::<Vec<_>>(), ["paths", "/a~b/{c}"]);
    }

    #[test]
    fn references_are_percent_decoded() {
        let pointer = Pointer::from_reference("#/components/schemas/a%20b%25");
        assert_eq!(pointer.as_ref().and_then(Pointer::component).as_deref(), Some("a b%"));
        assert_eq!(Pointer::from_reference("other.json#/x"), None);
        assert_eq!(Pointer::from_reference("#/%zz"), None);
    }
}
