//! Names for bodies that no model describes.
//!
//! In: the media types that a document lists. Out: [`Empty`] and [`Text`], which generated code names in place of a model.
//! Invariant: they have no values.

/// A success whose body is not read.
#[derive(Clone, Copy, Debug)]
pub enum Empty {}

/// A success that is text: the body as it is, or the string in it where it is JSON and the document lists JSON.
#[derive(Clone, Copy, Debug)]
pub enum Text {}
