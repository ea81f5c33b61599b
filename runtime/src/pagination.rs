//! Lists that come in pages, as streams.
//!
//! In: the request of an operation that takes `limit` and `offset`. Out: its pages, or all their items, one page at a
//! time. Invariant: pages are fetched lazily, and never one at or beyond the total.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::call::{Call, OperationRequest};
use super::decode::Success;
use super::error::Error;
use super::json::Write;

mod field;
mod walk;

pub use field::{PageCount, PageItems};
use walk::{Seen, Walk};

/// A request whose response is one page of a list; generated where the document has such a shape.
pub trait Paginated: OperationRequest<Success = Self::Page> {
    /// One page.
    type Page: Success<Value = Self::Page>;
    /// What the list has.
    type Item: Write + Send + Sync + 'static;

    #[doc(hidden)]
    fn items(page: &Self::Page) -> &[Self::Item];

    #[doc(hidden)]
    fn into_items(page: Self::Page) -> Vec<Self::Item>;

    #[doc(hidden)]
    fn total(page: &Self::Page) -> Option<u64>;

    #[doc(hidden)]
    fn offset(page: &Self::Page) -> Option<u64>;
}

/// The pages of a list, from the request's own offset on; a [`Stream`] that sends nothing until it is polled.
///
/// It ends after the last page, after an error, and at a page that is empty, is not the requested one, or came before.
/// Some servers respond with an error to an offset beyond the total. After an error response to a later page, the first
/// page is therefore requested again; if its total says that the list has become that short, the stream ends without an
/// error.
#[must_use = "a stream does nothing until it is polled"]
pub struct Pages<R: Paginated> {
    walk: Walk,
    call: Option<Call<R::Page, R::ErrorResponse>>,
    /// The error of a page, while the first page is requested to see whether the list still reaches so far.
    error_response: Option<Error<R::ErrorResponse>>,
}

impl<R: Paginated> Pages<R> {
    #[doc(hidden)]
    pub fn new(request: R) -> Self {
        Self { walk: Walk::new(request.into_request()), call: None, error_response: None }
    }

    /// The total number of items, as the server said last; unknown before the first page.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        self.walk.total()
    }

    /// The next page; `None` after the last one.
    ///
    /// Dropping the future loses nothing: the next call goes on with the same request.
    ///
    /// # Errors
    /// If the page's call fails, which ends the stream.
    pub async fn next(&mut self) -> Option<Result<R::Page, Error<R::ErrorResponse>>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// All pages that are left.
    ///
    /// # Errors
    /// If a page's call fails; the pages before it are lost.
    pub async fn collect_all(mut self) -> Result<Vec<R::Page>, Error<R::ErrorResponse>> {
        let mut pages = Vec::new();
        while let Some(page) = self.next().await {
            pages.push(page?);
        }
        Ok(pages)
    }
}

impl<R: Paginated> Unpin for Pages<R> {}

impl<R: Paginated> Stream for Pages<R> {
    type Item = Result<R::Page, Error<R::ErrorResponse>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if this.call.is_none() {
                this.call = this.walk.next_request().map(Call::new::<R::Page>);
            }
            let Some(call) = &mut this.call else { return Poll::Ready(None) };
            let outcome = ready!(Pin::new(call).poll(cx));
            this.call = None;
            if let Some(error_response) = this.error_response.take() {
                this.walk.end();
                let total = outcome.ok().and_then(|first| R::total(&first));
                return Poll::Ready((!this.walk.has_shrunk_to(total)).then_some(Err(error_response)));
            }
            match outcome {
                Ok(page) => {
                    let items = R::items(&page);
                    let seen = Seen { count: items.len(), total: R::total(&page), offset: R::offset(&page) };
                    return Poll::Ready(this.walk.arrive(&seen, &items).then_some(Ok(page)));
                }
                Err(error) => {
                    let Some(first) = error.status().and_then(|status| this.walk.doubt(status)) else {
                        this.walk.end();
                        return Poll::Ready(Some(Err(error)));
                    };
                    (this.call, this.error_response) = (Some(Call::new::<R::Page>(first)), Some(error));
                }
            }
        }
    }
}

impl<R: Paginated> std::fmt::Debug for Pages<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pages").field("walk", &self.walk).finish_non_exhaustive()
    }
}

/// The items of a list, page after page; a [`Stream`] that sends nothing until it is polled, and ends as [`Pages`] do.
#[must_use = "a stream does nothing until it is polled"]
pub struct Items<R: Paginated> {
    pages: Pages<R>,
    page: std::vec::IntoIter<R::Item>,
}

impl<R: Paginated> Items<R> {
    #[doc(hidden)]
    pub fn new(request: R) -> Self {
        Self { pages: Pages::new(request), page: Vec::new().into_iter() }
    }

    /// The total number of items, as the server said last; unknown before the first item.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        self.pages.total()
    }

    /// The next item; `None` after the last one.
    ///
    /// # Errors
    /// If a page's call fails, which ends the stream.
    pub async fn next(&mut self) -> Option<Result<R::Item, Error<R::ErrorResponse>>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// All items that are left.
    ///
    /// # Errors
    /// If a page's call fails; the items before it are lost.
    pub async fn collect_all(mut self) -> Result<Vec<R::Item>, Error<R::ErrorResponse>> {
        let mut items = Vec::new();
        while let Some(item) = self.next().await {
            items.push(item?);
        }
        Ok(items)
    }
}

impl<R: Paginated> Unpin for Items<R> {}

impl<R: Paginated> Stream for Items<R> {
    type Item = Result<R::Item, Error<R::ErrorResponse>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(cx)) {
                Some(Ok(page)) => self.page = R::into_items(page).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<R: Paginated> std::fmt::Debug for Items<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Items").field("pages", &self.pages).finish_non_exhaustive()
    }
}

/// `pages` and `items` for the request of an operation whose responses are pages of a list; for generated code. `items`,
/// `total` and `offset` are fields of the page.
#[doc(hidden)]
#[macro_export]
macro_rules! __paginated {
    {
        request: $request:ident,
        page: $page:ty,
        error: $error_response:ty,
        item: $item:ty,
        items: $items:ident
        $(, total: $total:ident)?
        $(, offset: $offset:ident)?
        $(,)?
    } => {
        impl $crate::support::Paginated for $request {
            type Page = $page;
            type Item = $item;

            fn items(page: &$page) -> &[$item] {
                $crate::support::PageItems::items(&page.$items)
            }

            fn into_items(page: $page) -> ::std::vec::Vec<$item> {
                $crate::support::PageItems::into_items(page.$items)
            }

            fn total(_page: &$page) -> ::core::option::Option<u64> {
                ::core::option::Option::None
                    $(.or($crate::support::PageCount::count(&_page.$total)))?
            }

            fn offset(_page: &$page) -> ::core::option::Option<u64> {
                ::core::option::Option::None
                    $(.or($crate::support::PageCount::count(&_page.$offset)))?
            }
        }

        $crate::__paginated_blocking!($request);

        impl $request {
            /// All pages from this one on, as a stream that fetches them lazily.
            pub fn pages(self) -> $crate::support::Pages<Self> {
                $crate::support::Pages::new(self)
            }

            /// All items from this page on, as a stream that fetches pages lazily.
            pub fn items(self) -> $crate::support::Items<Self> {
                $crate::support::Items::new(self)
            }
        }
    };
}
