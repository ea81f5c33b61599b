//! The names in a page.
//!
//! In: Markdown. Out: the text of each pair of backticks, and each command of a console block. Invariant: other blocks of
//! code have no names, since the compiler checks them.

/// A name in a page.
pub(crate) struct Span {
    /// Its line, from 1.
    pub(crate) line: usize,
    pub(crate) text: String,
    /// Whether it is a line to type into a shell.
    pub(crate) command: bool,
    /// The paths beside it, in a row of the table that says where things are.
    pub(crate) row: Option<Vec<String>>,
}

/// All names of a page.
pub(crate) fn spans(page: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let (mut block, mut where_is) = (None, false);
    for (index, text) in page.lines().enumerate() {
        let line = index + 1;
        if let Some(language) = text.trim_start().strip_prefix("```") {
            block = if block.is_some() { None } else { Some(language.to_owned()) };
        } else if let Some(language) = &block {
            let command = text.strip_prefix("$ ").filter(|_| language == "console");
            found.extend(command.map(|text| Span { line, text: text.to_owned(), command: true, row: None }));
        } else {
            if text.starts_with('#') {
                where_is = text.contains("Where is");
            }
            found.extend(inline(line, text, where_is && text.starts_with('|')));
        }
    }
    found
}

/// The names of a line of prose.
fn inline(line: usize, text: &str, row: bool) -> Vec<Span> {
    let texts: Vec<&str> = text.split('`').skip(1).step_by(2).collect();
    let paths: Vec<String> =
        texts.iter().filter(|text| text.contains('/')).map(|text| (*text).to_owned()).collect();
    let row = row.then_some(paths).filter(|paths| !paths.is_empty());
    let is_command = |text: &str| {
        let first = text.split(' ').find(|word| !word.contains('=')).unwrap_or_default();
        ["cargo", "osparc-codegen"].contains(&first) && text.contains(' ')
            || first.contains('/') && text.contains(' ')
    };
    texts
        .into_iter()
        .map(|text| Span { line, text: text.to_owned(), command: is_command(text), row: row.clone() })
        .collect()
}
