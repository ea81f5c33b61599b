//! The states of a job.
//!
//! In: a state. Out: whether it is final. Invariant: exactly three states are final; an unknown state is not.

use crate::models::{JobStatus, RunningState};

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
}

#[cfg(test)]
mod tests {
    use crate::models::RunningState;

    #[test]
    fn three_states_are_final() {
        let finals = ["SUCCESS", "FAILED", "ABORTED"];
        let other =
            ["UNKNOWN", "NOT_STARTED", "PUBLISHED", "PENDING", "WAITING_FOR_CLUSTER", "STARTED", "NEW"];
        assert!(finals.iter().all(|state| RunningState::from(*state).is_final()));
        assert!(!other.iter().any(|state| RunningState::from(*state).is_final()));
    }
}
