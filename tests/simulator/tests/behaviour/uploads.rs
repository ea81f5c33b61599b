//! Uploads in parts and in a form.

use std::time::Duration;

use osparc_simulator::{Fault, Simulator};
use serde_json::json;

use crate::client::{BufferedResponse, call, http, request, send};

const DIGEST: &str = "8d969eef6ecad3c29a3a629280e686cf0c3f5d5a86aff3ca12020c923adc6c92";

struct Upload {
    id: String,
    urls: Vec<String>,
}

/// Begins the upload of a file.
async fn begin(simulator: &Simulator, size: usize) -> Upload {
    let body = json!({"filename": "a b/é.csv", "filesize": size, "sha256_checksum": DIGEST});
    let response = call(simulator, "POST", "/v0/files/content", &body.to_string()).await;
    assert_eq!(response.status, 200, "{}", response.text);
    let urls = response.json()["upload_schema"]["urls"].as_array().unwrap().clone();
    let urls = urls.iter().map(|url| url.as_str().unwrap().to_owned()).collect();
    Upload { id: response.at("/file_id"), urls }
}

async fn put(url: &str, bytes: impl Into<reqwest::Body>) -> BufferedResponse {
    send(http().put(url).body(bytes)).await.unwrap()
}

fn tag(response: &BufferedResponse) -> String {
    assert_eq!(response.status, 200, "{}", response.text);
    response.header("etag").unwrap().trim_matches('"').to_owned()
}

async fn complete(simulator: &Simulator, id: &str, parts: &[(usize, &str)]) -> BufferedResponse {
    let parts: Vec<_> = parts.iter().map(|(number, tag)| json!({"number": number, "e_tag": tag})).collect();
    let file = json!({"filename": "a", "filesize": 1, "sha256_checksum": DIGEST});
    let body = json!({"client_file": file, "uploaded_parts": {"parts": parts}});
    call(simulator, "POST", &format!("/v0/files/{id}:complete"), &body.to_string()).await
}

#[tokio::test]
async fn parts_come_in_any_order_and_the_last_of_a_number_counts() {
    let simulator = Simulator::builder().chunk_size(4).start().await.unwrap();
    let upload = begin(&simulator, 10).await;
    assert_eq!(upload.urls.len(), 3);
    let third = tag(&put(&upload.urls[2], "89").await);
    tag(&put(&upload.urls[1], "oops").await);
    let second = tag(&put(&upload.urls[1], "4567").await);
    let first = tag(&put(&upload.urls[0], "0123").await);
    assert_eq!(first, "eb62f6b9306db575c2d596b1279627a4", "the MD5 digest of the part");
    assert_eq!((simulator.unfinished_uploads(), simulator.files().len()), (1, 0));
    let file = complete(&simulator, &upload.id, &[(1, &first), (2, &second), (3, &third)]).await;
    assert_eq!((file.at("/filename"), file.at("/content_type")), ("a b/é.csv".into(), "text/csv".into()));
    assert!(file.at("/e_tag").ends_with("-3") && file.at("/checksum") == DIGEST, "{}", file.text);
    let stored = simulator.files().remove(0);
    assert_eq!((stored.size, stored.checksum.as_deref()), (10, Some(DIGEST)));
    assert_eq!(simulator.file_contents(&stored.id).unwrap(), "0123456789");
    assert_eq!(simulator.unfinished_uploads(), 0);

    let path = format!("/v0/files/{}", stored.id);
    let redirect = call(&simulator, "GET", &format!("{path}/content"), "").await;
    let link = redirect.header("location").unwrap();
    let part = send(http().get(link).header("range", "bytes=3-8")).await.unwrap();
    assert_eq!(
        (part.status, &*part.text, part.header("content-range")),
        (206, "345678", Some("bytes 3-8/10"))
    );
    for (query, count) in [(format!("file_id={}", stored.id), 1), ("sha256_checksum=".to_owned() + DIGEST, 1)]
    {
        let found = call(&simulator, "GET", &format!("/v0/files:search?{query}"), "").await;
        assert_eq!(found.json()["total"], count, "{query}");
    }
    let other =
        call(&simulator, "GET", &format!("/v0/files:search?sha256_checksum={}", "0".repeat(64)), "").await;
    assert_eq!(other.json()["total"], 0);
    let deleted = call(&simulator, "DELETE", &path, "").await;
    assert_eq!((deleted.status, &*deleted.text), (200, "null"));
    for method in ["GET", "DELETE"] {
        assert_eq!(call(&simulator, method, &path, "").await.status, 404);
    }
    assert_eq!(send(http().get(link)).await.unwrap().status, 404);
    assert!(!simulator.storage_saw_credentials());
}

#[tokio::test]
async fn only_the_parts_that_were_uploaded_complete_a_file() {
    let simulator = Simulator::builder().chunk_size(2).start().await.unwrap();
    let upload = begin(&simulator, 4).await;
    let (a, b) = (tag(&put(&upload.urls[0], "ab").await), tag(&put(&upload.urls[1], "cd").await));
    let quoted = format!("\"{a}\"");
    let table: [&[(usize, &str)]; 5] = [
        &[],
        &[(1, &quoted), (2, &b)],
        &[(2, &b), (1, &a)],
        &[(1, &b), (2, &a)],
        &[(1, &a), (2, &b), (3, &b)],
    ];
    for parts in table {
        assert_eq!(complete(&simulator, &upload.id, parts).await.status, 502, "{parts:?}");
        assert_eq!((simulator.unfinished_uploads(), simulator.files().len()), (1, 0));
    }
    // As S3 has it: parts that are not named are not missed.
    assert_eq!(complete(&simulator, &upload.id, &[(2, &b)]).await.status, 200);
    assert_eq!(simulator.file_contents(&upload.id).unwrap(), "cd");
    assert_eq!(complete(&simulator, &upload.id, &[(2, &b)]).await.status, 404);
    let broken = complete(&simulator, &upload.id, &[(0, &b)]).await;
    assert_eq!(broken.status, 422, "{}", broken.text);
}

#[tokio::test]
async fn an_aborted_upload_takes_no_parts() {
    let simulator = Simulator::start().await;
    let upload = begin(&simulator, 4).await;
    let body =
        json!({"client_file": {"filename": "a", "filesize": 4, "sha256_checksum": DIGEST}}).to_string();
    for _ in 0..2 {
        let aborted = call(&simulator, "POST", &format!("/v0/files/{}:abort", upload.id), &body).await;
        assert_eq!((aborted.status, &*aborted.text, simulator.unfinished_uploads()), (200, "null", 0));
    }
    let late = put(&upload.urls[0], "abcd").await;
    assert!(late.status == 404 && late.text.contains("<Code>NoSuchUpload</Code>"), "{}", late.text);
}

#[tokio::test]
async fn the_store_refuses_what_s3_refuses() {
    let simulator = Simulator::builder().chunk_size(1).start().await.unwrap();
    let upload = begin(&simulator, 2).await;
    let url = &upload.urls[0];
    let (unsigned, _) = url.split_once('?').unwrap();
    let chunked = reqwest::Body::wrap_stream(futures_util::stream::iter([Ok::<_, std::io::Error>("a")]));
    let table = [
        (http().put(unsigned).body("a"), 403, "AccessDenied"),
        (http().put(url.replace("partNumber=1", "partNumber=2")).body("a"), 403, "SignatureDoesNotMatch"),
        (http().get(url), 403, "SignatureDoesNotMatch"),
        (http().put(url).body(chunked), 501, "NotImplemented"),
        (http().put(url).basic_auth("k", Some("s")).body("a"), 400, "InvalidArgument"),
    ];
    for (request, status, code) in table {
        let response = send(request).await.unwrap();
        assert_eq!(response.status, status, "{code}: {}", response.text);
        assert!(response.text.contains(&format!("<Code>{code}</Code>")), "{}", response.text);
    }
    assert!(simulator.storage_saw_credentials());
    let operations: Vec<_> =
        simulator.storage_requests().into_iter().map(|request| request.operation).collect();
    assert_eq!(
        operations,
        ["upload_part", "upload_part", "download_file_content", "upload_part", "upload_part"]
    );
}

#[tokio::test]
async fn links_end_after_their_time_or_uses() {
    for builder in
        [Simulator::builder().link_uses(1), Simulator::builder().link_lifetime(Duration::from_millis(300))]
    {
        let simulator = builder.start().await.unwrap();
        let file = simulator.add_file("a.txt", "abc");
        let upload = begin(&simulator, 1).await;
        let redirect = call(&simulator, "GET", &format!("/v0/files/{file}/content"), "").await;
        let link = redirect.header("location").unwrap();
        assert_eq!(
            (put(&upload.urls[0], "x").await.status, send(http().get(link)).await.unwrap().status),
            (200, 200)
        );
        tokio::time::sleep(Duration::from_millis(310)).await;
        for late in [put(&upload.urls[0], "x").await, send(http().get(link)).await.unwrap()] {
            assert!(late.status == 403 && late.text.contains("Request has expired"), "{}", late.text);
        }
        let fresh = call(&simulator, "GET", &format!("/v0/files/{file}/content"), "").await;
        assert_eq!(send(http().get(fresh.header("location").unwrap())).await.unwrap().text, "abc");
    }
}

#[tokio::test]
async fn faults_happen_to_parts() {
    let simulator = Simulator::start().await;
    let upload = begin(&simulator, 4).await;
    let whole = vec![b'x'; 200_000];
    for fault in [
        Fault::on("upload_part").drop_connection(),
        Fault::on("upload_part").reset(),
        Fault::on("upload_part").interrupt_request(100_000),
        Fault::on("upload_part").status(503),
        Fault::on("upload_part").drop_connection().processed(),
    ] {
        simulator.inject(fault.clone());
        let outcome = send(http().put(&upload.urls[0]).body(whole.clone())).await;
        assert!(outcome.is_err() || outcome.unwrap().status == 503, "{fault:?}");
    }
    let tag = tag(&put(&upload.urls[0], whole).await);
    assert_eq!(simulator.storage_requests().len(), 6);
    assert_eq!(complete(&simulator, &upload.id, &[(1, &tag)]).await.status, 200);
    assert_eq!(simulator.files()[0].size, 200_000);
}

#[tokio::test]
async fn large_parts_and_files_are_whole() {
    let simulator = Simulator::start().await;
    let upload = begin(&simulator, 4).await;
    let whole: Vec<u8> =
        (0..3_000_000_u32).flat_map(|number| number.to_le_bytes().into_iter().take(1)).collect();
    let tag = tag(&put(&upload.urls[0], whole.clone()).await);
    assert_eq!(complete(&simulator, &upload.id, &[(1, &tag)]).await.status, 200);
    assert!(simulator.file_contents(&upload.id).unwrap() == whole);

    let large = simulator.add_large_file("large.bin", 3_000_001);
    for id in [&upload.id, &large] {
        let redirect = call(&simulator, "GET", &format!("/v0/files/{id}/content"), "").await;
        let link = redirect.header("location").unwrap();
        let (whole, rest) =
            (http().get(link).send().await.unwrap(), http().get(link).header("range", "bytes=1500000-"));
        let (whole, rest) = (whole.bytes().await.unwrap(), rest.send().await.unwrap().bytes().await.unwrap());
        assert!(whole == simulator.file_contents(id).unwrap() && whole[1_500_000..] == rest);
    }
}

#[tokio::test]
async fn an_empty_file_has_one_part() {
    let simulator = Simulator::start().await;
    let upload = begin(&simulator, 0).await;
    assert_eq!(upload.urls.len(), 1);
    // Not every client says that there is nothing, but the store wants to hear it.
    assert_eq!(put(&upload.urls[0], "").await.status, 411);
    let tag = tag(&send(http().put(&upload.urls[0]).header("content-length", "0")).await.unwrap());
    assert_eq!(complete(&simulator, &upload.id, &[(1, &tag)]).await.status, 200);
    assert_eq!(simulator.files()[0].size, 0);
}

#[tokio::test]
async fn a_form_makes_a_file() {
    let simulator = Simulator::start().await;
    let form = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.json\"\r\n\
                Content-Type: application/json\r\n\r\n{}\r\n--b--\r\n";
    let form = |media_type: &str| {
        request(&simulator, "PUT", "/v0/files/content").header("content-type", media_type).body(form)
    };
    let file = send(form("multipart/form-data; boundary=b")).await.unwrap();
    assert_eq!(
        (file.status, file.at("/filename"), file.at("/content_type")),
        (200, "x.json".into(), "application/json".into())
    );
    assert_eq!(simulator.file_contents(&file.at("/id")).unwrap(), "{}");
    for wrong in ["multipart/form-data; boundary=c", "multipart/form-data", "text/plain"] {
        let refused = send(form(wrong)).await.unwrap();
        assert_eq!((refused.status, refused.at("/errors/0/loc/1")), (422, "file".into()), "{wrong}");
    }
}

#[tokio::test]
async fn files_are_for_those_with_credentials() {
    let simulator = Simulator::start().await;
    let id = simulator.add_file("a", "b");
    for (method, path) in [
        ("GET", "/v0/files".to_owned()),
        ("GET", "/v0/files:search".to_owned()),
        ("GET", format!("/v0/files/{id}")),
        ("GET", format!("/v0/files/{id}/content")),
        ("DELETE", format!("/v0/files/{id}")),
        ("POST", "/v0/files/content".to_owned()),
        ("PUT", "/v0/files/content".to_owned()),
        ("POST", format!("/v0/files/{id}:complete")),
        ("POST", format!("/v0/files/{id}:abort")),
    ] {
        let request = http().request(method.parse().unwrap(), simulator.base_url() + &path);
        assert_eq!(send(request).await.unwrap().status, 401, "{method} {path}");
    }
    assert_eq!(call(&simulator, "GET", "/v0/files/x", "").await.status, 422);
}
