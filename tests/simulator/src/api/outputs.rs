//! Results and logs of a job.
//!
//! In: the inputs of a job that ended. Out: values computed from them and links to the object store. Invariant: every
//! type that a result can have occurs, numbers with every digit.

use http::StatusCode;

use super::{Call, Outcome, files};
use crate::json::Json;
use crate::options::{FileShape, Options};
use crate::response::{BufferedResponse, ErrorResponse};
use crate::storage;

/// The results of a job: 409 unless it succeeded.
pub(super) fn results(call: &Call<'_>) -> Outcome {
    let id = call.matched.value("job_id");
    let state = call.shared.state();
    let absent = || call.not_found(id, format!("Solver output of project {id} not found"));
    let job = state.job(id).ok_or_else(absent)?;
    let status = job.status().state;
    if status != "SUCCESS" && !call.shared.options.early_outputs {
        let text = format!(
            "Cannot retrieve output for project job '{id}' because it has not completed successfully. Current state: RunningState.{status}."
        );
        return Err(ErrorResponse::new(StatusCode::CONFLICT, text));
    }
    let results = compute(id, &job.inputs, &call.shared.options);
    Ok(BufferedResponse::json(StatusCode::OK, &Json::object([("job_id", id.into()), ("results", results)])))
}

/// One link for each node that computed; none until the job ended.
pub(super) fn log_links(call: &Call<'_>) -> Outcome {
    let id = call.matched.value("job_id");
    let state = call.shared.state();
    let absent = || call.not_found(id, format!("Could not get logfile for solver/study job {id}"));
    let status = state.job(id).ok_or_else(absent)?.status();
    let nodes = if status.stopped.is_some() { &call.shared.options.log_nodes[..] } else { &[] };
    let links = nodes.iter().map(|node| {
        let link = storage::sign(call.shared, id, node);
        Json::object([("node_name", node.as_str().into()), ("download_link", link.into())])
    });
    Ok(BufferedResponse::json(StatusCode::OK, &Json::object([("log_links", Json::list(links))])))
}

fn compute(job: &str, inputs: &[(String, Json)], options: &Options) -> Json {
    let input = |label: &str, default: Json| {
        let given = inputs.iter().find(|(name, _)| name == label).map(|(_, value)| value);
        given.filter(|value| **value != Json::Null).cloned().unwrap_or(default)
    };
    let array = input("InputArray", Json::list([1.5]));
    let nested = [1_i64.into(), Json::List(vec![2_i64.into(), "x".into()]), Json::Null];
    Json::object([
        ("OutputInt", input("InputInt", 42_i64.into())),
        ("OutputNumber", input("InputNumber", 4.0.into())),
        ("OutputString", input("InputString", "done".into())),
        ("OutputBool", input("InputBool", true.into())),
        ("OutputSum", sum(&array).into()),
        ("OutputArray", array),
        ("OutputHuge", Json::Number("12345678901234567890123".to_owned())),
        ("OutputNested", Json::list(nested)),
        ("OutputNothing", Json::Null),
        ("OutputFile", file(job, options)),
    ])
}

fn sum(array: &Json) -> f64 {
    let Json::List(items) = array else { return 0.0 };
    items
        .iter()
        .filter_map(|item| if let Json::Number(text) = item { text.parse::<f64>().ok() } else { None })
        .sum()
}

/// A file: the documented object, or what recent servers make of it.
fn file(job: &str, options: &Options) -> Json {
    let file = storage::output_of_job(job, options);
    match options.file_shape {
        FileShape::Object => files::describe(&file),
        FileShape::Pairs => {
            let members: [(&str, Json); 6] = [
                ("id", file.id.into()),
                ("filename", file.name.into()),
                ("content_type", file.media_type.into()),
                ("sha256_checksum", file.checksum.into()),
                ("e_tag", file.e_tag.into()),
                ("program_job_file_path", Json::Null),
            ];
            Json::list(members.into_iter().map(|(name, value)| Json::list([name.into(), value])))
        }
    }
}
