//! Who may ask, and what the others are told.

use osparc_simulator::{ApiVersion, Simulator};
use serde_json::json;

use crate::client::{http, send};

#[tokio::test]
async fn each_kind_of_wrong_credentials_has_its_401() {
    let (none, unreadable, wrong) =
        ("Not authenticated", "Invalid authentication credentials", "Invalid API credentials");
    // Values of the header, what release 0.8 says, what release 0.16 says.
    let table: &[(Option<&[u8]>, &str, &str)] = &[
        (None, none, none),
        (Some(b""), none, none),
        (Some(b"Bearer abc"), none, none),
        (Some(b"Basic"), unreadable, none),
        (Some(b"Basic !!!"), unreadable, none),
        (Some(b"Basic YWJj"), unreadable, none),
        (Some(b"Basic a8OkOnM="), unreadable, none),
        (Some(b"Basic a+Q6cw=="), unreadable, none),
        (Some(b"Basic \xff"), unreadable, none),
        (Some(b"Basic Og=="), wrong, wrong),
        (Some(b"Basic c2ltdWxhdG9yLWtleTp3cm9uZw=="), wrong, wrong),
        (Some(b"Basic c2ltdWxhdG9yLWtleTpzaW11bGF0b3Itc2VjcmV0"), "", ""),
        (Some(b"basic c2ltdWxhdG9yLWtleTpzaW11bGF0b3Itc2VjcmV0"), "", ""),
    ];
    for version in [ApiVersion::V0_8, ApiVersion::V0_16] {
        let simulator = Simulator::builder().version(version).start().await.unwrap();
        for (header, old, recent) in table {
            let mut request = http().get(format!("{}/v0/studies", simulator.base_url()));
            if let Some(header) = header {
                request = request.header("authorization", *header);
            }
            let response = send(request).await.unwrap();
            let text = if version == ApiVersion::V0_8 { *old } else { *recent };
            let status = if text.is_empty() { 200 } else { 401 };
            let shown = header.map(String::from_utf8_lossy);
            assert_eq!(response.status, status, "{version:?} {shown:?}");
            assert_eq!(response.header("www-authenticate"), None);
            if status == 401 {
                assert_eq!(response.json()["errors"], json!([text]), "{version:?} {shown:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_colon_in_the_secret_is_part_of_it() {
    let simulator = Simulator::builder().credentials("k", "a:b").start().await.unwrap();
    let url = format!("{}/v0/studies", simulator.base_url());
    let response = send(http().get(url).basic_auth("k", Some("a:b"))).await.unwrap();
    assert_eq!(response.status, 200);
}

#[tokio::test]
async fn the_servers_metadata_is_for_everybody() {
    let simulator = Simulator::start().await;
    let response = send(http().get(format!("{}/v0/meta", simulator.base_url()))).await.unwrap();
    assert_eq!(
        (response.status, response.at("/version"), response.at("/released/v0")),
        (200, "0.8.0".into(), "0.8.0".into())
    );
}
