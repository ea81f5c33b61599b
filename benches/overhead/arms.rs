//! The arms: clients that make the same calls.
//!
//! In: a server and a case. Out: the number of bytes or entries received. Invariant: all arms have reqwest clients of the
//! same settings, and send the same requests.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use osparc_by_hand::models as derive;
use osparc_client::models::{Job, JobInputs, PageStudy};
use osparc_client::{Client, Credentials, StudiesApi};

use crate::bodies::{self, STUDY};

/// How many inputs have about 4 KB.
const INPUTS: usize = 90;
const USER: &str = "key";
const PASSWORD: &str = "secret";

/// An arm's name and whether spans are recorded.
pub(crate) const ARMS: [(&str, bool); 4] =
    [("by hand", false), ("by hand again", false), ("ours", false), ("ours, traced", true)];

/// A call.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Case {
    /// A page of so many studies.
    Page(usize),
    /// A job with inputs.
    Job,
    /// The download.
    Download,
}

/// The calls that are made many times.
pub(crate) const CASES: [(&str, Case); 4] = [
    ("GET 0.3 KB", Case::Page(bodies::PAGES[0])),
    ("GET 4 KB", Case::Page(bodies::PAGES[1])),
    ("GET 50 KB", Case::Page(bodies::PAGES[2])),
    ("POST 4 KB", Case::Job),
];

/// A client, generated or written by hand.
pub(crate) enum Arm {
    ByHand { client: osparc_by_hand::Client, inputs: derive::JobInputs, http: reqwest::Client, url: String },
    Ours { studies: StudiesApi, inputs: JobInputs, url: String },
}

impl Arm {
    pub(crate) fn new(name: &str, url: &str) -> Self {
        if name.starts_with("ours") {
            let client = Client::builder()
                .base_url(url)
                .credentials(Credentials::basic(USER, PASSWORD))
                .reqwest_client(reqwest_client())
                .build()
                .expect("the URL is one of this machine");
            let inputs =
                osparc_client::runtime::from_json(bodies::inputs(INPUTS).as_bytes()).expect("valid inputs");
            Self::Ours { studies: client.studies(), inputs, url: url.to_owned() }
        } else {
            let inputs = serde_json::from_str(&bodies::inputs(INPUTS)).expect("valid inputs");
            let http = reqwest_client();
            let client = osparc_by_hand::Client::new(http.clone(), url, USER, PASSWORD);
            Self::ByHand { client, inputs, http, url: url.to_owned() }
        }
    }

    /// Makes a call once. Boxed for all arms alike.
    pub(crate) fn call(&self, case: Case) -> Pin<Box<dyn Future<Output = usize> + Send + '_>> {
        match (self, case) {
            (Self::ByHand { client, .. }, Case::Page(count)) => Box::pin(async move {
                let page = client.list_studies(count, 0).await.expect("a page");
                page.items.len()
            }),
            (Self::ByHand { client, inputs, .. }, Case::Job) => Box::pin(async move {
                let job = client.create_study_job(STUDY, inputs).await.expect("a job");
                job.name.len()
            }),
            (Self::ByHand { http, url, .. }, Case::Download) => Box::pin(async move {
                let mut response = http.get(format!("{url}/download")).send().await.expect("a response");
                let mut length = 0;
                while let Some(chunk) = response.chunk().await.expect("a chunk") {
                    length += chunk.len();
                }
                length
            }),
            (Self::Ours { studies, .. }, Case::Page(count)) => Box::pin(async move {
                let limit = u64::try_from(count).expect("a small number");
                let page: PageStudy = studies.list_studies().limit(limit).await.expect("a page");
                page.items.len()
            }),
            (Self::Ours { studies, inputs, .. }, Case::Job) => Box::pin(async move {
                let job: Job = studies.create_study_job(STUDY, inputs).await.expect("a job");
                job.name.len()
            }),
            (Self::Ours { studies, url, .. }, Case::Download) => Box::pin(async move {
                let link = format!("{url}/download");
                let mut body =
                    studies.client().get_unauthenticated(&link).await.expect("a response").into_body();
                let mut length = 0;
                while let Some(chunk) = body.next_chunk().await.expect("a chunk") {
                    length += chunk.len();
                }
                length
            }),
        }
    }
}

fn reqwest_client() -> reqwest::Client {
    reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .user_agent("overhead/1")
        .connect_timeout(Duration::from_secs(5))
        .build()
        .expect("plain settings")
}
