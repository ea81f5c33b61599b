//! Diagnostics of `lower` and `analyse`: what cannot be represented as the document says, and what is refused.
//!
//! In: the pointer of the node, and the words that vary. Out: a diagnostic.
//! Invariant: a warning names what the generated code does instead; only what has no reading at all is an error.

use super::texts::{error, warning};
use crate::{Diagnostic, pointer::Pointer};

pub(crate) fn negation(pointer: &Pointer) -> Diagnostic {
    warning("degraded-not", pointer, "`not` has no type; any JSON value is taken".to_owned(), "")
}

pub(crate) fn contradiction(pointer: &Pointer, what: &str) -> Diagnostic {
    warning(
        "degraded-all-of",
        pointer,
        format!("the members of `allOf` contradict each other: {what}"),
        "no value can satisfy all of them; check the document",
    )
}

pub(crate) fn cyclic_all_of(pointer: &Pointer) -> Diagnostic {
    error(
        "cyclic-all-of",
        pointer,
        "this `allOf` includes itself".to_owned(),
        "remove the member that leads back to this schema",
    )
}

pub(crate) fn too_deep(pointer: &Pointer, limit: usize) -> Diagnostic {
    error(
        "nesting-too-deep",
        pointer,
        format!("schemas are nested more than {limit} levels deep here"),
        "move inner schemas to `components/schemas` and refer to them",
    )
}

pub(crate) fn too_large(pointer: &Pointer) -> Diagnostic {
    error(
        "too-large",
        pointer,
        "references multiply this document to many times its size; what stands here went beyond the limit"
            .to_owned(),
        "refer to large schemas from properties instead of merging them, and to large responses less often",
    )
}

pub(crate) fn too_many_members(pointer: &Pointer, count: usize, limit: usize) -> Diagnostic {
    error(
        "too-large",
        pointer,
        format!("{count} members are more than the {limit} that one item of the code may have"),
        "describe members that are alike by `additionalProperties`, or split what has so many",
    )
}

pub(crate) fn too_many(pointer: &Pointer, limit: usize, what: &str) -> Diagnostic {
    error(
        "too-large",
        pointer,
        format!("the document has more than {limit} {what}; what stands here went beyond the limit"),
        "generate parts of it by `--only-tag` or `--only-operation`, or split the document",
    )
}

pub(crate) fn union_beside_properties(pointer: &Pointer) -> Diagnostic {
    warning(
        "degraded-union",
        pointer,
        "`oneOf` or `anyOf` beside properties: the properties become fields, other members are kept as JSON"
            .to_owned(),
        "",
    )
}

pub(crate) fn several_unions(pointer: &Pointer) -> Diagnostic {
    warning(
        "degraded-union",
        pointer,
        "several schemas apply at once and one is a `oneOf` or `anyOf`: only the first such is represented"
            .to_owned(),
        "",
    )
}

pub(crate) fn alternative_constraints(pointer: &Pointer) -> Diagnostic {
    warning(
        "degraded-union",
        pointer,
        "the members of this `oneOf` or `anyOf` only constrain the value; they are left to the server"
            .to_owned(),
        "",
    )
}

pub(crate) fn pattern_properties(pointer: &Pointer) -> Diagnostic {
    warning(
        "degraded-pattern-properties",
        pointer,
        "the patterns of `patternProperties` lead to different types: their members are kept as JSON"
            .to_owned(),
        "",
    )
}

pub(crate) fn structured_enum(pointer: &Pointer) -> Diagnostic {
    warning(
        "degraded-enum",
        pointer,
        "an `enum` or `const` with arrays or objects has no type of its own; its values are not represented"
            .to_owned(),
        "",
    )
}

pub(crate) fn undecidable_discriminator(pointer: &Pointer, property: &str) -> Diagnostic {
    warning(
        "degraded-discriminator",
        pointer,
        format!("no value of `{property}` leads to some members: they are told apart by their shape instead"),
        "give each member a `const`, or list it in `mapping`",
    )
}

pub(crate) fn lone_discriminator(pointer: &Pointer) -> Diagnostic {
    warning(
        "degraded-discriminator",
        pointer,
        "a `discriminator` without `oneOf` or `anyOf` lists no members: values are read as this schema says"
            .to_owned(),
        "use `oneOf` with the members",
    )
}

pub(crate) fn endless_alias(pointer: &Pointer) -> Diagnostic {
    warning(
        "degraded-recursion",
        pointer,
        "this schema contains itself through lists, maps or other names alone, which no Rust type can say; the \
         inner one is any JSON value"
            .to_owned(),
        "",
    )
}

pub(crate) fn long_tuple(pointer: &Pointer, members: usize) -> Diagnostic {
    warning(
        "degraded-tuple",
        pointer,
        format!(
            "a tuple of {members} members is represented as a list of JSON values: it is too long, or has no fixed length"
        ),
        "a Rust tuple needs 1 to 12 members, and `minItems` and `maxItems` that are their number",
    )
}

pub(crate) fn required_without_property(pointer: &Pointer, name: &str) -> Diagnostic {
    warning(
        "degraded-required",
        pointer,
        format!("`{name}` is required but no property: it becomes a field of any JSON value"),
        "describe it in `properties`",
    )
}

pub(crate) fn multipart_without_object(pointer: &Pointer) -> Diagnostic {
    warning(
        "degraded-multipart",
        pointer,
        "a multipart body whose schema is no object with properties is sent as bytes".to_owned(),
        "",
    )
}

pub(crate) fn constraint(pointer: &Pointer, keyword: &str) -> Diagnostic {
    warning("degraded-constraint", pointer, format!("`{keyword}` is left to the server: no type says it"), "")
}

pub(crate) fn content(pointer: &Pointer, media_type: &str, given: &str) -> Diagnostic {
    warning(
        "degraded-content",
        pointer,
        format!("a `{media_type}` body is given as {given}, not as its schema says"),
        "",
    )
}

pub(crate) fn encoding(pointer: &Pointer, what: &str) -> Diagnostic {
    warning(
        "degraded-encoding",
        pointer,
        format!("{what} is not regarded here: the property is sent as its schema implies"),
        "",
    )
}

pub(crate) fn part_headers(pointer: &Pointer) -> Diagnostic {
    warning(
        "degraded-encoding",
        pointer,
        "the headers of a part are no arguments: where it is a file, `Part::header` sends them".to_owned(),
        "",
    )
}

pub(crate) fn header(pointer: &Pointer, what: &str) -> Diagnostic {
    warning("degraded-headers", pointer, what.to_owned(), "")
}

pub(crate) fn events(pointer: &Pointer) -> Diagnostic {
    warning(
        "degraded-event-stream",
        pointer,
        "the data of the events is given as text: their schema does not say what it holds".to_owned(),
        "describe the data in `schema`, or as `properties/data` of `itemSchema`",
    )
}

pub(crate) fn exclusion(pointer: &Pointer) -> Diagnostic {
    warning("degraded-not", pointer, "what `not` excludes is left to the server".to_owned(), "")
}

pub(crate) fn http_scheme(pointer: &Pointer) -> Diagnostic {
    warning(
        "degraded-security",
        pointer,
        "HTTP authentication other than `basic` and `bearer` has no credentials of its own".to_owned(),
        "send the header with the request",
    )
}

pub(crate) fn informational_response(pointer: &Pointer) -> Diagnostic {
    warning("degraded-response", pointer, "statuses below 200 are not represented".to_owned(), "")
}

pub(crate) fn own_servers(pointer: &Pointer) -> Diagnostic {
    warning(
        "degraded-servers",
        pointer,
        "servers of a single path or operation are not regarded: it goes to the client's base URL".to_owned(),
        "use a client with that server as base URL",
    )
}

pub(crate) fn untyped(pointer: &Pointer) -> Diagnostic {
    warning(
        "degraded-untyped",
        pointer,
        "this schema constrains values without a `type`: any JSON value is taken".to_owned(),
        "add `type`",
    )
}

pub(crate) fn parameter_content(pointer: &Pointer, media_type: &str) -> Diagnostic {
    warning(
        "degraded-parameter",
        pointer,
        format!("a parameter with `{media_type}` content in this place is given as its text"),
        "",
    )
}

pub(crate) fn ignored_header(pointer: &Pointer, name: &str) -> Diagnostic {
    warning(
        "ignored-header",
        pointer,
        format!("the header parameter `{name}` is ignored, as OpenAPI demands"),
        "media types and security schemes say it",
    )
}

pub(crate) fn undeclared_path_parameter(pointer: &Pointer, name: &str) -> Diagnostic {
    warning(
        "undeclared-path-parameter",
        pointer,
        format!("the path has `{{{name}}}` but no such parameter: it becomes a string argument"),
        "add a parameter with `in: path`",
    )
}

pub(crate) fn unused_path_parameter(pointer: &Pointer, name: &str) -> Diagnostic {
    warning(
        "unused-path-parameter",
        pointer,
        format!("the path has no `{{{name}}}`: the parameter is left out"),
        "",
    )
}

pub(crate) fn missing_operation_id(pointer: &Pointer, made: &str) -> Diagnostic {
    warning(
        "missing-operation-id",
        pointer,
        format!("the operation has no `operationId`; it is called `{made}` after its method and path"),
        "",
    )
}

pub(crate) fn duplicate_operation(pointer: &Pointer, id: &str, made: &str) -> Diagnostic {
    warning(
        "duplicate-operation-id",
        pointer,
        format!("another operation has the name of `{id}`; this one is called `{made}`"),
        "",
    )
}

pub(crate) fn unknown_operation(id: &str) -> Diagnostic {
    error(
        "unknown-operation",
        &Pointer::root(),
        format!("the configuration speaks of the operation `{id}`, which the document does not have"),
        "name it by its operationId or by its generated method",
    )
}

pub(crate) fn bad_retry_status(id: &str, status: u16) -> Diagnostic {
    error(
        "bad-repeat-status",
        &Pointer::root(),
        format!(
            "the configuration repeats the operation `{id}` after the status {status}, which is no error"
        ),
        "take one from 400 to 599",
    )
}

pub(crate) fn no_date() -> Diagnostic {
    error(
        "no-date",
        &Pointer::root(),
        "the configuration chooses a library for dates, but nothing that is generated has one".to_owned(),
        "leave the choice out",
    )
}

pub(crate) fn unknown_type(name: &str) -> Diagnostic {
    error(
        "unknown-type",
        &Pointer::root(),
        format!("the configuration speaks of the type `{name}`, which is not generated"),
        "name it as the generated code does",
    )
}

pub(crate) fn unknown_field(pointer: &Pointer, name: &str) -> Diagnostic {
    error(
        "unknown-field",
        pointer,
        format!("the configuration speaks of the property `{name}`, which this type does not have"),
        "name it as the document does",
    )
}

pub(crate) fn bad_type_name(pointer: &Pointer, name: &str) -> Diagnostic {
    error(
        "bad-type-name",
        pointer,
        format!("the configured name `{name}` is no free Rust identifier"),
        "take another that no other type has",
    )
}

pub(crate) fn bad_method_name(pointer: &Pointer, name: &str) -> Diagnostic {
    error(
        "bad-method-name",
        pointer,
        format!("the configured name `{name}` is no free Rust identifier"),
        "take another that no other method has",
    )
}

pub(crate) fn bad_path(path: &str) -> Diagnostic {
    error(
        "bad-path",
        &Pointer::root(),
        format!("the configured `{path}` is no path of Rust"),
        "write it as `::crate_name::Type`",
    )
}

pub(crate) fn no_derive(pointer: &Pointer, name: &str) -> Diagnostic {
    error(
        "no-derive",
        pointer,
        format!("`{name}` is another name of a type, which derives nothing"),
        "name a struct or an enum",
    )
}

pub(crate) fn replaced_form(pointer: &Pointer) -> Diagnostic {
    error(
        "replaced-form",
        pointer,
        "the configuration replaces the type of a multipart form, which only generated code can send"
            .to_owned(),
        "",
    )
}
