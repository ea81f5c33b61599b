//! Why there is no complete response, in words that a user can act on.
//!
//! In: how far a request came, the host, and the errors below. Out: one sentence. Invariant: what is known of a cause is said,
//! and a cause that nobody knows is quoted.

use std::error::Error;
use std::fmt;
use std::io;
use std::iter::successors;

use super::TransportPhase;

/// The body of a request failed, and not the connection.
#[derive(Debug)]
pub(crate) struct BodyFault(pub(crate) Box<dyn Error + Send + Sync>);

impl fmt::Display for BodyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the request's body could not be read")
    }
}

impl Error for BodyFault {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(self.0.as_ref())
    }
}

/// What happened to a request. `limit`: the time limit or size that was exceeded.
pub(super) fn describe(
    phase: TransportPhase,
    host: &str,
    limit: Option<&str>,
    source: Option<&(dyn Error + 'static)>,
) -> String {
    let chain: Vec<_> = successors(source, |error: &&(dyn Error + 'static)| (*error).source()).collect();
    let innermost = chain.last().map(ToString::to_string);
    if chain.iter().any(|error| error.is::<BodyFault>()) {
        return format!("the request's body could not be read: {}", innermost.unwrap_or_default());
    }
    let text = phase.text();
    match (phase, limit) {
        (TransportPhase::Connect, _) => {
            connect(host, limit, &chain).unwrap_or_else(|| quoted(text, innermost))
        }
        (_, Some(limit)) => format!("{text} ({limit})"),
        (TransportPhase::Timeout | TransportPhase::Stall | TransportPhase::TooLarge, None) => text.to_owned(),
        (TransportPhase::Send | TransportPhase::Body, None)
            if says(&chain, &["invalid HTTP version", "invalid header"]) =>
        {
            "the response is not HTTP: check scheme and port of the base URL".to_owned()
        }
        (TransportPhase::Send | TransportPhase::Body, None) => quoted(text, innermost),
    }
}

fn quoted(text: &str, cause: Option<String>) -> String {
    cause.map_or_else(|| text.to_owned(), |cause| format!("{text}: {cause}"))
}

/// Why there is no connection; nothing where it is not known.
fn connect(host: &str, limit: Option<&str>, chain: &[&(dyn Error + 'static)]) -> Option<String> {
    let says = |texts: &[&str]| says(chain, texts);
    let kinds: Vec<_> = chain.iter().filter_map(|error| error.downcast_ref()).map(io::Error::kind).collect();
    Some(if let Some(limit) = limit {
        format!("no connection to {host} ({limit})")
    } else if says(&["tunnel", "proxy"]) {
        format!(
            "the proxy made no connection to {host}: check the proxy's address, its credentials and its rules"
        )
    } else if says(&["dns error", "failed to lookup address"]) {
        format!("cannot find the host {host}: check the base URL, and the network's name server")
    } else if kinds.contains(&io::ErrorKind::ConnectionRefused) {
        format!(
            "{host} refuses connections: check host and port of the base URL, and whether the server is running"
        )
    } else if kinds
        .iter()
        .any(|kind| matches!(kind, io::ErrorKind::NetworkUnreachable | io::ErrorKind::HostUnreachable))
    {
        format!("cannot reach {host}: check the network")
    } else if says(&["InvalidContentType", "wrong version number", "WRONG_VERSION_NUMBER", "corrupt message"])
    {
        format!(
            "{host} does not speak TLS: check whether the base URL should begin with `http`, and its port"
        )
    } else {
        let fault = certificate(chain)?;
        format!("the certificate of {host} {fault}")
    })
}

/// What is wrong with a certificate, by the words of rustls and of OpenSSL.
fn certificate(chain: &[&(dyn Error + 'static)]) -> Option<String> {
    let says = |texts: &[&str]| says(chain, texts);
    Some(if says(&["UnknownIssuer", "unable to get local issuer", "self-signed", "self signed"]) {
        "is from an issuer that this machine does not know: check the host, or add the issuer by `root_certificate`".to_owned()
    } else if says(&["certificate expired", "certificate has expired", "Expired"]) {
        "has expired: renew it, or check the clock of this machine".to_owned()
    } else if says(&["not valid yet", "NotValidYet"]) {
        "is not valid yet: check the clock of this machine".to_owned()
    } else if says(&["not valid for", "NotValidForName", "ostname mismatch"]) {
        "is for another name: check the host of the base URL".to_owned()
    } else if says(&["certificate"]) {
        format!("is not accepted: {}", chain.last()?)
    } else {
        return None;
    })
}

fn says(chain: &[&(dyn Error + 'static)], texts: &[&str]) -> bool {
    chain.iter().any(|error| {
        let said = error.to_string();
        texts.iter().any(|text| said.contains(text))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts of a chain, the outermost first, with the kind of the innermost.
    fn chain(texts: &[&'static str], kind: io::ErrorKind) -> Box<dyn Error + Send + Sync> {
        let (last, before) = texts.split_last().unwrap();
        let innermost: Box<dyn Error + Send + Sync> = Box::new(io::Error::new(kind, *last));
        before.iter().rev().fold(innermost, |source, _| Box::new(TransportLike(source)))
    }

    /// A layer between; its text is never the cause.
    #[derive(Debug)]
    struct TransportLike(Box<dyn Error + Send + Sync>);

    impl std::fmt::Display for TransportLike {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("client error")
        }
    }

    impl Error for TransportLike {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(self.0.as_ref())
        }
    }

    use TransportPhase::{Body, Connect, Stall, Timeout, TooLarge};

    const SEND: TransportPhase = TransportPhase::Send;
    use io::ErrorKind::{ConnectionRefused, HostUnreachable, Other};

    type Case = (TransportPhase, Option<&'static str>, &'static str, io::ErrorKind, &'static str);

    const CASES: &[Case] = &[
        (Connect, None, "dns error", Other, "cannot find the host h:1: check the base URL"),
        (Connect, None, "failed to lookup address information", Other, "cannot find the host h:1"),
        (Connect, None, "x", ConnectionRefused, "h:1 refuses connections: check host and port"),
        (Connect, None, "x", HostUnreachable, "cannot reach h:1"),
        (
            Connect,
            Some("5s to connect"),
            "deadline has elapsed",
            Other,
            "no connection to h:1 (5s to connect)",
        ),
        (
            Connect,
            None,
            "invalid peer certificate: UnknownIssuer",
            Other,
            "the certificate of h:1 is from an issuer",
        ),
        (
            Connect,
            None,
            "unable to get local issuer certificate",
            Other,
            "the certificate of h:1 is from an issuer",
        ),
        (
            Connect,
            None,
            "invalid peer certificate: certificate expired: x",
            Other,
            "the certificate of h:1 has expired",
        ),
        (
            Connect,
            None,
            "invalid peer certificate: certificate not valid for name \"b\"",
            Other,
            "is for another name",
        ),
        (
            Connect,
            None,
            "invalid peer certificate: BadEncoding",
            Other,
            "is not accepted: invalid peer certificate",
        ),
        (
            Connect,
            None,
            "received corrupt message of type InvalidContentType",
            Other,
            "h:1 does not speak TLS",
        ),
        (Connect, None, "wrong version number", Other, "h:1 does not speak TLS"),
        (Connect, None, "unsuccessful tunnel", Other, "the proxy made no connection to h:1"),
        (Connect, None, "of another kind", Other, "no connection to the server: of another kind"),
        (SEND, None, "invalid HTTP version parsed", Other, "the response is not HTTP"),
        (
            SEND,
            None,
            "connection reset",
            Other,
            "the connection broke before a response came: connection reset",
        ),
        (
            Body,
            None,
            "unexpected end",
            Other,
            "the connection broke while the response was read: unexpected end",
        ),
        (
            Timeout,
            Some("90s for an attempt"),
            "x",
            Other,
            "no complete response within the time limit (90s for an attempt)",
        ),
        (Stall, Some("60s"), "x", Other, "the response stalled (60s)"),
        (TooLarge, None, "x", Other, "the response body exceeds the limit"),
    ];

    #[test]
    fn the_cause_is_said() {
        for (phase, limit, text, kind, expected) in CASES {
            let source = chain(&["a", "b", text], *kind);
            let said = describe(*phase, "h:1", *limit, Some(source.as_ref()));
            assert!(said.contains(expected), "{text}: {said}");
        }
        assert_eq!(describe(SEND, "h", None, None), "the connection broke before a response came");
        let body = BodyFault(Box::new(io::Error::other("disk")));
        let said = describe(SEND, "h", None, Some(&body));
        assert_eq!(said, "the request's body could not be read: disk");
    }
}
