//! Every diagnostic of the generator: its code, its sentence and its hint, in one place.
//!
//! In: the pointer of the node at fault, and the words that differ. Out: a [`Diagnostic`] without a place.
//! Invariant: a code stands for one kind of diagnostic and never changes its meaning; entries are sorted by name
//! within each section.

use std::fmt::Display;

use crate::{Diagnostic, Severity, pointer::Pointer};

pub(super) fn error(code: &'static str, at: &Pointer, message: String, hint: &str) -> Diagnostic {
    diagnostic(Severity::Error, code, at, message, hint)
}

pub(super) fn warning(code: &'static str, at: &Pointer, message: String, hint: &str) -> Diagnostic {
    diagnostic(Severity::Warning, code, at, message, hint)
}

fn diagnostic(
    severity: Severity,
    code: &'static str,
    at: &Pointer,
    message: String,
    hint: &str,
) -> Diagnostic {
    Diagnostic { severity, code, message, hint: hint.to_owned(), pointer: at.clone(), place: None }
}

// config

pub(crate) fn bad_header_name(name: &str) -> Diagnostic {
    error(
        "bad-header-name",
        &Pointer::root(),
        format!("the configuration has `{name}` as `trace_id_header`, which is not a header name of HTTP"),
        "use letters, digits and hyphens",
    )
}

pub(crate) fn bad_path(setting: &str, path: &str) -> Diagnostic {
    error(
        "bad-path",
        &Pointer::root(),
        format!("the configuration has `{path}` as {setting}, which is not a Rust path"),
        "write a path such as `::crate_name::Type`",
    )
}

pub(crate) fn bad_retry_status(id: &str, status: u16) -> Diagnostic {
    error(
        "bad-retry-status",
        &Pointer::root(),
        format!("the configuration retries the operation `{id}` on status {status}, which is not an error"),
        "use a status from 400 to 599",
    )
}

// load

pub(crate) fn duplicate_key(at: &Pointer, key: &str) -> Diagnostic {
    warning(
        "duplicate-key",
        at,
        format!("the key `{key}` stands here more than once; the last one counts"),
        "remove the others",
    )
}

pub(crate) fn internal_key(at: &Pointer, key: &str) -> Diagnostic {
    warning(
        "internal-key",
        at,
        format!("the key `{key}` is reserved for the generator and is left out"),
        "rename the extension",
    )
}

pub(crate) fn not_utf8(at: &Pointer, file: &str, offset: usize) -> Diagnostic {
    error(
        "not-utf8",
        at,
        format!("`{file}` is not UTF-8 text (first bad byte at offset {offset})"),
        "save the document as UTF-8",
    )
}

pub(crate) fn syntax_error(at: &Pointer, language: &str, message: &str) -> Diagnostic {
    error("syntax-error", at, format!("this is not valid {language}: {message}"), "")
}

pub(crate) fn unreadable_file(at: &Pointer, file: &str, reason: impl Display) -> Diagnostic {
    error("unreadable-file", at, format!("`{file}` cannot be read: {reason}"), "")
}

#[cfg(not(feature = "yaml"))]
pub(crate) fn yaml_not_supported(at: &Pointer, file: &str) -> Diagnostic {
    error(
        "yaml-not-supported",
        at,
        format!("`{file}` is YAML, which this build of the generator does not read"),
        "enable the feature `yaml` of osparc-codegen, or convert the document to JSON",
    )
}

// bundle

pub(crate) fn external_reference(at: &Pointer, reference: &str) -> Diagnostic {
    error(
        "external-reference",
        at,
        format!("the reference `{reference}` leads to another document, and nothing is fetched"),
        "put a copy of it below the document's folder, and refer to that by its path",
    )
}

pub(crate) fn faulty_file(at: &Pointer, reference: &str, fault: &Diagnostic) -> Diagnostic {
    let message = format!("the reference `{reference}` leads to a faulty file: {}", fault.message);
    Diagnostic { place: fault.place.clone(), ..error(fault.code, at, message, &fault.hint) }
}

pub(crate) fn outside_folder(at: &Pointer, reference: &str) -> Diagnostic {
    error(
        "outside-folder",
        at,
        format!("the reference `{reference}` leads out of the document's folder, where nothing is read"),
        "put the file below the document's folder, and refer to it by a relative path",
    )
}

pub(crate) fn too_much_copied(at: &Pointer) -> Diagnostic {
    error(
        "too-much-referenced",
        at,
        "parts of files contain each other so often that the document would grow beyond bounds".into(),
        "refer to the largest of the parts only",
    )
}

pub(crate) fn too_much_referenced(at: &Pointer, files: usize, megabytes: u64) -> Diagnostic {
    error(
        "too-much-referenced",
        at,
        format!("the document refers to more than {files} files, or to more than {megabytes} MiB of them"),
        "split the document, or leave out what no operation needs",
    )
}

// normalise

pub(crate) fn boolean_bound(at: &Pointer, keyword: &str) -> Diagnostic {
    warning(
        "boolean-bound",
        at,
        format!("`{keyword}` is a boolean, as in OpenAPI 3.0; OpenAPI 3.1 has the bound itself there"),
        "write the bound as a number",
    )
}

pub(crate) fn callbacks_ignored(at: &Pointer) -> Diagnostic {
    warning("callbacks-ignored", at, "callbacks are ignored: a client does not receive them".into(), "")
}

pub(crate) fn component_name(at: &Pointer, name: &str) -> Diagnostic {
    warning(
        "component-name",
        at,
        format!("the component name `{name}` has other characters than letters, digits, `.`, `-` and `_`"),
        "",
    )
}

pub(crate) fn dropped_limit(at: &Pointer, keyword: &str) -> Diagnostic {
    warning(
        "dropped-limit",
        at,
        format!("`{keyword}` is not a length or count, and is left out"),
        "write a whole number from 0 up",
    )
}

pub(crate) fn keyword_of_3_1(at: &Pointer, what: &str) -> Diagnostic {
    warning(
        "keyword-of-3.1",
        at,
        format!("{what} is OpenAPI 3.1 in a 3.0 document; it is taken as 3.1 means it"),
        "declare the document as `openapi: 3.1.0`",
    )
}

pub(crate) fn missing_description(at: &Pointer) -> Diagnostic {
    warning("missing-description", at, "the response has no `description`".into(), "add a description")
}

pub(crate) fn missing_info(at: &Pointer) -> Diagnostic {
    error("missing-info", at, "the document has no `info`".into(), "add `info` with `title` and `version`")
}

pub(crate) fn newer_version(at: &Pointer, version: &str) -> Diagnostic {
    warning(
        "newer-version",
        at,
        format!("OpenAPI {version} is newer than this generator; the document is read as OpenAPI 3.1"),
        "",
    )
}

pub(crate) fn not_openapi(at: &Pointer) -> Diagnostic {
    error(
        "not-openapi",
        at,
        "this is not an OpenAPI document: it has no version text in `openapi`".into(),
        "add `openapi: 3.1.0` if it is one",
    )
}

pub(crate) fn nothing_described(at: &Pointer) -> Diagnostic {
    error(
        "nothing-described",
        at,
        "the document has neither `paths` nor `webhooks` nor `components`".into(),
        "add `paths`",
    )
}

pub(crate) fn number_for_text(at: &Pointer, keyword: &str) -> Diagnostic {
    warning(
        "number-for-text",
        at,
        format!("`{keyword}` is a number; its text is taken"),
        "put it between quotes",
    )
}

pub(crate) fn required_not_a_list(at: &Pointer) -> Diagnostic {
    warning(
        "required-not-a-list",
        at,
        "`required` in a schema is a list of property names; this one is left out".into(),
        "name the property in the `required` list of the object that has it",
    )
}

pub(crate) fn swagger_2(at: &Pointer) -> Diagnostic {
    error(
        "swagger-2",
        at,
        "this is a Swagger 2.0 document".into(),
        "convert it to OpenAPI 3.0 or 3.1 first, for example with swagger2openapi",
    )
}

pub(crate) fn type_beside_union(at: &Pointer, ty: &str) -> Diagnostic {
    warning(
        "type-beside-union",
        at,
        format!("`type: {ty}` contradicts the members of the union beside it, and is left out"),
        "remove `type`",
    )
}

pub(crate) fn unknown_member(at: &Pointer, key: &str) -> Diagnostic {
    warning(
        "unknown-member",
        at,
        format!("OpenAPI has no member `{key}` here; it is ignored"),
        "correct its name or its place, or let it begin with `x-`",
    )
}

pub(crate) fn unsupported_method(at: &Pointer, key: &str) -> Diagnostic {
    warning(
        "unsupported-method",
        at,
        format!("operations in `{key}` (OpenAPI 3.2) are not supported and are left out"),
        "use one of the methods of OpenAPI 3.1, or send such requests with `Client::raw`",
    )
}

pub(crate) fn unsupported_version(at: &Pointer, version: &str) -> Diagnostic {
    error(
        "unsupported-version",
        at,
        format!("OpenAPI version `{version}` is not supported"),
        "use an OpenAPI 3.0 or 3.1 document",
    )
}

pub(crate) fn webhooks_ignored(at: &Pointer) -> Diagnostic {
    warning("webhooks-ignored", at, "webhooks are ignored: a client does not receive them".into(), "")
}

// select

pub(crate) fn skipped(at: &Pointer, place: &str, fault: &Diagnostic) -> Diagnostic {
    warning(
        "skipped",
        at,
        format!("this is left out: {} at {place}: {}", fault.code, fault.message),
        &fault.hint,
    )
}

#[cfg(feature = "tools")]
pub(crate) fn unknown_name(name: &str) -> Diagnostic {
    error(
        "unknown-name",
        &Pointer::root(),
        format!("no schema and no operation is called `{name}`"),
        "name a schema as the document does, an operation by its operationId or `METHOD /path`",
    )
}

pub(crate) fn unknown_tag(tag: &str) -> Diagnostic {
    error(
        "unknown-tag",
        &Pointer::root(),
        format!("the configuration speaks of the tag `{tag}`, which no operation has"),
        "write the tag exactly as the document does",
    )
}

// resolve

pub(crate) fn alias_cycle(at: &Pointer) -> Diagnostic {
    error(
        "alias-cycle",
        at,
        "the schema is nothing but a reference that leads back to itself".into(),
        "give one schema of the circle a meaning of its own",
    )
}

pub(crate) fn broken_template(at: &Pointer, path: &str) -> Diagnostic {
    error(
        "broken-template",
        at,
        format!("the braces of the path `{path}` do not pair up, or name nothing"),
        "write each placeholder as `{name}`",
    )
}

pub(crate) fn duplicate_parameter(at: &Pointer, name: &str) -> Diagnostic {
    warning(
        "duplicate-parameter",
        at,
        format!("the parameter `{name}` stands in this list more than once; the first one counts"),
        "remove the others",
    )
}

pub(crate) fn invalid_path(at: &Pointer, path: &str) -> Diagnostic {
    error("invalid-path", at, format!("the path `{path}` does not begin with `/`"), "begin it with `/`")
}

pub(crate) fn invalid_status(at: &Pointer, status: &str) -> Diagnostic {
    error(
        "invalid-status",
        at,
        format!("`{status}` is not a status of HTTP"),
        "use a status such as `200`, a range such as `4XX`, or `default`",
    )
}

pub(crate) fn malformed_node(at: &Pointer, noun: &str, message: &str) -> Diagnostic {
    error("malformed-node", at, format!("this is not a well-formed {noun}: {message}"), "")
}

pub(crate) fn unknown_style(at: &Pointer, position: &str, style: &str, allowed: &[&str]) -> Diagnostic {
    error(
        "unknown-style",
        at,
        format!("`{style}` is not a style of {position} parameters"),
        &format!("OpenAPI has these: {}", allowed.join(", ")),
    )
}

pub(crate) fn reference_cycle(at: &Pointer, reference: &str) -> Diagnostic {
    error(
        "reference-cycle",
        at,
        format!("the reference `{reference}` leads back to itself"),
        "replace one reference of the circle by what it stands for",
    )
}

pub(crate) fn undeclared_placeholder(at: &Pointer, name: &str) -> Diagnostic {
    error(
        "undeclared-placeholder",
        at,
        format!("the path has `{{{name}}}`, but no path parameter `{name}` is declared"),
        "declare the parameter with `in: path`",
    )
}

pub(crate) fn unknown_security_scheme(at: &Pointer, name: &str) -> Diagnostic {
    warning(
        "unknown-security-scheme",
        at,
        format!("there is no security scheme `{name}`; the requirement is left out"),
        "add it to `components.securitySchemes`",
    )
}

pub(crate) fn unresolved_reference(at: &Pointer, reference: &str) -> Diagnostic {
    error(
        "unresolved-reference",
        at,
        format!("the reference `{reference}` leads to nothing in the document"),
        "correct the reference, or add what it names",
    )
}

pub(crate) fn unsupported_security_scheme(at: &Pointer, ty: &str) -> Diagnostic {
    warning(
        "unsupported-security-scheme",
        at,
        format!("security schemes of type `{ty}` are set up outside of requests; this one is left out"),
        "",
    )
}

pub(crate) fn unused_path_parameter(at: &Pointer, name: &str, path: &str) -> Diagnostic {
    warning(
        "unused-path-parameter",
        at,
        format!("the path parameter `{name}` does not stand in the path `{path}`, and is left out"),
        "remove the parameter, or put it into the path",
    )
}

pub(crate) fn wrong_target(at: &Pointer, reference: &str, noun: &str) -> Diagnostic {
    error(
        "wrong-target",
        at,
        format!("the reference `{reference}` leads to something that is not a {noun}"),
        "refer to a node of that kind, such as one in `#/components`",
    )
}
