//! Every documented error status of every operation.
//!
//! In: responses as servers give them. Out: the variant, the fields of the body, and the texts.
//! Invariant: the statuses are those of the API reference; the variants are matched, never formatted.

use osparc_client::models::{
    ErrorGet, HttpValidationError, JobInputs, JobMetadataUpdate, ValidationErrorLocItem,
};
use osparc_client::studies_api::{
    CloneStudyError, CreateStudyJobError, DeleteStudyJobError, GetStudyError, GetStudyJobCustomMetadataError,
    GetStudyJobOutputLogfileError, GetStudyJobOutputsError, InspectStudyJobError, ListStudiesError,
    ListStudyPortsError, ReplaceStudyJobCustomMetadataError, StartStudyJobError, StopStudyJobError,
};
use osparc_client::{Error, RetryPolicy};

use crate::scripted_server::{ScriptedServer, json};
use crate::{JOB, STUDY, studies};

/// A documented body, as a server sends it, and what is in it.
trait Refused {
    const BODY: &'static str;
    const MESSAGES: &'static [&'static str];

    fn check(&self);
}

impl Refused for ErrorGet {
    const BODY: &'static str = r#"{"errors":["There is no credit","Payment required"],"support_id":null}"#;
    const MESSAGES: &'static [&'static str] = &["There is no credit", "Payment required"];

    fn check(&self) {
        let texts: Vec<&str> = self.errors.iter().map(|error| error.as_str().unwrap()).collect();
        assert_eq!(texts, Self::MESSAGES);
    }
}

impl Refused for HttpValidationError {
    const BODY: &'static str = r#"{"errors":[
        {"type":"uuid_parsing","loc":["path","study_id"],"msg":"Input should be a valid UUID","input":"x","ctx":{"error":"y"}},
        {"loc":["body","values",3],"msg":"Field required","type":"missing"}]}"#;
    const MESSAGES: &'static [&'static str] = &["Input should be a valid UUID", "Field required"];

    fn check(&self) {
        let [first, second] = self.errors.as_deref().unwrap() else { panic!("{self:?}") };
        assert_eq!((first.msg.as_str(), first.r#type.as_str()), (Self::MESSAGES[0], "uuid_parsing"));
        assert_eq!(first.loc, ["path", "study_id"].map(ValidationErrorLocItem::from));
        assert_eq!((second.msg.as_str(), second.r#type.as_str()), (Self::MESSAGES[1], "missing"));
        assert_eq!(second.loc, ["body".into(), "values".into(), ValidationErrorLocItem::Integer(3)]);
    }
}

/// For each operation: a call, and a line for each error status that the reference has.
macro_rules! errors {
    ($($operation:ident $arguments:tt -> $error:ident {
        $($status:literal => $variant:ident($body:ty),)+
    })+) => {$(
        #[tokio::test]
        async fn $operation() {
            $({
                let status = concat!(stringify!($status), " Refused");
                let server = ScriptedServer::start(vec![json(status, <$body as Refused>::BODY)]).await;
                let request = studies(&server.url).$operation $arguments;
                let error = request.with_retry(RetryPolicy::none()).await.unwrap_err();
                assert_eq!(error.status().unwrap().as_u16(), $status);
                assert_eq!(error.operation(), stringify!($operation));
                assert_eq!(error.messages(), <$body as Refused>::MESSAGES);
                assert_eq!(error.body().unwrap(), <$body as Refused>::BODY.as_bytes());
                assert_eq!(error.headers().unwrap()["content-type"], "application/json");
                let Some($error::$variant(body)) = error.error_response() else { panic!("{error:?}") };
                let body: &$body = body;
                body.check();
            })+
            let documented = [$($status),+];
            for status in [400, 401, 402, 403, 404, 405, 406, 409, 418, 422, 429, 500, 501, 502, 503, 504] {
                if documented.contains(&status) {
                    continue;
                }
                let response = json(&format!("{status} Refused"), <ErrorGet as Refused>::BODY);
                let server = ScriptedServer::start(vec![response]).await;
                let request = studies(&server.url).$operation $arguments;
                let error = request.with_retry(RetryPolicy::none()).await.unwrap_err();
                assert!(matches!(error, Error::Unexpected(_)), "{status}: {error:?}");
                assert_eq!(error.status().unwrap().as_u16(), status);
                assert_eq!(error.messages(), <ErrorGet as Refused>::MESSAGES);
            }
        }
    )+};
}

errors! {
    list_studies() -> ListStudiesError {
        422 => UnprocessableEntity(HttpValidationError),
    }
    get_study(STUDY) -> GetStudyError {
        404 => NotFound(ErrorGet),
        422 => UnprocessableEntity(HttpValidationError),
    }
    clone_study(STUDY) -> CloneStudyError {
        404 => NotFound(ErrorGet),
        422 => UnprocessableEntity(HttpValidationError),
    }
    list_study_ports(STUDY) -> ListStudyPortsError {
        404 => NotFound(ErrorGet),
        422 => UnprocessableEntity(HttpValidationError),
    }
    create_study_job(STUDY, &JobInputs::default()) -> CreateStudyJobError {
        422 => UnprocessableEntity(HttpValidationError),
    }
    delete_study_job(STUDY, JOB) -> DeleteStudyJobError {
        404 => NotFound(ErrorGet),
        422 => UnprocessableEntity(HttpValidationError),
    }
    start_study_job(STUDY, JOB) -> StartStudyJobError {
        402 => PaymentRequired(ErrorGet),
        404 => NotFound(ErrorGet),
        406 => NotAcceptable(ErrorGet),
        422 => UnprocessableEntity(ErrorGet),
        429 => TooManyRequests(ErrorGet),
        500 => InternalServerError(ErrorGet),
        502 => BadGateway(ErrorGet),
        503 => ServiceUnavailable(ErrorGet),
        504 => GatewayTimeout(ErrorGet),
    }
    stop_study_job(STUDY, JOB) -> StopStudyJobError {
        422 => UnprocessableEntity(HttpValidationError),
    }
    inspect_study_job(STUDY, JOB) -> InspectStudyJobError {
        422 => UnprocessableEntity(HttpValidationError),
    }
    get_study_job_outputs(STUDY, JOB) -> GetStudyJobOutputsError {
        409 => Conflict(ErrorGet),
        422 => UnprocessableEntity(HttpValidationError),
    }
    get_study_job_output_logfile(STUDY, JOB) -> GetStudyJobOutputLogfileError {
        422 => UnprocessableEntity(HttpValidationError),
    }
    get_study_job_custom_metadata(STUDY, JOB) -> GetStudyJobCustomMetadataError {
        422 => UnprocessableEntity(HttpValidationError),
    }
    replace_study_job_custom_metadata(STUDY, JOB, &JobMetadataUpdate::default()) -> ReplaceStudyJobCustomMetadataError {
        422 => UnprocessableEntity(HttpValidationError),
    }
}
