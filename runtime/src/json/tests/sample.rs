//! Models as the generator emits them, by hand.
use std::collections::BTreeMap;

use crate::json::{Json, Kind, Literal, Read, ReadError, Reader, Slot, Write, Writer};
use crate::model::Maybe;

/// A page, its items required.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Page {
    pub(super) items: Vec<Study>,
    pub(super) total: Option<i64>,
}

impl Read for Page {
    fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
        let mut items = Vec::new();
        let mut total = None;
        r.object(&["items", "total"], &mut [&mut items, &mut total])?;
        Ok(Self { items, total })
    }
}

impl Write for Page {
    fn write(&self, w: &mut Writer) {
        w.begin_object();
        w.field("items", &self.items);
        w.optional("total", &self.total);
        w.end_object();
    }
}

crate::__model!(Page);

/// A member of every presence, and additional ones.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Study {
    pub(super) uid: uuid::Uuid,
    pub(super) title: Option<String>,
    pub(super) note: Option<String>,
    pub(super) hint: Maybe<String>,
    pub(super) rest: BTreeMap<String, Json>,
}

impl Read for Study {
    fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
        let mut uid = uuid::Uuid::nil();
        let mut title = Slot::new();
        let mut note = None;
        let mut hint = Maybe::Absent;
        let mut rest = BTreeMap::new();
        r.object_and_rest(
            &["uid", "title", "note", "hint"],
            &mut [&mut uid, &mut title, &mut note, &mut hint],
            &mut rest,
        )?;
        let Some(title) = title.0 else { return Err(ReadError::unfilled()) };
        Ok(Self { uid, title, note, hint, rest })
    }
}

impl Write for Study {
    fn write(&self, w: &mut Writer) {
        w.begin_object();
        w.field("uid", &self.uid);
        w.field("title", &self.title);
        w.optional("note", &self.note);
        w.optional("hint", &self.hint);
        w.entries(&self.rest);
        w.end_object();
    }
}

crate::__model!(Study);

/// A union by kind, as the values of job inputs are.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Input {
    Named(Named),
    Number(f64),
    Integer(i64),
    Flag(bool),
    Text(String),
    List(Vec<Input>),
    Other(Json),
}

impl Read for Input {
    fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
        match r.kind()? {
            Kind::Object => {
                if r.has_keys(&["id", "name"])?
                    && let Some(value) = r.attempt()?
                {
                    return Ok(Self::Named(value));
                }
            }
            Kind::Integer => {
                if let Some(value) = r.attempt()? {
                    return Ok(Self::Integer(value));
                }
            }
            Kind::Number => {
                if let Some(value) = r.attempt()? {
                    return Ok(Self::Number(value));
                }
            }
            Kind::Boolean => return r.value().map(Self::Flag),
            Kind::String => return r.value().map(Self::Text),
            Kind::Array => return r.value().map(Self::List),
            Kind::Null => {}
        }
        r.value().map(Self::Other)
    }
}

impl Write for Input {
    fn write(&self, w: &mut Writer) {
        match self {
            Self::Named(value) => value.write(w),
            Self::Number(value) => value.write(w),
            Self::Integer(value) => value.write(w),
            Self::Flag(value) => value.write(w),
            Self::Text(value) => value.write(w),
            Self::List(value) => value.write(w),
            Self::Other(value) => value.write(w),
        }
    }
}

/// A member of [`Input`].
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Named {
    pub(super) id: i64,
    pub(super) name: String,
}

impl Read for Named {
    fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
        let mut id = 0_i64;
        let mut name = String::new();
        r.object(&["id", "name"], &mut [&mut id, &mut name])?;
        Ok(Self { id, name })
    }
}

impl Write for Named {
    fn write(&self, w: &mut Writer) {
        w.begin_object();
        w.field("id", &self.id);
        w.field("name", &self.name);
        w.end_object();
    }
}

/// A recursive union without a way to tell its members apart: both are tried, level by level.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tree {
    Left(Box<Branch<true>>),
    Right(Box<Branch<false>>),
}

/// A branch whose leaf is a number or a string, by `LEFT`: which it is, is known only at the bottom.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Branch<const LEFT: bool> {
    next: Option<Tree>,
    leaf: Option<bool>,
}

impl Read for Tree {
    fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
        if let Some(value) = r.attempt()? {
            return Ok(Self::Left(value));
        }
        r.value().map(Self::Right)
    }
}

impl<const LEFT: bool> Read for Branch<LEFT> {
    fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
        let mut next = None;
        let mut leaf = None;
        r.object(&["next", "leaf"], &mut [&mut next, &mut leaf])?;
        Ok(Self { next, leaf })
    }
}

/// What looking ahead says about a text.
#[derive(Debug, PartialEq)]
pub(super) struct Seen {
    pub(super) keys: bool,
    pub(super) constant: bool,
    pub(super) tag: Option<String>,
}

impl Seen {
    /// Asks for the keys `a` and `b`, for `literal` at `a`, and for the tag `a`; then reads the value, which must not
    /// have moved.
    pub(super) fn of(text: &str, literal: Literal) -> Result<(Self, Json), ReadError> {
        let mut r = Reader::new(text.as_bytes())?;
        let keys = r.has_keys(&["a", "b"])?;
        let constant = r.has_constant("a", literal)?;
        let tag = r.tag("a")?;
        let value = r.value()?;
        r.finish()?;
        Ok((Self { keys, constant, tag }, value))
    }
}
