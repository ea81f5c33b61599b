//! Links that a server gives: pre-signed downloads on other hosts.
//!
//! In: a link's text. Out: the response with its body unread. Invariant: a link is requested without credentials, default
//! headers and cookies, whatever its host; the link already says who may read it.

use http::header::{ACCEPT_ENCODING, IF_RANGE, RANGE, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method};
use url::Url;

use super::call::RawCall;
use super::client::Client;
use super::error::BuildError;
use super::operation::Operation;
use super::request::Prepared;
use super::send::{BodyMode, Fault, send_prepared};

/// Stands for all links; what errors call such a request.
static GET_UNAUTHENTICATED: Operation = Operation::new("GET", "get_unauthenticated", "");

impl Client {
    /// Requests a link that the server gave, without any credentials.
    ///
    /// Error statuses are not errors here, and redirects are not followed. The client's limits and retry policy hold
    /// until the headers are there; the body has the stall limit.
    ///
    /// # Errors
    /// The call gives `Build` where the link is no absolute `http` or `https` URL, `Transport` where no response came.
    /// Neither quotes the link, whose query string is a secret.
    pub fn get_unauthenticated(&self, link: &str) -> RawCall {
        self.get_unauthenticated_with(link, HeaderMap::new())
    }

    /// The same for the bytes from this position on, counted from 0: status 206.
    ///
    /// The response is 200, and whole, where the server does not know ranges, or where what the link leads to is no
    /// longer what the validator names: the `ETag` (a strong one) or the `Last-Modified` of the earlier response
    /// (RFC 9110, section 13.1.5).
    ///
    /// # Errors
    /// As for [`Self::get_unauthenticated`].
    pub fn get_unauthenticated_from(&self, link: &str, position: u64, validator: &HeaderValue) -> RawCall {
        let mut headers = HeaderMap::new();
        // A number makes a valid header.
        headers.extend(HeaderValue::from_str(&format!("bytes={position}-")).ok().map(|range| (RANGE, range)));
        headers.insert(IF_RANGE, validator.clone());
        self.get_unauthenticated_with(link, headers)
    }

    fn get_unauthenticated_with(&self, link: &str, mut headers: HeaderMap) -> RawCall {
        let url = match parse(link) {
            Ok(url) => url,
            Err(error) => {
                let fault = Fault::Build(Box::new(error.of(GET_UNAUTHENTICATED.name)));
                return RawCall::of(Box::pin(std::future::ready(Err(fault))));
            }
        };
        headers.insert(USER_AGENT, self.inner().user_agent.clone());
        // Lengths and positions are those of the bytes that are asked for.
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        let prepared = Prepared {
            client: self.clone(),
            operation: &GET_UNAUTHENTICATED,
            method: Method::GET,
            url,
            headers,
            limits: self.inner().limits,
            policy: self.inner().retry.clone().unwrap_or_default(),
            idempotent: true,
            body_limit: self.inner().body_limit,
        };
        RawCall::of(send_prepared(prepared, BodyMode::Raw))
    }
}

fn parse(link: &str) -> Result<Url, BuildError> {
    let url = Url::parse(link)
        .map_err(|error| BuildError::new("the link is no absolute URL").with_source(error))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(BuildError::new("the link is neither `http` nor `https`"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(BuildError::new("the link has credentials in it"));
    }
    Ok(url)
}
