//! The one identifier mangler: any text -> a Rust identifier.
//!
//! In: names and values of a document. Out: identifiers, unique in their scope.
//! Invariant: whatever the text, the result is an ASCII identifier of the Rust reference; nothing else makes one. Letters
//! of other scripts are transliterated: rustc compares identifiers after normalisation, so that two of them may be one,
//! and warns of those that look like others.

use heck::ToSnakeCase;

/// What is named: it decides the case, the prefix before a digit, and the name of a text without letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Noun {
    Type,
    Variant,
    Field,
    Parameter,
    Method,
}

impl Noun {
    fn is_upper(self) -> bool {
        matches!(self, Self::Type | Self::Variant)
    }

    /// The prefix of a name that would begin with a digit.
    fn prefix(self) -> &'static str {
        match self {
            Self::Type => "Type",
            Self::Variant => "Value",
            Self::Field | Self::Parameter => "value_",
            Self::Method => "operation_",
        }
    }

    /// The name of a text without letters or digits.
    fn fallback(self) -> &'static str {
        match self {
            Self::Type => "Type",
            Self::Variant => "Value",
            Self::Field => "field",
            Self::Parameter => "parameter",
            Self::Method => "operation",
        }
    }
}

/// Keywords of all editions, reserved ones too, which `r#` makes identifiers.
const RAW: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// The keywords that no `r#` makes identifiers.
const NEVER: [&str; 5] = ["self", "Self", "super", "crate", "_"];

/// The identifier of a text, not yet unique, without `r#`.
pub(super) fn mangle(text: &str, noun: Noun) -> String {
    if text.is_empty() {
        return if noun.is_upper() { "Empty".to_owned() } else { "empty".to_owned() };
    }
    let words = to_words(text);
    let name = if noun.is_upper() { upper_camel(&words) } else { words.to_snake_case() };
    let name = match name.chars().next() {
        None => noun.fallback().to_owned(),
        Some(first) if unicode_ident::is_xid_start(first) => name,
        Some(_) => format!("{}{name}", noun.prefix()),
    };
    if NEVER.contains(&name.as_str()) { format!("{name}_") } else { name }
}

/// The identifier as it appears in code.
pub(super) fn escape(name: String) -> String {
    if RAW.contains(&name.as_str()) { format!("r#{name}") } else { name }
}

/// The identifier with `_` behind where it is a keyword: for what also names a file.
pub(super) fn escape_plain(name: String) -> String {
    if RAW.contains(&name.as_str()) { format!("{name}_") } else { name }
}

/// Whether a text is an identifier as it is.
pub(super) fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(unicode_ident::is_xid_start)
        && chars.all(unicode_ident::is_xid_continue)
        && !NEVER.contains(&text)
        && !RAW.contains(&text)
}

/// The text without characters that no identifier has. A sign before a word, or symbols alone, become words.
fn to_words(text: &str) -> String {
    let signed = match text.strip_prefix(['+', '-']) {
        Some(rest) if rest.starts_with(char::is_alphanumeric) => {
            format!("{} {rest}", if text.starts_with('+') { "plus" } else { "minus" })
        }
        _ => text.to_owned(),
    };
    let mut clean = String::with_capacity(signed.len());
    signed.chars().for_each(|c| transliterate(c, &mut clean));
    if clean.contains(|c: char| c.is_ascii_alphanumeric()) {
        return clean;
    }
    signed.chars().filter_map(symbol).collect::<Vec<_>>().join(" ")
}

/// Adds a character of identifiers in ASCII; a space for others.
fn transliterate(c: char, to: &mut String) {
    let stays = |c: &char| *c == '_' || c.is_ascii_alphanumeric();
    if stays(&c) {
        to.push(c);
    } else if unicode_ident::is_xid_continue(c) {
        to.extend(any_ascii::any_ascii_char(c).chars().filter(stays));
    } else {
        to.push(' ');
    }
}

fn symbol(symbol: char) -> Option<&'static str> {
    Some(match symbol {
        '<' => "less",
        '>' => "greater",
        '=' => "equal",
        '!' => "not",
        '+' => "plus",
        '-' => "minus",
        '*' => "asterisk",
        '/' => "slash",
        '\\' => "backslash",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '_' => "underscore",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '^' => "caret",
        '~' => "tilde",
        '@' => "at",
        '#' => "hash",
        '$' => "dollar",
        '?' => "question",
        ' ' => "space",
        _ => return None,
    })
}

/// CamelCase, with `_` only where two numbers would run into one.
fn upper_camel(text: &str) -> String {
    let mut name = String::new();
    for word in text.to_snake_case().split('_') {
        let runs_on = name.ends_with(char::is_numeric) && word.starts_with(char::is_numeric);
        if runs_on {
            name.push('_');
        }
        let mut letters = word.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name
}

#[cfg(test)]
mod tests {
    use super::{Noun, escape, mangle};

    #[test]
    fn every_text_has_an_identifier() {
        let cases = [
            ("HTTPValidationError", Noun::Type, "HttpValidationError"),
            ("Page_Study_", Noun::Type, "PageStudy"),
            ("1Foo", Noun::Type, "Type1foo"),
            ("self", Noun::Type, "Self_"),
            ("1920x1080", Noun::Variant, "Value1920x1080"),
            ("+1", Noun::Variant, "Plus1"),
            ("-1", Noun::Variant, "Minus1"),
            ("-1", Noun::Field, "minus_1"),
            ("1.5", Noun::Variant, "Value1_5"),
            ("v1.2", Noun::Variant, "V1_2"),
            ("", Noun::Variant, "Empty"),
            ("", Noun::Field, "empty"),
            ("🦀", Noun::Variant, "Value"),
            ("🦀", Noun::Field, "field"),
            ("_", Noun::Field, "underscore"),
            ("<=", Noun::Variant, "LessEqual"),
            ("Größe", Noun::Field, "grosse"),
            ("ｆｕｌｌ", Noun::Field, "full"),
            ("𝔘ser", Noun::Type, "User"),
            ("ﬁle", Noun::Variant, "File"),
            ("аdmin", Noun::Parameter, "admin"),
            ("cafe\u{301}", Noun::Field, "cafe"),
            ("名前", Noun::Field, "ming_qian"),
            ("사용자", Noun::Type, "SaYongJa"),
            ("１２", Noun::Variant, "Value12"),
            ("NOT_STARTED", Noun::Variant, "NotStarted"),
            ("x-simcore-parent-node-id", Noun::Parameter, "x_simcore_parent_node_id"),
            ("2fa", Noun::Field, "value_2fa"),
            ("2fa", Noun::Parameter, "value_2fa"),
            ("self", Noun::Field, "self_"),
            ("$ref", Noun::Field, "ref"),
        ];
        for (text, noun, expected) in cases {
            assert_eq!(mangle(text, noun), expected, "{text:?} as {noun:?}");
            let token = escape(mangle(text, noun));
            assert!(syn::parse_str::<syn::Ident>(&token).is_ok() || token.starts_with("r#"), "{token}");
        }
        for keyword in ["type", "gen", "try", "yield", "async", "match"] {
            assert_eq!(escape(mangle(keyword, Noun::Field)), format!("r#{keyword}"));
        }
    }
}
