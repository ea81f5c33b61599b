//! Names for bodies that no model describes.
//!
//! In: the media types that a document lists. Out: [`Empty`] and [`Text`], which generated code names in place of a model.
//! Invariant: they have no values.

use std::convert::Infallible;
use std::marker::PhantomData;

/// A success whose body is not read.
#[derive(Clone, Copy, Debug)]
pub enum Empty {}

/// A success that is text: the body as it is, or the string in it where it is JSON and the document lists JSON.
#[derive(Clone, Copy, Debug)]
pub enum Text {}

/// A success that is the text of a scalar, such as a number or the value of an enum: not quoted, and with space around it;
/// or the value itself where it is JSON.
#[derive(Clone, Copy, Debug)]
pub struct TextValue<T>(Infallible, PhantomData<T>);
