//! Spans: one per operation, one per attempt, without values.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ::tracing::field::{Field, Visit};
use ::tracing::span::{Attributes, Id, Record};
use ::tracing::{Event, Metadata, Subscriber};

use osparc_runtime::RetryPolicy;

use crate::sample::{api, client};
use crate::scripted_server::{ScriptedResponse, ScriptedServer, json, response};

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
        metadata.target().starts_with("osparc_runtime")
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

impl Spans {
    /// A subscriber for this thread, for as long as the guard lives.
    async fn collect() -> (Self, ::tracing::subscriber::DefaultGuard) {
        let spans = Self::default();
        let guard = ::tracing::subscriber::set_default(spans.clone());
        // Whether anybody wants a span is cached when it is first made, perhaps by another test at this very moment:
        // it is made once, and the cache renewed.
        client("http://127.0.0.1:1").get_unauthenticated("http://127.0.0.1:1").await.unwrap_err();
        ::tracing::callsite::rebuild_interest_cache();
        spans.0.lock().unwrap().clear();
        (spans, guard)
    }

    /// Compares the names and fields of all spans, apart from `server.port`, which is looked at here.
    fn check(&self, server: &ScriptedServer, expected: &[(&str, &[(&str, &str)])]) {
        let port = server.url.rsplit(':').next().unwrap();
        let spans = self.0.lock().unwrap();
        let found: Vec<_> = spans
            .iter()
            .map(|(name, Fields(fields))| {
                let mut fields = fields.clone();
                assert_eq!(fields.remove("server.port").as_deref(), Some(port));
                assert_eq!(fields.remove("server.address").as_deref(), Some("127.0.0.1"));
                (name.clone(), fields)
            })
            .collect();
        let text = |pair: &(&str, &str)| (pair.0.to_owned(), pair.1.to_owned());
        let expected: Vec<_> = expected
            .iter()
            .map(|(name, fields)| ((*name).to_owned(), fields.iter().map(text).collect::<BTreeMap<_, _>>()))
            .collect();
        assert_eq!(found, expected);
        let shown = format!("{spans:?}");
        assert!(!shown.contains("s3cr3t") && !shown.contains("a2V5"), "{shown}");
    }
}

const TEMPLATE: (&str, &str) = ("url.template", "/v0/things/{thing_id}");
const GET: (&str, &str) = ("http.request.method", "GET");
const OPERATION: (&str, &str) = ("otel.name", "get_thing");
const ATTEMPT: (&str, &str) = ("otel.name", "GET /v0/things/{thing_id}");
const INTERNAL: (&str, &str) = ("otel.kind", "internal");
const CLIENT: (&str, &str) = ("otel.kind", "client");
const FAILED: (&str, &str) = ("otel.status_code", "ERROR");
const ONE_ATTEMPT: (&str, &str) = ("retry.reason", "not retried: the retry policy allows one attempt");
const RETRIED_STATUS: (&str, &str) = ("retry.reason", "retried: status 503");
const RETRIED_SEND: (&str, &str) = ("retry.reason", "retried: the connection broke before a response came");
const OK: (&str, &str) = ("http.response.status_code", "200");

#[tokio::test]
async fn an_operation_and_its_attempts_are_spans_without_values() {
    let (spans, _guard) = Spans::collect().await;
    let ids = ["content-type: application/json", "x-request-id: r-1", "x-trace-id: t-1", "x-other: s3cr3t"];
    let server = ScriptedServer::start(vec![
        json("503 Service Unavailable", "{}"),
        ScriptedResponse::Close,
        response("200 OK", &ids, "[1]"),
    ])
    .await;
    api(&server.url).get_thing("s3cr3t").filter("s3cr3t").x_parent_id("s3cr3t").await.unwrap();
    let request_id = ("http.response.header.x-request-id", "r-1");
    let trace_id = ("http.response.trace_id", "t-1");
    let unavailable = ("http.response.status_code", "503");
    let resent = |count| ("http.request.resend_count", count);
    spans.check(
        &server,
        &[
            ("operation", &[OPERATION, INTERNAL, GET, TEMPLATE, OK, request_id, trace_id]),
            (
                "attempt",
                &[ATTEMPT, CLIENT, GET, TEMPLATE, unavailable, ("error.type", "503"), FAILED, RETRIED_STATUS],
            ),
            (
                "attempt",
                &[ATTEMPT, CLIENT, GET, TEMPLATE, resent("1"), ("error.type", "send"), FAILED, RETRIED_SEND],
            ),
            ("attempt", &[ATTEMPT, CLIENT, GET, TEMPLATE, resent("2"), OK, request_id, trace_id]),
        ],
    );
}

#[tokio::test]
async fn refusals_and_lost_connections_are_failures_of_the_operation() {
    for (response, fields) in [
        (
            json("404 Not Found", "{}"),
            vec![
                ("http.response.status_code", "404"),
                ("error.type", "404"),
                ("retry.reason", "not retried: status 404 is not one that the retry policy retries"),
            ],
        ),
        (ScriptedResponse::Close, vec![("error.type", "send"), ONE_ATTEMPT]),
        (ScriptedResponse::Silence, vec![("error.type", "timeout"), ONE_ATTEMPT]),
    ] {
        let (spans, _guard) = Spans::collect().await;
        let server = ScriptedServer::start(vec![response]).await;
        let request = api(&server.url).get_thing("s3cr3t").with_retry(RetryPolicy::none());
        request.with_timeout(Duration::from_millis(300)).await.unwrap_err();
        let operation = [&[OPERATION, INTERNAL, GET, TEMPLATE, FAILED][..], &fields].concat();
        let attempt = [&[ATTEMPT, CLIENT, GET, TEMPLATE, FAILED][..], &fields].concat();
        spans.check(&server, &[("operation", &operation), ("attempt", &attempt)]);
    }
}

#[tokio::test]
async fn streams_and_links_have_spans_too() {
    let (spans, _guard) = Spans::collect().await;
    let server =
        ScriptedServer::start(vec![response("200 OK", &[], "x"), response("200 OK", &[], "x")]).await;
    api(&server.url).get_thing("s3cr3t").raw().await.unwrap().bytes().await.unwrap();
    let link = format!("{}/s3cr3t?X-Amz-Signature=s3cr3t", server.url);
    client(&server.url).get_unauthenticated(&link).await.unwrap().bytes().await.unwrap();
    spans.check(
        &server,
        &[
            ("operation", &[OPERATION, INTERNAL, GET, TEMPLATE, OK]),
            ("attempt", &[ATTEMPT, CLIENT, GET, TEMPLATE, OK]),
            ("operation", &[("otel.name", "get_unauthenticated"), INTERNAL, GET, OK]),
            ("attempt", &[("otel.name", "GET"), CLIENT, GET, OK]),
        ],
    );
}
