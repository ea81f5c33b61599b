//! Responses are decoded by status, then by content type.

use http::StatusCode;
use osparc_runtime::Error;

use crate::sample::models::{State, Thing};
use crate::sample::{MixedResponse, ThingError, api};
use crate::scripted_server::{ScriptedServer, json, response};

async fn server(status: &str, content_type: &str, body: &str) -> ScriptedServer {
    let header = format!("Content-Type: {content_type}");
    ScriptedServer::start(vec![response(status, &[&header], body)]).await
}

#[tokio::test]
async fn a_documented_success_is_read_whatever_the_case_of_its_media_type() {
    for media_type in ["application/json", "Application/JSON; charset=utf-8", "application/vnd.x+json"] {
        let server = server("200 OK", media_type, "[1, 2]").await;
        assert_eq!(api(&server.url).get_thing("a").await.unwrap(), [1, 2]);
    }
    let server = ScriptedServer::start(vec![response("200 OK", &[], "[1]")]).await;
    assert_eq!(api(&server.url).get_thing("a").await.unwrap(), [1]);
}

#[tokio::test]
async fn the_status_of_a_success_is_kept() {
    for (status, code) in [("200 OK", 200), ("202 Accepted", 202), ("203 Whatever", 203)] {
        let server = server(status, "application/json", "\"x\"").await;
        let response = api(&server.url).start_thing("a", 1).response().await.unwrap();
        assert_eq!(response.status().as_u16(), code);
        assert_eq!(response.headers().get("content-length").unwrap(), "3");
        assert_eq!(response.map(|text| text.len()).into_inner(), 1);
    }
}

#[tokio::test]
async fn a_success_that_is_not_as_documented_is_a_decode_error() {
    for (media_type, body, source) in [
        ("text/html", "<html>", "the content type is `text/html`, and should be JSON"),
        ("application/json", "", "the body is empty, and should be JSON"),
    ] {
        let server = server("200 OK", media_type, body).await;
        let error = api(&server.url).get_thing("a").await.unwrap_err();
        let line = format!("200 OK, but the body is not as documented: {source}");
        assert!(error.to_string().contains(&line), "{error}");
        assert_eq!(std::error::Error::source(&error).unwrap().to_string(), source);
        let Error::Decode(error) = error else { panic!("{error:?}") };
        assert_eq!((error.status(), error.excerpt()), (StatusCode::OK, body.as_bytes()));
    }
    for (status, body) in
        [("200 OK", "[1,"), ("200 OK", "[1,\"x\"]"), ("200 OK", "nonsense"), ("200 OK", "[1] 2")]
    {
        let server = server(status, "application/json", body).await;
        let error = api(&server.url).get_thing("a").await.unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{body}: {error:?}");
    }
}

#[tokio::test]
async fn an_undocumented_success_that_cannot_be_read_is_unexpected() {
    let server = server("201 Created", "text/html", "<html>").await;
    let error = api(&server.url).get_thing("a").await.unwrap_err();
    assert!(matches!(error, Error::Unexpected(_)), "{error:?}");
    assert_eq!(error.body(), Some(&b"<html>"[..]));
}

#[tokio::test]
async fn nothing_is_read_where_nothing_is_documented() {
    for response in [
        response("204 No Content", &["content-type: application/json"], ""),
        response("200 OK", &["content-type: application/json"], "not json"),
        response("200 OK", &[], ""),
    ] {
        let server = ScriptedServer::start(vec![response]).await;
        api(&server.url).delete_thing().await.unwrap();
    }
}

#[tokio::test]
async fn text_is_taken_as_it_is_and_json_text_as_a_string() {
    for (media_type, body, expected) in [
        ("text/plain", "\"a\" é", "\"a\" é"),
        ("text/plain", "", ""),
        ("text/csv; charset=utf-8", "a,b", "a,b"),
        ("application/json", "\"a\"", "a"),
    ] {
        let server = server("200 OK", media_type, body).await;
        assert_eq!(api(&server.url).note().await.unwrap(), expected);
    }
}

#[tokio::test]
async fn documented_refusals_are_told_apart() {
    let table = [
        ("402 Payment Required", "application/json", "[5]", ThingError::PaymentRequired(vec![5])),
        ("404 Not Found", "text/plain", "no such thing", ThingError::NotFound("no such thing".to_owned())),
        ("409 Conflict", "text/html", "<html>", ThingError::Conflict),
        ("410 Gone", "x/y", "abc", ThingError::Gone("abc".into())),
        (
            "500 Internal Server Error",
            "application/json",
            "[\"a\"]",
            ThingError::ServerError(vec!["a".to_owned()]),
        ),
        ("599 Odd", "application/problem+json", "[\"b\"]", ThingError::ServerError(vec!["b".to_owned()])),
    ];
    for (status, media_type, body, expected) in table {
        let server = server(status, media_type, body).await;
        let error = api(&server.url).get_thing("a").await.unwrap_err();
        assert_eq!(error.error_response(), Some(&expected));
        assert_eq!(error.body(), Some(body.as_bytes()));
        assert_eq!(error.status().unwrap().as_str(), &status[..3]);
    }
}

#[tokio::test]
async fn other_refusals_are_unexpected_and_kept() {
    for (status, media_type, body) in [
        ("418 Teapot", "application/json", "{}"),
        ("402 Payment Required", "application/json", "{\"not\":\"a list\"}"),
        ("501 Not Implemented", "text/html", "<html>bad</html>"),
        ("304 Not Modified", "text/plain", ""),
    ] {
        let server = server(status, media_type, body).await;
        let error = api(&server.url).get_thing("a").await.unwrap_err();
        assert!(matches!(error, Error::Unexpected(_)), "{error:?}");
        assert_eq!(error.headers().unwrap().get("content-type").unwrap(), media_type);
        assert_eq!(error.body(), Some(body.as_bytes()));
    }
}

#[tokio::test]
async fn raw_gives_any_answer_unread() {
    let server = server("404 Not Found", "text/plain", "nothing").await;
    let response = api(&server.url).get_thing("a").raw().await.unwrap();
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    assert_eq!(response.text().await.unwrap(), "nothing");
}

#[tokio::test]
async fn several_successes_of_which_one_is_a_stream() {
    let server = ScriptedServer::start(vec![
        response("200 OK", &["content-type: application/octet-stream"], "bytes"),
        json("200 OK", "\"json, but documented as bytes\""),
        json("202 Accepted", "[1]"),
        response("204 No Content", &[], ""),
        json("206 Partial Content", "[1]"),
    ])
    .await;
    let api = api(&server.url);
    let MixedResponse::Ok(stream) = api.mixed().await.unwrap() else { panic!("no stream") };
    assert_eq!(stream.text().await.unwrap(), "bytes");
    let MixedResponse::Ok(stream) = api.mixed().await.unwrap() else { panic!("no stream") };
    assert_eq!(stream.text().await.unwrap(), "\"json, but documented as bytes\"");
    assert!(matches!(api.mixed().await.unwrap(), MixedResponse::Accepted(list) if list == [1]));
    assert!(matches!(api.mixed().await.unwrap(), MixedResponse::NoContent));
    assert!(matches!(api.mixed().await.unwrap_err(), Error::Unexpected(_)));
}

#[tokio::test]
async fn models_go_both_ways_and_faults_have_a_place() {
    let uid = "0d7d9dc4-0fa0-4ba6-9a3b-b1d3a3a0f4a1";
    let bodies = [
        format!(r#"{{"uid":"{uid}","state":"NEW"}}"#),
        format!(r#"{{"uid":"{uid}","title":null,"state":"ON","more":[{{}}]}}"#),
        r#"{"uid":"x","state":"ON"}"#.to_owned(),
        format!(r#"{{"uid":"{uid}"}}"#),
    ];
    let server = ScriptedServer::start(bodies.iter().map(|body| json("200 OK", body)).collect()).await;
    let api = api(&server.url);
    let thing = Thing::new(uid.parse().unwrap(), State::On).title("a b");
    assert_eq!(api.put_thing(&thing).await.unwrap().state, State::Other("NEW".to_owned()));
    assert_eq!(api.save_thing(&thing).await.unwrap().title, None);
    for path in ["uid", "state"] {
        let error = api.put_thing(&thing).await.unwrap_err();
        let line = format!(": 200 OK, but the body is not as documented: {path}: ");
        assert!(error.to_string().contains(&line), "{error}");
        let Error::Decode(error) = error else { panic!("{error:?}") };
        assert_eq!(error.path(), path);
    }
    let requests = server.requests();
    let sent = requests.iter().map(|request| std::str::from_utf8(&request.body).unwrap()).collect::<Vec<_>>();
    assert_eq!(sent[0], format!(r#"{{"uid":"{uid}","title":"a b","state":"ON"}}"#));
    assert_eq!(sent[1], format!("uid={uid}&title=a%20b&state=ON"));
    assert_eq!(requests[1].header("content-type"), Some("application/x-www-form-urlencoded"));
}

#[tokio::test]
async fn what_has_no_json_is_not_sent() {
    let server = ScriptedServer::start(vec![]).await;
    let client = crate::sample::client(&server.url);
    for request in [
        client.raw(http::Method::PUT, "/v0/x").json(&f64::NAN),
        client.raw(http::Method::GET, "/v0/x").query("q", &f64::INFINITY),
        client.raw(http::Method::PUT, "/v0/x").form(&[1_u64].as_slice()),
    ] {
        assert!(matches!(*request.await.unwrap_err(), Error::Build(_)));
    }
    assert!(server.requests().is_empty());
}
