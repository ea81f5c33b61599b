//! Which operation a request is for.
//!
//! In: a method and a path. Out: an operation with its identifiers, or the reason why there is none. Invariant: the
//! table is the server's own, with its quirks (some routes look at the spelling of identifiers, others leave that to
//! the validation), and is not read from the document.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

/// Where a request leads.
#[derive(Debug, PartialEq)]
pub(crate) enum Destination {
    /// To an operation.
    Operation(Matched),
    /// To a path that knows other methods.
    MethodNotAllowed,
    /// To a path that would exist without its trailing slash.
    Redirect(String),
    /// Nowhere.
    NotFound,
}

/// An operation with the values of its path parameters, by name.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Matched {
    pub(crate) operation: &'static str,
    pub(crate) values: BTreeMap<&'static str, String>,
}

impl Matched {
    /// The value of a path parameter; empty where the path has none of that name.
    pub(crate) fn value(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }
}

struct Route {
    operation: &'static str,
    method: &'static str,
    /// As in the server's code: a parameter of the kind `uuid` is another path in another spelling, one of the kind
    /// `path` has slashes, and others are any text.
    template: &'static str,
}

const fn route(operation: &'static str, method: &'static str, template: &'static str) -> Route {
    Route { operation, method, template }
}

const ROUTES: &[Route] = &[
    route("list_files", "GET", "/v0/files"),
    route("search_files_page", "GET", "/v0/files:search"),
    route("get_upload_links", "POST", "/v0/files/content"),
    route("upload_file", "PUT", "/v0/files/content"),
    route("get_file", "GET", "/v0/files/{file_id}"),
    route("delete_file", "DELETE", "/v0/files/{file_id}"),
    route("abort_multipart_upload", "POST", "/v0/files/{file_id}:abort"),
    route("complete_multipart_upload", "POST", "/v0/files/{file_id}:complete"),
    route("download_file", "GET", "/v0/files/{file_id}/content"),
    route("get_service_metadata", "GET", "/v0/meta"),
    route("list_studies", "GET", "/v0/studies"),
    route("get_study", "GET", "/v0/studies/{study_id:uuid}"),
    route("clone_study", "POST", "/v0/studies/{study_id:uuid}:clone"),
    route("list_study_ports", "GET", "/v0/studies/{study_id:uuid}/ports"),
    route("list_study_jobs", "GET", "/v0/studies/{study_id:uuid}/jobs"),
    route("create_study_job", "POST", "/v0/studies/{study_id:uuid}/jobs"),
    route("get_study_job", "GET", "/v0/studies/{study_id:uuid}/jobs/{job_id:uuid}"),
    route("delete_study_job", "DELETE", "/v0/studies/{study_id:uuid}/jobs/{job_id:uuid}"),
    route("start_study_job", "POST", "/v0/studies/{study_id:uuid}/jobs/{job_id:uuid}:start"),
    route("stop_study_job", "POST", "/v0/studies/{study_id:uuid}/jobs/{job_id:uuid}:stop"),
    route("list_solvers", "GET", "/v0/solvers"),
    route("list_solvers_releases", "GET", "/v0/solvers/releases"),
    route("get_solver", "GET", "/v0/solvers/{solver_key:path}/latest"),
    route("list_solver_releases", "GET", "/v0/solvers/{solver_key:path}/releases"),
    route("get_solver_release", "GET", "/v0/solvers/{solver_key:path}/releases/{version}"),
    route("list_solver_ports", "GET", "/v0/solvers/{solver_key:path}/releases/{version}/ports"),
    route("get_solver_pricing_plan", "GET", "/v0/solvers/{solver_key:path}/releases/{version}/pricing_plan"),
    route("create_solver_job", "POST", "/v0/solvers/{solver_key:path}/releases/{version}/jobs"),
    route("list_jobs", "GET", "/v0/solvers/{solver_key:path}/releases/{version}/jobs"),
    route("list_jobs_paginated", "GET", "/v0/solvers/{solver_key:path}/releases/{version}/jobs/page"),
    route("get_job", "GET", "/v0/solvers/{solver_key:path}/releases/{version}/jobs/{job_id:uuid}"),
    route("delete_job", "DELETE", "/v0/solvers/{solver_key:path}/releases/{version}/jobs/{job_id:uuid}"),
    route(
        "delete_job_assets",
        "DELETE",
        "/v0/solvers/{solver_key:path}/releases/{version}/jobs/{job_id:uuid}/assets",
    ),
    route("start_job", "POST", "/v0/solvers/{solver_key:path}/releases/{version}/jobs/{job_id:uuid}:start"),
    route("stop_job", "POST", "/v0/solvers/{solver_key:path}/releases/{version}/jobs/{job_id:uuid}:stop"),
    route(
        "inspect_job",
        "POST",
        "/v0/solvers/{solver_key:path}/releases/{version}/jobs/{job_id:uuid}:inspect",
    ),
    route(
        "get_job_outputs",
        "GET",
        "/v0/solvers/{solver_key:path}/releases/{version}/jobs/{job_id:uuid}/outputs",
    ),
    route(
        "get_job_output_logfile",
        "GET",
        "/v0/solvers/{solver_key:path}/releases/{version}/jobs/{job_id:uuid}/outputs/logfile",
    ),
    route(
        "get_log_stream",
        "GET",
        "/v0/solvers/{solver_key:path}/releases/{version}/jobs/{job_id:uuid}/logstream",
    ),
    route(
        "get_job_wallet",
        "GET",
        "/v0/solvers/{solver_key:path}/releases/{version}/jobs/{job_id:uuid}/wallet",
    ),
    route(
        "get_job_pricing_unit",
        "GET",
        "/v0/solvers/{solver_key:path}/releases/{version}/jobs/{job_id:uuid}/pricing_unit",
    ),
    route(
        "get_job_custom_metadata",
        "GET",
        "/v0/solvers/{solver_key:path}/releases/{version}/jobs/{job_id:uuid}/metadata",
    ),
    route(
        "replace_job_custom_metadata",
        "PATCH",
        "/v0/solvers/{solver_key:path}/releases/{version}/jobs/{job_id:uuid}/metadata",
    ),
    route("get_my_profile", "GET", "/v0/me"),
    route("update_my_profile", "PUT", "/v0/me"),
    route("get_default_wallet", "GET", "/v0/wallets/default"),
    route("get_wallet", "GET", "/v0/wallets/{wallet_id}"),
    route("get_available_licensed_items_for_wallet", "GET", "/v0/wallets/{wallet_id}/licensed-items"),
    route(
        "checkout_licensed_item",
        "POST",
        "/v0/wallets/{wallet_id}/licensed-items/{licensed_item_id}/checkout",
    ),
    route("get_credits_price", "GET", "/v0/credits/price"),
    route("inspect_study_job", "POST", "/v0/studies/{study_id}/jobs/{job_id}:inspect"),
    route("get_study_job_outputs", "POST", "/v0/studies/{study_id}/jobs/{job_id}/outputs"),
    route("get_study_job_output_logfile", "GET", "/v0/studies/{study_id}/jobs/{job_id}/outputs/log-links"),
    route("get_study_job_custom_metadata", "GET", "/v0/studies/{study_id}/jobs/{job_id}/metadata"),
    route("replace_study_job_custom_metadata", "PUT", "/v0/studies/{study_id}/jobs/{job_id}/metadata"),
];

/// Finds the operation of a request; `any_spelling` is how recent servers read identifiers.
pub(crate) fn find(method: &str, path: &str, any_spelling: bool) -> Destination {
    let path = percent_decode_str(path).decode_utf8_lossy();
    let matches = |path: &str| {
        let candidates = ROUTES.iter();
        let found = candidates.filter_map(|route| Some((route, route.read(path, any_spelling)?)));
        found.collect::<Vec<_>>()
    };
    let found = matches(&path);
    if let Some((_, matched)) = found.iter().find(|(route, _)| route.method == method) {
        return Destination::Operation(matched.clone());
    }
    if !found.is_empty() {
        return Destination::MethodNotAllowed;
    }
    match path.strip_suffix('/') {
        Some(shorter) if !matches(shorter).is_empty() => Destination::Redirect(shorter.to_owned()),
        _ => Destination::NotFound,
    }
}

impl Route {
    fn read(&self, path: &str, any_spelling: bool) -> Option<Matched> {
        let (template, path): (Vec<_>, Vec<_>) =
            (self.template.split('/').collect(), path.split('/').collect());
        let values = read(&template, &path, any_spelling)?;
        Some(Matched { operation: self.operation, values })
    }
}

/// The values of the segments of a path, if it is one of the template. A parameter with slashes takes as many segments
/// as it can.
fn read(
    template: &[&'static str],
    path: &[&str],
    any_spelling: bool,
) -> Option<BTreeMap<&'static str, String>> {
    let Some((expected, template)) = template.split_first() else {
        return path.is_empty().then(BTreeMap::new);
    };
    let Some((parameter, verb)) = expected.strip_prefix('{').and_then(|rest| rest.split_once('}')) else {
        let (segment, path) = path.split_first()?;
        return if segment == expected { read(template, path, any_spelling) } else { None };
    };
    let (name, kind) = parameter.split_once(':').unwrap_or((parameter, ""));
    let most = if kind == "path" { path.len() } else { 1 };
    (1..=most).rev().find_map(|count| {
        let (taken, path) = path.split_at_checked(count)?;
        let value = taken.join("/");
        let value = value.strip_suffix(verb).filter(|value| !value.is_empty())?;
        if kind == "uuid" && !is_identifier(value, any_spelling) {
            return None;
        }
        let mut values = read(template, path, any_spelling)?;
        values.insert(name, value.to_owned());
        Some(values)
    })
}

/// Whether a path value is spelt as a UUID in lower case with hyphens, or in any other allowed form.
fn is_identifier(value: &str, any_spelling: bool) -> bool {
    match hyphenated(value) {
        Ok(usual) => any_spelling || usual == value,
        Err(_) => false,
    }
}

/// The usual spelling of a UUID, or what is wrong with it, with the text of the real server's parser.
pub(crate) fn hyphenated(text: &str) -> Result<String, String> {
    let stranger = text.chars().enumerate().find(|(_, letter)| !letter.is_ascii_hexdigit() && *letter != '-');
    if let Some((position, letter)) = stranger {
        return Err(format!(
            "invalid character: expected an optional prefix of `urn:uuid:` followed by [0-9a-fA-F-], found `{letter}` at {}",
            position + 1
        ));
    }
    let groups: Vec<&str> = text.split('-').collect();
    let digits = groups.concat().to_ascii_lowercase();
    match (groups.len(), digits.len()) {
        (1, 32) => {}
        (5, 32) if groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12]) => {}
        (1, length) => {
            return Err(format!("invalid length: expected length 32 for simple format, found {length}"));
        }
        (5, _) => return Err("invalid group length".to_owned()),
        (count, _) => return Err(format!("invalid group count: expected 5, found {count}")),
    }
    let mut usual = digits;
    for position in [8, 13, 18, 23] {
        usual.insert(position, '-');
    }
    Ok(usual)
}

#[cfg(test)]
mod tests {
    use super::{Destination, find};

    const ID: &str = "7171cbf8-2fc9-11ef-95d3-0242ac140018";

    #[test]
    fn methods_and_paths_lead_where_the_real_ones_do() {
        let upper = ID.to_uppercase();
        let table = [
            ("GET", "/v0/studies".to_owned(), "list_studies"),
            ("GET", "/v0/studies/".to_owned(), "> /v0/studies"),
            ("GET", format!("/v0/studies/{ID}"), "get_study"),
            ("GET", format!("/v0/studies/{upper}"), "404"),
            ("GET", format!("/v0/studies/{}", ID.replace('-', "")), "404"),
            ("GET", "/v0/studies/x".to_owned(), "404"),
            ("POST", format!("/v0/studies/{ID}:clone"), "clone_study"),
            ("POST", format!("/v0/studies/{ID}%3Aclone"), "clone_study"),
            ("GET", format!("/v0/studies/{ID}:clone"), "405"),
            ("POST", "/v0/studies/x/jobs/y:inspect".to_owned(), "inspect_study_job"),
            ("POST", format!("/v0/studies/{ID}/jobs/{upper}:start"), "404"),
            ("GET", format!("/v0/files/{ID}/content"), "download_file"),
            ("GET", "/v0/files/x/content".to_owned(), "download_file"),
            ("GET", "/v0/files:search".to_owned(), "search_files_page"),
            ("PUT", "/v0/files/content".to_owned(), "upload_file"),
            ("POST", format!("/v0/files/{ID}:complete"), "complete_multipart_upload"),
            ("POST", format!("/v0/files/{ID}"), "405"),
            ("POST", "/v0/studies".to_owned(), "405"),
            ("HEAD", "/v0/studies".to_owned(), "405"),
            ("GET", "/v0/nothing".to_owned(), "404"),
            ("GET", "//v0/studies".to_owned(), "404"),
            ("GET", "/".to_owned(), "404"),
            ("GET", "/v0/solvers/releases".to_owned(), "list_solvers_releases"),
            ("GET", "/v0/solvers/a%2Fb/releases".to_owned(), "list_solver_releases"),
            ("GET", "/v0/solvers/a/b/releases".to_owned(), "list_solver_releases"),
            ("GET", "/v0/solvers/a/releases/b/releases/1.0.0".to_owned(), "get_solver_release"),
            ("GET", "/v0/solvers/a/releases/1.0.0/jobs/page".to_owned(), "list_jobs_paginated"),
            ("GET", "/v0/solvers/a/releases/1.0.0/jobs/x".to_owned(), "404"),
            ("GET", format!("/v0/solvers/a/releases/1.0.0/jobs/{ID}"), "get_job"),
            ("POST", format!("/v0/solvers/a/releases/1.0.0/jobs/{ID}:start"), "start_job"),
            ("GET", "/v0/wallets/default".to_owned(), "get_default_wallet"),
            ("GET", "/v0/wallets/7".to_owned(), "get_wallet"),
        ];
        for (method, path, expected) in table {
            let found = match find(method, &path, false) {
                Destination::Operation(matched) => matched.operation.to_owned(),
                Destination::MethodNotAllowed => "405".to_owned(),
                Destination::Redirect(path) => format!("> {path}"),
                Destination::NotFound => "404".to_owned(),
            };
            assert_eq!(found, expected, "{method} {path}");
        }
        let recent = find("GET", &format!("/v0/studies/{upper}"), true);
        assert!(matches!(recent, Destination::Operation(_)), "{recent:?}");
    }
}
