//! Credentials, and which of them an operation gets.
//!
//! In: the caller's [`Credentials`] and an operation's security alternatives. Out: a header, a query parameter, or a
//! cookie. Invariant: an operation gets only what its document asks for, and no secret is ever printed.

use std::fmt;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderName, HeaderValue};
use zeroize::Zeroizing;

use super::error::BuildError;
use super::operation::Scheme;
use super::{path, query};

#[cfg(test)]
mod tests;

/// What a client authenticates with.
///
/// Those of a client are sent as the document says of each operation, and none with an operation that it describes without
/// security. Those of a call are sent in any case: as the document says, or in `Authorization` where it says nothing.
/// A call whose credentials have no place in the request fails before anything is sent. Values are checked when a request
/// is built: they must be printable ASCII, and a user name has no colon (RFC 7617).
///
/// A credential fits every security scheme of its kind, or only the one that [`Self::for_scheme`] names. For a scheme, a
/// credential that names it precedes one that does not. A generated crate has a function for each scheme of its document, in its module `credentials`.
#[derive(Clone, Default)]
pub struct Credentials(Arc<[Credential]>);

#[derive(Clone)]
struct Credential {
    /// The only security scheme that it is for.
    scheme: Option<String>,
    secret: Secret,
}

#[derive(Clone)]
enum Secret {
    Basic(Authorization),
    Bearer(Authorization),
    ApiKey(Zeroizing<String>),
}

/// The value of the header, made once for all requests, or what is wrong with it. Its bytes are wiped with the last
/// clone of it.
type Authorization = Result<HeaderValue, String>;

impl Credentials {
    /// A user name and a password (RFC 7617).
    #[must_use]
    pub fn basic(user: impl Into<String>, password: impl Into<String>) -> Self {
        let (user, password) = (Zeroizing::new(user.into()), Zeroizing::new(password.into()));
        Self::one(None, Secret::Basic(basic(&user, &password)))
    }

    /// A token (RFC 6750).
    #[must_use]
    pub fn bearer(token: impl Into<String>) -> Self {
        Self::one(None, Secret::Bearer(bearer(&Zeroizing::new(token.into()))))
    }

    /// A key for the API key scheme of this name; the document says where the key goes.
    #[must_use]
    pub fn api_key(scheme: impl Into<String>, key: impl Into<String>) -> Self {
        Self::one(Some(scheme.into()), Secret::ApiKey(Zeroizing::new(key.into())))
    }

    fn one(scheme: Option<String>, secret: Secret) -> Self {
        Self(Arc::new([Credential { scheme, secret }]))
    }

    /// Limits the credentials to the security scheme of this name, such as one of two that take bearer tokens.
    #[must_use]
    pub fn for_scheme(self, scheme: impl Into<String>) -> Self {
        let scheme = Some(scheme.into());
        Self(
            self.0
                .iter()
                .map(|credential| Credential { scheme: scheme.clone(), ..credential.clone() })
                .collect(),
        )
    }

    /// No credentials.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Joins these credentials and others, for documents with several schemes.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "both are used up, as with other builders")]
    pub fn and(self, others: Self) -> Self {
        Self(self.0.iter().chain(others.0.iter()).cloned().collect())
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.0.is_empty()
    }

    /// The schemes by which a client's credentials authenticate a request of an operation with these security alternatives:
    /// the first alternative that can be met in full.
    pub(crate) fn select<'s>(&self, security: &[&'s [Scheme]]) -> Result<&'s [Scheme], BuildError> {
        if self.is_none() || is_open(security) {
            return Ok(&[]);
        }
        match self.first_met(security) {
            Some(alternative) => Ok(alternative),
            None if security.iter().any(|alternative| alternative.is_empty()) => Ok(&[]),
            None => Err(unfit(security)),
        }
    }

    /// The same for the credentials of a call, which are sent also where the operation needs none, or the document says
    /// nothing of any.
    pub(crate) fn select_for_call<'s>(&self, security: &[&'s [Scheme]]) -> Result<&'s [Scheme], BuildError> {
        match self.0.len() {
            0 => Ok(&[]),
            _ if !is_open(security) => self.first_met(security).ok_or_else(|| unfit(security)),
            1 => self.select_undocumented(),
            _ => Err(BuildError::new(
                "the document does not say which of several credentials is for this operation; give the call one",
            )),
        }
    }

    /// The same for a client's credentials, and a request without a document: the first of them, if every API takes it in
    /// the same way.
    pub(crate) fn select_undocumented(&self) -> Result<&'static [Scheme], BuildError> {
        match self.0.first().map(|credential| &credential.secret) {
            None => Ok(&[]),
            Some(Secret::Basic(_)) => Ok(&[Scheme::Basic { name: ANY }]),
            Some(Secret::Bearer(_)) => Ok(&[Scheme::Bearer { name: ANY }]),
            Some(Secret::ApiKey(_)) => Err(BuildError::new(
                "no document says where the API key of this request goes; use `with_header` or `with_query`, and \
                 `with_auth(Credentials::none())`",
            )),
        }
    }

    /// The first alternative that can be met in full, and is not empty.
    fn first_met<'s>(&self, security: &[&'s [Scheme]]) -> Option<&'s [Scheme]> {
        let met = |alternative: &&[Scheme]| {
            !alternative.is_empty() && alternative.iter().all(|scheme| self.find(*scheme).is_some())
        };
        security.iter().copied().find(met)
    }

    /// All that is secret of them, in each form that a server may echo.
    pub(crate) fn secrets(&self) -> Vec<Zeroizing<String>> {
        self.0.iter().flat_map(|credential| credential.secret.forms()).collect()
    }

    /// What goes into a request for a scheme that was selected.
    pub(crate) fn proof(&self, scheme: Scheme) -> Result<Option<Proof>, BuildError> {
        self.find(scheme).map(|credential| credential.secret.proof(scheme)).transpose()
    }

    /// The credential that is for this scheme alone, or the first that fits any of its kind.
    fn find(&self, scheme: Scheme) -> Option<&Credential> {
        let name = scheme.name();
        let mut fitting = self.0.iter().filter(|credential| credential.secret.fits(scheme));
        if name == ANY {
            return fitting.next();
        }
        let named = |credential: &&Credential| credential.scheme.as_deref() == Some(name);
        fitting.clone().find(named).or_else(|| fitting.find(|credential| credential.scheme.is_none()))
    }
}

/// The scheme of requests without a document, which every credential of its kind is for.
const ANY: &str = "";

/// Whether these alternatives ask for no credentials.
fn is_open(security: &[&[Scheme]]) -> bool {
    security.iter().all(|alternative| alternative.is_empty())
}

/// The error where no credential is for an operation.
fn unfit(security: &[&[Scheme]]) -> BuildError {
    let alternative =
        |schemes: &&[Scheme]| schemes.iter().map(Scheme::name).collect::<Vec<_>>().join(" and ");
    let alternatives = security.iter().filter(|alternative| !alternative.is_empty());
    let names = alternatives.map(alternative).collect::<Vec<_>>().join(", or ");
    BuildError::new(format!("none of the credentials is for the security schemes of the operation ({names})"))
}

/// What goes into a request.
pub(crate) enum Proof {
    /// A header, marked sensitive.
    Header(HeaderName, HeaderValue),
    /// A query parameter, encoded.
    Query(Zeroizing<String>),
    /// A cookie, encoded.
    Cookie(Zeroizing<String>),
}

impl Secret {
    /// The secret as it is sent, and what can be read out of that.
    fn forms(&self) -> Vec<Zeroizing<String>> {
        let secret = |text: &str| Zeroizing::new(text.to_owned());
        let (Self::Basic(Ok(value)) | Self::Bearer(Ok(value))) = self else {
            let Self::ApiKey(key) = self else { return Vec::new() };
            return vec![
                key.clone(),
                Zeroizing::new(path::encode(key)),
                Zeroizing::new(query::encode(key).into_owned()),
            ];
        };
        let text = value.to_str().unwrap_or_default();
        let token = text.split_once(' ').map_or(text, |(_, token)| token);
        let mut forms = vec![secret(token)];
        let pair = STANDARD.decode(token).ok().map(Zeroizing::new).filter(|_| matches!(self, Self::Basic(_)));
        let pair = pair.as_ref().and_then(|pair| std::str::from_utf8(pair).ok()?.split_once(':'));
        forms.extend(pair.into_iter().flat_map(|(user, password)| [user, password]).map(secret));
        forms
    }

    /// Whether it is of the scheme's kind.
    fn fits(&self, scheme: Scheme) -> bool {
        match scheme {
            Scheme::Basic { .. } => matches!(self, Self::Basic(_)),
            Scheme::Bearer { .. } => matches!(self, Self::Bearer(_)),
            Scheme::ApiKeyHeader { .. } | Scheme::ApiKeyQuery { .. } | Scheme::ApiKeyCookie { .. } => {
                matches!(self, Self::ApiKey(_))
            }
        }
    }

    fn proof(&self, scheme: Scheme) -> Result<Proof, BuildError> {
        match (self, scheme) {
            (Self::Basic(authorization) | Self::Bearer(authorization), _) => match authorization {
                Ok(value) => Ok(Proof::Header(AUTHORIZATION, value.clone())),
                Err(fault) => Err(BuildError::new(fault.as_str())),
            },
            (Self::ApiKey(value), Scheme::ApiKeyHeader { key, .. }) => {
                check("API key", value).and_then(|()| filled("API key", value)).map_err(BuildError::new)?;
                let name = HeaderName::from_bytes(key.as_bytes()).map_err(|_| {
                    BuildError::new(format!("the document names no valid header for its API key: `{key}`"))
                })?;
                Ok(Proof::Header(name, sensitive(value.clone()).map_err(BuildError::new)?))
            }
            (Self::ApiKey(value), Scheme::ApiKeyCookie { key, .. }) => {
                filled("API key", value).map_err(BuildError::new)?;
                Ok(Proof::Cookie(pair(key, value)))
            }
            (Self::ApiKey(value), Scheme::ApiKeyQuery { key, .. }) => {
                filled("API key", value).map_err(BuildError::new)?;
                Ok(Proof::Query(pair(key, value)))
            }
            (Self::ApiKey(_), Scheme::Basic { .. } | Scheme::Bearer { .. }) => {
                Err(BuildError::new("an API key does not fit the operation's scheme"))
            }
        }
    }
}

fn pair(key: &str, value: &str) -> Zeroizing<String> {
    let value = Zeroizing::new(path::encode(value));
    Zeroizing::new(format!("{}={}", query::encode(key), value.as_str()))
}

/// RFC 7617.
fn basic(user: &str, password: &str) -> Authorization {
    check("user name", user)?;
    check("password", password)?;
    if user.contains(':') {
        return Err("the user name has a colon (RFC 7617 forbids it)".to_owned());
    }
    let pair = Zeroizing::new(format!("{user}:{password}"));
    let encoded = Zeroizing::new(STANDARD.encode(pair.as_bytes()));
    sensitive(Zeroizing::new(format!("Basic {}", encoded.as_str())))
}

/// RFC 6750.
fn bearer(token: &str) -> Authorization {
    check("token", token)?;
    filled("token", token)?;
    sensitive(Zeroizing::new(format!("Bearer {token}")))
}

fn check(what: &str, value: &str) -> Result<(), String> {
    if value.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return Ok(());
    }
    Err(format!("the {what} has characters other than printable ASCII, which servers reject"))
}

fn filled(what: &str, value: &str) -> Result<(), String> {
    if value.is_empty() { Err(format!("the {what} is empty")) } else { Ok(()) }
}

/// A header's value over the text itself, which is not copied, so that it is wiped.
fn sensitive(text: Zeroizing<String>) -> Authorization {
    let mut value = HeaderValue::from_maybe_shared(Bytes::from_owner(text))
        .map_err(|_| "the credentials do not fit a header".to_owned())?;
    value.set_sensitive(true);
    Ok(value)
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter()).finish()
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match &self.secret {
            Secret::Basic(_) => "Basic([redacted])",
            Secret::Bearer(_) => "Bearer([redacted])",
            Secret::ApiKey(_) => "ApiKey([redacted])",
        })
    }
}
