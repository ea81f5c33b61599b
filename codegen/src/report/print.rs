//! A report as JSON and as text.
//!
//! In: a [`Report`]. Out: text. Invariant: both have the same entries in the same order; the JSON's keys do not change.

use std::fmt;

use serde_json::{Value, json};

use super::{Entry, Report, Status};
use crate::Diagnostic;

impl Report {
    /// The report as JSON: `operations`, `schemas`, `document` and `summary`.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let entries = |entries: &[Entry]| entries.iter().map(entry).collect::<Vec<Value>>();
        json!({
            "summary": { "operations": counts(&self.operations), "schemas": counts(&self.schemas) },
            "operations": entries(&self.operations),
            "schemas": entries(&self.schemas),
            "document": list(&self.document),
        })
    }
}

const ALL: [Status; 3] = [Status::Represented, Status::Degraded, Status::Skipped];

fn count(entries: &[Entry], status: Status) -> usize {
    entries.iter().filter(|entry| entry.status == status).count()
}

fn counts(entries: &[Entry]) -> Value {
    ALL.iter().map(|status| (status.as_str().to_owned(), json!(count(entries, *status)))).collect()
}

fn entry(entry: &Entry) -> Value {
    let Entry { name, file, pointer, status, reasons, notes, through } = entry;
    json!({
        "name": name,
        "file": file,
        "pointer": pointer.as_str(),
        "status": status.as_str(),
        "reasons": list(reasons),
        "notes": list(notes),
        "degraded_schemas": through,
    })
}

fn list(diagnostics: &[Diagnostic]) -> Vec<Value> {
    let one = |diagnostic: &Diagnostic| {
        json!({
            "code": diagnostic.code,
            "message": diagnostic.message,
            "pointer": diagnostic.pointer.as_str(),
            "file": diagnostic.location.as_ref().map(|location| location.file.as_str()),
            "line": diagnostic.location.as_ref().map(|location| location.line),
        })
    };
    diagnostics.iter().map(one).collect()
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (title, entries) in [("Operations", &self.operations), ("Schemas", &self.schemas)] {
            let counts = ALL.map(|status| format!("{} {}", count(entries, status), status.as_str()));
            writeln!(f, "{title}: {}", counts.join(", "))?;
            for entry in entries {
                write_entry(f, entry)?;
            }
            writeln!(f)?;
        }
        writeln!(f, "Document: {} remark(s)", self.document.len())?;
        self.document.iter().try_for_each(|diagnostic| write_diagnostic(f, diagnostic))
    }
}

fn write_entry(f: &mut fmt::Formatter<'_>, entry: &Entry) -> fmt::Result {
    writeln!(f, "  {:<11} {}", entry.status.as_str(), printable(&entry.name))?;
    for diagnostic in entry.reasons.iter().chain(&entry.notes) {
        write_diagnostic(f, diagnostic)?;
    }
    if !entry.through.is_empty() {
        writeln!(f, "      uses degraded schemas: {}", printable(&entry.through.join(", ")))?;
    }
    Ok(())
}

fn write_diagnostic(f: &mut fmt::Formatter<'_>, diagnostic: &Diagnostic) -> fmt::Result {
    let Diagnostic { code, message, pointer, location, .. } = diagnostic;
    writeln!(f, "      {code}: {}", printable(message))?;
    let location = location.as_ref().map(|location| format!(" ({}:{})", location.file, location.line));
    writeln!(f, "        at {}{}", printable(&pointer.to_string()), printable(&location.unwrap_or_default()))
}

/// A document's text must not steer the terminal.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
