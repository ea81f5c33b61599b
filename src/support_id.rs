//! The identifier that the platform's support needs.
//!
//! In: the body of an error response. Out: the support code in it (`OEC:..`). Invariant: the code is found in the error
//! responses of every server version, whether it is a member of its own or part of a text.

use crate::runtime::Json;

/// The support code: the member `support_id`, or the first `OEC:` code in the text.
pub(crate) fn find(body: &[u8]) -> Option<String> {
    let json = Json::parse(body).ok();
    if let Some(id) = json.as_ref().and_then(|json| json.get("support_id")?.as_str()) {
        return Some(id.to_owned());
    }
    let text = String::from_utf8_lossy(body);
    text.match_indices("OEC:").find_map(|(start, prefix)| {
        let rest = text.get(start + prefix.len()..)?;
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
        let code = rest.get(..end)?;
        (!code.is_empty()).then(|| format!("{prefix}{code}"))
    })
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn the_support_code_is_found_as_a_member_and_in_texts() {
        for (body, expected) in [
            (
                r#"{"errors":["x"],"support_id":"OEC:0123456789ab-1700000000000"}"#,
                Some("OEC:0123456789ab-1700000000000"),
            ),
            (r#"{"errors":["Something went wrong [OEC:ab-17]"],"support_id":null}"#, Some("OEC:ab-17")),
            ("plain OEC:ab-17.", Some("OEC:ab-17")),
            ("OEC: none, then OEC:x", Some("OEC:x")),
            (r#"{"errors":["x"]}"#, None),
            ("", None),
        ] {
            assert_eq!(find(body.as_bytes()).as_deref(), expected, "{body}");
        }
    }
}
