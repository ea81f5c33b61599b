//! The check of the configuration, against the simulator and against what is none.

use osparc_client::{Client, ClientBuilder, Credentials, RetryPolicy, account::AccountCheck};
use osparc_simulator::{ApiVersion, Fault, Simulator};

use crate::scripted_server::{ScriptedServer, response};

fn builder(url: &str, secret: &str) -> ClientBuilder {
    let credentials = Credentials::basic("simulator-key", secret);
    Client::builder().base_url(url).credentials(credentials).retry(RetryPolicy::none())
}

async fn check(simulator: &Simulator) -> AccountCheck {
    builder(&simulator.base_url(), simulator.secret()).build().unwrap().check().await
}

fn problems(check: &AccountCheck) -> Vec<String> {
    check.problems().map(ToString::to_string).collect()
}

#[tokio::test]
async fn a_sound_configuration_shows_server_user_and_wallet() {
    for version in ApiVersion::ALL {
        let simulator = Simulator::builder().version(version).start().await.unwrap();
        let check = check(&simulator).await;
        assert_eq!((problems(&check).len(), check.warnings().count()), (0, 0), "{check}");
        let (server, user) = (check.server.as_ref().unwrap(), check.user.as_ref().unwrap());
        let text = check.to_string();
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines[0], format!("server: {}/, API {}", simulator.base_url(), version.number()));
        assert!(lines[1].starts_with("user:   ") && lines[1].contains(&user.login), "{text}");
        assert!(lines[2].starts_with("wallet: ") && lines[2].ends_with("has 150.5 credits"), "{text}");
        assert_eq!((lines.len(), server.version.as_str()), (3, version.number()));
        assert!(!text.contains(simulator.secret()), "{text}");
    }
}

#[tokio::test]
async fn no_wallet_is_no_error_and_no_credits_are_told() {
    let simulator = Simulator::builder().default_wallet(false).start().await.unwrap();
    let none = check(&simulator).await;
    assert!(matches!(none.wallet, Ok(None)) && none.to_string().contains("no default wallet"), "{none}");
    assert_eq!((problems(&none).len(), none.warnings().count()), (0, 0));
    let simulator = Simulator::builder().credits(0.0).start().await.unwrap();
    let empty = check(&simulator).await;
    assert!(
        problems(&empty).is_empty() && empty.to_string().contains("note:   the wallet is empty"),
        "{empty}"
    );
}

#[tokio::test]
async fn rejected_credentials_are_told_once() {
    let simulator = Simulator::start().await;
    let check = builder(&simulator.base_url(), "wrong secret").build().unwrap().check().await;
    let problems = problems(&check);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].starts_with("the server rejects the API key or the secret"), "{problems:?}");
    assert!(check.server.is_ok() && check.user.unwrap_err().request().is_unauthorized());
}

#[tokio::test]
async fn what_fails_does_not_hide_the_rest() {
    let simulator = Simulator::start().await;
    simulator.inject(Fault::on("get_my_profile").status(503));
    let check_user = check(&simulator).await;
    assert!(problems(&check_user)[0].starts_with("your profile could not be read"), "{check_user}");
    assert!(check_user.server.is_ok() && check_user.wallet.is_ok());
    simulator.inject(Fault::on("get_default_wallet").status(403));
    let check_wallet = check(&simulator).await;
    assert!(problems(&check_wallet)[0].starts_with("the default wallet could not be read"), "{check_wallet}");
    assert!(check_wallet.user.is_ok());
    simulator.inject(Fault::on("get_service_metadata").bad_gateway());
    let check_server = check(&simulator).await;
    assert!(problems(&check_server)[0].contains("is out of order"), "{check_server}");
    assert!(check_server.user.is_ok() && check_server.to_string().contains("user:   "));
}

#[tokio::test]
async fn what_is_no_server_of_the_platform_is_told() {
    let html = || response("200 OK", &["Content-Type: text/html"], "<html>o²S²PARC</html>");
    let missing = || response("404 Not Found", &["Content-Type: text/html"], "<html>404</html>");
    let elsewhere = || response("301 Moved", &["Location: https://osparc.io/"], "");
    for page in [html(), missing(), elsewhere()] {
        let server = ScriptedServer::start(vec![page; 3]).await;
        let check = builder(&server.url, "x").build().unwrap().check().await;
        let problems = problems(&check);
        assert_eq!(problems.len(), 1, "{check}");
        assert!(problems[0].starts_with("there is no o²S²PARC server at http://127.0.0.1"), "{check}");
    }
}

#[tokio::test]
async fn a_host_that_cannot_be_reached_is_told() {
    // No name below `.invalid` exists (RFC 6761), and nothing listens on the port of a socket that was closed.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    for url in [format!("http://127.0.0.1:{port}"), "https://api.osparc.invalid".to_owned()] {
        let check = builder(&url, "x").build().unwrap().check().await;
        let problems = problems(&check);
        assert_eq!(problems.len(), 1, "{check}");
        assert!(problems[0].starts_with(&format!("{url}/ cannot be reached: ")), "{check}");
    }
}
