//! Solvers, their releases and ports.
//!
//! In: a key and a version. Out: what is known about the release. Invariant: the latest release is the last one by
//! version, not by text.

use http::StatusCode;

use super::{Call, Outcome};
use crate::json::Json;
use crate::response::{BufferedResponse, ErrorResponse};
use crate::solvers::{self, RELEASES, Solver};

/// The latest release of each solver.
pub(super) fn list(call: &Call<'_>) -> BufferedResponse {
    let mut latest: Vec<&Solver> = Vec::new();
    for solver in RELEASES {
        match latest.last_mut() {
            Some(before) if before.key == solver.key => *before = solver,
            _ => latest.push(solver),
        }
    }
    describe_all(call, latest)
}

/// Every release of every solver.
pub(super) fn all_releases(call: &Call<'_>) -> BufferedResponse {
    describe_all(call, RELEASES)
}

/// The releases of one solver.
pub(super) fn releases(call: &Call<'_>) -> Outcome {
    latest_of(call)?;
    Ok(describe_all(call, solvers::releases(call.matched.value("solver_key"))))
}

pub(super) fn latest(call: &Call<'_>) -> Outcome {
    Ok(BufferedResponse::json(StatusCode::OK, &describe(call, latest_of(call)?)))
}

pub(super) fn get(call: &Call<'_>) -> Outcome {
    Ok(BufferedResponse::json(StatusCode::OK, &describe(call, find(call)?)))
}

pub(super) fn ports(call: &Call<'_>) -> Outcome {
    let ports = find(call)?.program.ports.iter();
    Ok(super::study::one_page(ports.map(|port| super::study::describe_port(port.name, port)).collect()))
}

/// The release of a request.
pub(super) fn find(call: &Call<'_>) -> Result<&'static Solver, ErrorResponse> {
    let (key, version) = (call.matched.value("solver_key"), call.matched.value("version"));
    let found = solvers::releases(key).find(|solver| solver.version == version);
    found.ok_or_else(|| absent(call, &format!("{key}:{version}")))
}

fn latest_of(call: &Call<'_>) -> Result<&'static Solver, ErrorResponse> {
    let key = call.matched.value("solver_key");
    solvers::releases(key).next_back().ok_or_else(|| absent(call, key))
}

fn absent(call: &Call<'_>, name: &str) -> ErrorResponse {
    let old = format!("Solver {name} not found");
    let recent = format!("The solver {name} could not be found.");
    ErrorResponse::new(StatusCode::NOT_FOUND, call.shared.options.version.text(&old, &recent))
}

fn describe_all<'a>(call: &Call<'_>, solvers: impl IntoIterator<Item = &'a Solver>) -> BufferedResponse {
    let items = solvers.into_iter().map(|solver| describe(call, solver));
    BufferedResponse::json(StatusCode::OK, &Json::list(items))
}

fn describe(call: &Call<'_>, solver: &Solver) -> Json {
    let mut members = vec![
        ("id".to_owned(), solver.key.into()),
        ("version".to_owned(), solver.version.into()),
        ("title".to_owned(), solver.title.into()),
        ("description".to_owned(), solver.description.into()),
        ("url".to_owned(), call.url(&solvers::name(solver.key, solver.version))),
        ("maintainer".to_owned(), "info@simulator.example".into()),
    ];
    if call.shared.options.version.displays_solver_versions() {
        members.push(("version_display".to_owned(), Json::Null));
    }
    Json::Object(members)
}
