//! The identifier that the platform's support asks for.
//!
//! In: the body of an error response. Out: its code (`OEC:..`). Invariant: it is found in JSON of every server version,
//! and in the text around it where an older server put it.

use crate::runtime::Json;

/// The support team's code: the member `support_id`, or `OEC:` and what follows it in the text.
pub(crate) fn support_id(body: &[u8]) -> Option<String> {
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
    use super::support_id;

    #[test]
    fn the_support_code_is_a_member_or_in_the_text() {
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
            assert_eq!(support_id(body.as_bytes()).as_deref(), expected, "{body}");
        }
    }
}
