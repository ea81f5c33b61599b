//! A URI as the server wrote it.
//!
//! In goes a text, out comes the same text, or a `url::Url` on request. Invariant: nothing is normalised, because a
//! signed link is valid only as it was sent.
use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use url::{ParseError, Url};

use crate::json::{Read, ReadError, Reader, Write, Writer};

/// The exact text of a URI or of a relative reference. It is not checked until [`Uri::to_url`].
///
/// `Debug` leaves out what may be a secret: user information, the query string and the fragment.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uri(String);

impl Uri {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, taken out.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }

    /// The URI in its parts.
    ///
    /// # Errors
    /// Where the text is not an absolute URL.
    pub fn to_url(&self) -> Result<Url, ParseError> {
        Url::parse(&self.0)
    }
}

impl AsRef<str> for Uri {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Uri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = self.0.find(['?', '#']).unwrap_or(self.0.len());
        let (shown, rest) = self.0.split_at(end);
        let tail = if rest.is_empty() { "" } else { "?[redacted]" };
        // An `@` in a path is rare enough to be taken for the end of user information.
        let text = match shown.rsplit_once('@') {
            Some((_, place)) => format!("[redacted]@{place}{tail}"),
            None => format!("{shown}{tail}"),
        };
        f.debug_tuple("Uri").field(&text).finish()
    }
}

impl fmt::Display for Uri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<String> for Uri {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Uri {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<Url> for Uri {
    fn from(url: Url) -> Self {
        Self(url.into())
    }
}

impl FromStr for Uri {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(text.into())
    }
}

impl Read for Uri {
    fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
        r.string().map(Self::from)
    }
}

impl Write for Uri {
    fn write(&self, w: &mut Writer) {
        w.string(&self.0);
    }
}

crate::__model!(Uri);
