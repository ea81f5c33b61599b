//! Pages and their links.
//!
//! In: a limit and an offset. Out: a page and links that are a path and a query, without an origin. Invariant: query
//! parameters of the request that nobody knows are kept in the links.

use http::StatusCode;
use percent_encoding::utf8_percent_encode;

use super::{Call, Outcome};
use crate::json::Json;
use crate::response::{BufferedResponse, ErrorResponse};
use crate::shared::RESERVED;
use crate::studies::Study;

const DEFAULT_LIMIT: i64 = 20;

/// One page of studies.
pub(super) fn studies(call: &Call<'_>) -> Outcome {
    let items: Vec<Json> =
        call.shared.state().studies.iter().filter(|study| !study.hidden).map(describe).collect();
    part(call, &items)
}

/// The jobs of a study: the real server finds none, and stumbles over an offset.
pub(super) fn study_jobs(call: &Call<'_>) -> Outcome {
    if !call.shared.options.version.lists_study_jobs() {
        return Err(super::not_implemented());
    }
    let (limit, offset) = (number(call, "limit", DEFAULT_LIMIT), number(call, "offset", 0));
    if offset == 0 { Ok(page(call, &[], 0, limit, offset)) } else { Err(ErrorResponse::bug()) }
}

/// One page of the jobs of a solver's release, hidden ones too, the newest first.
pub(super) fn solver_jobs(call: &Call<'_>) -> Outcome {
    let jobs = jobs_of_release(call)?;
    part(call, &jobs)
}

/// The jobs of a solver's release without pages: the first 20.
pub(super) fn first_solver_jobs(call: &Call<'_>) -> Outcome {
    let jobs = jobs_of_release(call)?.into_iter().take(20);
    Ok(BufferedResponse::json(StatusCode::OK, &Json::list(jobs)))
}

fn jobs_of_release(call: &Call<'_>) -> Result<Vec<Json>, ErrorResponse> {
    super::solver::find(call)?;
    let runner = call.runner();
    let state = call.shared.state();
    let jobs = state.jobs.iter().rev().filter(|job| job.runner == runner);
    Ok(jobs.map(|job| super::job::describe(call, job)).collect())
}

/// A page of what there is. The real server fails beyond the end.
pub(super) fn part(call: &Call<'_>, items: &[Json]) -> Outcome {
    let (limit, offset) = (number(call, "limit", DEFAULT_LIMIT), number(call, "offset", 0));
    let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
    if offset > 0 && offset >= total {
        let text = "Webserver service returned invalid response";
        return Err(ErrorResponse::new(StatusCode::BAD_GATEWAY, text));
    }
    let (first, count) = (usize::try_from(offset), usize::try_from(limit));
    let shown = items.iter().skip(first.unwrap_or_default()).take(count.unwrap_or_default());
    Ok(page(call, &shown.cloned().collect::<Vec<_>>(), total, limit, offset))
}

/// A study as responses show it.
pub(super) fn describe(study: &Study) -> Json {
    Json::object([
        ("uid", study.id.as_str().into()),
        ("title", study.title.as_str().into()),
        ("description", study.description.as_str().into()),
    ])
}

fn number(call: &Call<'_>, name: &str, default: i64) -> i64 {
    call.query(name).map_or(default, |text| text.trim().parse().unwrap_or(i64::MAX))
}

fn page(call: &Call<'_>, items: &[Json], total: i64, limit: i64, offset: i64) -> BufferedResponse {
    let start = offset % limit;
    let last = start + (total - start) / limit * limit;
    let last = if last == total { total - limit } else { last };
    let next = offset.checked_add(limit).filter(|next| *next < total);
    let previous = Some(offset - limit).filter(|offset| *offset >= 0);
    let at = |offset: i64| link(call, offset);
    let this = if call.raw_query.is_empty() {
        call.path.to_owned()
    } else {
        format!("{}?{}", call.path, call.raw_query)
    };
    let links = Json::object([
        ("first", at(0).into()),
        ("last", at(last).into()),
        ("self", this.into()),
        ("next", next.map(at).into()),
        ("prev", previous.map(at).into()),
    ]);
    BufferedResponse::json(
        StatusCode::OK,
        &Json::object([
            ("items", Json::List(items.to_vec())),
            ("total", total.into()),
            ("limit", limit.into()),
            ("offset", offset.into()),
            ("links", links),
        ]),
    )
}

/// The request's path and query with another offset.
fn link(call: &Call<'_>, offset: i64) -> String {
    let offset = offset.to_string();
    let mut query = call.query.clone();
    match query.iter_mut().find(|(name, _)| name == "offset") {
        Some(pair) => pair.1 = offset,
        None => query.push(("offset".to_owned(), offset)),
    }
    let encode = |text: &str| utf8_percent_encode(text, RESERVED).to_string();
    let pairs: Vec<String> =
        query.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    format!("{}?{}", call.path, pairs.join("&"))
}
