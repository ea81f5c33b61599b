//! The user, the server, wallets and credits.
//!
//! In: the identifier of a wallet or of a licensed item. Out: what is known about it. Invariant: one user, who has the
//! wallets 1 (the default) and 2; others exist, and are not for this user.

use http::StatusCode;

use super::{Call, Outcome, list};
use crate::clock::{now, with_offset};
use crate::json::Json;
use crate::response::{BufferedResponse, ErrorResponse};
use crate::shared::Shared;
use crate::wallets::{FORBIDDEN_WALLET, LICENSED_ITEM, WALLETS};

const USER: i64 = 20;
const PRODUCT: &str = "osparc";

/// Responds to an operation of the account, if it is one.
pub(super) fn dispatch(call: &Call<'_>, operation: &str) -> Option<Outcome> {
    Some(match operation {
        "get_my_profile" => Ok(profile(call)),
        "update_my_profile" => Ok(update_profile(call)),
        "get_default_wallet" => default_wallet(call),
        "get_wallet" => wallet(call).map(|(id, name)| describe_wallet(call, id, name)),
        "get_available_licensed_items_for_wallet" => licensed_items(call),
        "checkout_licensed_item" => checkout(call),
        "get_credits_price" => Ok(price()),
        _ => return None,
    })
}

/// The name and version of the server, for everybody.
pub(super) fn service_metadata(shared: &Shared, host: &str) -> BufferedResponse {
    let version = shared.options.version.number();
    let docs = format!("http://{host}/dev/doc");
    let body = Json::object([
        ("name", "simcore_service_api_server".into()),
        ("version", version.into()),
        ("released", Json::object([("v0", version.into())])),
        ("docs_url", docs.clone().into()),
        ("docs_dev_url", docs.into()),
    ]);
    BufferedResponse::json(StatusCode::OK, &body)
}

fn profile(call: &Call<'_>) -> BufferedResponse {
    let state = call.shared.state();
    let group = |gid: &str, label: &str, description: &str| {
        Json::object([("gid", gid.into()), ("label", label.into()), ("description", description.into())])
    };
    let groups = Json::object([
        ("me", group("123", "mika", "primary group")),
        ("organizations", Json::list([group("16", "Foundation", "")])),
        ("all", group("1", "Everyone", "all users")),
    ]);
    let mut members = vec![
        ("first_name".to_owned(), state.profile.first_name.clone()),
        ("last_name".to_owned(), state.profile.last_name.clone()),
        ("id".to_owned(), USER.into()),
        ("login".to_owned(), "mika@simulator.example".into()),
        ("role".to_owned(), "USER".into()),
        ("groups".to_owned(), groups),
        ("gravatar_id".to_owned(), "9a8930a5b20d7048e37740bac5c1ca4f".into()),
    ];
    if call.shared.options.version.has_languages() {
        members.push(("language".to_owned(), Json::Null));
    }
    BufferedResponse::json(StatusCode::OK, &Json::Object(members))
}

/// Changes the names that the body has; `null` counts as not given.
fn update_profile(call: &Call<'_>) -> BufferedResponse {
    let given = |name| {
        let value = call.body.as_ref().and_then(|body| body.get(name));
        value.filter(|value| **value != Json::Null).cloned()
    };
    {
        let profile = &mut call.shared.state().profile;
        for (name, slot) in [("first_name", &mut profile.first_name), ("last_name", &mut profile.last_name)] {
            *slot = given(name).unwrap_or_else(|| slot.clone());
        }
    }
    profile(call)
}

fn default_wallet(call: &Call<'_>) -> Outcome {
    let [(id, name), ..] = WALLETS;
    if call.shared.options.default_wallet {
        return Ok(describe_wallet(call, id, name));
    }
    Err(call.not_found("default", "Default wallet not found"))
}

/// The wallet that pays for a job: the default one.
pub(super) fn wallet_of_job(call: &Call<'_>) -> Outcome {
    let known = call.shared.state().job(call.job_id()).is_some();
    if known { default_wallet(call) } else { Err(call.no_job(call.job_id())) }
}

/// The wallet of the path, if it is one of the user's.
fn wallet(call: &Call<'_>) -> Result<(i64, &'static str), ErrorResponse> {
    let text = call.matched.value("wallet_id");
    let id: i64 = text.parse().unwrap_or_default();
    match WALLETS.into_iter().find(|wallet| wallet.0 == id) {
        Some(wallet) => Ok(wallet),
        None if id == FORBIDDEN_WALLET => {
            let text = format!("You do not have access to wallet {id}");
            Err(ErrorResponse::new(StatusCode::FORBIDDEN, text))
        }
        None => Err(call.not_found(text, &format!("Wallet {text} not found"))),
    }
}

fn describe_wallet(call: &Call<'_>, id: i64, name: &str) -> BufferedResponse {
    let created = "2024-01-15T09:30:00.250000Z";
    let body = Json::object([
        ("walletId", id.into()),
        ("name", name.into()),
        ("description", Json::Null),
        ("owner", USER.into()),
        ("thumbnail", Json::Null),
        ("status", "ACTIVE".into()),
        ("created", created.into()),
        ("modified", created.into()),
        ("availableCredits", call.shared.options.credits.into()),
    ]);
    BufferedResponse::json(StatusCode::OK, &body)
}

fn licensed_items(call: &Call<'_>) -> Outcome {
    wallet(call)?;
    list::part(call, &[licensed_item()])
}

fn licensed_item() -> Json {
    let time = "2024-01-15T09:30:00.250000Z";
    let features =
        Json::object([("date", "2015-03-01".into()), ("name", "Doll".into()), ("age", "35 years".into())]);
    let source = Json::object([
        ("id", 1_i64.into()),
        ("description", "A model of a body".into()),
        ("thumbnail", "https://simulator.example/doll.png".into()),
        ("features", features),
        ("doi", Json::Null),
        ("license_key", "DOLL".into()),
        ("license_version", "1.0".into()),
        ("protection", "Code".into()),
        ("available_from_url", Json::Null),
    ]);
    let resource = Json::object([
        ("source", source),
        ("category_id", "HumanWholeBody".into()),
        ("category_display", "Humans".into()),
        ("terms_of_use_url", Json::Null),
    ]);
    Json::object([
        ("licensed_item_id", LICENSED_ITEM.into()),
        ("key", "doll".into()),
        ("version", "1.0.0".into()),
        ("display_name", "Doll".into()),
        ("licensed_resource_type", "VIP_MODEL".into()),
        ("licensed_resources", Json::list([resource])),
        ("pricing_plan_id", 1_i64.into()),
        ("is_hidden_on_market", false.into()),
        ("created_at", time.into()),
        ("modified_at", time.into()),
    ])
}

fn checkout(call: &Call<'_>) -> Outcome {
    let (wallet, _) = wallet(call)?;
    let item = call.matched.value("licensed_item_id");
    if item != LICENSED_ITEM {
        return Err(call.not_found(item, &format!("Licensed item {item} not found")));
    }
    let seats = call.body.as_ref().and_then(|body| body.get("number_of_seats")).cloned();
    let id = call.shared.state().new_id(0xc0de);
    let body = Json::object([
        ("licensed_item_checkout_id", id.into()),
        ("licensed_item_id", item.into()),
        ("key", "doll".into()),
        ("version", "1.0.0".into()),
        ("wallet_id", wallet.into()),
        ("user_id", USER.into()),
        ("product_name", PRODUCT.into()),
        ("started_at", with_offset(now(), call.shared.options.time_offset()).into()),
        ("stopped_at", Json::Null),
        ("num_of_seats", seats.into()),
    ]);
    Ok(BufferedResponse::json(StatusCode::OK, &body))
}

fn price() -> BufferedResponse {
    let body = Json::object([
        ("productName", PRODUCT.into()),
        ("usdPerCredit", 0.5.into()),
        ("minPaymentAmountUsd", 10_i64.into()),
    ]);
    BufferedResponse::json(StatusCode::OK, &body)
}
