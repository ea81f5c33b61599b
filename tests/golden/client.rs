use ::osparc_runtime::support as rt;
pub use ::osparc_runtime as runtime;
pub use rt::{
    AnyError, ByteStream, Credentials, Error, Json, Maybe, RawResponse, Response,
    RetryPolicy, Secret, Timeouts, Uri,
};

/// The document's title.
pub const API_TITLE: &str = "osparc.io public API";

/// The document's version of the API.
pub const API_VERSION: &str = "0.8.0";

/// The servers that the document lists.
pub static SERVERS: &[rt::Server] = &[];

static PROFILE: rt::ClientProfile = rt::ClientProfile::new(
        ::core::concat!(
            ::core::env!("CARGO_PKG_NAME"), "/", ::core::env!("CARGO_PKG_VERSION")
        ),
    )
    .servers(SERVERS)
    .trace_id_header("x-osparc-trace-id")
    .support_id(crate::studies::support_id);

rt::client!(PROFILE);

impl Client {
    /// Studies, and the jobs that run them. A job is a private copy of a study with inputs set; it is created first and started separately, and it stays until it is deleted.
    #[must_use]
    pub fn studies(&self) -> super::studies_api::StudiesApi {
        super::studies_api::StudiesApi::new(self)
    }
}

rt::requests!();
