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
    template: &'static str,
    /// Whether an identifier of another spelling is another path.
    strict: bool,
}

const fn strict(operation: &'static str, method: &'static str, template: &'static str) -> Route {
    Route { operation, method, template, strict: true }
}

const fn lenient(operation: &'static str, method: &'static str, template: &'static str) -> Route {
    Route { operation, method, template, strict: false }
}

const ROUTES: &[Route] = &[
    strict("list_files", "GET", "/v0/files"),
    strict("search_files_page", "GET", "/v0/files:search"),
    strict("get_upload_links", "POST", "/v0/files/content"),
    strict("upload_file", "PUT", "/v0/files/content"),
    lenient("get_file", "GET", "/v0/files/{file_id}"),
    lenient("delete_file", "DELETE", "/v0/files/{file_id}"),
    lenient("abort_multipart_upload", "POST", "/v0/files/{file_id}:abort"),
    lenient("complete_multipart_upload", "POST", "/v0/files/{file_id}:complete"),
    lenient("download_file", "GET", "/v0/files/{file_id}/content"),
    strict("get_service_metadata", "GET", "/v0/meta"),
    strict("list_studies", "GET", "/v0/studies"),
    strict("get_study", "GET", "/v0/studies/{study_id}"),
    strict("clone_study", "POST", "/v0/studies/{study_id}:clone"),
    strict("list_study_ports", "GET", "/v0/studies/{study_id}/ports"),
    strict("list_study_jobs", "GET", "/v0/studies/{study_id}/jobs"),
    strict("create_study_job", "POST", "/v0/studies/{study_id}/jobs"),
    strict("get_study_job", "GET", "/v0/studies/{study_id}/jobs/{job_id}"),
    strict("delete_study_job", "DELETE", "/v0/studies/{study_id}/jobs/{job_id}"),
    strict("start_study_job", "POST", "/v0/studies/{study_id}/jobs/{job_id}:start"),
    strict("stop_study_job", "POST", "/v0/studies/{study_id}/jobs/{job_id}:stop"),
    lenient("inspect_study_job", "POST", "/v0/studies/{study_id}/jobs/{job_id}:inspect"),
    lenient("get_study_job_outputs", "POST", "/v0/studies/{study_id}/jobs/{job_id}/outputs"),
    lenient("get_study_job_output_logfile", "GET", "/v0/studies/{study_id}/jobs/{job_id}/outputs/log-links"),
    lenient("get_study_job_custom_metadata", "GET", "/v0/studies/{study_id}/jobs/{job_id}/metadata"),
    lenient("replace_study_job_custom_metadata", "PUT", "/v0/studies/{study_id}/jobs/{job_id}/metadata"),
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
        let mut values = BTreeMap::new();
        let mut segments = path.split('/');
        for expected in self.template.split('/') {
            let segment = segments.next()?;
            let Some((name, verb)) = expected.strip_prefix('{').and_then(|rest| rest.split_once('}')) else {
                if segment == expected {
                    continue;
                }
                return None;
            };
            let value = segment.strip_suffix(verb)?;
            if value.is_empty() || self.strict && !is_identifier(value, any_spelling) {
                return None;
            }
            values.insert(name, value.to_owned());
        }
        segments.next().is_none().then_some(Matched { operation: self.operation, values })
    }
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
