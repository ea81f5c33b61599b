//! Jobs: creation, life and end.
//!
//! In: inputs and verbs. Out: jobs and states. Invariant: only creation looks at the study; the other operations take
//! a job under any study, as the real server does.

use http::StatusCode;
use sha2::{Digest, Sha256};

use super::{Call, Outcome};
use crate::clock::{naive, with_offset};
use crate::job::Job;
use crate::json::Json;
use crate::response::{BufferedResponse, ErrorResponse};
use crate::shared::hex;
use crate::state::CreatedJob;
use crate::studies::{Behaviour, COMPUTATIONAL_NODE, Kind, input_kind};

/// Creates a job. Unknown labels are ignored; a value of another type is found only after the job was
/// made, which leaves it behind, hidden.
pub(super) fn create(call: &Call<'_>) -> Outcome {
    let study = super::study::find(call)?;
    let inputs =
        call.body.as_ref().and_then(|body| body.get("values")).map(Json::members).unwrap_or_default();
    let leaked = inputs.iter().any(|(label, value)| input_kind(label).is_some_and(|kind| !fits(kind, value)));
    let mut state = call.shared.state();
    let job = state.create_job(&study, inputs);
    state.created.push(CreatedJob {
        id: job.id.clone(),
        study_id: study.id,
        hidden: leaked || !matches!(call.query("hidden"), Some("false" | "False" | "0" | "no" | "off")),
        inputs: inputs.iter().map(|(label, value)| (label.clone(), value.to_string())).collect(),
        leaked,
        parent_project: call.header("x-simcore-parent-project-uuid"),
        parent_node: call.header("x-simcore-parent-node-id"),
    });
    if leaked {
        return Err(ErrorResponse::new(
            StatusCode::BAD_GATEWAY,
            "Received unexpected response from Webserver",
        ));
    }
    Ok(BufferedResponse::json(StatusCode::OK, &describe(call, &job)))
}

pub(super) fn delete(call: &Call<'_>) -> Outcome {
    let id = call.matched.value("job_id");
    let mut state = call.shared.state();
    let position = state.jobs.iter().position(|job| job.id == *id).ok_or_else(|| call.no_job(id))?;
    state.jobs.remove(position);
    state.effects.deletions += 1;
    Ok(BufferedResponse::no_content())
}

/// Starts an iteration: 202, or 200 for a job that runs already or that the platform does not run.
pub(super) fn start(call: &Call<'_>) -> Outcome {
    let options = &call.shared.options;
    let mut state = call.shared.state();
    let job = state
        .job_mut(call.matched.value("job_id"))
        .ok_or_else(|| call.no_job(call.matched.value("job_id")))?;
    if job.behaviour == Behaviour::LacksCredits {
        let text =
            if options.version.is_recent() { "Payment is required to proceed." } else { "Payment required" };
        return Err(ErrorResponse::new(StatusCode::PAYMENT_REQUIRED, text));
    }
    let began = job.start(options);
    let response = status(call, job);
    state.effects.starts += usize::from(began);
    Ok(BufferedResponse::json(if began { StatusCode::ACCEPTED } else { StatusCode::OK }, &response))
}

pub(super) fn inspect(call: &Call<'_>) -> Outcome {
    change(call, Job::advance)
}

/// Asks for the end of a job; the response still tells the state before it.
pub(super) fn stop(call: &Call<'_>) -> Outcome {
    change(call, Job::stop)
}

fn change(call: &Call<'_>, act: fn(&mut Job)) -> Outcome {
    let mut state = call.shared.state();
    let job = state
        .job_mut(call.matched.value("job_id"))
        .ok_or_else(|| call.no_job(call.matched.value("job_id")))?;
    act(job);
    Ok(BufferedResponse::json(StatusCode::OK, &status(call, job)))
}

fn fits(kind: Kind, value: &Json) -> bool {
    match (kind, value) {
        (Kind::Integer, value @ Json::Number(_)) => value.is_integer(),
        (_, Json::Null)
        | (Kind::Any, _)
        | (Kind::Number, Json::Number(_))
        | (Kind::Text, Json::Text(_))
        | (Kind::Boolean, Json::Bool(_))
        | (Kind::Array, Json::List(_))
        | (Kind::File, Json::Object(_)) => true,
        _ => false,
    }
}

fn describe(call: &Call<'_>, job: &Job) -> Json {
    let study = format!("studies/{}", call.matched.value("study_id"));
    let name = format!("{study}/jobs/{}", job.id);
    let inputs = Json::Object(job.inputs.clone()).to_string();
    Json::object([
        ("id", job.id.as_str().into()),
        ("name", name.as_str().into()),
        ("inputs_checksum", hex(&Sha256::digest(inputs)).into()),
        ("created_at", naive(job.created).into()),
        ("runner_name", study.as_str().into()),
        ("url", call.url(&name)),
        ("runner_url", call.url(&study)),
        ("outputs_url", call.url(&format!("{name}/outputs"))),
    ])
}

fn status(call: &Call<'_>, job: &Job) -> Json {
    let options = &call.shared.options;
    let status = job.status();
    let time = |time| with_offset(time, options.time_offset);
    let failed = status.state == "FAILED";
    let mut body = vec![
        ("job_id".to_owned(), job.id.as_str().into()),
        ("state".to_owned(), status.state.into()),
        ("progress".to_owned(), status.progress.into()),
        ("submitted_at".to_owned(), time(status.submitted).into()),
        ("started_at".to_owned(), status.started.map(time).into()),
        ("stopped_at".to_owned(), status.stopped.map(time).into()),
    ];
    if options.version.is_recent() {
        body.push(("errors".to_owned(), if failed { failures() } else { Json::Null }));
    }
    Json::Object(body)
}

/// Why a job failed, as recent releases tell it.
fn failures() -> Json {
    let location = Json::list([COMPUTATIONAL_NODE]);
    Json::List(vec![Json::object([
        ("loc", location),
        ("msg", "The node stumbled over its inputs".into()),
        ("type", "runtime_error".into()),
        ("ctx", Json::object([("exit_code", 1_i64.into())])),
    ])])
}
