//! A running simulator, and what tests ask of it.
//!
//! In: settings and faults. Out: URLs, credentials and records. Invariant: it runs on a thread and an asynchronous
//! runtime of its own, so that it responds also while the caller blocks, and ends with its value.

mod builder;
mod files;

pub use builder::Builder;
pub use files::StoredFile;

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread::{self, JoinHandle};

use tokio::sync::oneshot;

use crate::document::document;
use crate::fault::Fault;
use crate::log::RecordedRequest;
use crate::options::Options;
use crate::proxy::ProxyCounts;
use crate::server::{Origin, accept};
use crate::shared::Shared;
use crate::state::{CreatedJob, SideEffects};
use crate::storage;

/// A studies server on the loopback interface; dropping it stops it.
pub struct Simulator {
    shared: Arc<Shared>,
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Simulator {
    /// Starts a simulator with the usual settings.
    ///
    /// # Panics
    /// The machine gives no port on its loopback interface.
    #[expect(clippy::unused_async, reason = "tests await it beside the requests they send")]
    pub async fn start() -> Self {
        Self::start_blocking()
    }

    /// The same without `await`.
    ///
    /// # Panics
    /// The machine gives no port on its loopback interface.
    #[must_use]
    pub fn start_blocking() -> Self {
        match Self::builder().start_blocking() {
            Ok(simulator) => simulator,
            #[expect(clippy::panic, reason = "a test without its server has nothing else to do")]
            Err(error) => panic!("the simulator does not start: {error}"),
        }
    }

    /// Settings of a simulator to be started.
    pub fn builder() -> Builder {
        Builder::default()
    }

    fn run(options: Options) -> io::Result<Self> {
        document().map_err(io::Error::other)?;
        let api = listen(options.port)?;
        let store = listen(0)?;
        let address = api.local_addr()?;
        let shared = Arc::new(Shared::new(options, format!("http://{}", store.local_addr()?)));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (stop, stopped) = oneshot::channel();
        let listeners = [(api, Origin::Api), (store, Origin::Storage)];
        let listeners = {
            let _context = runtime.enter();
            let open =
                |(socket, origin)| io::Result::Ok((tokio::net::TcpListener::from_std(socket)?, origin));
            listeners.into_iter().map(open).collect::<Result<Vec<_>, _>>()?
        };
        let state = shared.clone();
        let thread = thread::Builder::new().name("osparc-simulator".to_owned()).spawn(move || {
            for (listener, origin) in listeners {
                runtime.spawn(accept(listener, origin, state.clone()));
            }
            // Either the order to stop or the loss of the one who could give it.
            let _order = runtime.block_on(stopped);
        })?;
        Ok(Self { shared, address, stop: Some(stop), thread: Some(thread) })
    }

    /// The URL of the API, `http://127.0.0.1:<port>`, without a trailing slash.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The URL of the object store, another origin.
    #[must_use]
    pub fn storage_url(&self) -> &str {
        &self.shared.storage_url
    }

    /// The API key that is accepted.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.shared.options.key
    }

    /// The API secret that is accepted.
    #[must_use]
    pub fn secret(&self) -> &str {
        &self.shared.options.secret
    }

    /// Lets something go wrong.
    pub fn inject(&self, fault: Fault) {
        self.shared.faults().push(fault);
    }

    /// Forgets all faults.
    pub fn clear_faults(&self) {
        self.shared.faults().clear();
    }

    /// The requests to the API, in the order of arrival.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.shared.requests().clone()
    }

    /// The requests to the object store, in the order of arrival.
    #[must_use]
    pub fn storage_requests(&self) -> Vec<RecordedRequest> {
        self.shared.downloads().clone()
    }

    /// Forgets the requests so far, to both origins.
    pub fn clear_requests(&self) {
        self.shared.requests().clear();
        self.shared.downloads().clear();
    }

    /// How many requests of an operation arrived.
    #[must_use]
    pub fn count(&self, operation: &str) -> usize {
        self.shared.requests().iter().filter(|request| request.operation == operation).count()
    }

    /// Whether a request to the object store carried an `Authorization` header.
    #[must_use]
    pub fn storage_saw_credentials(&self) -> bool {
        self.shared.downloads().iter().any(storage::has_credentials)
    }

    /// The jobs that were created, also those deleted since, with their inputs as they arrived.
    #[must_use]
    pub fn created_jobs(&self) -> Vec<CreatedJob> {
        self.shared.state().created.clone()
    }

    /// The identifiers of the jobs that exist.
    #[must_use]
    pub fn job_ids(&self) -> Vec<String> {
        self.shared.state().jobs.iter().map(|job| job.id.clone()).collect()
    }

    /// How often clone, create, start and delete had an effect.
    #[must_use]
    pub fn side_effects(&self) -> SideEffects {
        self.shared.state().effects
    }

    /// How many connections to the API were accepted.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::Relaxed)
    }

    /// What the proxy did to requests to the API.
    #[must_use]
    pub fn proxy_counts(&self) -> ProxyCounts {
        self.shared.proxy.counts()
    }

    /// How many requests came on a connection that the server was about to close after a 500, and were lost. They
    /// are in no other count.
    #[must_use]
    pub fn lost_after_500(&self) -> usize {
        self.shared.lost.load(Ordering::Relaxed)
    }

    /// How many jobs are second ones: of the same study or solver and with the same inputs as an earlier one. In a
    /// sweep whose jobs all differ, each is a create that was repeated although the first one had succeeded.
    #[must_use]
    pub fn duplicate_jobs(&self) -> usize {
        let state = self.shared.state();
        let twin = |(position, job): (usize, &CreatedJob)| {
            state
                .created
                .iter()
                .take(position)
                .any(|other| other.runner == job.runner && other.inputs == job.inputs)
        };
        state.created.iter().enumerate().filter(|numbered| twin(*numbered)).count()
    }

    /// Closes the sockets and all connections.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            eprintln!("the simulator's thread panicked");
        }
    }
}

fn listen(port: u16) -> io::Result<TcpListener> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}
