use crate::runtime::door as rt;

/// The document's title.
pub const API_TITLE: &str = "osparc.io public API";

/// The document's version of the API.
pub const API_VERSION: &str = "0.8.0";

/// The servers that the document lists.
pub static SERVERS: &[rt::Server] = &[];

impl rt::Client {
    /// Studies, and the jobs that run them. A job is a private copy of a study with inputs set; it is created first and started separately, and it stays until it is deleted.
    #[must_use]
    pub fn studies(&self) -> super::studies_api::StudiesApi {
        super::studies_api::StudiesApi::new(self)
    }
}

rt::requests!();
