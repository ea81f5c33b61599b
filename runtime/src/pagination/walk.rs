//! From page to page.
//!
//! In: the first request, and of each page what it says of itself. Out: the next request, or the end. Invariant: not
//! generic, and its memory does not grow with the list.

use std::fmt;
use std::hash::{DefaultHasher, Hasher};

use http::StatusCode;

use crate::json::{Write, write};
use crate::request::Request;

const OFFSET: &str = "offset";

/// What a page says of itself.
pub(super) struct Seen {
    /// How many items it has.
    pub(super) count: usize,
    /// How many items all pages have.
    pub(super) total: Option<u64>,
    /// How many items come before it.
    pub(super) offset: Option<u64>,
}

/// A way through the pages of a list.
pub(super) struct Walk {
    /// The request without its offset; `None` at the end.
    request: Option<Request>,
    /// Of the page that is asked for.
    offset: u64,
    /// Of the first page, as the caller wrote it; left out where it was.
    first: Option<String>,
    total: Option<u64>,
    /// How many pages came.
    pages: u64,
    /// Whether the server says of each page where it begins.
    says_offset: bool,
    /// A page that came, to know it again (Brent's algorithm): how many had come then, and the digest of its items.
    landmark: Option<(u64, u64)>,
}

impl Walk {
    pub(super) fn new(mut request: Request) -> Self {
        let first = request.take_query(OFFSET);
        Self {
            request: Some(request),
            // What is no number, or negative, goes out as it is, for the server to judge.
            offset: first.as_deref().and_then(|text| text.parse().ok()).unwrap_or_default(),
            first,
            total: None,
            pages: 0,
            says_offset: false,
            landmark: None,
        }
    }

    pub(super) fn total(&self) -> Option<u64> {
        self.total
    }

    pub(super) fn end(&mut self) {
        self.request = None;
    }

    /// The request for the page that comes next.
    pub(super) fn next_request(&mut self) -> Option<Request> {
        let offset = if self.pages == 0 { self.first.clone() } else { Some(self.offset.to_string()) };
        Some(self.request.as_mut()?.copy_with(OFFSET, offset.as_deref()))
    }

    /// The request for the first page, whose total may say that the page does not exist any more to which the server
    /// responded with this status.
    pub(super) fn doubt(&mut self, status: StatusCode) -> Option<Request> {
        let other_reasons = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN, StatusCode::TOO_MANY_REQUESTS];
        let doubtful = self.pages > 0 && self.total.is_some() && !other_reasons.contains(&status);
        let request = self.request.as_mut().filter(|_| doubtful)?;
        Some(request.copy_with(OFFSET, self.first.as_ref().map(|_| "0")))
    }

    /// Whether the requested page lies beyond this total.
    pub(super) fn has_shrunk_to(&self, total: Option<u64>) -> bool {
        total.is_some_and(|total| total <= self.offset)
    }

    /// Takes note of a page, and says whether it belongs to the list.
    pub(super) fn arrive(&mut self, seen: &Seen, items: &dyn Write) -> bool {
        let belongs = self.belongs(seen, items);
        self.pages += 1;
        if seen.total.is_some() {
            self.total = seen.total;
        }
        self.offset = self.offset.saturating_add(u64::try_from(seen.count).unwrap_or(u64::MAX));
        let last = seen.count == 0 || self.total.is_some_and(|total| self.offset >= total);
        if last || !belongs {
            self.end();
        }
        belongs
    }

    /// Whether a page is one more of the list: not empty, and not one that came before.
    fn belongs(&mut self, seen: &Seen, items: &dyn Write) -> bool {
        let says_asked = seen.offset == Some(self.offset);
        if self.pages == 0 {
            self.says_offset = says_asked;
            self.landmark = digest(items).map(|digest| (1, digest));
            return true;
        }
        if seen.count == 0 || (self.says_offset && seen.offset.is_some() && !says_asked) {
            return false;
        }
        // A server that says where each page begins, and where the list ends, is believed: equal items are then
        // equal items. Of others, a page that came before means that the offset is not heeded.
        (self.says_offset && says_asked && seen.total.is_some()) || !self.came_before(items)
    }

    fn came_before(&mut self, items: &dyn Write) -> bool {
        let Some(digest) = digest(items) else { return false };
        let number = self.pages + 1;
        match self.landmark {
            Some((_, landmark)) if landmark == digest => true,
            Some((at, _)) if number < at.saturating_mul(2) => false,
            _ => {
                self.landmark = Some((number, digest));
                false
            }
        }
    }
}

/// A number that stands for a page's items; there is none where an item has no JSON.
fn digest(items: &dyn Write) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    hasher.write(&write(items).ok()?);
    Some(hasher.finish())
}

impl fmt::Debug for Walk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Walk")
            .field("request", &self.request)
            .field("offset", &self.offset)
            .field("total", &self.total)
            .field("pages", &self.pages)
            .finish_non_exhaustive()
    }
}
