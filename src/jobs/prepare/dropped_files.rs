//! File inputs of studies, which servers drop.
//!
//! In: inputs of a study's job. Out: an error if the server would run the job without its files. Invariant: the server's
//! version is requested once for a client and its clones, and only where an input is a file.

use http::Method;
use tokio::sync::OnceCell;

use crate::{
    jobs::{
        InputValue,
        api::{JobApi, RequestOptions},
        error::JobError,
    },
    models::JobInputs,
    runtime::{AnyError, Json},
};

/// The first version whose servers accept a job with file inputs and run it without them. Some servers that say 0.7.0 do
/// so too.
const FIRST: (u32, u32) = (0, 8);

/// The version of the server's API.
#[derive(Default)]
struct ServerVersion(OnceCell<String>);

pub(super) async fn check(
    api: &dyn JobApi,
    inputs: &JobInputs,
    requests: &RequestOptions,
) -> Result<(), JobError> {
    let files = inputs.values.iter().filter(|(_, value)| InputValue::is_file(value));
    let labels: Vec<_> = files.map(|(label, _)| label.clone()).collect();
    if labels.is_empty() {
        return Ok(());
    }
    let known = api.client().state::<ServerVersion>();
    let version = known.0.get_or_try_init(|| read(api, requests)).await?;
    if drops_files(version) {
        return Err(JobError::DroppedFiles { labels, version: version.clone() });
    }
    Ok(())
}

async fn read(api: &dyn JobApi, requests: &RequestOptions) -> Result<String, AnyError> {
    let mut request = api.client().raw(Method::GET, "/v0/meta");
    if let Some(policy) = &requests.retry {
        request = request.with_retry(policy.clone());
    }
    let meta: Json = request.read().await?;
    Ok(meta.get("version").and_then(Json::as_str).unwrap_or_default().to_owned())
}

/// A version that cannot be read counts as a recent one.
fn drops_files(version: &str) -> bool {
    let mut numbers = version.split('.').map(str::parse);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(major)), Some(Ok(minor))) => (major, minor) >= FIRST,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::drops_files;

    #[test]
    fn servers_drop_files_from_0_8_on() {
        let versions = ["0.5.1", "0.7.0", "0.8.0", "0.8.0-dev", "0.13.1", "0.16.0", "1.0.0", "", "next"];
        let expected = [false, false, true, true, true, true, true, true, true];
        assert_eq!(versions.map(drops_files), expected);
    }
}
