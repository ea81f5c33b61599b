//! The placeholders of a path.
//!
//! In: a path such as `/studies/{study_id}/jobs`. Out: its placeholders, in order, with duplicates.
//! Invariant: braces are paired and not nested; otherwise the result is `None`.

pub(super) fn placeholders(path: &str) -> Option<Vec<&str>> {
    let mut found = Vec::new();
    let mut rest = path;
    while let Some((literal, after)) = rest.split_once('{') {
        let (name, behind) = after.split_once('}')?;
        if literal.contains('}') || name.contains('{') || name.is_empty() {
            return None;
        }
        found.push(name);
        rest = behind;
    }
    (!rest.contains('}')).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::placeholders;

    #[test]
    fn braces_are_paired() {
        assert_eq!(placeholders("/a"), Some(vec![]));
        assert_eq!(placeholders("/{a}/{b}:go/{a}"), Some(vec!["a", "b", "a"]));
        for path in ["/{a", "/a}", "/{a{b}}", "/{}", "/}{"] {
            assert_eq!(placeholders(path), None, "{path}");
        }
    }
}
