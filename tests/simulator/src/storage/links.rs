//! Signed links.
//!
//! In: a method and a path. Out: a link that allows them for a while. Invariant: a signature is for one link alone:
//! no part of it can be changed, and no other method is allowed by it.

use std::time::{Duration, Instant};

use http::StatusCode;
use sha2::{Digest, Sha256};

use crate::clock;
use crate::shared::hex;

const SIGNING_SECRET: &str = "known to the store alone";
const SIGNATURE: &str = "&X-Amz-Signature=";
const NUMBER: &str = "&X-Amz-Security-Token=simulator";

/// How long a link may be used.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Validity {
    pub(crate) lifetime: Duration,
    pub(crate) uses: usize,
}

impl Default for Validity {
    /// An hour, as the real platform has it, however often.
    fn default() -> Self {
        Self { lifetime: Duration::from_secs(3600), uses: usize::MAX }
    }
}

/// Why a link is refused: a status, S3's code and its text.
pub(crate) type Refusal = (StatusCode, &'static str, &'static str);

/// The links that were given out.
#[derive(Debug, Default)]
pub(crate) struct Links {
    issued: Vec<Issued>,
}

#[derive(Debug)]
struct Issued {
    at: Instant,
    uses: usize,
}

impl Links {
    /// A link to a path of the store, with more of a query that the signature covers.
    pub(crate) fn sign(
        &mut self,
        origin: &str,
        method: &str,
        path: &str,
        more: &str,
        validity: Validity,
    ) -> String {
        let number = self.issued.len();
        self.issued.push(Issued { at: Instant::now(), uses: 0 });
        let date = clock::compact(clock::now());
        let day = date.split_once('T').map_or("", |(day, _)| day);
        let seconds = validity.lifetime.as_secs();
        let query = format!(
            "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=simulator%2F{day}%2Fus-east-1%2Fs3%2Faws4_request\
             &X-Amz-Date={date}&X-Amz-Expires={seconds}{NUMBER}{number}&X-Amz-SignedHeaders=host{more}"
        );
        format!("{origin}{path}?{query}{SIGNATURE}{}", signature(method, path, &query))
    }

    /// Whether a request is what a link allows; it counts as a use.
    pub(crate) fn check(
        &mut self,
        method: &str,
        path: &str,
        query: &str,
        validity: Validity,
    ) -> Result<(), Refusal> {
        let Some((query, given)) = query.split_once(SIGNATURE) else {
            return Err((StatusCode::FORBIDDEN, "AccessDenied", "The request is not signed"));
        };
        if given != signature(method, path, query) {
            return Err((StatusCode::FORBIDDEN, "SignatureDoesNotMatch", "The signature is another one"));
        }
        let number = query.split_once(NUMBER).and_then(|(_, rest)| rest.split('&').next());
        let issued =
            number.and_then(|text| text.parse().ok()).and_then(|number: usize| self.issued.get_mut(number));
        match issued {
            Some(issued) if issued.uses < validity.uses && issued.at.elapsed() < validity.lifetime => {
                issued.uses += 1;
                Ok(())
            }
            _ => Err((StatusCode::FORBIDDEN, "AccessDenied", "Request has expired")),
        }
    }
}

fn signature(method: &str, path: &str, query: &str) -> String {
    hex(&Sha256::digest(format!("{SIGNING_SECRET} {method} {path}?{query}")))
}
