//! Where a space stands between two tokens of the plain layout.
//!
//! In: what was printed last, and what comes. Out: whether a space is between them. Invariant: two tokens never become
//! one, or a comment; all else is for the eye, and a guess of it may be wrong.

use proc_macro2::{Delimiter, Group};

/// What a token is to its neighbours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::backend) enum Kind {
    /// Nothing yet: the start of a line, or what is behind a bracket.
    #[default]
    Start,
    /// A name or a literal.
    Word,
    /// A word that takes no brackets: a keyword, a lifetime.
    Keyword,
    /// `,`, `;` or `:`.
    Comma,
    /// `.`, `..` or `..=`.
    Dot,
    /// `::`.
    Path,
    /// `<` of generics.
    Open,
    /// `>` of generics.
    Shut,
    /// `!` of a macro.
    Bang,
    /// An operator before its operand, or `#`.
    Prefix,
    /// An operator between its operands.
    Infix,
    /// `?`.
    Question,
    /// A group in parentheses.
    Parentheses,
    /// A group in brackets.
    Brackets,
    /// A group in braces.
    Braces,
}

/// The words after which brackets do not belong to them, and operators have nothing on their left.
const KEYWORDS: [&str; 20] = [
    "as", "async", "await", "break", "const", "dyn", "else", "for", "if", "impl", "in", "let", "match",
    "move", "mut", "ref", "return", "unsafe", "where", "while",
];

impl Kind {
    /// Of a name or a literal.
    pub(in crate::backend) fn of_word(word: &str, last: Self) -> Self {
        // `.await` is an operand like a field.
        if KEYWORDS.contains(&word) && last != Self::Dot { Self::Keyword } else { Self::Word }
    }

    /// Of a group.
    pub(in crate::backend) fn of_group(group: &Group) -> Self {
        match group.delimiter() {
            Delimiter::Parenthesis => Self::Parentheses,
            Delimiter::Bracket => Self::Brackets,
            Delimiter::Brace | Delimiter::None => Self::Braces,
        }
    }

    /// Whether an operand may end here, so that an operator behind it has two.
    pub(in crate::backend) fn is_operand(self) -> bool {
        matches!(
            self,
            Self::Word | Self::Shut | Self::Question | Self::Parentheses | Self::Brackets | Self::Braces
        )
    }

    /// Whether a space stands between this and what comes.
    pub(in crate::backend) fn is_apart_from(self, next: Self) -> bool {
        if matches!(self, Self::Start | Self::Dot | Self::Path | Self::Open | Self::Prefix) {
            return false;
        }
        let follows_name = matches!(self, Self::Word | Self::Shut);
        match next {
            Self::Comma | Self::Question | Self::Shut | Self::Bang => false,
            Self::Dot => !self.is_operand(),
            Self::Path => !follows_name,
            Self::Open => !matches!(self, Self::Word | Self::Keyword),
            Self::Parentheses => !(self.is_operand() || self == Self::Bang),
            Self::Brackets => !(self.is_operand() || self == Self::Bang) || self == Self::Shut,
            _ => true,
        }
    }
}

/// The operators of more than one character; with their beginnings, they are what two neighbours must not become.
const LONG: [&str; 24] = [
    "::", "->", "=>", "==", "!=", "<=", ">=", "&&", "||", "..", "...", "..=", "<<", "+=", "-=", "*=", "/=",
    "%=", "^=", "&=", "|=", "<-", "//", "/*",
];

/// Whether two operators side by side would be read as another one, or as its beginning. That `>` `>` would be `>>` does
/// not matter: what reads types takes that apart.
pub(in crate::backend) fn would_join(last: Option<char>, next: Option<char>) -> bool {
    let (Some(left), Some(right)) = (last, next) else { return false };
    LONG.iter().any(|long| long.chars().zip(long.chars().skip(1)).any(|pair| pair == (left, right)))
}
