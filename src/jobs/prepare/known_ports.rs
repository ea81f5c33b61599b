//! The ports of studies and solvers, read once.
//!
//! In: what runs jobs, and inputs. Out: whether the inputs fit. Invariant: a client and its clones send one request for each
//! study or solver, however many runs there are at a time; ports are read again before old ones reject an input.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::{sync::OnceCell, time::Instant};

use super::check::{InputPort, check as compare};
use crate::{
    jobs::{
        api::{JobApi, RequestOptions},
        error::JobError,
        pauses::repeat,
    },
    models::JobInputs,
};

/// How long failures that may pass are repeated: a replica of the server may not know the study yet (404).
const PATIENCE: Duration = Duration::from_secs(1);
/// The age from which on ports may have changed.
const FRESH: Duration = Duration::from_secs(10);

/// The ports by what has them, and when they were read; they are shared by the clones of a client.
#[derive(Default)]
struct KnownPorts(Mutex<BTreeMap<String, Entry>>);

type Entry = Arc<OnceCell<(Instant, Vec<InputPort>)>>;

/// Compares inputs with the ports. A failure to read the ports is one of the run: nothing was created yet, and unchecked
/// inputs may be ignored without a word.
pub(super) async fn check(
    api: &dyn JobApi,
    inputs: &JobInputs,
    requests: &RequestOptions,
) -> Result<(), JobError> {
    let known = api.client().state::<KnownPorts>();
    loop {
        let entry = known.entry(api.runner());
        let read = || async {
            let ports = repeat(PATIENCE, || api.input_ports(requests)).await?;
            Ok::<_, JobError>((Instant::now(), ports))
        };
        let (read_at, ports) = entry.get_or_try_init(read).await?;
        match compare(inputs, ports) {
            Ok(()) => return Ok(()),
            Err(error) if read_at.elapsed() < FRESH => return Err(error.into()),
            Err(_) => known.forget(&api.runner(), &entry),
        }
    }
}

impl KnownPorts {
    fn entry(&self, runner: String) -> Entry {
        Arc::clone(self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(runner).or_default())
    }

    /// Forgets an entry, unless it was replaced already.
    fn forget(&self, runner: &str, entry: &Entry) {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if entries.get(runner).is_some_and(|known| Arc::ptr_eq(known, entry)) {
            entries.remove(runner);
        }
    }
}
