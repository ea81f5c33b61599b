//! Logs at the second origin.

use osparc_simulator::{COMPUTATIONAL_NODE, SLEEPER_STUDY, Simulator};

use crate::client::{BufferedResponse, call, create, http, inspect_to_end, send};

async fn log_links(simulator: &Simulator) -> (BufferedResponse, BufferedResponse) {
    let job = create(simulator, SLEEPER_STUDY, r#"{"values":{}}"#).await;
    let path = format!("{job}/outputs/log-links");
    call(simulator, "POST", &format!("{job}:start"), "").await;
    let before = call(simulator, "GET", &path, "").await;
    inspect_to_end(simulator, &job).await;
    (before, call(simulator, "GET", &path, "").await)
}

#[tokio::test]
async fn links_appear_at_the_end_and_lead_to_an_archive() {
    let simulator = Simulator::builder().log_size(5_000).start().await.unwrap();
    let (before, after) = log_links(&simulator).await;
    assert_eq!(before.text, r#"{"log_links":[]}"#);
    assert_eq!(after.at("/log_links/0/node_name"), COMPUTATIONAL_NODE);
    let link = after.at("/log_links/0/download_link");
    assert!(link.starts_with(simulator.storage_url()) && simulator.storage_url() != simulator.base_url());
    let archive = http().get(&link).send().await.unwrap();
    let length = archive.content_length().unwrap();
    let bytes = archive.bytes().await.unwrap();
    assert_eq!((bytes.len() as u64, &bytes[..4]), (length, &b"PK\x03\x04"[..]));
    assert!(!simulator.storage_saw_credentials() && bytes.len() > 5_000);
    for (range, status, part) in [
        ("bytes=2-5", 206, Some(&bytes[2..6])),
        ("bytes=5000-", 206, Some(&bytes[5000..])),
        ("bytes=-3", 206, Some(&bytes[bytes.len() - 3..])),
        ("bytes=99999-", 416, None),
        ("lines=1-2", 200, Some(&bytes[..])),
    ] {
        let response = http().get(&link).header("range", range).send().await.unwrap();
        assert_eq!(response.status(), status, "{range}");
        let body = response.bytes().await.unwrap();
        assert!(part.is_none_or(|part| part == &body[..]), "{range}");
    }
}

#[tokio::test]
async fn what_is_not_signed_well_is_refused() {
    let simulator = Simulator::start().await;
    let link = log_links(&simulator).await.1.at("/log_links/0/download_link");
    let (unsigned, _) = link.split_once('?').unwrap();
    let (path, job) = (unsigned.replace("logs.zip", "other.zip"), link.split('/').nth(4).unwrap());
    assert_eq!(job.len(), 36);
    let table = [
        (http().get(unsigned), 403, "AccessDenied"),
        (http().get(format!("{link}0")), 403, "SignatureDoesNotMatch"),
        (http().get(link.replace(unsigned, &path)), 403, "SignatureDoesNotMatch"),
        (http().put(&link), 403, "SignatureDoesNotMatch"),
        (http().get(&link).basic_auth("k", Some("s")), 400, "InvalidArgument"),
    ];
    for (request, status, code) in table {
        assert!(!simulator.storage_saw_credentials());
        let response = send(request).await.unwrap();
        assert_eq!(response.status, status, "{code}");
        assert!(response.text.contains(&format!("<Code>{code}</Code>")), "{}", response.text);
    }
    assert!(simulator.storage_saw_credentials());
    assert_eq!(simulator.storage_requests().len(), 5);
}

#[tokio::test]
async fn hostile_node_names_have_links_that_work() {
    let names = ["../../x", "a b/é?#", ""];
    let simulator = Simulator::builder().log_nodes(&names).start().await.unwrap();
    let links = log_links(&simulator).await.1;
    for (number, name) in names.iter().enumerate() {
        assert_eq!(links.at(&format!("/log_links/{number}/node_name")), *name);
        let link = links.at(&format!("/log_links/{number}/download_link"));
        assert_eq!(http().get(link).send().await.unwrap().status(), 200, "{name}");
    }
}
