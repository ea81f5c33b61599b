//! Texts that keep the constraints of a schema.
//!
//! In: constraints, and a name that suggests a word. Out: the first of some texts that keeps them. Invariant: a text is a
//! word of letters and digits, a text of a format, one that a pattern makes, or one of the document as a literal.

use super::pattern::Pattern;
use crate::ir::{Constraints, Literal};

/// The longest default that serves as an example, and the longest word.
const MAX_DEFAULT: usize = 40;

/// What a text is made of.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'a> {
    /// The name of what it belongs to.
    pub(super) hint: &'a str,
    /// The documented default, which is a better value than any other.
    pub(super) default: Option<&'a Literal>,
    pub(super) constraints: &'a Constraints,
    /// The format where the constraints give none.
    pub(super) format: Option<&'a str>,
    /// The number of the item that it stands in.
    pub(super) ordinal: usize,
}

/// A text; nothing where none is found that keeps the constraints.
pub(super) fn of(wanted: &Wanted<'_>) -> Option<String> {
    let constraints = wanted.constraints;
    let pattern = constraints.pattern.as_deref().map(Pattern::parse);
    // A pattern that the parser does not know can only be met by what the document gives.
    if let Some(None) = pattern {
        return given(wanted).find(|text| is_long_enough(constraints, text));
    }
    let pattern = pattern.flatten();
    let format = constraints.format.as_deref().or(wanted.format);
    let keeps = |text: &String| {
        is_long_enough(constraints, text)
            && pattern.as_ref().is_none_or(|pattern| pattern.is_in(text))
            && format.is_none_or(|format| is_formatted(format, text))
    };
    let least = constraints.min_length.unwrap_or_default().max(1).saturating_add(wanted.ordinal);
    let made = pattern.as_ref().and_then(|pattern| pattern.text(least).or_else(|| pattern.text(0)));
    let default =
        default(wanted).filter(|text| text.chars().count() <= MAX_DEFAULT || constraints.example.is_none());
    let formatted = format.map(|format| texts_of(format, wanted)).unwrap_or_default();
    default.into_iter().chain(formatted).chain(words(wanted)).chain(made).chain(given(wanted)).find(keeps)
}

fn default(wanted: &Wanted<'_>) -> Option<String> {
    match wanted.default {
        Some(Literal::String(text)) => Some(text.clone()),
        _ => None,
    }
}

/// What the document gives: its default and its example.
fn given(wanted: &Wanted<'_>) -> impl Iterator<Item = String> {
    let example = wanted.constraints.example.as_deref();
    let example = example.and_then(|text| serde_json::from_str::<String>(text).ok());
    default(wanted).into_iter().chain(example)
}

fn is_long_enough(constraints: &Constraints, text: &str) -> bool {
    let length = text.chars().count();
    constraints.min_length.is_none_or(|least| length >= least)
        && constraints.max_length.is_none_or(|most| length <= most)
}

/// The word that the name suggests, also longer or shorter.
fn words(wanted: &Wanted<'_>) -> Vec<String> {
    let number = if wanted.ordinal == 0 { String::new() } else { (wanted.ordinal + 1).to_string() };
    let word = format!("{}{number}", word(wanted.hint));
    let mut words = vec![word.clone()];
    // What is longer than this is no example that anybody reads.
    let least = wanted.constraints.min_length.unwrap_or_default().min(1000);
    if word.chars().count() < least {
        words.push(word.chars().cycle().take(least).collect());
    }
    if let Some(most) = wanted.constraints.max_length {
        let kept = most.saturating_sub(number.len());
        words.push(word.chars().take(kept).chain(number.chars()).collect());
    }
    words
}

/// A word that a name suggests.
pub(super) fn word(hint: &str) -> String {
    let word: String =
        hint.chars().filter(|c| c.is_ascii_alphanumeric() || "_-".contains(*c)).take(MAX_DEFAULT).collect();
    if word.is_empty() { "text".to_owned() } else { word }
}

/// Texts of a format: a usual one, a short one, and one that is as long as it must be.
fn texts_of(format: &str, wanted: &Wanted<'_>) -> Vec<String> {
    let number = if wanted.ordinal == 0 { String::new() } else { (wanted.ordinal + 1).to_string() };
    let (start, end, short) = match format {
        "email" | "idn-email" => ("user", "@example.com", "a@b.co"),
        "hostname" | "idn-hostname" => ("host", ".example.com", "a.co"),
        "uri" | "url" | "iri" => ("https://example.com/", "", "a:b"),
        "uri-reference" | "iri-reference" => ("/path", "", "a"),
        "uri-template" => ("https://example.com/{id}", "", "{a}"),
        "json-pointer" => ("/items", "", "/a"),
        "relative-json-pointer" => ("0/items", "", "0"),
        "regex" => ("a+", "", "a"),
        "time" => return vec![format!("12:00:{:02}Z", wanted.ordinal % 60)],
        "time-local" => return vec![format!("12:00:{:02}", wanted.ordinal % 60)],
        "date-time" => return vec![format!("2026-01-31T12:00:{:02}Z", wanted.ordinal % 60)],
        "date-time-local" => return vec![format!("2026-01-31T12:00:{:02}", wanted.ordinal % 60)],
        "date" => return vec![format!("2026-01-{:02}", 31 - wanted.ordinal % 28)],
        "http-date" | "date-time-rfc1123" => {
            return vec![format!("Sat, 31 Jan 2026 12:00:{:02} GMT", wanted.ordinal % 60)];
        }
        "duration" => return vec![format!("PT{}M", wanted.ordinal + 1), format!("P{}D", wanted.ordinal + 1)],
        "uuid" => {
            return vec![format!("3fa85f64-5717-4562-b3fc-2c963f66af{:02x}", 166 + wanted.ordinal % 64)];
        }
        "ipv4" | "ip" => return vec![format!("192.0.2.{}", wanted.ordinal % 250 + 1)],
        "ipv6" => return vec![format!("2001:db8::{}", wanted.ordinal % 250 + 1)],
        "decimal" | "double" | "float" => return vec![format!("{}.5", wanted.ordinal + 1)],
        _ if crate::openapi::format::is_integer(format) => return vec![(wanted.ordinal + 1).to_string()],
        _ => return Vec::new(),
    };
    let usual = format!("{start}{number}{end}");
    let missing = wanted.constraints.min_length.unwrap_or_default().min(1000).saturating_sub(usual.len());
    let long = format!("{start}{number}{}{end}", "a".repeat(missing));
    vec![usual, short.to_owned(), long]
}

/// Whether a text is in a format, as far as it is easily told.
fn is_formatted(format: &str, text: &str) -> bool {
    let is_name = |text: &str| {
        !text.is_empty()
            && text
                .split('.')
                .all(|part| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-'))
    };
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    match format {
        "email" | "idn-email" => {
            text.split_once('@').is_some_and(|(user, host)| !user.is_empty() && is_name(host))
        }
        "hostname" | "idn-hostname" => is_name(text),
        "uri" | "url" | "iri" => {
            let scheme = text.split_once(':').map(|(scheme, _)| scheme);
            !text.contains(' ')
                && scheme.is_some_and(|scheme| scheme.starts_with(|c: char| c.is_ascii_alphabetic()))
        }
        "uri-reference" | "iri-reference" | "uri-template" => !text.contains([' ', '"', '<', '>', '\\']),
        "json-pointer" => text.is_empty() || text.starts_with('/'),
        "relative-json-pointer" => text.starts_with(|c: char| c.is_ascii_digit()),
        "date" => text.len() == 10 && digits(text) == 8,
        "date-time" | "date-time-local" => text.len() >= 19 && digits(text) >= 14,
        "time" | "time-local" => text.len() >= 8 && digits(text) >= 6,
        "duration" => text.trim_start_matches('-').starts_with('P') && digits(text) > 0,
        "uuid" => text.len() == 36 && text.chars().all(|c| c.is_ascii_hexdigit() || c == '-'),
        "ipv4" => text.parse::<std::net::Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<std::net::Ipv6Addr>().is_ok(),
        "ip" => text.parse::<std::net::IpAddr>().is_ok(),
        "decimal" | "double" | "float" => text.parse::<f64>().is_ok(),
        _ if crate::openapi::format::is_integer(format) => text.parse::<i128>().is_ok(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::{Wanted, of};
    use crate::ir::Constraints;

    #[test]
    fn a_text_keeps_its_constraints() {
        let constraints = |format: &str, pattern: &str, length: (usize, usize)| Constraints {
            format: (!format.is_empty()).then(|| format.to_owned()),
            pattern: (!pattern.is_empty()).then(|| pattern.to_owned()),
            min_length: (length.0 > 0).then_some(length.0),
            max_length: (length.1 > 0).then_some(length.1),
            ..Constraints::default()
        };
        for (format, pattern, length, ordinal, expected) in [
            ("", "", (0, 0), 0, Some("name")),
            ("", "", (0, 0), 1, Some("name2")),
            ("", "", (10, 12), 0, Some("namenamena")),
            ("", "", (0, 2), 0, Some("na")),
            ("", "", (2, 2), 1, Some("n2")),
            ("email", "", (0, 0), 0, Some("user@example.com")),
            ("email", "", (0, 8), 0, Some("a@b.co")),
            ("email", "", (20, 20), 0, Some("useraaaa@example.com")),
            ("uri", "^https://", (0, 0), 0, Some("https://example.com/")),
            ("", "^[0-9]*$", (0, 0), 0, Some("1")),
            ("", "^[0-9]*$", (3, 0), 0, Some("111")),
            ("", "^n[a-z]+e$", (0, 0), 0, Some("name")),
            ("", "^(?=x)x$", (0, 0), 0, None),
            ("ipv4", "^x", (0, 0), 0, None),
            ("made-up", "", (0, 0), 0, Some("name")),
        ] {
            let constraints = constraints(format, pattern, length);
            let wanted =
                Wanted { hint: "name", default: None, constraints: &constraints, format: None, ordinal };
            assert_eq!(of(&wanted).as_deref(), expected, "{constraints:?}");
        }
        let given = Constraints { example: Some(r#""x""#.to_owned()), ..constraints("", "^(?=x)x$", (0, 0)) };
        let wanted = Wanted { hint: "name", default: None, constraints: &given, format: None, ordinal: 0 };
        assert_eq!(of(&wanted).as_deref(), Some("x"));
    }
}
