//! The responses that faults are applied to.
//!
//! In: `tests/data`. Out: for each operation a success in some framings, and a documented error.
//! Invariant: a response is one string of bytes, head and body, and nothing follows it.

use std::fmt;

use serde_json::Value;

use crate::calls::OTHERS;
use crate::operations::OPERATIONS;

/// How the end of a body is determined (RFC 9112, section 6.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framing {
    /// There is no body.
    None,
    /// `Content-Length`.
    Length,
    /// Chunks.
    Chunked,
    /// The end of the connection.
    Close,
}

/// An operation with a response to it.
pub(crate) struct Case {
    pub(crate) operation: &'static str,
    /// Whether the response says that the operation was executed.
    pub(crate) success: bool,
    pub(crate) framing: Framing,
    pub(crate) response: Vec<u8>,
    /// A success with `Content-Length`, for attempts after the faulty one.
    pub(crate) good: Vec<u8>,
    pub(crate) request_length: usize,
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.success { "success" } else { "error response" };
        write!(f, "{}, {kind}, {:?}", self.operation, self.framing)
    }
}

/// All cases.
pub(crate) fn cases() -> Vec<Case> {
    let read = |text| -> Vec<Value> { serde_json::from_str(text).unwrap() };
    let studies = read(include_str!("../data/exchanges.json"));
    let others = read(include_str!("../data/side_effects.json"));
    let framings = [Framing::Length, Framing::Chunked, Framing::Close];
    let studies = OPERATIONS.into_iter().flat_map(|operation| of_operation(operation, &studies, &framings));
    // Framing is the same for all operations, so it is enough to break it for some.
    let others = OTHERS.into_iter().flat_map(|operation| of_operation(operation, &others, &framings[..1]));
    studies.chain(others).collect()
}

fn of_operation(operation: &'static str, exchanges: &[Value], framings: &[Framing]) -> Vec<Case> {
    let success = find(exchanges, operation, "ok");
    let error = find(exchanges, operation, "api");
    let bodiless = success["status"] == 204;
    let framings = if bodiless { &[Framing::None] } else { framings };
    let good = bytes(success, framings[0]);
    let case = |exchange, success, framing| Case {
        operation,
        success,
        framing,
        response: bytes(exchange, framing),
        good: good.clone(),
        request_length: 0,
    };
    let successes = framings.iter().map(|framing| case(success, true, *framing));
    successes.chain([case(error, false, Framing::Length)]).collect()
}

/// The first exchange of an operation that ends like this.
fn find<'a>(exchanges: &'a [Value], operation: &str, outcome: &str) -> &'a Value {
    let fits =
        |exchange: &&Value| exchange["operation"] == operation && exchange["expect"]["outcome"] == outcome;
    exchanges.iter().find(fits).unwrap()
}

fn bytes(exchange: &Value, framing: Framing) -> Vec<u8> {
    let body = exchange["body"].as_str().unwrap();
    let head = format!("HTTP/1.1 {} Status\r\nContent-Type: application/json\r\n", exchange["status"]);
    let (framed, body) = match framing {
        Framing::None => (String::new(), String::new()),
        Framing::Length => (format!("Content-Length: {}\r\n", body.len()), body.to_owned()),
        Framing::Chunked => ("Transfer-Encoding: chunked\r\n".to_owned(), chunked(body)),
        Framing::Close => ("Connection: close\r\n".to_owned(), body.to_owned()),
    };
    format!("{head}{framed}\r\n{body}").into_bytes()
}

/// A body in two chunks.
fn chunked(body: &str) -> String {
    let middle = (10..body.len()).find(|index| body.is_char_boundary(*index)).unwrap();
    let (first, rest) = body.split_at(middle);
    format!("{:x}\r\n{first}\r\n{:x}\r\n{rest}\r\n0\r\n\r\n", first.len(), rest.len())
}
