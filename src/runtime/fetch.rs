//! Links that a server gives: pre-signed downloads on other hosts.
//!
//! In: a link's text. Out: the answer with its body unread. Invariant: a link is fetched without credentials, default
//! headers and cookies, whatever its host; the link already says who may read it.

use http::header::USER_AGENT;
use http::{HeaderMap, Method};
use url::Url;

use super::client::Client;
use super::error::{AnyError, BuildError};
use super::response::RawResponse;
use super::stream::ByteStream;
use super::transport::{TransportBody, TransportRequest, within};

/// What errors call this request.
const NAME: &str = "fetch";

impl Client {
    /// Fetches a link that the server gave, once, and without any credentials.
    ///
    /// Error statuses are not errors here, and redirects are not followed. The client's limits for connecting and for
    /// an attempt hold until the headers are there; the body has the stall limit.
    ///
    /// # Errors
    /// `Build` where the link is no absolute `http` or `https` URL, `Transport` where no answer came. Neither quotes the
    /// link, whose query string is a secret.
    pub async fn fetch(&self, link: &str) -> Result<RawResponse, AnyError> {
        let url = parse(link).map_err(|error| error.of(NAME))?;
        let inner = self.inner();
        let limits = &inner.limits;
        let mut headers = HeaderMap::new();
        headers.insert(USER_AGENT, inner.user_agent.clone());
        let sending = inner.transport.send(TransportRequest {
            operation: NAME,
            method: Method::GET,
            url,
            headers,
            body: TransportBody::Empty,
            connect_timeout: limits.connect,
        });
        let answer = within(limits.attempt, sending).await.map_err(|error| error.of(NAME, 1, true))?;
        let body = ByteStream::new(answer.body, NAME, Some(limits.stall), inner.body_limit);
        Ok(RawResponse::new(answer.status, answer.headers, body))
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
