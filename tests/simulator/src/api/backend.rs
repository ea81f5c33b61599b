//! What the services behind the API respond, as the API passes it on.
//!
//! In: a status from behind. Out: the API's own response. Invariant: as on the real server, a 502 hides most statuses,
//! and a job that cannot be started because of a conflict counts as started.

use http::StatusCode;

use super::{Call, Outcome, job};
use crate::options::ApiVersion;
use crate::response::ErrorResponse;

/// Responds as if the operation's service had answered with this status; one of success stands for a body that
/// cannot be read.
pub(super) fn respond(call: &Call<'_>, status: u16) -> Outcome {
    let (operation, version) = (call.matched.operation, call.shared.options.version);
    let starts = matches!(operation, "start_study_job" | "start_job");
    let watches = matches!(operation, "inspect_study_job" | "inspect_job" | "stop_study_job" | "stop_job");
    let service = if watches { "Director V2" } else { "Webserver" };
    let known = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
    Err(match status {
        402 if !watches => ErrorResponse::payment(version),
        404 => call.no_job(call.job_id()),
        406 if starts && version < ApiVersion::V0_16 => ErrorResponse::new(known, "Cluster not found"),
        409 if starts => return job::look(call),
        422 if starts => ErrorResponse::configuration(version),
        429 | 503 | 504 => ErrorResponse::new(known, format!("The {service} service was unavailable.")),
        200..300 => bad_gateway(format!("{service} service returned invalid response")),
        _ => bad_gateway(format!("Received unexpected response from {service}")),
    })
}

fn bad_gateway(text: String) -> ErrorResponse {
    ErrorResponse::new(StatusCode::BAD_GATEWAY, text)
}
