//! The log of a solver's job, as a stream of lines of JSON.
//!
//! In: a job. Out: a line for each step until it ends. Invariant: one reader at a time, and each line moves the job on
//! as an inspection does.

use std::sync::Arc;

use bytes::Bytes;
use http::StatusCode;

use super::{Call, Outcome};
use crate::job::Job;
use crate::json::Json;
use crate::response::{BufferedResponse, ErrorResponse};
use crate::shared::Shared;
use crate::studies::COMPUTATIONAL_NODE;
use crate::wire::{Fed, Feed};

/// The level of a line that only informs, as in Python's logging.
const INFO: i64 = 20;

/// Streams the log: 409 while somebody else does.
pub(super) fn open(call: &Call<'_>) -> Outcome {
    let id = call.job_id();
    let mut state = call.shared.state();
    let job = state.job_mut(id).ok_or_else(|| call.no_job(id))?;
    if job.streamed {
        let text = format!("The log of job {id} is streamed to another client already");
        return Err(ErrorResponse::new(StatusCode::CONFLICT, text));
    }
    job.streamed = true;
    let mut reader = Reader { shared: call.shared.clone(), job: id.to_owned(), line: 0 };
    let mut response = BufferedResponse::with_body(StatusCode::OK, "application/x-ndjson", Bytes::new());
    response.feed = Some(Feed::new(move || reader.next()));
    Ok(response)
}

/// The one who reads the log of a job.
struct Reader {
    shared: Arc<Shared>,
    job: String,
    line: usize,
}

impl Reader {
    fn next(&mut self) -> Fed {
        let mut state = self.shared.state();
        match state.job_mut(&self.job) {
            None => Fed::End,
            Some(job) if job.status().stopped.is_some() => Fed::End,
            Some(job) if job.run.is_none() => Fed::Nothing,
            Some(job) => {
                job.advance();
                self.line += 1;
                Fed::Bytes(line(job, self.line).into())
            }
        }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        if let Some(job) = self.shared.state().job_mut(&self.job) {
            job.streamed = false;
        }
    }
}

fn line(job: &Job, number: usize) -> String {
    let text = format!("line {number}: the job is {}", job.status().state);
    let line = Json::object([
        ("job_id", job.id.as_str().into()),
        ("node_id", COMPUTATIONAL_NODE.into()),
        ("log_level", INFO.into()),
        ("messages", Json::list([text])),
    ]);
    format!("{line}\n")
}
