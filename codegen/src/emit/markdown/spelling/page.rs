//! Types as the reference pages have them.
//!
//! In: uses of types. Out: Markdown in which names of models are links. Invariant: arguments are spelled as the methods
//! have them.

use super::super::Book;
use super::{Piece, Spelling, model, of, text, within};
use crate::emit::docs;
use crate::ir::{Body, BodyKind, SuccessBody, Type, TypeId};

impl Spelling {
    /// Markdown, with links.
    pub(in crate::emit::markdown) fn linked(&self, book: &Book<'_>) -> String {
        let pieces = self.0.iter().map(|piece| match piece {
            Piece::Model(id) => link(book, *id),
            piece => docs::cell_code(&text(book.api, piece)),
        });
        pieces.collect()
    }
}

/// A link to a model's page.
pub(in crate::emit::markdown) fn link(book: &Book<'_>, id: TypeId) -> String {
    format!("[`{}`]({})", model(book.api, id), book.names.model(id))
}

/// An argument's type.
pub(in crate::emit::markdown) fn argument(book: &Book<'_>, ty: &Type) -> Spelling {
    let reference = Spelling::default().code("&");
    match book.types.resolve(ty) {
        scalar if crate::emit::types::is_copy(scalar) => of(ty),
        Type::String => reference.code("str"),
        Type::List(item) => reference.code("[").then(of(item)).code("]"),
        Type::Boxed(inner) => argument(book, inner),
        Type::Nullable(inner) => within("Option<", argument(book, inner)),
        _ => reference.then(of(ty)),
    }
}

/// The type of a request body's argument.
pub(in crate::emit::markdown) fn body(book: &Book<'_>, body: &Body) -> Spelling {
    match &body.kind {
        BodyKind::Json(ty) | BodyKind::Form(ty) => argument(book, ty),
        BodyKind::Multipart(id) => of(&Type::Named(*id)),
        BodyKind::Text => Spelling::default().code("&str"),
        BodyKind::Bytes => Spelling::default().code("Bytes"),
    }
}

/// The type of what a success gives.
pub(in crate::emit::markdown) fn success(body: &SuccessBody) -> Spelling {
    match body {
        SuccessBody::Empty => Spelling::default().code("()"),
        SuccessBody::Json(ty) => of(ty),
        SuccessBody::Text => Spelling::default().code("String"),
        SuccessBody::Bytes => Spelling::default().code("ByteStream"),
        SuccessBody::JsonLines(ty) => within("JsonLines<", of(ty)),
        SuccessBody::Events(ty) => within("ServerEvents<", of(ty)),
    }
}
