//! Jobs of studies and solvers: creation, life and end.
//!
//! In: inputs and verbs. Out: jobs and states. Invariant: only creation looks at the study or solver; the other
//! operations take a job under any of them, as the real server does.

use http::StatusCode;
use sha2::{Digest, Sha256};

use super::{Call, Outcome};
use crate::clock::{naive, with_offset};
use crate::job::Job;
use crate::json::Json;
use crate::program::{Behaviour, Port, Side};
use crate::response::{BufferedResponse, ErrorResponse};
use crate::shared::hex;
use crate::state::CreatedJob;
use crate::studies::COMPUTATIONAL_NODE;

/// Creates a job. Unknown labels are ignored. A study finds a value of another type only after the job was made,
/// which leaves it behind, hidden; a solver finds it when the job runs.
pub(super) fn create(call: &Call<'_>) -> Outcome {
    let (program, status) = match call.solver_key() {
        Some(_) => (super::solver::find(call)?.program, StatusCode::CREATED),
        None => (super::study::find(call)?.program, StatusCode::OK),
    };
    let of_study = call.solver_key().is_none();
    let inputs =
        call.body.as_ref().and_then(|body| body.get("values")).map(Json::members).unwrap_or_default();
    let drops_files = of_study && call.shared.options.version.drops_file_inputs();
    let is_kept = |port: &Port, value: &Json| match port.side {
        Side::Picker => !drops_files && matches!(value, Json::Object(_)),
        _ => true,
    };
    let kept =
        |(label, value): &&(String, Json)| program.input(label).is_some_and(|port| is_kept(port, value));
    let kept: Vec<_> = inputs.iter().filter(kept).cloned().collect();
    let leaked = of_study && program.misfit(inputs).is_some();
    let texts = |inputs: &[(String, Json)]| {
        inputs.iter().map(|(label, value)| (label.clone(), value.to_string())).collect()
    };
    let kept_inputs = texts(&kept);
    let checksum = hex(&Sha256::digest(Json::Object(inputs.to_vec()).to_string()));
    let runner = call.runner();
    let mut state = call.shared.state();
    let job = state.create_job(&runner, program, kept, checksum);
    state.created.push(CreatedJob {
        id: job.id.clone(),
        study_id: call.matched.value("study_id").to_owned(),
        runner,
        hidden: leaked || !matches!(call.query("hidden"), Some("false" | "False" | "0" | "no" | "off")),
        inputs: texts(inputs),
        kept_inputs,
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
    Ok(BufferedResponse::json(status, &describe(call, &job)))
}

/// A job of a solver, under the release of the request.
pub(super) fn get(call: &Call<'_>) -> Outcome {
    let state = call.shared.state();
    let job = state.job(call.job_id()).ok_or_else(|| call.no_job(call.job_id()))?;
    Ok(BufferedResponse::json(StatusCode::OK, &describe(call, job)))
}

pub(super) fn delete(call: &Call<'_>) -> Outcome {
    let id = call.job_id();
    let mut state = call.shared.state();
    let position = state.jobs.iter().position(|job| job.id == *id).ok_or_else(|| call.no_job(id))?;
    state.jobs.remove(position);
    state.effects.deletions += 1;
    Ok(BufferedResponse::no_content())
}

/// Deletes the files of a job, which then can neither be started nor asked for results.
pub(super) fn delete_assets(call: &Call<'_>) -> Outcome {
    if !call.shared.options.version.deletes_assets() {
        return Err(ErrorResponse::new(StatusCode::NOT_FOUND, "Not Found"));
    }
    let mut state = call.shared.state();
    let job = state.job_mut(call.job_id()).ok_or_else(|| call.no_job(call.job_id()))?;
    job.has_assets = false;
    Ok(BufferedResponse::no_content())
}

pub(super) fn no_assets(job: &str) -> ErrorResponse {
    ErrorResponse::new(StatusCode::CONFLICT, format!("The assets of job {job} are missing"))
}

/// Starts an iteration: 202, or 200 for a job that runs already or that the platform does not run.
pub(super) fn start(call: &Call<'_>) -> Outcome {
    let options = &call.shared.options;
    let pricing_unit = super::pricing::of_start(call)?;
    let mut state = call.shared.state();
    let job = state.job_mut(call.job_id()).ok_or_else(|| call.no_job(call.job_id()))?;
    if pricing_unit.is_some() {
        super::pricing::check(call, job)?;
        job.pricing_unit = pricing_unit;
    }
    if !job.has_assets {
        return Err(no_assets(&job.id));
    }
    match job.program.behaviour {
        Behaviour::LacksCredits => return Err(ErrorResponse::payment(options.version)),
        Behaviour::Misconfigured => return Err(ErrorResponse::configuration(options.version)),
        _ => {}
    }
    let began = job.start(options);
    let response = status(call, job);
    state.effects.starts += usize::from(began);
    Ok(BufferedResponse::json(if began { StatusCode::ACCEPTED } else { StatusCode::OK }, &response))
}

/// The state of a job, which stays as it is.
pub(super) fn look(call: &Call<'_>) -> Outcome {
    change(call, |_| ())
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
    let job = state.job_mut(call.job_id()).ok_or_else(|| call.no_job(call.job_id()))?;
    act(job);
    Ok(BufferedResponse::json(StatusCode::OK, &status(call, job)))
}

/// A job as responses show it, under the study or solver of the request.
pub(super) fn describe(call: &Call<'_>, job: &Job) -> Json {
    let runner = call.runner();
    let name = format!("{runner}/jobs/{}", job.id);
    Json::object([
        ("id", job.id.as_str().into()),
        ("name", name.as_str().into()),
        ("inputs_checksum", job.inputs_checksum.as_str().into()),
        ("created_at", naive(job.created).into()),
        ("runner_name", runner.as_str().into()),
        ("url", call.url(&name)),
        ("runner_url", call.url(&runner)),
        ("outputs_url", call.url(&format!("{name}/outputs"))),
    ])
}

fn status(call: &Call<'_>, job: &Job) -> Json {
    let options = &call.shared.options;
    let status = job.status();
    let time = |time| with_offset(time, options.time_offset());
    let failed = status.state == "FAILED";
    let mut body = vec![
        ("job_id".to_owned(), job.id.as_str().into()),
        ("state".to_owned(), status.state.into()),
        ("progress".to_owned(), options.version.percent(status.per_mille).into()),
        ("submitted_at".to_owned(), time(status.submitted).into()),
        ("started_at".to_owned(), status.started.map(time).into()),
        ("stopped_at".to_owned(), status.stopped.map(time).into()),
    ];
    if options.version.has_status_errors() {
        body.push(("errors".to_owned(), if failed { failures(job) } else { Json::Null }));
    }
    Json::Object(body)
}

/// Why a job failed, as recent releases tell it.
fn failures(job: &Job) -> Json {
    let (port, message) = match job.program.misfit(&job.inputs) {
        Some(port) => (Some(port), format!("The value of {port} does not fit the schema of the port")),
        None => (None, "The node stumbled over its inputs".to_owned()),
    };
    let location = std::iter::once(COMPUTATIONAL_NODE).chain(port);
    Json::List(vec![Json::object([
        ("loc", Json::list(location)),
        ("msg", message.into()),
        ("type", "runtime_error".into()),
        ("ctx", Json::object([("exit_code", 1_i64.into())])),
    ])])
}
