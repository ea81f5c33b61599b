//! Results and logs of a job.
//!
//! In: the inputs of a job that ended. Out: values computed from them and links to the object store. Invariant: every
//! type that a result can have occurs, numbers with every digit.

use http::StatusCode;

use super::{Call, Outcome, files};
use crate::job::Job;
use crate::json::Json;
use crate::options::FileShape;
use crate::program::{Side, Source};
use crate::response::{BufferedResponse, ErrorResponse};
use crate::storage;

/// The results of a job: 409 unless it succeeded.
pub(super) fn results(call: &Call<'_>) -> Outcome {
    let id = call.matched.value("job_id");
    let state = call.shared.state();
    let absent = || call.not_found(id, &format!("Solver output of project {id} not found"));
    let job = state.job(id).ok_or_else(absent)?;
    if !job.has_assets {
        return Err(super::job::no_assets(id));
    }
    let status = job.status().state;
    if status != "SUCCESS" && !call.shared.options.has_early_outputs() {
        let text = format!(
            "Cannot retrieve output for project job '{id}' because it has not completed successfully. Current state: RunningState.{status}."
        );
        return Err(ErrorResponse::new(StatusCode::CONFLICT, text));
    }
    let results = compute(call, job);
    Ok(BufferedResponse::json(StatusCode::OK, &Json::object([("job_id", id.into()), ("results", results)])))
}

/// Sends the caller to the object store for the log of a solver's job; 404 until the job ended.
pub(super) fn logfile(call: &Call<'_>) -> Outcome {
    let id = call.job_id();
    let state = call.shared.state();
    let ended = state.job(id).is_some_and(|job| job.status().stopped.is_some());
    let node = call.shared.options.log_nodes.first().filter(|_| ended).ok_or_else(|| {
        let text = format!("Log for job {id} not found: it is only available after the run");
        ErrorResponse::new(StatusCode::NOT_FOUND, text)
    })?;
    Ok(BufferedResponse::redirect(&storage::sign(call.shared, id, node)))
}

/// One link for each node that computed; none until the job ended.
pub(super) fn log_links(call: &Call<'_>) -> Outcome {
    let id = call.matched.value("job_id");
    let state = call.shared.state();
    let absent = || call.not_found(id, &format!("Could not get logfile for solver/study job {id}"));
    let status = state.job(id).ok_or_else(absent)?.status();
    let nodes = if status.stopped.is_some() { &call.shared.options.log_nodes[..] } else { &[] };
    let links = nodes.iter().map(|node| {
        let link = storage::sign(call.shared, id, node);
        Json::object([("node_name", node.as_str().into()), ("download_link", link.into())])
    });
    Ok(BufferedResponse::json(StatusCode::OK, &Json::object([("log_links", Json::list(links))])))
}

/// The value of each output of a job.
fn compute(call: &Call<'_>, job: &Job) -> Json {
    let input = |name: &str| {
        let given = job.inputs.iter().find(|(label, _)| label == name).map(|(_, value)| value);
        given.filter(|value| **value != Json::Null)
    };
    let results = job.program.ports.iter().filter_map(|port| {
        let Side::Output(source) = port.side else { return None };
        let value = match source {
            Source::Echo(name, default) => {
                input(name).cloned().unwrap_or_else(|| Json::parse(default).unwrap_or(Json::Null))
            }
            Source::Sum(name) => sum(input(name).unwrap_or(&Json::list([1.5]))).into(),
            Source::File(name) => file(call, job, input(name)),
        };
        Some((port.name.to_owned(), value))
    });
    Json::Object(results.collect())
}

fn sum(array: &Json) -> f64 {
    let Json::List(items) = array else { return 0.0 };
    items
        .iter()
        .filter_map(|item| if let Json::Number(text) = item { text.parse::<f64>().ok() } else { None })
        .sum()
}

/// A file that a job gives back or wrote: the documented object or, for studies, what recent servers make of it.
fn file(call: &Call<'_>, job: &Job, given: Option<&Json>) -> Json {
    let options = &call.shared.options;
    let written = || files::describe(&storage::output_of_job(&job.id, options));
    let file = given.cloned().unwrap_or_else(written);
    let members = ["id", "filename", "content_type", "checksum", "e_tag"]
        .map(|name| (name, file.get(name).cloned().unwrap_or(Json::Null)));
    if call.solver_key().is_some() || options.file_shape() == FileShape::Object {
        return Json::object(members);
    }
    let renamed = |name| if name == "checksum" { "sha256_checksum" } else { name };
    let pairs = members.into_iter().chain([("program_job_file_path", Json::Null)]);
    Json::list(pairs.map(|(name, value)| Json::list([renamed(name).into(), value])))
}
