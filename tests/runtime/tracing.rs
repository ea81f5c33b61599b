//! Spans: one per operation, one per attempt, without values.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use ::tracing::field::{Field, Visit};
use ::tracing::span::{Attributes, Id, Record};
use ::tracing::{Event, Metadata, Subscriber};

use crate::sample::api;
use crate::scripted_server::{ScriptedServer, json};

#[derive(Clone, Debug, Default)]
struct Fields(BTreeMap<String, String>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}").trim_matches('"').to_owned());
    }
}

/// Keeps the spans of this crate.
#[derive(Clone, Default)]
struct Spans(Arc<Mutex<Vec<(String, Fields)>>>);

impl Subscriber for Spans {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("osparc_client")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut fields = Fields::default();
        span.record(&mut fields);
        let mut spans = self.0.lock().unwrap();
        spans.push((span.metadata().name().to_owned(), fields));
        Id::from_u64(spans.len() as u64)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let index = usize::try_from(span.into_u64()).unwrap() - 1;
        values.record(&mut self.0.lock().unwrap()[index].1);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, _: &Event<'_>) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn an_operation_and_its_attempts_are_spans_without_values() {
    let spans = Spans::default();
    let _guard = ::tracing::subscriber::set_default(spans.clone());
    let server =
        ScriptedServer::start(vec![json("503 Service Unavailable", "{}"), json("200 OK", "[1]")]).await;
    api(&server.url).get_thing("s3cr3t").filter("s3cr3t").x_parent_id("s3cr3t").await.unwrap();
    let spans = spans.0.lock().unwrap().clone();
    let names: Vec<_> = spans.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["operation", "attempt", "attempt"]);
    let shown = format!("{spans:?}");
    assert!(!shown.contains("s3cr3t") && !shown.contains("a2V5"), "{shown}");
    let field = |index: usize, name: &str| spans[index].1.0.get(name).map(String::as_str);
    for (index, status, error, resend) in
        [(0, "200", None, None), (1, "503", Some("503"), None), (2, "200", None, Some("1"))]
    {
        assert_eq!(field(index, "http.request.method"), Some("GET"));
        assert_eq!(field(index, "url.template"), Some("/v0/things/{thing_id}"));
        assert_eq!(field(index, "server.address"), Some("127.0.0.1"));
        assert_eq!(field(index, "http.response.status_code"), Some(status));
        assert_eq!(field(index, "error.type"), error);
        assert_eq!(field(index, "http.request.resend_count"), resend);
    }
}
