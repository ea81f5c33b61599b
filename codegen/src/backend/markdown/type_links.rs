//! Types as the reference pages have them.
//!
//! In: uses of types. Out: Markdown in which names of models are links. Invariant: arguments are spelled as the methods
//! have them.

use super::Book;
use crate::backend::syntax::type_syntax::{Piece, TypeSyntax, model, of, text, within};
use crate::backend::syntax::types::is_copy;

use crate::backend::text::cell_code;
use crate::ir::{Body, BodyKind, SuccessBody, Type, TypeId};

impl TypeSyntax {
    /// Markdown, with links.
    pub(super) fn linked(&self, book: &Book<'_>) -> String {
        let pieces = self.0.iter().map(|piece| match piece {
            Piece::Model(id) => link(book, *id),
            piece => cell_code(&text(book.api, piece)),
        });
        pieces.collect()
    }
}

/// A link to a model's page.
pub(super) fn link(book: &Book<'_>, id: TypeId) -> String {
    format!("[`{}`]({})", model(book.api, id), book.names.model(id))
}

/// An argument's type.
pub(super) fn argument(book: &Book<'_>, ty: &Type) -> TypeSyntax {
    let reference = TypeSyntax::default().code("&");
    match book.examples.types.resolve(ty) {
        scalar if is_copy(scalar) => of(ty),
        Type::String => reference.code("str"),
        Type::List(item) => reference.code("[").then(of(item)).code("]"),
        Type::Boxed(inner) => argument(book, inner),
        Type::Nullable(inner) => within("Option<", argument(book, inner)),
        _ => reference.then(of(ty)),
    }
}

/// The type of a request body's argument.
pub(super) fn body(book: &Book<'_>, body: &Body) -> TypeSyntax {
    match &body.kind {
        BodyKind::Json(ty) | BodyKind::Form(ty) | BodyKind::Text(ty) => argument(book, ty),
        BodyKind::Multipart(id) => of(&Type::Named(*id)),
        BodyKind::Bytes => TypeSyntax::default().code("Bytes"),
        BodyKind::JsonLines(ty) => within("JsonLinesBody<", of(ty)),
    }
}

/// The type of what a success gives.
pub(super) fn success(body: &SuccessBody) -> TypeSyntax {
    match body {
        SuccessBody::Empty => TypeSyntax::default().code("()"),
        SuccessBody::Json(ty) | SuccessBody::Text(ty) => of(ty),
        SuccessBody::Bytes => TypeSyntax::default().code("ByteStream"),
        SuccessBody::JsonLines(ty) => within("JsonLines<", of(ty)),
        SuccessBody::Events(ty) => within("ServerEvents<", of(ty)),
    }
}
