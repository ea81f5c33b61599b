//! What clients and calls are to the compiler: shared between threads, sent, and small.
//!
//! In: a client that sends nothing. Out: bounds that hold, and sizes. Invariant: nothing here is polled.

#![cfg(feature = "studies")]
#![expect(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in the functions that its tests share"
)]

use osparc_client::jobs::{JobError, JobStatuses};
use osparc_client::models::{JobInputs, JobMetadataUpdate};
use osparc_client::runtime::{BufferedResponse, Items, RawCall, RetryPolicy, Timeouts};
use osparc_client::transfer::DownloadError;
use osparc_client::{AnyError, ByteStream, Client, Credentials, Error, StudiesApi, studies_api};
use uuid::Uuid;

fn studies() -> StudiesApi {
    Client::builder().build().unwrap().studies()
}

#[test]
fn clients_and_errors_are_shared_between_threads() {
    fn shared<T: Send + Sync + 'static>() {}
    fn cloned<T: Send + Sync + Clone + 'static>() {}
    cloned::<Client>();
    cloned::<StudiesApi>();
    cloned::<Credentials>();
    cloned::<RetryPolicy>();
    cloned::<Timeouts>();
    cloned::<BufferedResponse>();
    shared::<AnyError>();
    shared::<JobError>();
    shared::<DownloadError>();
    shared::<Error<studies_api::GetStudyError>>();
    assert_eq!(size_of::<Client>(), size_of::<usize>());
    assert_eq!(size_of::<Error<studies_api::GetStudyError>>(), 16);
}

#[test]
fn calls_are_sent_and_small() {
    fn size<F: IntoFuture<IntoFuture: Send + 'static>>(call: F) -> usize {
        size_of_val(&call.into_future())
    }
    let (studies, id) = (studies(), Uuid::nil());
    let (inputs, metadata) = (JobInputs::default(), JobMetadataUpdate::default());
    let sizes = [
        size(studies.list_studies()),
        size(studies.get_study(id)),
        size(studies.clone_study(id)),
        size(studies.list_study_ports(id)),
        size(studies.create_study_job(id, &inputs)),
        size(studies.delete_study_job(id, id)),
        size(studies.start_study_job(id, id)),
        size(studies.stop_study_job(id, id)),
        size(studies.inspect_study_job(id, id)),
        size(studies.get_study_job_outputs(id, id)),
        size(studies.get_study_job_output_logfile(id, id)),
        size(studies.get_study_job_custom_metadata(id, id)),
        size(studies.replace_study_job_custom_metadata(id, id, &metadata)),
        size(studies.get_study(id).response()),
        size(studies.get_study(id).raw()),
        size(studies.client().get_unauthenticated("https://example.org/")),
        size(studies.client().raw(http::Method::GET, "/v0/meta")),
        size(studies.wait_for_study_job(id, id)),
        size(studies.run_study_job(id, inputs.clone())),
        size(studies.run_study_jobs(id, [inputs.clone()])),
        size(studies.download_study_job_logs(id, id, "x")),
        size(studies.download_study_job_outputs(id, id, "x")),
    ];
    assert!(sizes.iter().all(|size| *size <= 24), "{sizes:?}");
    assert_eq!(size_of_val(&studies.get_study(id)), size_of::<usize>());
}

#[test]
fn streams_are_sent() {
    fn sent<T: Send + Unpin + 'static>() {}
    fn future<F: Future + Send>(_: F) {}
    sent::<RawCall>();
    sent::<ByteStream>();
    sent::<JobStatuses>();
    sent::<Items<studies_api::ListStudies>>();
    let (studies, id) = (studies(), Uuid::nil());
    future(studies.list_studies().items().collect_all());
    future(studies.wait_for_study_job(id, id).success());
    let mut changes = studies.wait_for_study_job(id, id).stream();
    future(changes.next_status());
}
