//! The styles of parameters and form properties (OpenAPI 3.1, "Style Values").
//!
//! In: `in`, `style`, `explode` and `allowReserved` as the document has them. Out: positions and encodings.
//! Invariant: names, positions and defaults of styles stand nowhere else.

use crate::ir::{ArrayFormat, Encoding, Position, Style};

/// Each style: its name, and where it is allowed.
const STYLES: [(&str, Style, &[Position]); 7] = [
    ("simple", Style::Simple, &[Position::Path, Position::Header]),
    ("label", Style::Label, &[Position::Path]),
    ("matrix", Style::Matrix, &[Position::Path]),
    ("form", Style::Form, &[Position::Query, Position::Cookie]),
    ("spaceDelimited", Style::SpaceDelimited, &[Position::Query]),
    ("pipeDelimited", Style::PipeDelimited, &[Position::Query]),
    ("deepObject", Style::DeepObject, &[Position::Query]),
];

/// The style where the document names none.
fn default_style(position: Position) -> Style {
    match position {
        Position::Path | Position::Header => Style::Simple,
        Position::Query | Position::Cookie => Style::Form,
    }
}

/// `explode` where the document does not say it.
pub(crate) fn default_explode(style: Style) -> bool {
    matches!(style, Style::Form | Style::Property)
}

/// The position that `in` names.
pub(crate) fn position(name: &str) -> Option<Position> {
    use Position::{Cookie, Header, Path, Query};
    [Path, Query, Header, Cookie].into_iter().find(|position| position.name() == name)
}

/// The style that `style` names, or the position's default; `None` where the position does not allow it.
pub(crate) fn style(position: Position, name: Option<&str>) -> Option<Style> {
    let Some(name) = name else { return Some(default_style(position)) };
    allowed(position).find(|(known, _)| *known == name).map(|(_, style)| style)
}

/// The names of the styles that a position allows.
pub(crate) fn names(position: Position) -> impl Iterator<Item = &'static str> {
    allowed(position).map(|(name, _)| name)
}

fn allowed(position: Position) -> impl Iterator<Item = (&'static str, Style)> {
    let allowed = STYLES.into_iter().filter(move |(_, _, positions)| positions.contains(&position));
    allowed.map(|(name, style, _)| (name, style))
}

/// The encoding of a style with `explode`.
pub(crate) fn encoding(style: Style, explode: Option<bool>, allow_reserved: bool) -> Encoding {
    let explode = explode.unwrap_or(default_explode(style));
    let (style, explode) = match style {
        // Exploded, they have nothing to delimit.
        Style::SpaceDelimited | Style::PipeDelimited if explode => (Style::Form, true),
        // It has one form only.
        Style::DeepObject => (style, false),
        _ => (style, explode),
    };
    Encoding::Style { style, explode, allow_reserved, arrays: ArrayFormat::default() }
}

/// The encoding where the document says nothing of it.
pub(crate) fn default_encoding(position: Position) -> Encoding {
    encoding(default_style(position), None, false)
}

/// The encoding of a form's property where the document says nothing of it.
pub(crate) fn default_property_encoding() -> Encoding {
    encoding(Style::Property, None, false)
}
