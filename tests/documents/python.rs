//! The page for people who come from Python, against the methods that the Python packages have.
//!
//! In: `docs/guide/python.md` and `tests/data/python-methods.txt`. Out: methods without a row, rows without a method, and
//! counterparts that no example has. Invariant: what the page sets beside a method is compiled, for the doc tests compile its
//! examples.

use std::collections::BTreeMap;

/// Methods that later versions of the packages no longer have.
const GONE: [&str; 2] = ["list_study_jobs", "get_study_job"];

/// What is wrong with the page.
pub(crate) fn check(page: &str, methods: &str) -> Vec<String> {
    let rows = rows(page);
    let examples = examples(page);
    let mut faults = Vec::new();
    let mut known: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in methods.lines() {
        let Some((class, method)) = line.split(' ').next().and_then(|name| name.split_once('.')) else {
            faults.push(format!("`{line}` is not a method"));
            continue;
        };
        known.entry(class).or_default().push(method);
        if !rows.iter().any(|row| row.class == class && row.methods.contains(&method)) {
            faults.push(format!("{class} has no row with `{method}`"));
        }
    }
    for row in &rows {
        let all = known.get(row.class).map(Vec::as_slice).unwrap_or_default();
        let unknown = row.methods.iter().filter(|method| !all.contains(*method) && !GONE.contains(*method));
        faults.extend(unknown.map(|method| format!("{} has no method `{method}`", row.class)));
        let is_gone = row.methods.iter().all(|method| GONE.contains(method)) && !row.methods.is_empty();
        if row.counterparts.is_empty() && !is_gone {
            faults.push(format!("{}: nothing stands beside {:?}", row.class, row.methods));
        }
        let missing = row.counterparts.iter().filter(|call| !examples.contains(&format!(" {call};")));
        faults.extend(missing.map(|call| format!("no example has `{call}`")));
    }
    faults
}

/// A row of the table of a class.
struct Row<'p> {
    class: &'p str,
    /// The methods in the first column.
    methods: Vec<&'p str>,
    /// The code in the second.
    counterparts: Vec<&'p str>,
}

/// The rows below the headings of classes: the text after the heading names the class first.
fn rows(page: &str) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    for section in page.split("\n##").skip(1) {
        let class = section.split('`').nth(1).filter(|class| class.ends_with("Api"));
        let Some(class) = class.filter(|_| section.starts_with('#')) else { continue };
        for line in section.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| Python")) {
            let mut cells = line.split(" | ");
            let methods = code(cells.next().unwrap_or_default());
            rows.push(Row {
                class,
                methods: methods.filter_map(method).collect(),
                counterparts: code(cells.next().unwrap_or_default()).collect(),
            });
        }
    }
    rows
}

/// The name of a method in `name(arguments)`.
fn method(code: &str) -> Option<&str> {
    let name = code.split('(').next()?;
    (name.len() < code.len() || GONE.contains(&name)).then_some(name)
}

/// What stands in backticks.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The Rust of a page.
fn examples(page: &str) -> String {
    page.split("```rust").skip(1).filter_map(|block| block.split("```").next()).collect()
}
