//! Calls by name: the operations of studies, and those of other tags that have effects.
//!
//! In: an operation's name and the options of a call. Out: what came of it. Invariant: a call sends the same each time.

use osparc_client::StudiesApi;
use osparc_client::models::{
    AbortMultipartUploadBody, CompleteMultipartUploadBody, FileUploadCompletionBody, JobInputs,
    JobMetadataUpdate, LicensedItemCheckoutData, UploadFileBody, UploadedPart, UserFile,
};
use osparc_client::runtime::Part;
use uuid::Uuid;

use crate::operations::{self, OPERATIONS, Options, Outcome, outcome};

/// The operations with effects beside those of studies.
pub(crate) const OTHERS: [&str; 11] = [
    "create_solver_job",
    "start_job",
    "stop_job",
    "delete_job",
    "replace_job_custom_metadata",
    "get_upload_links",
    "complete_multipart_upload",
    "abort_multipart_upload",
    "upload_file",
    "delete_file",
    "checkout_licensed_item",
];

const SOLVER: &str = "simcore/services/comp/heart";
const VERSION: &str = "2.0.4";
const FILE: Uuid = uuid::uuid!("6b8e2d71-94c3-4fa0-8d15-c27f3e6a9b40");

/// Calls an operation with the client of the studies API.
pub(crate) async fn call(studies: &StudiesApi, operation: &str, options: &Options) -> Outcome {
    if OPERATIONS.contains(&operation) {
        return operations::call(studies, operation, options).await;
    }
    macro_rules! sent {
        ($request:expr) => {{
            let request = $request.with_timeout(options.timeouts).with_retry(options.retry.clone());
            outcome(request.response().await)
        }};
    }
    let (solvers, files) = (studies.client().solvers(), studies.client().files());
    let (job, text) = (options.job, options.text.as_str());
    let announced = || UserFile::new("mesh.vtk", 4, "5e9b".repeat(16));
    match operation {
        "create_solver_job" => {
            let inputs = JobInputs::default().with("input_1", text);
            sent!(solvers.create_solver_job(SOLVER, VERSION, &inputs))
        }
        "start_job" => sent!(solvers.start_job(SOLVER, VERSION, job)),
        "stop_job" => sent!(solvers.stop_job(SOLVER, VERSION, job)),
        "delete_job" => sent!(solvers.delete_job(SOLVER, VERSION, job)),
        "replace_job_custom_metadata" => {
            let update = JobMetadataUpdate::default().with("key", text);
            sent!(solvers.replace_job_custom_metadata(SOLVER, VERSION, job, &update))
        }
        "get_upload_links" => sent!(files.get_upload_links(&announced().into())),
        "complete_multipart_upload" => {
            let parts = FileUploadCompletionBody::new(vec![UploadedPart::new(1, "c81e")]);
            let body = CompleteMultipartUploadBody::new(announced().into(), parts);
            sent!(files.complete_multipart_upload(FILE, &body))
        }
        "abort_multipart_upload" => {
            sent!(files.abort_multipart_upload(FILE, &AbortMultipartUploadBody::new(announced().into())))
        }
        "upload_file" => {
            let form = UploadFileBody::new(Part::bytes(text.to_owned()).file_name("mesh.vtk"));
            sent!(files.upload_file(form))
        }
        "delete_file" => sent!(files.delete_file(FILE)),
        "checkout_licensed_item" => {
            let seats = LicensedItemCheckoutData::new(2, text);
            sent!(studies.client().wallets().checkout_licensed_item(3, FILE, &seats))
        }
        other => panic!("no operation is called {other}"),
    }
}
