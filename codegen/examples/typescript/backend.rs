//! A back end that writes TypeScript declarations.
//!
//! In: an API. Out: `api.d.ts` with a type for each model and an interface for each group of operations. Invariant: text
//! of the document stands in JSON strings or in comments that it cannot end.

use osparc_codegen::File;
use osparc_codegen::backend::{Backend, text};
use osparc_codegen::ir::{
    Api, ApiGroup, BodyKind, Docs, Field, Literal, Name, Operation, Presence, SuccessBody, Type, TypeDef,
    TypeKind,
};

/// The back end.
pub(crate) struct TypeScript;

impl Backend for TypeScript {
    fn files(&self, api: &Api) -> Vec<File> {
        let types = api.types.iter().map(|def| declaration(api, def));
        let groups = api.groups.iter().map(|group| interface(api, group));
        let title = format!("// {} {}\n", text::line(&api.title), text::line(&api.version));
        let text = [title].into_iter().chain(types).chain(groups).collect::<Vec<_>>().join("\n");
        vec![File { name: "api.d.ts".into(), text }]
    }
}

fn declaration(api: &Api, def: &TypeDef) -> String {
    let ty = match &def.kind {
        TypeKind::Object(object) => {
            let (parts, own): (Vec<_>, Vec<_>) = object.fields.iter().partition(|field| field.flattened);
            let fields = own.iter().map(|field| property(api, field));
            let parts = parts.iter().map(|field| format!(" & ({})", spell(api, &field.ty)));
            let rest = object
                .rest
                .iter()
                .map(|(_, ty)| format!("    [name: string]: unknown | {};\n", spell(api, ty)));
            format!("{{\n{}}}{}", fields.chain(rest).collect::<String>(), parts.collect::<String>())
        }
        // An enum is open: the server may send a value that the document does not list.
        TypeKind::Enumeration(enumeration) => {
            let values = enumeration.values.iter().map(|value| literal(&value.literal));
            values.chain(["unknown".to_owned()]).collect::<Vec<_>>().join(" | ")
        }
        TypeKind::Union(union) => {
            let variants = union.variants.iter().map(|variant| spell(api, &variant.ty));
            variants.collect::<Vec<_>>().join(" | ")
        }
        TypeKind::Alias(target) | TypeKind::Newtype(target) => spell(api, target),
        _ => "unknown".to_owned(),
    };
    format!("{}export type {} = {ty};\n", comment("", &def.docs), ident(&def.name))
}

fn property(api: &Api, field: &Field) -> String {
    let ty = spell(api, &field.ty);
    let (mark, null) = match field.presence {
        Presence::Required => ("", ""),
        Presence::RequiredNullable => ("", " | null"),
        Presence::Optional => ("?", ""),
        Presence::OptionalNullable => ("?", " | null"),
    };
    format!("{}    {}{mark}: {ty}{null};\n", comment("    ", &field.docs), string(&field.name.wire))
}

fn interface(api: &Api, group: &ApiGroup) -> String {
    let methods: String = group.operations.iter().map(|operation| method(api, operation)).collect();
    format!("{}export interface {} {{\n{methods}}}\n", comment("", &group.docs), ident(&group.name))
}

fn method(api: &Api, operation: &Operation) -> String {
    let parameters = operation.parameters.iter().map(|parameter| {
        let mark = if parameter.is_argument() { "" } else { "?" };
        format!("{}{mark}: {}", string(&parameter.name.wire), spell(api, &parameter.ty))
    });
    let body = operation.body.iter().map(|body| match &body.kind {
        BodyKind::Json(ty) | BodyKind::Form(ty) | BodyKind::Text(ty) => format!("body: {}", spell(api, ty)),
        _ => "body: Blob".to_owned(),
    });
    let arguments: Vec<_> = parameters.chain(body).collect();
    let value = match operation.successes.first().map(|case| &case.body) {
        None | Some(SuccessBody::Empty) => "void".to_owned(),
        Some(SuccessBody::Json(ty) | SuccessBody::Text(ty)) => spell(api, ty),
        Some(_) => "ReadableStream".to_owned(),
    };
    let (comment, name) = (comment("    ", &operation.docs), ident(&operation.name));
    format!("{comment}    {name}(call: {{ {} }}): Promise<{value}>;\n", arguments.join("; "))
}

fn spell(api: &Api, ty: &Type) -> String {
    match ty {
        Type::Null => "null".to_owned(),
        Type::Boolean => "boolean".to_owned(),
        Type::Int32
        | Type::Int64
        | Type::Int128
        | Type::Uint32
        | Type::Uint64
        | Type::Uint128
        | Type::Float32
        | Type::Float64
        | Type::Number => "number".to_owned(),
        Type::Binary => "Blob".to_owned(),
        Type::Any => "unknown".to_owned(),
        Type::Named(id) => api.get(*id).map_or("unknown", |def| ident(&def.name)).to_owned(),
        Type::Boxed(inner) => spell(api, inner),
        Type::List(item) => format!("Array<{}>", spell(api, item)),
        Type::Map(value) => format!("Record<string, {}>", spell(api, value)),
        Type::Tuple(items) => {
            format!("[{}]", items.iter().map(|item| spell(api, item)).collect::<Vec<_>>().join(", "))
        }
        Type::Nullable(inner) => format!("{} | null", spell(api, inner)),
        // Dates, UUIDs, URIs and the like are texts in JSON.
        _ => "string".to_owned(),
    }
}

fn literal(literal: &Literal) -> String {
    match literal {
        Literal::Null => "null".to_owned(),
        Literal::Boolean(value) => value.to_string(),
        Literal::Integer(value) => value.to_string(),
        Literal::Number(value) => value.to_string(),
        Literal::String(value) => string(value),
    }
}

/// A JSON string is a literal of TypeScript.
fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn ident(name: &Name) -> &str {
    name.rust.trim_start_matches("r#")
}

fn comment(indent: &str, docs: &Docs) -> String {
    let said = docs.summary.iter().chain(&docs.description).map(|text| text::line(text).replace("*/", "* /"));
    let said = said.collect::<Vec<_>>().join(" ");
    if said.is_empty() { String::new() } else { format!("{indent}/** {said} */\n") }
}
