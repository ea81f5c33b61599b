//! A client that does nothing of its own accord.
//!
//! In: a simulator, a method, a path and a body. Out: status and text. Invariant: no retries, no redirects.

use osparc_simulator::Simulator;
use serde_json::Value;

/// A response, read whole.
#[derive(Debug)]
pub(crate) struct BufferedResponse {
    pub(crate) status: u16,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) text: String,
}

impl BufferedResponse {
    /// The body as JSON; `null` where it is not.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }

    /// A string inside of the body.
    pub(crate) fn at(&self, pointer: &str) -> String {
        let value = self.json();
        let found = value.pointer(pointer).unwrap_or_else(|| panic!("no {pointer} in {}", self.text));
        found.as_str().map_or_else(|| found.to_string(), str::to_owned)
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

pub(crate) fn http() -> reqwest::Client {
    reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build().unwrap()
}

/// Sends a prepared request.
pub(crate) async fn send(request: reqwest::RequestBuilder) -> reqwest::Result<BufferedResponse> {
    let response = request.send().await?;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Ok(BufferedResponse { status, headers, text: response.text().await? })
}

/// A request with the right credentials.
pub(crate) fn request(simulator: &Simulator, method: &str, path: &str) -> reqwest::RequestBuilder {
    let url = format!("{}{path}", simulator.base_url());
    http().request(method.parse().unwrap(), url).basic_auth(simulator.key(), Some(simulator.secret()))
}

/// Sends a request with the right credentials and, where there is one, a JSON body.
pub(crate) async fn call(simulator: &Simulator, method: &str, path: &str, body: &str) -> BufferedResponse {
    let mut request = request(simulator, method, path);
    if !body.is_empty() {
        request = request.header("content-type", "application/json").body(body.to_owned());
    }
    send(request).await.unwrap()
}

/// Creates a job and gives its path.
pub(crate) async fn create(simulator: &Simulator, study: &str, body: &str) -> String {
    let response = call(simulator, "POST", &format!("/v0/studies/{study}/jobs"), body).await;
    assert_eq!(response.status, 200, "{}", response.text);
    format!("/v0/studies/{study}/jobs/{}", response.at("/id"))
}

/// Inspects a job until it ends and gives the states until then.
pub(crate) async fn inspect_to_end(simulator: &Simulator, job: &str) -> Vec<String> {
    let mut states = Vec::new();
    loop {
        let response = call(simulator, "POST", &format!("{job}:inspect"), "").await;
        let state = response.at("/state");
        states.push(format!("{state} {}", response.at("/progress")));
        if matches!(state.as_str(), "SUCCESS" | "FAILED" | "ABORTED") || states.len() > 30 {
            return states;
        }
    }
}
