//! What bytes mean that a server sent before it closed the connection.
//!
//! In: bytes. Out: what a client must make of them. Invariant: no code of the client is used: heads are read by httparse,
//! bodies by `serde_json`, schemas by jsonschema, and the rest as the RFCs have it.

use bytes::Bytes;
use osparc_client::runtime::TransportPhase;
use serde_json::Value;

use crate::schema::SCHEMAS;

/// What a client must make of a response.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Expected {
    /// The value that the body has.
    Value(Value),
    /// A documented success that is not as its schema says.
    Decode,
    /// An error as documented.
    Api(u16, Bytes),
    /// Any other response.
    Unexpected(u16, Bytes),
    /// No whole response.
    Transport(TransportPhase),
    /// A trailer after the last chunk, which may be read or rejected.
    ValueOrTransport(Value),
}

/// What is to be made of all these bytes, and then the end of the connection.
pub(crate) fn expected(operation: &str, bytes: &[u8]) -> Expected {
    let Some(head) = Head::read(bytes) else { return Expected::Transport(TransportPhase::Send) };
    match head.body(&bytes[head.length..]) {
        Body::Whole(body) => head.meaning(operation, body),
        Body::Trailed(body) => match head.meaning(operation, body) {
            Expected::Value(value) => Expected::ValueOrTransport(value),
            other => other,
        },
        Body::Broken => Expected::Transport(TransportPhase::Body),
    }
}

/// Whether these bytes are a whole response without the end of the connection.
pub(crate) fn ends_by_itself(bytes: &[u8]) -> bool {
    let Some(head) = Head::read(bytes) else { return false };
    head.framing != Framing::Close && matches!(head.body(&bytes[head.length..]), Body::Whole(_))
}

#[derive(PartialEq)]
enum Framing {
    None,
    Length(u64),
    Chunked,
    Close,
}

struct Head {
    status: u16,
    /// Whether the body is JSON, as far as the head tells.
    json: bool,
    framing: Framing,
    length: usize,
}

enum Body {
    Whole(Bytes),
    /// Whole, with a trailer section that is not empty.
    Trailed(Bytes),
    Broken,
}

impl Head {
    /// The head of a final response; `None` where none comes, or one that cannot be understood.
    fn read(bytes: &[u8]) -> Option<Self> {
        let mut headers = [httparse::EMPTY_HEADER; 32];
        let mut response = httparse::Response::new(&mut headers);
        let Ok(httparse::Status::Complete(length)) = response.parse(bytes) else { return None };
        let status = response.code?;
        if (100..200).contains(&status) && status != 101 {
            // An interim response: the final one comes after it.
            let mut next = Self::read(&bytes[length..])?;
            next.length += length;
            return Some(next);
        }
        let values = |name: &str| {
            let named = response.headers.iter().filter(|header| header.name.eq_ignore_ascii_case(name));
            named.map(|header| std::str::from_utf8(header.value).unwrap_or("?")).collect::<Vec<_>>()
        };
        let framing =
            framing(status, response.version?, &values("transfer-encoding"), &values("content-length"))?;
        let json = values("content-type").first().is_none_or(|value| is_json(value));
        (status >= 100).then_some(Self { status, json, framing, length })
    }

    fn body(&self, bytes: &[u8]) -> Body {
        match self.framing {
            Framing::None => Body::Whole(Bytes::new()),
            Framing::Close => Body::Whole(Bytes::copy_from_slice(bytes)),
            Framing::Length(length) => {
                let body = usize::try_from(length).ok().and_then(|length| bytes.get(..length));
                body.map_or(Body::Broken, |body| Body::Whole(Bytes::copy_from_slice(body)))
            }
            Framing::Chunked => chunks(bytes).unwrap_or(Body::Broken),
        }
    }

    /// What a whole response says.
    fn meaning(&self, operation: &str, body: Bytes) -> Expected {
        let status = self.status;
        let value = if self.json { serde_json::from_slice(&body).ok() } else { None };
        let fits = |status, value: &Value| SCHEMAS.fits(operation, status, value) == Some(true);
        if status / 100 != 2 {
            return match value {
                Some(value) if fits(status, &value) => Expected::Api(status, body),
                _ => Expected::Unexpected(status, body),
            };
        }
        if SCHEMAS.is_bodiless(operation) {
            return Expected::Value(Value::Null);
        }
        match value {
            // A success that is not listed is read as the one that is.
            Some(value) if fits(SCHEMAS.success(operation), &value) => Expected::Value(value),
            _ if SCHEMAS.lists(operation, status) => Expected::Decode,
            _ => Expected::Unexpected(status, body),
        }
    }
}

/// How the end of the body is told (RFC 9112, section 6.3); `None` where the head contradicts itself.
fn framing(status: u16, version: u8, encodings: &[&str], lengths: &[&str]) -> Option<Framing> {
    if matches!(status, 101 | 204 | 304) {
        return Some(Framing::None);
    }
    if let Some(last) = encodings.last() {
        let coding = last.rsplit(',').next().unwrap_or_default().trim();
        let framing = if coding.eq_ignore_ascii_case("chunked") { Framing::Chunked } else { Framing::Close };
        return (version == 1).then_some(framing);
    }
    let Some(length) = lengths.first() else { return Some(Framing::Close) };
    let digits = !length.is_empty() && length.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| length.parse().ok().map(Framing::Length))?
}

/// RFC 8259 and RFC 6839, section 3.1.
fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    ["application/json", "text/json"].contains(&essence.as_str()) || essence.ends_with("+json")
}

/// A chunked body (RFC 9112, section 7.1); `None` where it breaks off or is none.
fn chunks(mut bytes: &[u8]) -> Option<Body> {
    let mut body = Vec::new();
    loop {
        let end = bytes.windows(2).position(|pair| pair == b"\r\n")?;
        let line = std::str::from_utf8(&bytes[..end]).ok()?;
        let size = line.split(';').next()?.trim_end_matches([' ', '\t']);
        if size.is_empty() || !size.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let size = usize::from_str_radix(size, 16).ok()?;
        bytes = &bytes[end + 2..];
        if size == 0 {
            break;
        }
        body.extend_from_slice(bytes.get(..size)?);
        bytes = bytes.get(size..)?.strip_prefix(b"\r\n")?;
    }
    if bytes.starts_with(b"\r\n") {
        return Some(Body::Whole(body.into()));
    }
    bytes.windows(4).any(|window| window == b"\r\n\r\n").then_some(Body::Trailed(body.into()))
}
