//! Faults that a test asks for.
//!
//! In: a description (which operation, which occurrences, what goes wrong). Out: what to do with one request.
//! Invariant: without a matching fault the response is the usual one, and the first matching fault that is not used
//! up is the one that applies.

use std::time::Duration;

use bytes::Bytes;

/// Something that goes wrong with an operation.
///
/// Made by [`Fault::on`], then told what happens; without more it happens once, to the next request.
///
/// ```
/// # use osparc_simulator::Fault;
/// Fault::on("inspect_study_job").times(2).status(503).body("text/plain", "no available server");
/// ```
#[derive(Clone, Debug)]
#[must_use = "a fault happens only when it is injected"]
pub struct Fault {
    operation: String,
    skip: usize,
    times: usize,
    pub(crate) plan: Plan,
}

/// What to do with one request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    pub(crate) delay: Duration,
    pub(crate) processed: bool,
    pub(crate) response: Option<FaultResponse>,
    /// The status of the service behind the API.
    pub(crate) backend: Option<u16>,
    pub(crate) wire: Wire,
}

/// A response instead of the real one.
#[derive(Clone, Debug)]
pub(crate) struct FaultResponse {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Bytes,
}

/// What happens to the bytes of the response.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Wire {
    #[default]
    Whole,
    Drop,
    Reset,
    /// The connection ends after so many bytes, head included.
    CutAfter(usize),
    /// The connection ends after so many bytes of the request's body were read.
    CutRequest(usize),
    /// The body ends after so many bytes, short of its `Content-Length`.
    Truncate(usize),
    Endless,
    Slow {
        chunk: usize,
        pause: Duration,
    },
}

impl Fault {
    /// A fault of an operation, by its operation id; `"*"` stands for any request,
    /// `"download_log"`, `"download_file_content"` and `"upload_part"` for the object store.
    pub fn on(operation: impl Into<String>) -> Self {
        Self { operation: operation.into(), skip: 0, times: 1, plan: Plan::default() }
    }

    /// How many requests it happens to; one unless told.
    pub fn times(mut self, times: usize) -> Self {
        self.times = times;
        self
    }

    /// Happens to every request from now on.
    pub fn always(self) -> Self {
        self.times(usize::MAX)
    }

    /// Lets this many requests of the operation pass first.
    pub fn after(mut self, requests: usize) -> Self {
        self.skip = requests;
        self
    }

    /// Executes the operation nevertheless, side effects included; only its response is affected. A faulty status,
    /// a dropped and a reset connection otherwise mean that nothing was done.
    pub fn processed(mut self) -> Self {
        self.plan.processed = true;
        self
    }

    /// Waits before the response is sent.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.plan.delay = delay;
        self
    }

    /// Responds with this status, without a body unless [`Fault::body`] gives one.
    pub fn status(mut self, status: u16) -> Self {
        self.response().status = status;
        self
    }

    /// Adds a header to the response.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.response().headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Responds with this body, and status 200 unless [`Fault::status`] gives another.
    pub fn body(mut self, content_type: &str, body: impl Into<Bytes>) -> Self {
        self.response().body = body.into();
        self.header("content-type", content_type)
    }

    /// The platform's proxy rejects a request: 429 in plain text, with `Retry-After` where given.
    pub fn rate_limited(self, retry_after: Option<&str>) -> Self {
        let fault = self.status(429);
        match retry_after {
            Some(value) => fault.header("retry-after", value).body("text/plain", "Too Many Requests"),
            None => fault.body("text/plain", "max connections reached: 25"),
        }
    }

    /// A service behind the API responds with this status, which the API passes on in its own way: a conflict at a
    /// start is a 200, most others are a 502, and none has a `Retry-After`. A status of success stands for a body
    /// that the API cannot read.
    pub fn backend(mut self, status: u16) -> Self {
        self.plan.backend = Some(status);
        self
    }

    /// A proxy responds instead of the server: 502 with a page of HTML.
    pub fn bad_gateway(self) -> Self {
        self.status(502).body("text/html", "<html><body><h1>502 Bad Gateway</h1></body></html>")
    }

    /// A success whose JSON is not what was agreed.
    pub fn malformed(self, body: impl Into<Bytes>) -> Self {
        self.body("application/json", body)
    }

    /// Sends the client elsewhere with a 307.
    pub fn redirect(self, location: &str) -> Self {
        self.status(307).header("location", location)
    }

    /// Closes the connection after the request was read, without a response.
    pub fn drop_connection(self) -> Self {
        self.wire(Wire::Drop)
    }

    /// Resets the connection (RST) after the request was read.
    pub fn reset(self) -> Self {
        self.wire(Wire::Reset)
    }

    /// Closes the connection after this many bytes of the response, its head included.
    pub fn drop_after(self, bytes: usize) -> Self {
        self.wire(Wire::CutAfter(bytes))
    }

    /// Announces the whole body and closes the connection after this many bytes of it.
    pub fn truncate_body(self, bytes: usize) -> Self {
        self.wire(Wire::Truncate(bytes))
    }

    /// Closes the connection once more than this many bytes of the request's body were read.
    pub fn interrupt_request(self, bytes: usize) -> Self {
        self.wire(Wire::CutRequest(bytes))
    }

    /// Responds with 200 and JSON that never ends.
    pub fn endless_body(self) -> Self {
        self.wire(Wire::Endless)
    }

    /// Sends the body in chunks of this many bytes, with a pause before each.
    pub fn slow_body(self, chunk: usize, pause: Duration) -> Self {
        self.wire(Wire::Slow { chunk: chunk.max(1), pause })
    }

    fn wire(mut self, wire: Wire) -> Self {
        self.plan.wire = wire;
        self
    }

    fn response(&mut self) -> &mut FaultResponse {
        self.plan.response.get_or_insert(FaultResponse {
            status: 200,
            headers: Vec::new(),
            body: Bytes::new(),
        })
    }

    fn matches(&self, operation: &str) -> bool {
        self.times > 0 && (self.operation == "*" || self.operation == operation)
    }
}

impl Plan {
    /// Whether the operation is executed.
    pub(crate) fn lets_through(&self) -> bool {
        let replaces_response =
            self.response.is_some() || matches!(self.wire, Wire::Drop | Wire::Reset | Wire::Endless);
        self.processed || !replaces_response
    }
}

/// Takes what shall happen to a request of an operation.
pub(crate) fn take(faults: &mut [Fault], operation: &str) -> Option<Plan> {
    let fault = faults.iter_mut().find(|fault| fault.matches(operation))?;
    if fault.skip > 0 {
        fault.skip -= 1;
        return None;
    }
    // `usize::MAX` is for ever, in effect.
    fault.times -= 1;
    Some(fault.plan.clone())
}

#[cfg(test)]
mod tests {
    use super::{Fault, take};

    #[test]
    fn the_first_that_is_not_used_up_applies() {
        let mut faults = vec![
            Fault::on("a").after(1).times(2).status(500),
            Fault::on("b").status(501),
            Fault::on("*").status(502),
        ];
        let mut seen = Vec::new();
        for operation in ["a", "a", "b", "a", "a", "a", "c"] {
            let status =
                take(&mut faults, operation).and_then(|plan| plan.response).map(|response| response.status);
            seen.push((operation, status));
        }
        let expected = [
            ("a", None),
            ("a", Some(500)),
            ("b", Some(501)),
            ("a", Some(500)),
            ("a", Some(502)),
            ("a", None),
            ("c", None),
        ];
        assert_eq!(seen, expected);
    }

    #[test]
    fn only_faults_that_replace_the_answer_keep_the_operation_from_being_carried_out() {
        let table = [
            (Fault::on("x"), true),
            (Fault::on("x").truncate_body(3), true),
            (Fault::on("x").drop_after(3), true),
            (Fault::on("x").status(503), false),
            (Fault::on("x").reset(), false),
            (Fault::on("x").drop_connection(), false),
            (Fault::on("x").drop_connection().processed(), true),
        ];
        for (fault, expected) in table {
            assert_eq!(fault.plan.lets_through(), expected, "{fault:?}");
        }
    }
}
