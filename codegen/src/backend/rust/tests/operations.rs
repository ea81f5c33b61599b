//! The operations of the sample: every position of a parameter, every kind of body, success and error response.

use super::{Docs, Literal, Pointer, Type, Types, deprecated, docs, list, name};
use crate::ir::{
    ApiGroup, Body, BodyKind, Encoding, ErrorBody, ErrorCase, Header, Operation, OperationConfig, Parameter,
    Position, Representation, SecurityKind, SecurityScheme, StatusMatch, Style, SuccessBody, SuccessCase,
};
use crate::openapi::style;

pub(super) fn schemes() -> Vec<SecurityScheme> {
    let kinds = [
        ("basic", SecurityKind::Basic),
        ("bearer", SecurityKind::Bearer),
        ("header", SecurityKind::ApiKeyHeader("X-Key".into())),
        ("query", SecurityKind::ApiKeyQuery("key".into())),
        ("cookie", SecurityKind::ApiKeyCookie("session".into())),
        ("other", SecurityKind::Other("digest".into())),
    ];
    kinds.map(|(wire, kind)| SecurityScheme { name: super::name(wire, wire), kind, description: None }).into()
}

pub(super) fn group(types: &Types) -> ApiGroup {
    ApiGroup {
        name: name("things", "ThingsApi"),
        accessor: "things".into(),
        docs: docs("All about things."),
        operations: vec![
            start(types),
            everywhere(types),
            upload(types),
            download(types),
            several(types),
            letter(types),
            patch(types),
        ],
    }
}

fn operation(rust: &str, request: &str, method: &str, path: &str) -> Operation {
    Operation {
        name: name(rust, rust),
        request: request.into(),
        error: format!("{request}Error"),
        pointer: Pointer::root(),
        method: method.into(),
        path: path.into(),
        query: String::new(),
        servers: Vec::new(),
        docs: Docs::default(),
        parameters: Vec::new(),
        body: None,
        other_bodies: Vec::new(),
        successes: Vec::new(),
        errors: Vec::new(),
        response: String::new(),
        representations: Vec::new(),
        headers: Vec::new(),
        headers_view: String::new(),
        security: Vec::new(),
        accept: Vec::new(),
        pagination: None,
        config: OperationConfig::default(),
    }
}

fn parameter(rust: &str, position: Position, encoding: Encoding, ty: Type, required: bool) -> Parameter {
    let wire = rust.strip_prefix("r#").unwrap_or(rust).replace('_', "-");
    let (name, docs) = (name(&wire, rust), Docs::default());
    Parameter { name, pointer: Pointer::root(), position, encoding, ty, required, default: None, docs }
}

fn plain(rust: &str, position: Position, ty: Type, required: bool) -> Parameter {
    parameter(rust, position, style::default_encoding(position), ty, required)
}

fn body(rust: &str, required: bool, media_type: &str, kind: BodyKind) -> Body {
    Body {
        name: name(rust, rust),
        required,
        method_name: name("", ""),
        pointer: Pointer::root(),
        media_type: media_type.into(),
        other_media_types: Vec::new(),
        kind,
        encoding: Vec::new(),
        default_encoding: style::default_property_encoding(),
        part_media_types: Vec::new(),
        docs: Docs::default(),
    }
}

fn header(wire: &str, ty: Type, required: bool) -> Header {
    let name = name(wire, &wire.replace('-', "_"));
    Header { name, ty, required, encoding: style::default_encoding(Position::Header), docs: Docs::default() }
}

fn success(status: StatusMatch, rust: &str, body: SuccessBody) -> SuccessCase {
    SuccessCase { status, name: name(rust, rust), body, description: "Fine".into() }
}

fn error(status: StatusMatch, rust: &str, body: ErrorBody) -> ErrorCase {
    let media_types = Vec::new();
    ErrorCase { status, name: name(rust, rust), media_types, body, description: "Refused [here](x)".into() }
}

fn start(types: &Types) -> Operation {
    let simcore = plain("x_parent", Position::Header, Type::Uuid, false);
    let cluster = Parameter {
        docs: Docs { deprecated: Some("ignored".into()), ..docs("Cluster to run on.") },
        default: Some(Literal::Integer(0)),
        ..plain("cluster", Position::Query, Type::Uint64, false)
    };
    let id = plain("study_id", Position::Path, Type::Uuid, true);
    Operation {
        docs: Docs { description: Some("Long text.\n\n    indented".into()), ..docs("Start a thing") },
        parameters: vec![
            Parameter { docs: docs("The study."), ..id },
            plain("r#type", Position::Path, Type::String, true),
            cluster,
            simcore,
        ],
        successes: vec![
            success(StatusMatch::Code(202), "Accepted", SuccessBody::Json(types.named("Thing"))),
            success(StatusMatch::Code(200), "Ok", SuccessBody::Json(types.named("Thing"))),
        ],
        errors: vec![
            error(StatusMatch::Default, "Default", ErrorBody::Bytes),
            error(StatusMatch::Range(4), "ClientError", ErrorBody::Text(Type::String)),
            error(StatusMatch::Code(404), "NotFound", ErrorBody::Json(types.named("Account"))),
            error(StatusMatch::Code(409), "Conflict", ErrorBody::Empty),
        ],
        security: vec![
            vec!["basic".into(), "other".into()],
            vec!["other".into()],
            vec!["header".into(), "query".into(), "cookie".into()],
            Vec::new(),
        ],
        accept: vec!["application/json".into(), "text/plain".into()],
        config: OperationConfig {
            idempotent: Some(true),
            retry_on: vec![404, 500],
            connect_timeout: Some(3),
            attempt_timeout: Some(900),
            total_timeout: Some(1_000_000),
            stall_timeout: Some(20),
            max_attempts: Some(1),
            body_limit: Some(1_000),
            follow_redirect: false,
            security: Vec::new(),
        },
        ..operation("start_thing", "StartThing", "POST", "/studies/{study-id}/{type}/{study-id}:start")
    }
}

fn everywhere(types: &Types) -> Operation {
    let styles = [
        ("form", Style::Form, true),
        ("joined", Style::Form, false),
        ("spaces", Style::SpaceDelimited, false),
        ("pipes", Style::PipeDelimited, false),
        ("deep", Style::DeepObject, true),
    ];
    let in_style = |rust: &str, position, style, explode, ty, required| {
        parameter(rust, position, style::encoding(style, Some(explode), false), ty, required)
    };
    let query =
        |(rust, style, explode)| in_style(rust, Position::Query, style, explode, list(Type::String), false);
    let mut parameters: Vec<_> = styles.map(query).into();
    parameters.extend([
        in_style("label", Position::Path, Style::Label, true, Type::Int64, true),
        in_style("matrix", Position::Path, Style::Matrix, false, list(Type::Int64), true),
        parameter("filter", Position::Query, Encoding::Json, types.named("Thing"), true),
        plain("session", Position::Cookie, Type::Secret, true),
        plain("site", Position::Header, Type::Uri, true),
        plain("name", Position::Query, types.named("Label"), true),
        in_style("tree", Position::Query, Style::DeepObject, true, types.named("Old"), true),
    ]);
    Operation {
        docs: deprecated("since 2.0"),
        parameters,
        body: Some(body("body", false, "application/json", BodyKind::Json(types.named("Old")))),
        successes: vec![success(StatusMatch::Code(200), "Ok", SuccessBody::Json(types.named("Old")))],
        errors: vec![error(StatusMatch::Code(410), "Gone", ErrorBody::Json(types.named("Old")))],
        ..operation("everywhere", "Everywhere", "GET", "/a/{label}/{matrix}")
    }
}

fn upload(types: &Types) -> Operation {
    Operation {
        body: Some(body("upload", true, "multipart/form-data", BodyKind::Multipart(types.id("Upload")))),
        errors: vec![error(StatusMatch::Default, "Default", ErrorBody::Json(Type::Any))],
        ..operation("upload", "Upload", "POST", "/upload")
    }
}

fn download(types: &Types) -> Operation {
    Operation {
        body: Some(body("body", true, "text/plain", BodyKind::Text(Type::String))),
        other_bodies: vec![Body {
            method_name: name("png", "download_as_png"),
            other_media_types: vec!["image/*".into()],
            ..body("body", true, "image/png", BodyKind::Bytes)
        }],
        successes: vec![success(StatusMatch::Range(2), "Ok", SuccessBody::Bytes)],
        representations: vec![Representation {
            name: name("events", "accept_events"),
            request: "DownloadAcceptEvents".into(),
            media_types: vec!["text/event-stream".into()],
            body: SuccessBody::Events(types.named("Thing")),
        }],
        errors: vec![
            error(StatusMatch::Code(400), "BadRequest", ErrorBody::Json(Type::Any)),
            ErrorCase {
                media_types: vec!["text/plain".into(), "text/html".into()],
                ..error(StatusMatch::Code(400), "BadRequestText", ErrorBody::Text(Type::String))
            },
        ],
        headers: vec![
            header("x-list", list(Type::Int64), true),
            header("x-old", types.named("Old"), false),
            Header { encoding: Encoding::Json, ..header("x-json", Type::Any, false) },
        ],
        headers_view: "DownloadHeaders".into(),
        ..operation("download", "Download", "POST", "/download")
    }
}

fn several(types: &Types) -> Operation {
    Operation {
        body: Some(body("body", true, "application/octet-stream", BodyKind::Bytes)),
        successes: vec![
            success(StatusMatch::Code(200), "Ok", SuccessBody::JsonLines(types.named("Thing"))),
            success(StatusMatch::Code(201), "Created", SuccessBody::Text(Type::String)),
            success(StatusMatch::Code(204), "NoContent", SuccessBody::Empty),
        ],
        response: "SeveralResponse".into(),
        ..operation("several", "Several", "POST", "/several")
    }
}

/// An operation whose request, descriptor and letter are one.
fn letter(types: &Types) -> Operation {
    let nullable = Type::Nullable(Box::new(types.named("Thing")));
    Operation {
        body: Some(body("thing", true, "application/merge-patch+json", BodyKind::Json(nullable))),
        successes: vec![
            success(StatusMatch::Default, "Default", SuccessBody::Json(Type::String)),
            success(StatusMatch::Code(201), "Created", SuccessBody::Json(list(types.named("Thing")))),
        ],
        response: "XResponse".into(),
        ..operation("x", "X", "PUT", "/x")
    }
}

fn patch(types: &Types) -> Operation {
    let flags = ["a", "b", "c", "d", "e", "f"];
    let flag = |name| plain(name, Position::Query, Type::Boolean, true);
    Operation {
        parameters: flags.map(flag).into(),
        body: Some(body(
            "form",
            true,
            "application/x-www-form-urlencoded",
            BodyKind::Form(types.named("PlainForm")),
        )),
        successes: vec![success(StatusMatch::Code(200), "Ok", SuccessBody::JsonLines(types.named("Thing")))],
        errors: vec![error(StatusMatch::Range(5), "ServerError", ErrorBody::Empty)],
        ..operation("r#match", "Match", "PATCH", "/match")
    }
}
