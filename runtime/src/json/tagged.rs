//! The property by which the members of a union are told apart, while one of them is written.
//!
//! In go a member and the values of the property that select it; out comes an object in which the property has one of
//! them. Invariant: the property is there once, where the member has it, else first.
use super::tag::Tag;
use super::{Literal, Reader, Write, Writer};

impl Writer {
    /// Writes a member of a union. If it is an object, `property` will have one of the `values`: what the member has
    /// there, if it is one of them, else the first.
    pub fn tagged(&mut self, property: &'static str, values: &'static [Literal], member: &dyn Write) {
        let outer = self.tags.len();
        let (depth, start) = (self.depth + 1, self.out.len() + 1);
        self.tags.push(Tag { property, values, depth, start, written: false });
        member.write(self);
        self.tags.truncate(outer);
    }

    /// Sees to it that the member that was written from `start` on has a value that its union demands; of unions in
    /// unions, the innermost says which.
    pub(super) fn correct_tag(&mut self, name: &str, start: usize) {
        let Some(tag) = self.open_tag(|tag| tag.property == name) else { return };
        self.mark_written(tag.property);
        let written = self.out.get(start..).unwrap_or_default();
        let fits = |value: &Literal| Reader::new(written).is_ok_and(|mut written| written.is(*value));
        if !tag.values.iter().any(fits)
            && let Some(value) = tag.values.first()
        {
            self.out.truncate(start);
            self.literal(*value);
        }
    }

    /// Adds the properties that the object which ends here lacks.
    pub(super) fn add_tags(&mut self) {
        while let Some(tag) = self.open_tag(|tag| !tag.written) {
            self.mark_written(tag.property);
            let Some(value) = tag.values.first() else { continue };
            let members = self.out.get(tag.start..).unwrap_or_default().to_vec();
            self.out.truncate(tag.start);
            self.string(tag.property);
            self.out.push(b':');
            self.literal(*value);
            if !members.is_empty() {
                self.out.push(b',');
            }
            self.out.extend_from_slice(&members);
        }
    }

    /// The innermost of the tags of the object whose members are being written.
    fn open_tag(&self, wanted: impl Fn(&Tag) -> bool) -> Option<Open> {
        let mut tags = self.tags.iter().rev().take_while(|tag| tag.depth == self.depth);
        let Tag { property, values, start, .. } = tags.find(|tag| wanted(tag))?;
        Some(Open { property, values, start: *start })
    }

    fn mark_written(&mut self, property: &str) {
        let depth = self.depth;
        let tags = self.tags.iter_mut().rev().take_while(|tag| tag.depth == depth);
        tags.filter(|tag| tag.property == property).for_each(|tag| tag.written = true);
    }

    fn literal(&mut self, value: Literal) {
        match value {
            Literal::Null => self.null(),
            Literal::Boolean(value) => self.boolean(value),
            Literal::Integer(value) => self.raw(&value.to_string()),
            Literal::Number(value) => self.float(value),
            Literal::String(value) => self.string(value),
        }
    }
}

/// What a tag of the object that is being written demands.
struct Open {
    property: &'static str,
    values: &'static [Literal],
    start: usize,
}
