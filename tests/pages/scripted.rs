//! A transport that gives one page after the other.

use std::sync::{Arc, Mutex};

use http::{HeaderMap, HeaderValue, StatusCode};
use osparc_client::runtime::{Transport, TransportFuture, TransportRequest, TransportResponse};

/// A page of studies that are numbered from `first` on.
pub(crate) fn page(first: u128, count: u128, total: Option<i64>, offset: Option<u64>) -> String {
    let number = |value: Option<String>| value.unwrap_or_else(|| "null".to_owned());
    let study = |n| format!(r#"{{"uid":"{n:032x}","title":null,"description":null}}"#);
    let items: Vec<_> = (first..first + count).map(study).collect();
    format!(
        r#"{{"items":[{}],"total":{},"limit":null,"offset":{},"links":{{"first":null,"last":null,"self":null,"next":null,"prev":null}}}}"#,
        items.join(","),
        number(total.map(|total| total.to_string())),
        number(offset.map(|offset| offset.to_string())),
    )
}

/// Pages to be given, an empty text for an error, and offsets that were requested.
#[derive(Clone)]
pub(crate) struct Script {
    pages: Arc<Mutex<std::vec::IntoIter<String>>>,
    offsets: Arc<Mutex<Vec<u64>>>,
}

impl Script {
    pub(crate) fn new(pages: Vec<String>) -> Self {
        Self { pages: Arc::new(Mutex::new(pages.into_iter())), offsets: Arc::default() }
    }

    /// The offset of each request; 0 where it had none.
    pub(crate) fn offsets(&self) -> Vec<u64> {
        self.offsets.lock().unwrap().clone()
    }
}

impl Transport for Script {
    fn send(&self, request: TransportRequest) -> TransportFuture {
        let offset = request.url.query_pairs().find(|(name, _)| name == "offset");
        let offset = offset.map_or(0, |(_, value)| value.parse().unwrap());
        self.offsets.lock().unwrap().push(offset);
        let page = self.pages.lock().unwrap().next().filter(|page| !page.is_empty());
        let json = HeaderValue::from_static("application/json");
        let headers = HeaderMap::from_iter([(http::header::CONTENT_TYPE, json)]);
        let response = page.map_or_else(
            || TransportResponse::whole(StatusCode::BAD_GATEWAY, HeaderMap::new(), ""),
            |page| TransportResponse::whole(StatusCode::OK, headers, page),
        );
        Box::pin(async move { Ok(response) })
    }
}
