//! The other schemes of credentials, and path values that are text: what other documents have.

use osparc_client::Client;
use osparc_client::Credentials;
use osparc_client::runtime::{Undocumented, support as rt};

use crate::evidence::Evidence;
use crate::faults::{of_servers, quick};
use crate::scripted_server::ScriptedServer;
use crate::secrets::Secrets;

const NAME: &str = "scheme";

macro_rules! operation {
    ($scheme:expr) => {
        &const {
            rt::Operation::new("POST", "use_thing", "/v0/things/{thing}")
                .ok(&[rt::Status::Code(200)])
                .accept("application/json")
                .security(&[&[$scheme]])
                .idempotent()
        }
    };
}

static BEARER: &rt::Operation = operation!(rt::Scheme::Bearer { name: NAME });
static HEADER: &rt::Operation = operation!(rt::Scheme::ApiKeyHeader { name: NAME, key: "X-Key" });
static QUERY: &rt::Operation = operation!(rt::Scheme::ApiKeyQuery { name: NAME, key: "key" });
static COOKIE: &rt::Operation = operation!(rt::Scheme::ApiKeyCookie { name: NAME, key: "key" });

/// A request of one of these operations.
#[must_use = "a request does nothing until it is awaited or sent"]
#[derive(Debug)]
struct UseThing(rt::Request);

impl UseThing {
    fn new(client: &Client, operation: &'static rt::Operation, secrets: &Secrets) -> Self {
        let request = client.request(operation).path(&secrets.path.as_str());
        Self(
            request
                .query("token", &secrets.query.as_str())
                .cookie("session", &secrets.cookie.as_str())
                .json(&secrets.body.as_str()),
        )
    }

    fn send(self) -> rt::Call<Vec<u64>, Undocumented> {
        let (timeouts, retry) = quick();
        rt::Call::new::<Vec<u64>>(self.0.with_timeout(timeouts).with_retry(retry))
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tokens_and_keys_stay_secret() {
    let secrets = Secrets::new(7);
    let mut evidence = Evidence::new(secrets.search());
    let foreign = ScriptedServer::start(Vec::new()).await;
    let operations = [BEARER, HEADER, QUERY, COOKIE];
    for (name, fault) in of_servers(&secrets, &foreign.url) {
        let server = ScriptedServer::start(vec![fault; 20]).await;
        let credentials =
            Credentials::bearer(&secrets.token).and(Credentials::api_key(NAME, &secrets.api_key));
        let builder = Client::builder().base_url(&server.url).credentials(credentials).no_proxy();
        let client = builder.build().unwrap();
        evidence.debug(name, &client);
        for operation in operations {
            let request = UseThing::new(&client, operation, &secrets);
            evidence.debug(name, &request);
            evidence.error(name, request.send().await.unwrap_err());
        }
        let sent = format!("{:?}", server.requests());
        assert!(sent.contains(&secrets.token) && sent.contains(&secrets.api_key), "{name}: {sent}");
        let raw = client
            .raw(http::Method::GET, "/v0")
            .path_segment(&secrets.path)
            .with_header("X-Token", &secrets.header);
        evidence.debug(name, &raw);
        let (timeouts, retry) = quick();
        let with_token = Credentials::bearer(&secrets.token);
        match raw.with_timeout(timeouts).with_retry(retry).with_auth(with_token).send().await {
            Ok(raw) => evidence.debug(name, &raw),
            Err(error) => evidence.error(name, error),
        }
    }
    assert!(foreign.requests().is_empty(), "a redirect is not followed");
    evidence.judge();
}

/// Path values that are rejected.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rejected_path_values_stay_secret() {
    let secrets = Secrets::new(8);
    let mut evidence = Evidence::new(secrets.search());
    let client = Client::builder().base_url("http://127.0.0.1:1").no_proxy().build().unwrap();
    for value in ["..\\{}", "{}\n", "..%5c{}", "{}\u{7f}", "../{}/.."] {
        let path = value.replace("{}", &secrets.path);
        let rejected = Secrets { path, ..secrets.clone() };
        evidence.error(value, UseThing::new(&client, BEARER, &rejected).send().await.unwrap_err());
    }
    evidence.judge();
}
