//! Texts of others in the line of an error.
//!
//! In: what a server or a library says, and the secrets of a call. Out: a part of one line. Invariant: no line break, no control
//! character, none of the secrets, and not more than a limit.

use zeroize::Zeroizing;

/// How many characters of a text of others are shown.
pub(super) const LONGEST: usize = 600;

/// Shorter secrets are parts of ordinary words, which would be made unreadable.
const SHORTEST_SECRET: usize = 4;

/// The text as a part of a line, without the secrets and within the limit.
pub(super) fn plain(text: &str, secrets: &[Zeroizing<String>]) -> String {
    let text = scrubbed(text.trim(), secrets);
    let length = text.chars().count();
    let mut line = String::with_capacity(text.len().min(LONGEST));
    for character in text.chars().take(LONGEST) {
        match character {
            '\n' | '\r' | '\t' => line.push(' '),
            _ if character.is_control() || is_invisible(character) => line.extend(character.escape_unicode()),
            _ => line.push(character),
        }
    }
    if length > LONGEST {
        line = format!("{line}… ({LONGEST} of {length} characters)");
    }
    line
}

/// Characters that change how the text around them is shown.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn scrubbed(text: &str, secrets: &[Zeroizing<String>]) -> String {
    let mut text = text.to_owned();
    let mut secrets: Vec<&str> = secrets.iter().map(|secret| secret.as_str()).collect();
    // The longest first: one may be a part of another.
    secrets.sort_unstable_by_key(|secret| std::cmp::Reverse(secret.len()));
    for secret in secrets.into_iter().filter(|secret| secret.len() >= SHORTEST_SECRET) {
        if text.contains(secret) {
            text = text.replace(secret, "[redacted]");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_one_line_without_secrets_and_bounded() {
        let secrets = ["hushhush", "hush", "a"].map(|secret| Zeroizing::new(secret.to_owned()));
        for (text, expected) in [
            (" plain ☃ ", "plain ☃"),
            ("a\r\nb\tc", "a  b c"),
            ("\u{1b}[31mred\0", "\\u{1b}[31mred\\u{0}"),
            ("\u{202e}txt\u{feff}", "\\u{202e}txt\\u{feff}"),
            ("the key hushhush, hush and a", "the key [redacted], [redacted] and a"),
            ("", ""),
        ] {
            assert_eq!(plain(text, &secrets), expected, "{text:?}");
        }
        let long = plain(&"é".repeat(5000), &[]);
        assert!(long.starts_with('é') && long.ends_with("… (600 of 5000 characters)"), "{long}");
    }
}
