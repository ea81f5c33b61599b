//! Forms with files, byte for byte.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use osparc_runtime::{Error, Form, Part};

use crate::sample::api;
use crate::scripted_server::{ScriptedServer, response};

/// Some chunks, or a fault.
struct Pieces(Vec<Result<Bytes, std::io::Error>>);

impl Stream for Pieces {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready((!self.0.is_empty()).then(|| self.0.remove(0)))
    }
}

#[tokio::test]
async fn parts_are_framed_and_names_cannot_end_their_header() {
    let server =
        ScriptedServer::start(vec![response("503 Busy", &[], ""), response("200 OK", &[], "")]).await;
    let part = Part::bytes("a\r\nb").file_name("x\"\r\ny.txt").content_type("text/plain");
    let form =
        Form::new().field("na\"me", &"é").optional("absent", &None::<String>).field("list", &vec![1_u64, 2]);
    api(&server.url).upload_form(form.part("file", part)).await.unwrap();
    for request in server.requests() {
        let content_type = request.header("content-type").unwrap();
        let boundary = content_type.strip_prefix("multipart/form-data; boundary=").unwrap();
        let expected = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"na%22me\"\r\n\r\né\r\n\
             --{boundary}\r\nContent-Disposition: form-data; name=\"list\"\r\n\r\n1\r\n\
             --{boundary}\r\nContent-Disposition: form-data; name=\"list\"\r\n\r\n2\r\n\
             --{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x%22%0D%0Ay.txt\"\r\n\
             Content-Type: text/plain\r\n\r\na\r\nb\r\n--{boundary}--\r\n"
        );
        assert_eq!(String::from_utf8(request.body.clone()).unwrap(), expected);
        assert_eq!(request.header("content-length"), Some(expected.len().to_string().as_str()));
    }
    assert_eq!(server.requests().len(), 2, "what is in memory is repeated");
}

#[tokio::test]
async fn streams_are_sent_as_they_come_and_once() {
    let pieces = || Pieces(vec![Ok("ab".into()), Ok("cd".into())]);
    let server = ScriptedServer::start(vec![response("503 Busy", &[], ""); 2]).await;
    for (length, chunked) in [(Some(4), None), (None, Some("chunked"))] {
        let form = Form::new().part("file", Part::stream(pieces(), length));
        let error = api(&server.url).upload_form(form).await.unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), 503);
        let request = server.requests().pop().unwrap();
        assert_eq!(request.header("transfer-encoding"), chunked);
        assert_eq!(request.header("content-length").is_some(), length.is_some());
        let body = String::from_utf8(request.body).unwrap();
        assert!(
            body.contains("filename=\"file\"\r\nContent-Type: application/octet-stream\r\n\r\n"),
            "{body}"
        );
    }
    assert_eq!(server.requests().len(), 2, "what can be read only once is sent once");
}

#[tokio::test]
async fn faults_of_parts_end_the_request() {
    let server = ScriptedServer::start(vec![response("200 OK", &[], "")]).await;
    let broken = Pieces(vec![Ok("ab".into()), Err(std::io::Error::other("disk"))]);
    let error =
        api(&server.url).upload_form(Form::new().part("file", Part::stream(broken, None))).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    let bad = Part::bytes("x").content_type("text/plain\r\nX: y");
    let error = api(&server.url).upload_form(Form::new().part("file", bad)).await.unwrap_err();
    assert!(matches!(error, Error::Build(_)), "{error:?}");
}
