//! What becomes of each operation and schema of a document.
//!
//! In: a document's pointers, and the diagnostics of a run that leaves out what is at fault. Out: a [`Report`].
//! Invariant: every operation and every component schema of the selection is in it exactly once, and every diagnostic is at
//! what it concerns, or under `document`.

mod print;

use std::{collections::BTreeSet, path::Path};

use crate::{
    config::Config,
    diagnostics::{Diagnostic, Diagnostics, GenerateError},
    document::Origins,
    pipeline::Run,
    pointer::Pointer,
    select::{self, Units},
};

/// What becomes of a document.
#[derive(Debug, Default)]
pub struct Report {
    /// The operations, in the document's order.
    pub operations: Vec<Entry>,
    /// The component schemas, in the document's order.
    pub schemas: Vec<Entry>,
    /// What concerns no operation and no schema in particular.
    pub document: Vec<Diagnostic>,
}

/// What becomes of an operation or a schema.
#[derive(Debug)]
pub struct Entry {
    /// `METHOD /path` with the operationId behind, or the schema's name.
    pub name: String,
    /// The file that it is in, where that is not the document itself.
    pub file: Option<String>,
    /// Where the document, or that file, has it.
    pub pointer: Pointer,
    /// How far it is represented.
    pub status: Status,
    /// Why it is not represented in full: warnings whose codes begin with `degraded-`, or `skipped`.
    pub reasons: Vec<Diagnostic>,
    /// Other warnings about it; it is represented all the same.
    pub notes: Vec<Diagnostic>,
    /// The degraded schemas that it leads to.
    pub through: Vec<String>,
}

/// How far something is represented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// As the document describes it.
    Represented,
    /// Less precisely than the document says, for these reasons.
    Degraded,
    /// Not at all.
    Skipped,
}

impl Status {
    /// The status in lower case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Represented => "represented",
            Self::Degraded => "degraded",
            Self::Skipped => "skipped",
        }
    }
}

/// Reports on a document. Operations and schemas at fault are reported as skipped, whatever the configuration.
///
/// # Errors
///
/// [`GenerateError`] if the document cannot be read at all, or the configuration names what is not there.
pub fn report(spec: &Path, config: &Config) -> Result<Report, GenerateError> {
    let config = config.clone().skip_unsupported(true);
    let mut run = Run::start(spec, &config)?;
    let made = run.api().and_then(|(document, _)| {
        let scope = select::select(&document, &config, &mut Diagnostics::default())?;
        Some((Units::read(&document), scope))
    });
    // Units go by the locations in the bundled document, people by those in the files.
    let unit =
        |found: &Diagnostic| found.location.is_none().then(|| select::unit_of(&found.pointer)).flatten();
    let units_at: Vec<Option<Pointer>> = run.diagnostics.iter().map(unit).collect();
    let origins = run.sources.origins.clone();
    let ((units, scope), diagnostics) = run.finish(made)?;
    let mut report = attach(&units, &scope, units_at.into_iter().zip(diagnostics));
    report.locate(&origins);
    Ok(report)
}

/// Puts each diagnostic where it belongs.
fn attach(
    units: &Units,
    scope: &select::Scope,
    diagnostics: impl Iterator<Item = (Option<Pointer>, Diagnostic)>,
) -> Report {
    let shown = units.shown().filter(|(pointer, _)| scope.reads(pointer));
    let mut entries: Vec<(Entry, BTreeSet<Pointer>)> = shown
        .map(|(pointer, name)| {
            let (reasons, notes, through) = Default::default();
            let entry = Entry {
                name,
                file: None,
                pointer: pointer.clone(),
                status: Status::Represented,
                reasons,
                notes,
                through,
            };
            (entry, units.parts_of(pointer))
        })
        .collect();
    let mut document = Vec::new();
    for (unit, diagnostic) in diagnostics {
        let mut known = false;
        for (entry, parts) in &mut entries {
            if unit.as_ref().is_some_and(|unit| parts.contains(unit)) {
                known = true;
                add(entry, &diagnostic);
            }
        }
        if !known {
            document.push(diagnostic);
        }
    }
    let mut entries: Vec<Entry> = entries.into_iter().map(|(entry, _)| entry).collect();
    look_through(units, &mut entries);
    let (schemas, operations) = entries.into_iter().partition(|entry| entry.pointer.component().is_some());
    Report { operations, schemas, document }
}

impl Report {
    /// Gives entries that come from other files their locations there.
    fn locate(&mut self, origins: &Origins) {
        for entry in self.operations.iter_mut().chain(&mut self.schemas) {
            let (file, pointer) = origins.find(&entry.pointer);
            entry.file = file.map(str::to_owned);
            entry.pointer = pointer;
        }
    }
}

fn add(entry: &mut Entry, diagnostic: &Diagnostic) {
    let status = match diagnostic.code {
        "skipped" => Status::Skipped,
        code if code.starts_with("degraded-") => Status::Degraded,
        _ => return entry.notes.push(diagnostic.clone()),
    };
    if entry.status != Status::Skipped {
        entry.status = status;
    }
    entry.reasons.push(diagnostic.clone());
}

/// Names the degraded schemas that each entry leads to.
fn look_through(units: &Units, entries: &mut [Entry]) {
    let degraded = entries.iter().filter(|entry| entry.status == Status::Degraded);
    let degraded: Vec<(Pointer, String)> = degraded
        .filter(|entry| entry.pointer.component().is_some())
        .map(|entry| (entry.pointer.clone(), entry.name.clone()))
        .collect();
    if degraded.is_empty() {
        return;
    }
    for entry in entries.iter_mut() {
        let reached = units.reached(&entry.pointer);
        let others =
            degraded.iter().filter(|(pointer, _)| *pointer != entry.pointer && reached.contains(pointer));
        entry.through = others.map(|(_, name)| name.clone()).collect();
    }
}

#[cfg(test)]
mod tests;
