//! The operations of the API.
//!
//! In: a request that has been recorded and routed. Out: a response. Invariant: the order of the checks is the real
//! server's (is the body JSON, who asks, does the request fit), and a success that does not fit the document becomes
//! a 500 that says so.

mod account;
mod backend;
mod files;
mod job;
mod list;
mod log_stream;
mod metadata;
mod outputs;
mod pricing;
mod solver;
mod study;

use std::sync::Arc;

use bytes::Bytes;
use http::header::{AUTHORIZATION, HOST};
use http::{HeaderMap, StatusCode};

use crate::auth;
use crate::document::document;
use crate::json::Json;
use crate::log::RecordedRequest;
use crate::response::{BufferedResponse, ErrorResponse};
use crate::route::{Destination, Matched};
use crate::shared::Shared;
use crate::solvers;
use crate::validation;

/// A valid request, and what its response needs.
pub(crate) struct Call<'a> {
    shared: &'a Arc<Shared>,
    matched: Matched,
    path: &'a str,
    raw_query: &'a str,
    query: Vec<(String, String)>,
    headers: &'a HeaderMap,
    body: Option<Json>,
    raw_body: &'a Bytes,
}

type Outcome = Result<BufferedResponse, ErrorResponse>;

/// Responds to one request; `backend` is what the service behind it responds, where a fault says so.
pub(crate) fn respond(
    shared: &Arc<Shared>,
    destination: Destination,
    request: &RecordedRequest,
    backend: Option<u16>,
) -> BufferedResponse {
    let version = shared.options.version;
    let outcome = match destination {
        Destination::NotFound => Err(ErrorResponse::new(StatusCode::NOT_FOUND, "Not Found")),
        Destination::MethodNotAllowed => {
            Err(ErrorResponse::new(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed"))
        }
        Destination::Redirect(path) => {
            Ok(BufferedResponse::redirect(&format!("http://{}{path}", host(&request.headers))))
        }
        Destination::Operation(matched) => operate(shared, matched, request, backend),
    };
    outcome.unwrap_or_else(|error| error.into_response(version))
}

fn operate(
    shared: &Arc<Shared>,
    matched: Matched,
    request: &RecordedRequest,
    backend: Option<u16>,
) -> Outcome {
    if matched.operation == "get_service_metadata" {
        return Ok(account::service_metadata(shared, host(&request.headers)));
    }
    let body = validation::parse_body(&request.headers, &request.body, shared.options.version)?;
    auth::check(request.headers.get(AUTHORIZATION), &shared.options)
        .map_err(|text| ErrorResponse::new(StatusCode::UNAUTHORIZED, text))?;
    let query = pairs(&request.query);
    let unusable = |text| ErrorResponse::new(StatusCode::INTERNAL_SERVER_ERROR, text);
    let document = document().map_err(unusable)?;
    let operation = document.operation(matched.operation).map_err(unusable)?;
    if let Some(operation) = operation {
        let version = shared.options.version;
        validation::check(document, operation, &matched, &query, &request.headers, body.as_ref(), version)?;
    }
    let name = matched.operation;
    let call = Call {
        shared,
        matched: usual_spelling(matched),
        path: &request.path,
        raw_query: &request.query,
        query,
        headers: &request.headers,
        body,
        raw_body: &request.body,
    };
    let response = backend.map_or_else(|| dispatch(&call), |status| backend::respond(&call, status))?;
    if let Some(operation) = operation {
        let bytes = response.body.to_bytes().map_err(|error| fault_of_ours(name, &error.to_string()))?;
        let judged = operation.judge_response(response.status.as_u16(), &bytes);
        judged.map_err(|complaint| fault_of_ours(name, &complaint))?;
    }
    Ok(response)
}

/// A response of the simulator that the document does not allow.
fn fault_of_ours(operation: &str, complaint: &str) -> ErrorResponse {
    let text = format!("The simulator's response to {operation} does not fit the document: {complaint}");
    eprintln!("{text}");
    ErrorResponse::new(StatusCode::INTERNAL_SERVER_ERROR, text)
}

fn dispatch(call: &Call<'_>) -> Outcome {
    match call.matched.operation {
        "list_studies" => list::studies(call),
        "list_study_jobs" => list::study_jobs(call),
        "get_study" => study::get(call),
        "clone_study" => study::clone(call),
        "list_study_ports" => study::ports(call),
        "list_solvers" => Ok(solver::list(call)),
        "list_solvers_releases" => Ok(solver::all_releases(call)),
        "list_solver_releases" => solver::releases(call),
        "get_solver" => solver::latest(call),
        "get_solver_release" => solver::get(call),
        "list_solver_ports" => solver::ports(call),
        "get_solver_pricing_plan" => pricing::plan(call),
        "list_jobs" => list::first_solver_jobs(call),
        "list_jobs_paginated" => list::solver_jobs(call),
        "get_job" => job::get(call),
        "create_study_job" | "create_solver_job" => job::create(call),
        "delete_study_job" | "delete_job" => job::delete(call),
        "delete_job_assets" => job::delete_assets(call),
        "start_study_job" | "start_job" => job::start(call),
        "inspect_study_job" | "inspect_job" => job::inspect(call),
        "stop_study_job" | "stop_job" => job::stop(call),
        "get_study_job_outputs" | "get_job_outputs" => outputs::results(call),
        "list_files" => Ok(files::list(call)),
        "search_files_page" => files::search(call),
        "get_upload_links" => Ok(files::upload_links(call)),
        "upload_file" => files::upload(call),
        "get_file" => files::get(call),
        "delete_file" => files::delete(call),
        "abort_multipart_upload" => Ok(files::abort(call)),
        "complete_multipart_upload" => files::complete(call),
        "download_file" => files::content(call),
        "get_study_job_output_logfile" => outputs::log_links(call),
        "get_job_output_logfile" => outputs::logfile(call),
        "get_log_stream" => log_stream::open(call),
        "get_job_wallet" => account::wallet_of_job(call),
        "get_job_pricing_unit" => pricing::unit_of_job(call),
        "get_study_job_custom_metadata" | "get_job_custom_metadata" => metadata::get(call),
        "replace_study_job_custom_metadata" | "replace_job_custom_metadata" => metadata::replace(call),
        operation => account::dispatch(call, operation).unwrap_or_else(|| Err(not_implemented())),
    }
}

fn not_implemented() -> ErrorResponse {
    let text = "This endpoint is still not implemented (under development)";
    ErrorResponse::new(StatusCode::NOT_IMPLEMENTED, text)
}

impl Call<'_> {
    fn header(&self, name: &str) -> Option<String> {
        self.headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
    }

    fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// An absolute URL of this server, as the client names it: always `http`, as behind the platform's proxy.
    fn url(&self, path: &str) -> Json {
        format!("http://{}/v0/{path}", host(self.headers)).into()
    }

    /// The key of the solver of the path, where it has one.
    fn solver_key(&self) -> Option<&str> {
        self.matched.values.get("solver_key").map(String::as_str)
    }

    fn job_id(&self) -> &str {
        self.matched.value("job_id")
    }

    /// The study or the solver's release that the path names.
    fn runner(&self) -> String {
        match self.solver_key() {
            Some(key) => solvers::name(key, self.matched.value("version")),
            None => format!("studies/{}", self.matched.value("study_id")),
        }
    }

    /// A 404 with the text of the release, given that of the old one.
    fn not_found(&self, id: &str, old: &str) -> ErrorResponse {
        let recent = format!("The solver or project job {id} could not be found.");
        ErrorResponse::new(StatusCode::NOT_FOUND, self.shared.options.version.text(old, &recent))
    }

    fn no_job(&self, id: &str) -> ErrorResponse {
        self.not_found(id, &format!("Could not get solver/study job {id}"))
    }
}

/// The identifiers as the rest of the code compares them.
fn usual_spelling(mut matched: Matched) -> Matched {
    for value in matched.values.values_mut() {
        if let Ok(usual) = crate::route::hyphenated(value) {
            *value = usual;
        }
    }
    matched
}

fn host(headers: &HeaderMap) -> &str {
    headers.get(HOST).and_then(|value| value.to_str().ok()).unwrap_or("localhost")
}

/// The names and values of a query string.
pub(crate) fn pairs(query: &str) -> Vec<(String, String)> {
    let decode = |text: &str| {
        let text = text.replace('+', " ");
        percent_encoding::percent_decode_str(&text).decode_utf8_lossy().into_owned()
    };
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(a, b)| (decode(a), decode(b)))
        .collect()
}
