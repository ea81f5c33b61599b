//! Custom metadata of a job.
//!
//! In: a map. Out: the same map. Invariant: a replacement leaves nothing of what was there, and every value keeps its
//! JSON type.

use http::StatusCode;

use super::{Call, Outcome};
use crate::job::Job;
use crate::json::Json;
use crate::response::BufferedResponse;

pub(super) fn get(call: &Call<'_>) -> Outcome {
    change(call, |_| ())
}

/// Replaces all metadata; a body without `metadata` clears it.
pub(super) fn replace(call: &Call<'_>) -> Outcome {
    let new = call.body.as_ref().and_then(|body| body.get("metadata")).map(Json::members).unwrap_or_default();
    change(call, |job| job.metadata = new.to_vec())
}

fn change(call: &Call<'_>, act: impl FnOnce(&mut Job)) -> Outcome {
    let id = call.job_id();
    let absent = || call.not_found(id, &format!("The metadata for the job/study {id} could not be found"));
    let mut state = call.shared.state();
    let job = state.job_mut(id).ok_or_else(absent)?;
    act(job);
    let body = Json::object([
        ("job_id", id.into()),
        ("metadata", Json::Object(job.metadata.clone())),
        ("url", call.url(&format!("{}/jobs/{id}/metadata", call.runner()))),
    ]);
    Ok(BufferedResponse::json(StatusCode::OK, &body))
}
