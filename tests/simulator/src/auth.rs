//! HTTP Basic authentication.
//!
//! In: the `Authorization` header. Out: nothing or the text of the 401. Invariant: the texts are those of the three
//! cases of the real server, and credentials beyond ASCII never pass.

use base64::Engine as _;
use http::HeaderValue;

use crate::options::Options;

const NONE_GIVEN: &str = "Not authenticated";
const UNREADABLE: &str = "Invalid authentication credentials";
const WRONG: &str = "Invalid API credentials";

/// Lets a request pass, or says why not.
pub(crate) fn check(header: Option<&HeaderValue>, options: &Options) -> Result<(), &'static str> {
    let header = header.map(HeaderValue::as_bytes).unwrap_or_default();
    let (scheme, value) = match header.iter().position(|byte| *byte == b' ') {
        Some(space) => header.split_at(space),
        None => (header, &[][..]),
    };
    if !scheme.eq_ignore_ascii_case(b"basic") {
        return Err(NONE_GIVEN);
    }
    let unreadable = if options.version.is_strict() { NONE_GIVEN } else { UNREADABLE };
    let (key, secret) = decode(value.trim_ascii()).ok_or(unreadable)?;
    if key == options.key && secret == options.secret { Ok(()) } else { Err(WRONG) }
}

fn decode(value: &[u8]) -> Option<(String, String)> {
    let text = base64::engine::general_purpose::STANDARD.decode(value).ok()?;
    let text = String::from_utf8(text).ok().filter(|text| text.is_ascii())?;
    let (key, secret) = text.split_once(':')?;
    Some((key.to_owned(), secret.to_owned()))
}
