//! The texts of diagnostics about files: `load` and `bundle`.
//!
//! In: as in [`super`]. Out: a diagnostic; that of a faulty file has the fault's location.
//! Invariant: as in [`super`]; entries are sorted by name within each section.

use std::fmt::Display;

use super::diagnostic;
use crate::{
    diagnostics::{Diagnostic, Severity},
    pointer::Pointer,
};

// load
texts! {
    Error document_too_deep(limit: usize) "nesting-too-deep":
        "the document is nested more than {limit} levels deep here",
        "move what is nested to `components` and refer to it";
    Warning duplicate_key(key: &str) "duplicate-key":
        "the key `{key}` appears more than once in this object; the last one is used",
        "remove the others";
    Warning internal_key(key: &str) "internal-key":
        "the key `{key}` is reserved for the generator and is ignored",
        "rename the extension";
    Error not_utf8(file: &str, offset: usize) "not-utf8":
        "`{file}` is not UTF-8 (first invalid byte at offset {offset})",
        "save the file as UTF-8";
    Error syntax_error(language: &str, message: &str) "syntax-error":
        "this is not valid {language}: {message}",
        "";
    Error unreadable_file(file: &str, reason: impl Display) "unreadable-file":
        "cannot read `{file}`: {reason}",
        "";
}

#[cfg(feature = "yaml")]
texts! {
    Error aliases_multiply() "too-large":
        "aliases multiply this document to many times its size; the limit was exceeded here",
        "refer to the part by `$ref` instead";
    Warning number_as_text(text: &str) "number-as-text":
        "JSON has no number `{text}`; it is read as text",
        "put it in quotes";
}

#[cfg(not(feature = "yaml"))]
texts! {
    Error yaml_not_supported(file: &str) "yaml-not-supported":
        "`{file}` is YAML, which this build of the generator cannot read",
        "enable the feature `yaml` of osparc-codegen, or convert the document to JSON";
}

// bundle
texts! {
    Error external_reference(reference: &str) "external-reference":
        "the reference `{reference}` is a URL, and the generator does not access the network",
        "save a copy below the document's folder and refer to it by its path";
    Warning loose_reference(reference: &str, target: &str) "loose-reference":
        "the reference `{reference}` has no target by the letter of the standard; it is read as `{target}`",
        "write it so";
    Warning not_a_text() "ignored-text":
        "this is not a text; it is ignored",
        "write a text, or refer to one";
    Error outside_folder(reference: &str, folder: &str) "outside-folder":
        "the reference `{reference}` leads out of the folder `{folder}`, and no file is read outside of it",
        "use `--root` or `Config::root` with a folder that contains both files, or move the file";
    Warning reference_beyond_id(reference: &str) "loose-reference":
        "the reference `{reference}` is in a schema with an `$id`, which has no such part; it is read as that of the document",
        "remove the `$id`, or refer to the `$id` of the target";
    Warning reference_sibling_ignored(key: &str) "reference-sibling":
        "`{key}` stands beside a `$ref` whose target is not an object; it is ignored",
        "remove it";
    Warning reference_sibling_used(key: &str) "reference-sibling":
        "`{key}` stands beside a `$ref` and in its target; the one beside it is used",
        "remove one of them";
    Error too_much_copied() "too-much-referenced":
        "parts of files contain each other so often that the document would become too large",
        "refer to the largest of the parts only";
    Error too_much_referenced(files: usize, megabytes: u64) "too-much-referenced":
        "the document refers to more than {files} files or more than {megabytes} MiB",
        "split the document, or remove what no operation needs";
}

/// A reference to a file that has a fault of its own.
pub(crate) fn faulty_file(at: &Pointer, reference: &str, fault: &Diagnostic) -> Diagnostic {
    let message = format!("the reference `{reference}` leads to a faulty file: {}", fault.message);
    Diagnostic {
        location: fault.location.clone(),
        ..diagnostic(fault.severity, fault.code, at, message, &fault.hint)
    }
}

/// A text that a reference does not lead to.
pub(crate) fn ignored_text(fault: &Diagnostic) -> Diagnostic {
    let message = format!("this text is ignored: {}", fault.message);
    let location = fault.location.clone();
    Diagnostic {
        location,
        ..diagnostic(Severity::Warning, "ignored-text", &fault.pointer, message, &fault.hint)
    }
}

/// A reference to a part of the document that only people read.
pub(crate) fn ignored_reference(fault: &Diagnostic) -> Diagnostic {
    let message = format!("this part is ignored: {}", fault.message);
    let location = fault.location.clone();
    let diagnostic = diagnostic(Severity::Warning, "ignored-node", &fault.pointer, message, &fault.hint);
    Diagnostic { location, ..diagnostic }
}
