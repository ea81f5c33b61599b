//! The examples of the reference pages, which the doc tests compile.
//!
//! In: the pages in `docs/`. Out: an item for each, so that a fault names its page. Invariant: the list is generated;
//! `tests/reference.rs` compares it with the pages, and blesses it with them.

#[doc = include_str!("../docs/README.md")]
struct README;

#[doc = include_str!("../docs/StudiesApi.md")]
struct StudiesApi;

#[doc = include_str!("../docs/PageStudy.md")]
struct PageStudy;

#[doc = include_str!("../docs/Study.md")]
struct Study;

#[doc = include_str!("../docs/Links.md")]
struct Links;

#[doc = include_str!("../docs/HttpValidationError.md")]
struct HttpValidationError;

#[doc = include_str!("../docs/ValidationError.md")]
struct ValidationError;

#[doc = include_str!("../docs/ValidationErrorLocItem.md")]
struct ValidationErrorLocItem;

#[doc = include_str!("../docs/ErrorGet.md")]
struct ErrorGet;

#[doc = include_str!("../docs/OnePageStudyPort.md")]
struct OnePageStudyPort;

#[doc = include_str!("../docs/StudyPort.md")]
struct StudyPort;

#[doc = include_str!("../docs/StudyPortKind.md")]
struct StudyPortKind;

#[doc = include_str!("../docs/JobInputs.md")]
struct JobInputs;

#[doc = include_str!("../docs/JobInputsValue.md")]
struct JobInputsValue;

#[doc = include_str!("../docs/File.md")]
struct File;

#[doc = include_str!("../docs/Job.md")]
struct Job;

#[doc = include_str!("../docs/JobStatus.md")]
struct JobStatus;

#[doc = include_str!("../docs/RunningState.md")]
struct RunningState;

#[doc = include_str!("../docs/JobOutputs.md")]
struct JobOutputs;

#[doc = include_str!("../docs/JobOutputsResult.md")]
struct JobOutputsResult;

#[doc = include_str!("../docs/JobLogsMap.md")]
struct JobLogsMap;

#[doc = include_str!("../docs/LogLink.md")]
struct LogLink;

#[doc = include_str!("../docs/JobMetadata.md")]
struct JobMetadata;

#[doc = include_str!("../docs/JobMetadataValue.md")]
struct JobMetadataValue;

#[doc = include_str!("../docs/JobMetadataUpdate.md")]
struct JobMetadataUpdate;

#[doc = include_str!("../docs/StudyInputValue.md")]
struct StudyInputValue;

#[doc = include_str!("../docs/StudyOutputValue.md")]
struct StudyOutputValue;

#[doc = include_str!("../docs/StudyMetadataValue.md")]
struct StudyMetadataValue;
