//! The states of a job.
//!
//! In: a state. Out: whether it is final. Invariant: exactly three states are final; an unknown state is not.

use crate::{
    models::{JobStatus, RunningState},
    runtime::Json,
};

impl RunningState {
    /// Whether the job has ended: it succeeded, failed or was aborted.
    ///
    /// `UNKNOWN` is temporary: the server sends it for a moment after a job is started again.
    #[must_use]
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Success | Self::Failed | Self::Aborted)
    }
}

impl JobStatus {
    /// Whether the job has ended; see [`RunningState::is_final`].
    ///
    /// Use this instead of `progress`: newer servers round it, so that it may be 100 while the job is still running.
    #[must_use]
    pub fn is_final(&self) -> bool {
        self.state.is_final()
    }

    /// Why the job failed: the text of each of its `errors`, after the place that the error has, such as the id of a node.
    /// Empty for a job that did not fail, and on servers before API 0.13, which do not say why.
    #[must_use]
    pub fn messages(&self) -> Vec<String> {
        // By way of JSON, because the errors have different types in different versions of the document.
        let errors = Json::of(&self.errors).unwrap_or(Json::Null);
        errors.as_array().unwrap_or_default().iter().map(message).collect()
    }
}

/// The text of an error after its place.
fn message(error: &Json) -> String {
    let place = error.get("loc").and_then(Json::as_array).unwrap_or_default();
    let place = place.iter().map(plain).collect::<Vec<_>>().join(".");
    let text = error.get("msg").map_or_else(|| error.to_string(), plain);
    if place.is_empty() { text } else { format!("{place}: {text}") }
}

/// A text without quotes, anything else as JSON.
fn plain(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use crate::{
        models::{JobStatus, RunningState},
        runtime::from_json,
    };

    fn status(errors: &str) -> JobStatus {
        let text = format!(
            r#"{{"job_id": "11111111-2222-4333-8444-555555555555", "state": "FAILED", "progress": 100,
                 "submitted_at": "2026-01-02T03:04:05Z"{errors}}}"#
        );
        from_json(text.as_bytes()).unwrap()
    }

    #[test]
    fn messages_have_their_place() {
        let none: [&str; 0] = [];
        for without in ["", r#", "errors": null"#, r#", "errors": []"#] {
            assert_eq!(status(without).messages(), none);
        }
        let errors = r#", "errors": [{"loc": ["node", 3], "msg": "no memory", "type": "oom", "ctx": {"a": 1}},
                                     {"loc": [], "msg": "it stumbled", "type": "runtime_error"}]"#;
        assert_eq!(status(errors).messages(), ["node.3: no memory", "it stumbled"]);
    }

    #[test]
    fn three_states_are_final() {
        let finals = ["SUCCESS", "FAILED", "ABORTED"];
        let other =
            ["UNKNOWN", "NOT_STARTED", "PUBLISHED", "PENDING", "WAITING_FOR_CLUSTER", "STARTED", "NEW"];
        assert!(finals.iter().all(|state| RunningState::from(*state).is_final()));
        assert!(!other.iter().any(|state| RunningState::from(*state).is_final()));
    }
}
