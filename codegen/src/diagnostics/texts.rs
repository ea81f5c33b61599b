//! The texts of all diagnostics, one entry each: severity, function, code, message, hint.
//!
//! In: the pointer of the node at fault (the root for faults of the configuration), and what varies in the message. Out:
//! a [`Diagnostic`] without a location.
//! Invariant: a code stands for one kind of fault and keeps its meaning; codes of what the generated code represents in a
//! looser way begin with `degraded-`, and their messages say how. Entries are sorted by name within each section.

use super::{Diagnostic, Severity};
use crate::pointer::Pointer;

fn diagnostic(
    severity: Severity,
    code: &'static str,
    at: &Pointer,
    message: String,
    hint: &str,
) -> Diagnostic {
    Diagnostic { severity, code, message, hint: hint.to_owned(), pointer: at.clone(), location: None }
}

/// Declares functions that make diagnostics. Messages may name the arguments.
macro_rules! texts {
    ($($severity:ident $name:ident($($argument:ident: $ty:ty),*) $code:literal: $message:literal, $hint:literal;)*) => {$(
        pub(crate) fn $name(at: &Pointer $(, $argument: $ty)*) -> Diagnostic {
            diagnostic(Severity::$severity, $code, at, format!($message), $hint)
        }
    )*};
}

/// The same for faults of the configuration, which are in no document.
macro_rules! texts_of_configuration {
    ($($name:ident($($argument:ident: $ty:ty),*) $code:literal: $message:literal, $hint:literal;)*) => {$(
        pub(crate) fn $name($($argument: $ty),*) -> Diagnostic {
            diagnostic(Severity::Error, $code, &Pointer::root(), format!($message), $hint)
        }
    )*};
}

mod load;
mod overlay;

pub(crate) use self::{load::*, overlay::*};

// The configuration, as far as no document is needed for it.
texts_of_configuration! {
    bad_header_name(name: &str) "bad-header-name":
        "the configuration has `{name}` as `trace_id_header`, which is not a header name of HTTP",
        "use letters, digits and hyphens";
    bad_key_name(scheme: &str, name: &str) "bad-header-name":
        "the configuration sends the key of the security scheme `{scheme}` in the header `{name}`, which is not a header \
         name of HTTP",
        "use letters, digits and hyphens";
    bad_path(setting: &str, path: &str) "bad-path":
        "the configuration has `{path}` as {setting}, which is not a Rust path",
        "write a path such as `::crate_name::Type`";
    bad_root(folder: &str) "bad-root":
        "the document is not below `{folder}`, the configured root of its references",
        "use a folder that contains the document's own";
    bad_retry_status(id: &str, status: u16) "bad-retry-status":
        "the configuration retries the operation `{id}` on status {status}, which is not an error",
        "use a status from 400 to 599";
}

// The configuration against the document and the generated names: `select`, `analyse`.
texts_of_configuration! {
    no_brackets() "no-brackets":
        "the configuration has a format for lists in brackets, but no query parameter and no form has values in brackets",
        "remove the setting";
    no_date() "no-date":
        "the configuration chooses a date library, but nothing that is generated has a date",
        "remove the setting";
    no_redirect(id: &str) "no-redirect":
        "the configuration follows the redirect of the operation `{id}`, which has no such response, or no success with a \
         content beside it",
        "remove the setting, or describe both responses";
    unknown_configured_scheme(id: &str, name: &str) "unknown-scheme":
        "the configuration gives the operation `{id}` the security scheme `{name}`, which there is not",
        "add it by `Config::security_scheme`";
    unknown_operation(id: &str) "unknown-operation":
        "the configuration names the operation `{id}`, which the document does not have",
        "use the operationId or the name of the generated method";
    unknown_tag(tag: &str) "unknown-tag":
        "the configuration names the tag `{tag}`, which no operation has",
        "write the tag exactly as in the document";
    unknown_type(name: &str) "unknown-type":
        "the configuration names the type `{name}`, which is not generated",
        "use the name that the type has in the generated code";
    unused_scheme(name: &str) "unused-security-scheme":
        "the configuration has the security scheme `{name}`, but the document says of every operation which it needs",
        "name the operations that need it, by `OperationConfig::security`";
}

texts! {
    Error bad_method_name(name: &str) "bad-method-name":
        "the configured method name `{name}` is not a Rust identifier, or is taken",
        "use an identifier that no other method has";
    Error bad_type_name(name: &str) "bad-type-name":
        "the configured type name `{name}` is not a Rust identifier, or is taken",
        "use an identifier that no other type has";
    Error no_derive(name: &str) "no-derive":
        "the configuration derives a macro for `{name}`, which is an alias or is replaced and derives nothing",
        "name a generated struct or enum";
    Error replaced_form() "replaced-form":
        "the configuration replaces the type of a multipart form, but only generated code can send a form",
        "remove the replacement";
    Error unknown_field(name: &str) "unknown-field":
        "the configuration names the property `{name}`, which this type does not have",
        "use the name that the property has in the document";
}

#[cfg(feature = "tools")]
texts_of_configuration! {
    unknown_name(name: &str) "unknown-name":
        "no schema and no operation has the name `{name}`",
        "use a schema's name in the document, an operationId or `METHOD /path`";
}

// normalise
texts! {
    Warning boolean_bound(keyword: &str) "boolean-bound":
        "`{keyword}` is a boolean, as in OpenAPI 3.0; in OpenAPI 3.1 it is the bound itself",
        "write the bound as a number";
    Warning component_name(name: &str) "component-name":
        "the component name `{name}` has characters other than letters, digits, `.`, `-` and `_`",
        "";
    Warning dropped_limit(keyword: &str) "dropped-limit":
        "`{keyword}` is not a length or a count and is ignored",
        "write a non-negative whole number";
    Warning empty_node(found: &str, noun: &str) "empty-node":
        "`{found}` is read as an empty {noun}",
        "write it so, or remove the member";
    Warning fractional_format(format: &str) "narrow-format":
        "`format: {format}` is for integers, but values beside it have fractions; the format is ignored",
        "remove the format";
    Warning ignored_member(key: &str, why: &str) "ignored-member":
        "`{key}` is ignored: {why}",
        "";
    Warning keyword_of_3_1(what: &str) "keyword-of-3.1":
        "{what} is OpenAPI 3.1 in a document of OpenAPI 3.0; it is read by the rules of 3.1",
        "declare the document as `openapi: 3.1.0`";
    Warning keyword_of_other_type(keyword: &str, ty: &str) "keyword-of-other-type":
        "`{keyword}` has no effect on values of `type: {ty}` and is ignored",
        "correct the type, or remove the keyword";
    Warning member_of_2_0(member: &str, meaning: &str) "member-of-2.0":
        "`{member}` is Swagger 2.0 in a document of OpenAPI 3; it is read as {meaning}",
        "write it as OpenAPI 3 does";
    Warning missing_description() "missing-description":
        "the response has no `description`",
        "add a description";
    Warning narrow_format(format: &str, wider: &str) "narrow-format":
        "`format: {format}` does not hold all values that are described beside it; it is read as `{wider}`",
        "correct the format, or the values";
    Warning newer_version(version: &str) "newer-version":
        "OpenAPI {version} is newer than this generator; the document is read as OpenAPI 3.1",
        "";
    Error not_openapi() "not-openapi":
        "this is not an OpenAPI document: `openapi` is missing or is not a string",
        "add `openapi: 3.1.0` if it is one";
    Error nothing_described() "nothing-described":
        "the document has neither `paths` nor `webhooks` nor `components`",
        "add `paths`";
    Warning number_for_text(keyword: &str) "number-for-text":
        "`{keyword}` is a number and is read as text",
        "put it in quotes";
    Warning required_not_a_list() "required-not-a-list":
        "`required` of a schema is a list of property names; this one is ignored",
        "name the property in the `required` list of the object that has it";
    Warning schema_in_place(noun: &str) "schema-in-place":
        "this is a schema where a {noun} is expected; it is read as the schema of one",
        "put it into `schema`, for a body in `content` by media type";
    Error swagger_2() "swagger-2":
        "this is a Swagger 2.0 document, which is not supported",
        "convert it to OpenAPI 3.0 or 3.1 first, for example with swagger2openapi";
    Warning type_beside_union(ty: &str) "type-beside-union":
        "`type: {ty}` contradicts the members of the union beside it and is ignored",
        "remove `type`";
    Warning unchecked_constraint(keyword: &str) "unchecked-constraint":
        "no type expresses what `{keyword}` requires; the server checks it",
        "";
    Warning unknown_keyword(key: &str) "unknown-keyword":
        "schemas have no keyword `{key}`; it is ignored",
        "correct its name, or give it a name that begins with `x-`";
    Warning unknown_member(key: &str) "unknown-member":
        "OpenAPI has no member `{key}` here; it is ignored",
        "correct its name or move it, or give it a name that begins with `x-`";
    Warning unsupported_method(key: &str) "unsupported-method":
        "operations in `{key}` (OpenAPI 3.2) are not supported and are left out",
        "use a method of OpenAPI 3.1";
    Error unsupported_version(version: &str) "unsupported-version":
        "OpenAPI version `{version}` is not supported",
        "use a document of OpenAPI 3.0 or 3.1";
}

/// What `select` leaves out for a fault at a location, which may be in another file.
pub(crate) fn skipped(at: &Pointer, location: &str, fault: &Diagnostic) -> Diagnostic {
    let message = format!("left out because of {} at {location}: {}", fault.code, fault.message);
    diagnostic(Severity::Warning, "skipped", at, message, &fault.hint)
}

// resolve and lower
texts! {
    Error alias_cycle() "alias-cycle":
        "the schema is only a reference that leads back to itself",
        "replace one reference of the cycle by a schema";
    Error broken_template(path: &str) "broken-template":
        "the braces in the path `{path}` are unbalanced, nested or empty",
        "write each placeholder as `{name}`";
    Warning callback_members(members: &str) "callbacks-ignored":
        "{members} of this callback are not represented: only its payload is read, and receiving it is the application's task",
        "";
    Warning duplicate_parameter(name: &str) "duplicate-parameter":
        "the parameter `{name}` appears more than once in this list; the first one is used",
        "remove the others";
    Warning ignored_content(status: &str) "ignored-content":
        "a response with status {status} never has a body; the content that is described for it is ignored",
        "remove `content`, or use another status";
    Warning ignored_header(name: &str, source: &str) "ignored-header":
        "the parameter `{name}` is no argument: its value follows from {source}",
        "remove the parameter";
    Warning ignored_node(noun: &str, message: &str) "ignored-node":
        "this is not a well-formed {noun} and is ignored: {message}",
        "";
    Warning incomplete_info(member: &str) "incomplete-info":
        "`info` has no text as `{member}`",
        "add `info` with `title` and `version`";
    Warning invalid_path(path: &str) "invalid-path":
        "the path `{path}` does not begin with `/`; it is read as if it did",
        "begin it with `/`";
    Warning invalid_status(status: &str) "degraded-response":
        "`{status}` is not a status code; the response is not represented",
        "use a status such as `200`, a range such as `4XX`, or `default`";
    Warning malformed_member(key: &str, noun: &str, message: &str) "malformed-member":
        "`{key}` of this {noun} is ignored: {message}",
        "";
    Error malformed_node(noun: &str, message: &str) "malformed-node":
        "this is not a well-formed {noun}: {message}",
        "";
    Warning misspelled_path_parameter(name: &str, placeholder: &str, path: &str) "misspelled-parameter":
        "the path `{path}` has no placeholder for `{name}`; the parameter is taken for `{{{placeholder}}}`",
        "spell both alike";
    Warning other_kind(reference: &str, noun: &str) "other-kind":
        "the target of the reference `{reference}` is a component of another kind; it is read as a {noun}",
        "refer to a component of that kind";
    Warning path_expression(expression: &str) "path-expression":
        "the expression `{{{expression}}}` is no part of a path; parameters of the query string are sent by `in: query`",
        "remove it from the path";
    Warning path_fragment(fragment: &str) "path-fragment":
        "the path has the fragment `#{fragment}`, which HTTP does not send",
        "remove it; an operationId tells operations apart";
    Warning path_query(query: &str) "path-query":
        "the path has the query string `{query}`, which OpenAPI does not know; it is sent with each request",
        "describe it by parameters with `in: query`";
    Error reference_cycle(reference: &str) "reference-cycle":
        "the reference `{reference}` leads back to itself",
        "replace one reference of the cycle by its target";
    Warning server_variable(url: &str) "undeclared-server-variable":
        "the server `{url}` has a variable without a default; a client cannot use it by itself",
        "describe the variable in `variables`";
    Warning tag_for_tags() "tag-for-tags":
        "`tags` is a list of names; this one name is read as a list",
        "write it as a list";
    Warning undeclared_placeholder(name: &str) "undeclared-placeholder":
        "the operation has no path parameter for the placeholder `{{{name}}}`, which becomes a required text",
        "declare the parameter with `in: path`";
    Warning unknown_security_scheme(name: &str) "degraded-security":
        "there is no security scheme `{name}`; requests are sent without its credentials",
        "add it to `components.securitySchemes`";
    Error unresolved_reference(reference: &str) "unresolved-reference":
        "the reference `{reference}` has no target in the document",
        "correct the reference, or add its target";
    Warning unsupported_security_scheme(ty: &str) "unsupported-security-scheme":
        "security schemes of type `{ty}` are configured outside of requests; this one is ignored",
        "";
    Warning unused_security_schemes() "unused-security-schemes":
        "the document has security schemes, but no `security` that uses them: clients do not send their credentials",
        "add `security`, or configure a scheme by `Config::security_scheme` or `--security-scheme`";
    Warning unused_path_parameter(name: &str, path: &str) "unused-path-parameter":
        "the path `{path}` has no placeholder for the path parameter `{name}`, which is ignored",
        "remove the parameter, or add the placeholder";
    Warning webhook_members(members: &str) "webhooks-ignored":
        "{members} of this webhook are not represented: only its payload is read, and receiving it is the application's task",
        "";
    Error wrong_target(reference: &str, noun: &str) "wrong-target":
        "the target of the reference `{reference}` is not a {noun}",
        "refer to a node of that kind, such as one in `#/components`";
}

/// A style that OpenAPI does not have for parameters in this position.
pub(crate) fn unknown_style(at: &Pointer, position: &str, style: &str, allowed: &[&str]) -> Diagnostic {
    let message = format!(
        "`{style}` is not a style of {position} parameters; the parameter is sent in the default style"
    );
    let hint = format!("use one of: {}", allowed.join(", "));
    diagnostic(Severity::Warning, "degraded-parameter", at, message, &hint)
}

// Limits: `resolve`, `lower` and `analyse`.
texts! {
    Error too_deep(limit: usize) "nesting-too-deep":
        "schemas are nested more than {limit} levels deep here",
        "move inner schemas to `components/schemas` and refer to them";
    Error too_large() "too-large":
        "references multiply this document to many times its size; the limit was exceeded here",
        "refer to large schemas from properties instead of merging them, and to large responses less often";
    Error too_many(limit: usize, what: &str) "too-large":
        "the document has more than {limit} {what}; the limit was exceeded here",
        "generate parts of it with `--only-tag` or `--only-operation`, or split the document";
    Error too_many_members(count: usize, limit: usize) "too-large":
        "{count} members exceed the limit of {limit} for one generated item",
        "describe members of one kind by `additionalProperties`, or split the schema";
}

// Names and cycles: `lower` and `analyse`.
texts! {
    Error cyclic_all_of() "cyclic-all-of":
        "this `allOf` includes itself",
        "remove the member that leads back to this schema";
    Warning duplicate_operation(id: &str, made: &str) "duplicate-operation-id":
        "another operation has the same name as `{id}`; this one is named `{made}`",
        "give each operation its own operationId";
    Warning mapping_without_all_of(text: &str) "mapping-without-all-of":
        "`{text}` leads to a schema that does not extend this one by `allOf`; it is taken for one that does",
        "add a reference to this schema to its `allOf`";
    Warning enum_labels(extension: &str, values: usize) "enum-labels":
        "`{extension}` has not one text for each of the {values} values of this `enum` and is not used",
        "list one for each value, in the order of `enum`";
    Warning missing_operation_id(made: &str) "missing-operation-id":
        "the operation has no `operationId`; it is named `{made}` after its method and path",
        "add an operationId";
    Warning nested_in_form() "nested-values":
        "the standard does not say how lists and objects in the properties of this form are written; they are written in \
         brackets, such as `name[key][0]=value`",
        "if the server reads them, confirm it with the setting `array_format`; for JSON text, set `contentType` to \
         `application/json` in `encoding`";
    Warning nested_in_query(name: &str) "nested-values":
        "the standard does not say how lists and objects in the query parameter `{name}` are written; they are written in \
         brackets, such as `name[key][0]=value`",
        "if the server reads them, confirm it with the setting `array_format`; for JSON text, describe the parameter with \
         `content` instead of `schema`";
}

// What generated code represents in a looser way.
texts! {
    Warning alternative_constraints() "unchecked-constraint":
        "the members of this `oneOf` or `anyOf` only constrain the value; the server checks them",
        "";
    Warning connection_header(name: &str) "degraded-header":
        "the header parameter `{name}` is not sent: it belongs to the connection, whose host is that of the base URL",
        "remove the parameter; for another host, use a client with its base URL";
    Warning constraint(keyword: &str) "degraded-constraint":
        "no type expresses `{keyword}`: what only it describes is not typed",
        "describe it in the schema itself";
    Warning content(media_type: &str, given: &str) "degraded-content":
        "a body of `{media_type}` is passed as {given}, whatever its schema",
        "";
    Warning contradiction(what: &str) "degraded-all-of":
        "the members of `allOf` contradict each other: {what}",
        "correct the schemas: no value satisfies all of them";
    Warning cookie_style() "degraded-parameter":
        "the value is percent-encoded, as by the style `form`; the style `cookie` (OpenAPI 3.2) does not do that",
        "";
    Warning encoding(what: &str) "degraded-encoding":
        "{what} is ignored here: the property is encoded by its schema",
        "";
    Warning default_mapping_to_stranger(target: &str) "degraded-discriminator":
        "`defaultMapping` is `{target}`, which is no member of this union; unknown values are kept as they are",
        "use the name of a member";
    Warning endless_alias() "degraded-recursion":
        "this schema is defined by itself alone, through references; it is any JSON value",
        "say what the values are";
    Warning endless_union() "degraded-recursion":
        "this union is a member of its own members, through unions alone: what only that member has is kept as JSON",
        "list the members that are meant";
    Warning event_as_bytes(media_type: &str) "degraded-event":
        "the payload in `{media_type}` is kept as bytes; only JSON is read",
        "";
    Warning events() "degraded-event-stream":
        "the schema does not describe the data of the events; it is passed as text",
        "describe the data in `schema`, or as `properties/data` of `itemSchema`";
    Warning events_of_one_name(variant: &str) "degraded-event-stream":
        "several events of the variant `{variant}` have one name and different data, which is passed as text",
        "give each event a name of its own";
    Warning header(what: &str) "degraded-headers":
        "{what}",
        "";
    Warning http_scheme() "degraded-security":
        "HTTP authentication other than `basic` and `bearer` is not supported",
        "send the header with the request";
    Warning informational_response() "degraded-response":
        "responses with a status below 200 are not represented",
        "";
    Warning item_schema(media_type: &str) "degraded-content":
        "`itemSchema`, `prefixEncoding` and `itemEncoding` are ignored: a body of `{media_type}` is one value",
        "";
    Warning lost_member(key: &str, what: &str) "degraded-member":
        "`{key}` is not represented: {what}",
        "";
    Warning long_tuple(members: usize) "degraded-tuple":
        "a tuple of {members} members is a list of JSON values: it is too long, or has no fixed length",
        "use 1 to 12 members, and set `minItems` and `maxItems` to their number";
    Warning mapping_disagrees(text: &str, member: &str) "degraded-discriminator":
        "`{text}` leads to `{member}`, whose own schema has another value; both are read, and `{text}` is sent",
        "use the same value in both places";
    Warning mapping_to_nothing(text: &str, target: &str) "degraded-discriminator":
        "`{text}` leads to `{target}`, which is no component schema; such values are not told apart",
        "use the name of a component schema, or a reference to it";
    Warning mapping_to_stranger(text: &str, target: &str) "degraded-discriminator":
        "`{text}` leads to `{target}`, which is no member of this union; such values are not told apart",
        "add the schema to `oneOf` or `anyOf`";
    Warning map_beside_union() "degraded-union":
        "`additionalProperties` or `patternProperties` beside a union whose values are not all objects with properties: \
         members that the union does not describe are not represented",
        "say in each member of the union which other members there may be";
    Warning multipart_without_object() "degraded-multipart":
        "a multipart body whose schema is not an object with properties is sent as bytes",
        "";
    Warning negation() "degraded-not":
        "no type expresses `not`; the value is any JSON value",
        "";
    Warning nested_in_text(name: &str, position: &str) "degraded-parameter":
        "no style says how lists and objects in the {position} parameter `{name}` are written; they are JSON text, which \
         servers may not read",
        "describe the parameter with `content` of `application/json`";
    Warning parameter_content(media_type: &str) "degraded-parameter":
        "a parameter with `{media_type}` content is passed as text here",
        "";
    Warning part_headers() "degraded-encoding":
        "headers of a part are not arguments",
        "for a file, send them with `Part::header`";
    Warning pattern_properties() "degraded-pattern-properties":
        "the patterns of `patternProperties` have different types: their members are JSON values",
        "";
    Warning required_without_property(name: &str) "degraded-required":
        "`{name}` is required but not described; it is a field of any JSON value",
        "describe it in `properties`";
    Warning several_tags(property: &str, member: &str) "degraded-discriminator":
        "several values lead to `{member}`, which has no property `{property}`: the first is sent, whichever was read",
        "add the property to the schema";
    Warning several_unions() "degraded-union":
        "several unions apply at once, of values that are not all objects: only the first is represented",
        "";
    Warning structured_enum() "degraded-enum":
        "an `enum` or `const` of arrays or objects has no type of its own; its values are not represented",
        "";
    Warning undecidable_discriminator(property: &str) "degraded-discriminator":
        "no value of `{property}` selects some of the members: these are chosen by their shape instead",
        "give each member a `const`, or list it in `mapping`";
    Warning union_beside_properties() "degraded-union":
        "`oneOf` or `anyOf` of values that are not objects, beside properties: the properties become fields, other \
         members are JSON values",
        "";
    Warning union_in_merge_patch() "degraded-merge-patch":
        "a union in a merge patch is that of whole values: the members of its variants cannot be removed by `null`",
        "";
    Warning unread_event(media_type: &str) "degraded-event":
        "the payload in `{media_type}` is not read; only that in JSON is",
        "";
    Warning untyped() "degraded-untyped":
        "this schema constrains values without a `type`; the value is any JSON value",
        "add `type`";
    Warning whole_query() "degraded-parameter":
        "a parameter that is the whole query string (OpenAPI 3.2) is not represented",
        "send its parts with `with_query`";
}
