//! Studies, their ports, and the server's own metadata.
//!
//! In: the identifier of a study. Out: what is known about it. Invariant: a description that is not there is `""`,
//! never `null`.

use http::StatusCode;

use super::list::describe;
use super::{Call, Outcome};
use crate::json::Json;
use crate::response::{BufferedResponse, ErrorResponse};
use crate::shared::Shared;
use crate::studies::{Kind, PORTS, Study};

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

pub(super) fn get(call: &Call<'_>) -> Outcome {
    Ok(BufferedResponse::json(StatusCode::OK, &describe(&find(call)?)))
}

/// Copies a study; recent releases take a title and a description, older ones ignore any body.
pub(super) fn clone(call: &Call<'_>) -> Outcome {
    let source = find(call)?;
    let wish = |name: &str| {
        let body = call.body.as_ref().filter(|_| call.shared.options.version.is_recent());
        body.and_then(|body| body.get(name)).and_then(Json::as_str)
    };
    let study = call.shared.state().clone_study(&source, wish("title"), wish("description"));
    Ok(BufferedResponse::json(StatusCode::CREATED, &describe(&study)))
}

pub(super) fn ports(call: &Call<'_>) -> Outcome {
    let id = call.matched.value("study_id");
    if call.shared.state().study(id).is_none() {
        return Err(call.not_found(id, format!("The ports for the job/study {id} could not be found")));
    }
    let listed = PORTS.iter().enumerate().filter(|(_, port)| port.listed);
    let items: Vec<Json> = listed
        .map(|(number, port)| {
            Json::object([
                ("key", format!("5eed0000-0000-4000-8000-0000000b{number:04x}").into()),
                ("kind", if port.is_input { "input" } else { "output" }.into()),
                ("content_schema", schema(port.label, port.kind)),
            ])
        })
        .collect();
    let total = items.len().into();
    Ok(BufferedResponse::json(
        StatusCode::OK,
        &Json::object([("items", Json::List(items)), ("total", total)]),
    ))
}

/// The study of a request.
pub(super) fn find(call: &Call<'_>) -> Result<Study, ErrorResponse> {
    let id = call.matched.value("study_id");
    call.shared.state().study(id).cloned().ok_or_else(|| call.no_job(id))
}

fn schema(label: &str, kind: Kind) -> Json {
    let title = ("title", label.into());
    match kind {
        Kind::File => Json::Null,
        Kind::Any => Json::object([title]),
        Kind::Array => {
            let items = Json::object([("type", "number".into())]);
            Json::object([title, ("type", "array".into()), ("items", items)])
        }
        Kind::Integer => Json::object([title, ("type", "integer".into())]),
        Kind::Number => Json::object([title, ("type", "number".into())]),
        Kind::Text => Json::object([title, ("type", "string".into())]),
        Kind::Boolean => Json::object([title, ("type", "boolean".into())]),
    }
}
