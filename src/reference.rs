//! The examples of the reference pages, which the doc tests compile.
//!
//! In: the pages in `docs/`. Out: an item for each, so that a fault names its page. Invariant: the list is generated;
//! `tests/reference.rs` compares it with the pages, and blesses it with them.

#[doc = include_str!("../docs/README.md")]
struct README;

#[doc = include_str!("../docs/StudiesApi.md")]
struct StudiesApi;

#[doc = include_str!("../docs/FilesApi.md")]
struct FilesApi;

#[doc = include_str!("../docs/SolversApi.md")]
struct SolversApi;

#[doc = include_str!("../docs/UsersApi.md")]
struct UsersApi;

#[doc = include_str!("../docs/MetaApi.md")]
struct MetaApi;

#[doc = include_str!("../docs/WalletsApi.md")]
struct WalletsApi;

#[doc = include_str!("../docs/CreditsApi.md")]
struct CreditsApi;

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

#[doc = include_str!("../docs/AbortMultipartUploadBody.md")]
struct AbortMultipartUploadBody;

#[doc = include_str!("../docs/AbortMultipartUploadBodyClientFile.md")]
struct AbortMultipartUploadBodyClientFile;

#[doc = include_str!("../docs/CompleteMultipartUploadBody.md")]
struct CompleteMultipartUploadBody;

#[doc = include_str!("../docs/CompleteMultipartUploadBodyClientFile.md")]
struct CompleteMultipartUploadBodyClientFile;

#[doc = include_str!("../docs/UploadFileBody.md")]
struct UploadFileBody;

#[doc = include_str!("../docs/ClientFileUploadData.md")]
struct ClientFileUploadData;

#[doc = include_str!("../docs/FileUploadCompletionBody.md")]
struct FileUploadCompletionBody;

#[doc = include_str!("../docs/FileUploadData.md")]
struct FileUploadData;

#[doc = include_str!("../docs/GetCreditPriceLegacy.md")]
struct GetCreditPriceLegacy;

#[doc = include_str!("../docs/Groups.md")]
struct Groups;

#[doc = include_str!("../docs/JobLog.md")]
struct JobLog;

#[doc = include_str!("../docs/LicensedItemCheckoutData.md")]
struct LicensedItemCheckoutData;

#[doc = include_str!("../docs/LicensedItemCheckoutGet.md")]
struct LicensedItemCheckoutGet;

#[doc = include_str!("../docs/LicensedItemGet.md")]
struct LicensedItemGet;

#[doc = include_str!("../docs/LicensedResource.md")]
struct LicensedResource;

#[doc = include_str!("../docs/LicensedResourceSource.md")]
struct LicensedResourceSource;

#[doc = include_str!("../docs/LicensedResourceSourceProtection.md")]
struct LicensedResourceSourceProtection;

#[doc = include_str!("../docs/LicensedResourceSourceFeaturesDict.md")]
struct LicensedResourceSourceFeaturesDict;

#[doc = include_str!("../docs/LicensedResourceType.md")]
struct LicensedResourceType;

#[doc = include_str!("../docs/Meta.md")]
struct Meta;

#[doc = include_str!("../docs/OnePageSolverPort.md")]
struct OnePageSolverPort;

#[doc = include_str!("../docs/PageFile.md")]
struct PageFile;

#[doc = include_str!("../docs/PageJob.md")]
struct PageJob;

#[doc = include_str!("../docs/PageLicensedItemGet.md")]
struct PageLicensedItemGet;

#[doc = include_str!("../docs/PricingPlanClassification.md")]
struct PricingPlanClassification;

#[doc = include_str!("../docs/PricingUnitGetLegacy.md")]
struct PricingUnitGetLegacy;

#[doc = include_str!("../docs/Profile.md")]
struct Profile;

#[doc = include_str!("../docs/ProfileUpdate.md")]
struct ProfileUpdate;

#[doc = include_str!("../docs/ServicePricingPlanGetLegacy.md")]
struct ServicePricingPlanGetLegacy;

#[doc = include_str!("../docs/Solver.md")]
struct Solver;

#[doc = include_str!("../docs/SolverPort.md")]
struct SolverPort;

#[doc = include_str!("../docs/SolverPortKind.md")]
struct SolverPortKind;

#[doc = include_str!("../docs/UnitExtraInfoTier.md")]
struct UnitExtraInfoTier;

#[doc = include_str!("../docs/UploadLinks.md")]
struct UploadLinks;

#[doc = include_str!("../docs/UploadedPart.md")]
struct UploadedPart;

#[doc = include_str!("../docs/UserFile.md")]
struct UserFile;

#[doc = include_str!("../docs/UserFileToProgramJob.md")]
struct UserFileToProgramJob;

#[doc = include_str!("../docs/UserRoleEnum.md")]
struct UserRoleEnum;

#[doc = include_str!("../docs/UsersGroup.md")]
struct UsersGroup;

#[doc = include_str!("../docs/WalletGetWithAvailableCreditsLegacy.md")]
struct WalletGetWithAvailableCreditsLegacy;

#[doc = include_str!("../docs/WalletStatus.md")]
struct WalletStatus;

#[doc = include_str!("../docs/CloneStudyBody.md")]
struct CloneStudyBody;

#[doc = include_str!("../docs/ErrorDict.md")]
struct ErrorDict;

#[doc = include_str!("../docs/ErrorDictLocItem.md")]
struct ErrorDictLocItem;

#[doc = include_str!("../docs/GetUploadLinksBody.md")]
struct GetUploadLinksBody;

#[doc = include_str!("../docs/GetLogStreamResponse.md")]
struct GetLogStreamResponse;

#[doc = include_str!("../docs/GetLogStreamResponseJobLogAndErrorGet.md")]
struct GetLogStreamResponseJobLogAndErrorGet;

#[doc = include_str!("../docs/StudyInputValue.md")]
struct StudyInputValue;

#[doc = include_str!("../docs/StudyOutputValue.md")]
struct StudyOutputValue;

#[doc = include_str!("../docs/StudyMetadataValue.md")]
struct StudyMetadataValue;
