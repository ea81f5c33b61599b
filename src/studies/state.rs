//! What a job's state means.
//!
//! In: the server's word for a state. Out: whether to go on waiting.
//! Invariant: only three states are final; a state that this version does not know is not.

use crate::models::{JobStatus, RunningState};

impl RunningState {
    /// Whether the job has come to its end: succeeded, failed or aborted.
    ///
    /// `UNKNOWN` is passing: the server answers it for a moment after a job is started again.
    #[must_use]
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Success | Self::Failed | Self::Aborted)
    }
}

impl JobStatus {
    /// Whether the job has come to its end; see [`RunningState::is_final`].
    ///
    /// Judge by this, never by `progress`: newer servers round it, so that 100 is seen while the job still runs.
    #[must_use]
    pub fn is_final(&self) -> bool {
        self.state.is_final()
    }
}

#[cfg(test)]
mod tests {
    use crate::models::RunningState;

    #[test]
    fn three_states_are_final() {
        let finals = ["SUCCESS", "FAILED", "ABORTED"];
        let passing =
            ["UNKNOWN", "NOT_STARTED", "PUBLISHED", "PENDING", "WAITING_FOR_CLUSTER", "STARTED", "NEW"];
        assert!(finals.iter().all(|state| RunningState::from(*state).is_final()));
        assert!(!passing.iter().any(|state| RunningState::from(*state).is_final()));
    }
}
