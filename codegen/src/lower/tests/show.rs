//! The IR in a compact text, for assertions: one line a type or an operation.

use crate::ir::{
    Api, Body, BodyKind, Dispatch, Encoding, Enumeration, ErrorBody, Field, Literal, Name, Object, Operation,
    Parameter, Presence, StatusMatch, SuccessBody, Type, TypeDef, TypeKind, Union,
};
use crate::openapi::style;

/// The whole API.
pub(crate) fn show(api: &Api) -> String {
    let types = api.types.iter().map(|def| show_def(api, def));
    let groups = api.groups.iter().flat_map(|group| {
        let head = format!("{} .{}()", group.name.rust, group.accessor);
        std::iter::once(head).chain(group.operations.iter().map(|operation| show_operation(api, operation)))
    });
    types.chain(groups).collect::<Vec<_>>().join("\n")
}

fn show_def(api: &Api, def: &TypeDef) -> String {
    let usage = match (def.usage.request, def.usage.response) {
        (true, true) => " <>",
        (true, false) => " >",
        (false, true) => " <",
        (false, false) => "",
    };
    let kind = match &def.kind {
        TypeKind::Object(object) => show_object(api, object),
        TypeKind::Enumeration(enumeration) => show_enumeration(enumeration),
        TypeKind::Union(union) => show_union(api, union),
        TypeKind::Events(union) => format!("events {}", show_union(api, union)),
        TypeKind::External(path) => path.clone(),
        TypeKind::Alias(ty) => format!("= {}", show_type(api, ty)),
        TypeKind::Newtype(ty) => format!("({})", show_type(api, ty)),
    };
    format!("{}{usage} {kind}", def.name.rust)
}

fn show_object(api: &Api, object: &Object) -> String {
    let fields = object.fields.iter().map(|field| show_field(api, field));
    let rest = object.rest.iter().map(|(name, ty)| format!("..{}: {}", name.rust, show_type(api, ty)));
    format!("{{{}}}", fields.chain(rest).collect::<Vec<_>>().join(", "))
}

fn show_field(api: &Api, field: &Field) -> String {
    let presence = match field.presence {
        Presence::Required => "",
        Presence::RequiredNullable => "|null",
        Presence::Optional => "?",
        Presence::OptionalNullable => "?|null",
    };
    let constant = field.constant.as_ref().map(|literal| format!(" == {}", show_literal(literal)));
    let default = field.default.as_ref().map(|literal| format!(" or {}", show_literal(literal)));
    format!(
        "{}: {}{presence}{}{}{}{}{}",
        show_name(&field.name),
        show_type(api, &field.ty),
        constant.unwrap_or_default(),
        default.unwrap_or_default(),
        if field.read_only { " ro" } else { "" },
        if field.write_only { " wo" } else { "" },
        if field.flattened { " flat" } else { "" },
    )
}

fn show_name(name: &Name) -> String {
    if name.wire == name.rust { name.rust.clone() } else { format!("{}({})", name.rust, name.wire) }
}

fn show_enumeration(enumeration: &Enumeration) -> String {
    let values = enumeration.values.iter();
    let values = values.map(|value| format!("{}={}", value.name.rust, show_literal(&value.literal)));
    format!("[{} | {}]", values.collect::<Vec<_>>().join(" "), enumeration.other.rust)
}

fn show_union(api: &Api, union: &Union) -> String {
    let variants = union.variants.iter();
    let variants = variants.map(|variant| format!("{}({})", variant.name.rust, show_type(api, &variant.ty)));
    let variants = variants.collect::<Vec<_>>().join(" ");
    let how = match &union.discriminator {
        Some(discriminator) => {
            let mapping = discriminator.mapping.iter();
            let mapping = mapping.map(|(literal, index)| format!("{}->{index}", show_literal(literal)));
            let further = discriminator.further.iter();
            let further = further.map(|(literal, index)| format!("{}~>{index}", show_literal(literal)));
            let default = discriminator.default.map(|index| format!("_->{index}"));
            let all: Vec<_> = mapping.chain(further).chain(default).collect();
            format!("by {} {}", discriminator.property, all.join(" "))
        }
        None => union.dispatch.iter().map(show_dispatch).collect::<Vec<_>>().join(" "),
    };
    format!("<{variants} | {}> {how}", union.other.rust)
}

fn show_dispatch(dispatch: &Dispatch) -> String {
    let candidates = dispatch.candidates.iter().map(|candidate| {
        let keys = candidate.keys.iter().cloned();
        let constants =
            candidate.constants.iter().map(|(key, value)| format!("{key}={}", show_literal(value)));
        let values = candidate.values.iter().map(show_literal);
        let tests = keys.chain(constants).chain(values).collect::<Vec<_>>().join("&");
        if tests.is_empty() {
            candidate.variant.to_string()
        } else {
            format!("{}:{tests}", candidate.variant)
        }
    });
    format!("{:?}[{}]", dispatch.kind, candidates.collect::<Vec<_>>().join(","))
}

fn show_literal(literal: &Literal) -> String {
    match literal {
        Literal::Null => "null".into(),
        Literal::Boolean(value) => value.to_string(),
        Literal::Integer(value) => value.to_string(),
        Literal::Number(value) => format!("{value:?}"),
        Literal::String(value) => format!("{value:?}"),
    }
}

fn show_type(api: &Api, ty: &Type) -> String {
    match ty {
        Type::Named(id) => api.get(*id).map_or("MISSING", |def| def.name.rust.as_str()).to_owned(),
        Type::Boxed(inner) => format!("Box<{}>", show_type(api, inner)),
        Type::List(inner) => format!("[{}]", show_type(api, inner)),
        Type::Map(inner) => format!("{{{}}}", show_type(api, inner)),
        Type::Nullable(inner) => format!("{}|null", show_type(api, inner)),
        Type::Tuple(members) => {
            let members = members.iter().map(|member| show_type(api, member)).collect::<Vec<_>>();
            format!("({})", members.join(", "))
        }
        scalar => format!("{scalar:?}"),
    }
}

fn show_operation(api: &Api, operation: &Operation) -> String {
    let parameters = operation.parameters.iter().map(|parameter| {
        let mark = if parameter.required { "" } else { "?" };
        let position = show_position(parameter);
        format!("{}{mark}: {} {position}", show_name(&parameter.name), show_type(api, &parameter.ty))
    });
    let body = operation.bodies().map(|body| show_body(api, body));
    let arguments = parameters.chain(body).collect::<Vec<_>>().join(", ");
    let successes = operation
        .successes
        .iter()
        .map(|case| format!("{}{}", show_status(case.status, &case.name), show_success(api, &case.body)));
    let others = operation
        .representations
        .iter()
        .map(|other| format!("{}:{}", other.name.rust, show_success(api, &other.body)));
    let headers = operation.headers.iter().map(|header| {
        let mark = if header.required { "" } else { "?" };
        format!(" ~{}{mark}: {}", show_name(&header.name), show_type(api, &header.ty))
    });
    let errors = operation
        .errors
        .iter()
        .map(|case| format!("{}{}", show_status(case.status, &case.name), show_error(api, &case.body)));
    format!(
        "  {} {}({arguments}) -> {} ! {} [{}]{}{}",
        operation.request,
        operation.name.rust,
        successes.chain(others).collect::<Vec<_>>().join(" "),
        errors.collect::<Vec<_>>().join(" "),
        operation.accept.join(","),
        if operation.response.is_empty() { String::new() } else { format!(" => {}", operation.response) },
        headers.collect::<String>(),
    )
}

fn show_position(parameter: &Parameter) -> String {
    let position = parameter.position.name();
    match &parameter.encoding {
        encoding if *encoding == style::default_encoding(parameter.position) => position.to_owned(),
        Encoding::Style { style, explode, allow_reserved, arrays: _ } => {
            let explode = if *explode { "*" } else { "" };
            let reserved = if *allow_reserved { "+" } else { "" };
            format!("{position}/{style:?}{explode}{reserved}")
        }
        Encoding::Json => format!("{position}/json"),
    }
}

fn show_body(api: &Api, body: &Body) -> String {
    let kind = match &body.kind {
        BodyKind::Json(ty) => format!("json {}", show_type(api, ty)),
        BodyKind::Form(ty) => format!("form {}", show_type(api, ty)),
        BodyKind::Multipart(id) => format!("multipart {}", show_type(api, &Type::Named(*id))),
        BodyKind::Text(Type::String) => "text".into(),
        BodyKind::Text(ty) => format!("text {}", show_type(api, ty)),
        BodyKind::Bytes => "bytes".into(),
        BodyKind::JsonLines(ty) => format!("json lines {}", show_type(api, ty)),
    };
    let method = &body.method_name.rust;
    let method = if method.is_empty() { String::new() } else { format!(" by {method}") };
    let others =
        body.other_media_types.iter().flat_map(|media_type| ["|", media_type.as_str()]).collect::<String>();
    let mark = if body.required { "" } else { "?" };
    format!("{}{mark}: {kind} {}{others}{method}", body.name.rust, body.media_type)
}

fn show_status(status: StatusMatch, name: &Name) -> String {
    let status = match status {
        StatusMatch::Code(code) => code.to_string(),
        StatusMatch::Range(hundreds) => format!("{hundreds}XX"),
        StatusMatch::Default => "default".into(),
    };
    format!("{status}/{}:", name.rust)
}

fn show_success(api: &Api, body: &SuccessBody) -> String {
    match body {
        SuccessBody::Json(ty) => show_type(api, ty),
        SuccessBody::JsonLines(ty) => format!("lines {}", show_type(api, ty)),
        SuccessBody::Events(ty) => format!("events {}", show_type(api, ty)),
        SuccessBody::Empty => "()".into(),
        SuccessBody::Text(Type::String) => "text".into(),
        SuccessBody::Text(ty) => format!("text {}", show_type(api, ty)),
        SuccessBody::Bytes => "bytes".into(),
    }
}

fn show_error(api: &Api, body: &ErrorBody) -> String {
    match body {
        ErrorBody::Json(ty) => show_type(api, ty),
        ErrorBody::Empty => "()".into(),
        ErrorBody::Text(Type::String) => "text".into(),
        ErrorBody::Text(ty) => format!("text {}", show_type(api, ty)),
        ErrorBody::Bytes => "bytes".into(),
    }
}
