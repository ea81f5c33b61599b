//! The user, wallets and credits.

use osparc_simulator::{FORBIDDEN_WALLET, LICENSED_ITEM, SLEEPER_STUDY, Simulator};
use serde_json::json;

use crate::client::{call, http, send};

#[tokio::test]
async fn a_profile_takes_the_names_that_are_given() {
    let simulator = Simulator::start().await;
    let before = call(&simulator, "GET", "/v0/me", "").await;
    assert_eq!((before.at("/first_name"), before.at("/role")), ("Mika".into(), "USER".into()));
    let after = call(&simulator, "PUT", "/v0/me", r#"{"last_name":"Müller","first_name":null}"#).await;
    assert_eq!(
        (after.status, after.at("/first_name"), after.at("/last_name")),
        (200, "Mika".into(), "Müller".into())
    );
    assert_eq!(call(&simulator, "GET", "/v0/me", "").await.json(), after.json());
    assert_eq!(call(&simulator, "PUT", "/v0/me", r#"{"last_name":1}"#).await.status, 422);
}

#[tokio::test]
async fn all_but_the_servers_metadata_asks_for_credentials() {
    let simulator = Simulator::start().await;
    for (path, status) in [
        ("/v0/meta", 200),
        ("/v0/me", 401),
        ("/v0/wallets/default", 401),
        ("/v0/credits/price", 401),
        ("/v0/solvers", 401),
    ] {
        let response = send(http().get(format!("{}{path}", simulator.base_url()))).await.unwrap();
        assert_eq!(response.status, status, "{path}");
    }
}

#[tokio::test]
async fn wallets_are_the_users_or_forbidden_or_absent() {
    let simulator = Simulator::builder().credits(0.25).start().await.unwrap();
    let default = call(&simulator, "GET", "/v0/wallets/default", "").await;
    assert_eq!((default.at("/walletId"), default.at("/availableCredits")), ("1".into(), "0.25".into()));
    assert_eq!(call(&simulator, "GET", "/v0/wallets/1", "").await.json(), default.json());
    let table = [
        ("2".to_owned(), 200),
        (FORBIDDEN_WALLET.to_string(), 403),
        ("7".to_owned(), 404),
        ("x".to_owned(), 422),
    ];
    for (id, status) in table {
        for path in [format!("/v0/wallets/{id}"), format!("/v0/wallets/{id}/licensed-items")] {
            assert_eq!(call(&simulator, "GET", &path, "").await.status, status, "{path}");
        }
    }
    let simulator = Simulator::builder().default_wallet(false).start().await.unwrap();
    assert_eq!(call(&simulator, "GET", "/v0/wallets/default", "").await.status, 404);
}

#[tokio::test]
async fn a_licensed_item_is_checked_out_by_seats() {
    let simulator = Simulator::start().await;
    let page = call(&simulator, "GET", "/v0/wallets/1/licensed-items", "").await;
    assert_eq!((page.at("/total"), page.at("/items/0/licensed_item_id")), ("1".into(), LICENSED_ITEM.into()));
    let body = r#"{"number_of_seats":2,"service_run_id":"run"}"#;
    let path = |item: &str| format!("/v0/wallets/1/licensed-items/{item}/checkout");
    let taken = call(&simulator, "POST", &path(LICENSED_ITEM), body).await;
    assert_eq!(
        (taken.status, taken.at("/num_of_seats"), taken.at("/wallet_id")),
        (200, "2".into(), "1".into())
    );
    assert_eq!(call(&simulator, "POST", &path(SLEEPER_STUDY), body).await.status, 404);
    assert_eq!(call(&simulator, "POST", &path(LICENSED_ITEM), r#"{"number_of_seats":0}"#).await.status, 422);
}

#[tokio::test]
async fn credits_have_a_price() {
    let simulator = Simulator::start().await;
    let price = call(&simulator, "GET", "/v0/credits/price", "").await;
    let expected = json!({"productName": "osparc", "usdPerCredit": 0.5, "minPaymentAmountUsd": 10});
    assert_eq!((price.status, price.json()), (200, expected));
}
