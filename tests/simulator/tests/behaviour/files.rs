//! The contents of file outputs, at the second origin.

use osparc_simulator::{FileShape, SLEEPER_STUDY, Simulator};

use crate::client::{call, create, http, inspect_to_end, request, send};

#[tokio::test]
async fn a_file_is_redirected_to_the_store_and_has_the_digest_that_was_given() {
    let builder = Simulator::builder().file_shape(FileShape::Object).file_checksums(true).file_size(300);
    let simulator = builder.file_name("a.txt").start().await.unwrap();
    let job = create(&simulator, SLEEPER_STUDY, r#"{"values":{}}"#).await;
    call(&simulator, "POST", &format!("{job}:start"), "").await;
    inspect_to_end(&simulator, &job).await;
    let outputs = call(&simulator, "POST", &format!("{job}/outputs"), "").await;
    assert_eq!(outputs.at("/results/OutputFile/filename"), "a.txt");
    assert_eq!(outputs.at("/results/OutputFile/checksum").len(), 64);
    let path = format!("/v0/files/{}/content", outputs.at("/results/OutputFile/id"));

    let redirect = call(&simulator, "GET", &path, "").await;
    assert_eq!((redirect.status, redirect.text.as_str()), (307, ""));
    let link = redirect.header("location").unwrap();
    assert!(link.starts_with(simulator.storage_url()));
    let response = http().get(link).send().await.unwrap();
    let tag = response.headers()["etag"].to_str().unwrap().to_owned();
    assert_eq!(response.headers()["content-type"], "binary/octet-stream");
    let bytes = response.bytes().await.unwrap();
    assert_eq!(bytes.len(), 300);
    for (seen, status) in [(tag.as_str(), 206), ("\"other\"", 200)] {
        let rest = http().get(link).header("range", "bytes=10-").header("if-range", seen);
        assert_eq!(rest.send().await.unwrap().status(), status, "{seen}");
    }

    let stranger = http().get(format!("{}{path}", simulator.base_url()));
    assert_eq!(send(stranger).await.unwrap().status, 401);
    call(&simulator, "DELETE", &job, "").await;
    let gone = send(request(&simulator, "GET", &path)).await.unwrap();
    assert_eq!((gone.status, http().get(link).send().await.unwrap().status().as_u16()), (404, 404));
    assert!(gone.at("/errors/0").contains("not found"));
}

#[tokio::test]
async fn a_store_without_ranges_gives_everything() {
    let simulator = Simulator::builder().ranges(false).start().await.unwrap();
    let job = create(&simulator, SLEEPER_STUDY, r#"{"values":{}}"#).await;
    let file = job.rsplit('/').next().unwrap().replacen("5eed0000", "f11e0000", 1);
    let redirect = call(&simulator, "GET", &format!("/v0/files/{file}/content"), "").await;
    let response = http().get(redirect.header("location").unwrap()).header("range", "bytes=1-").send().await;
    let response = response.unwrap();
    assert_eq!((response.status().as_u16(), response.headers().contains_key("accept-ranges")), (200, false));
}
