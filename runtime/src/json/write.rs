//! What can be written as JSON, and how the common types are.
//!
//! In go values, out go calls to a [`Writer`]. Invariant: a value writes exactly one JSON value.

use std::collections::BTreeMap;

use super::Writer;

/// A value that has a JSON form. Implemented by every generated model.
pub trait Write {
    /// Writes exactly one JSON value.
    fn write(&self, w: &mut Writer);
}

impl Writer {
    /// Writes a member of an object.
    pub fn field(&mut self, name: &str, value: &dyn Write) {
        self.key(name);
        let start = self.out.len();
        self.nested(value);
        self.correct_tag(name, start);
    }

    /// Writes a member of an object, unless it is absent.
    pub fn optional(&mut self, name: &'static str, value: &dyn Optional) {
        if let Some(value) = value.present() {
            self.field(name, value);
        }
    }

    /// Writes all members of a map into the object that is open.
    pub fn entries<T: Write>(&mut self, entries: &BTreeMap<String, T>) {
        for (name, value) in entries {
            self.field(name, value);
        }
    }

    /// Writes an item of an array.
    pub fn item(&mut self, value: &dyn Write) {
        self.separate();
        self.nested(value);
    }

    /// Writes a part, unless there is a fault already: then nothing counts any more, and going down further might not
    /// end well.
    fn nested(&mut self, value: &dyn Write) {
        if !self.has_fault() {
            value.write(self);
        }
        self.end_part();
    }
}

/// A member that may be left out of its object.
pub trait Optional {
    /// What to write, or nothing where the member is absent.
    fn present(&self) -> Option<&dyn Write>;
}

impl<T: Write> Optional for Option<T> {
    fn present(&self) -> Option<&dyn Write> {
        self.as_ref().map(|value| value as &dyn Write)
    }
}

impl Write for () {
    fn write(&self, w: &mut Writer) {
        w.null();
    }
}

impl Write for bool {
    fn write(&self, w: &mut Writer) {
        w.boolean(*self);
    }
}

impl Write for i32 {
    fn write(&self, w: &mut Writer) {
        w.integer((*self).into());
    }
}

impl Write for i64 {
    fn write(&self, w: &mut Writer) {
        w.integer(*self);
    }
}

impl Write for u32 {
    fn write(&self, w: &mut Writer) {
        w.unsigned((*self).into());
    }
}

impl Write for u64 {
    fn write(&self, w: &mut Writer) {
        w.unsigned(*self);
    }
}

impl Write for i128 {
    fn write(&self, w: &mut Writer) {
        w.raw(&self.to_string());
    }
}

impl Write for u128 {
    fn write(&self, w: &mut Writer) {
        w.raw(&self.to_string());
    }
}

impl Write for f32 {
    fn write(&self, w: &mut Writer) {
        w.float32(*self);
    }
}

impl Write for f64 {
    fn write(&self, w: &mut Writer) {
        w.float(*self);
    }
}

impl Write for str {
    fn write(&self, w: &mut Writer) {
        w.string(self);
    }
}

impl Write for String {
    fn write(&self, w: &mut Writer) {
        w.string(self);
    }
}

impl Write for uuid::Uuid {
    fn write(&self, w: &mut Writer) {
        w.plain(self.hyphenated().encode_lower(&mut uuid::Uuid::encode_buffer()));
    }
}

impl<T: Write + ?Sized> Write for &T {
    fn write(&self, w: &mut Writer) {
        (**self).write(w);
    }
}

impl<T: Write + ?Sized> Write for Box<T> {
    fn write(&self, w: &mut Writer) {
        (**self).write(w);
    }
}

impl<T: Write> Write for Option<T> {
    fn write(&self, w: &mut Writer) {
        match self {
            Some(value) => value.write(w),
            None => w.null(),
        }
    }
}

impl<T: Write> Write for [T] {
    fn write(&self, w: &mut Writer) {
        w.begin_array();
        for item in self {
            w.item(item);
        }
        w.end_array();
    }
}

impl<T: Write> Write for Vec<T> {
    fn write(&self, w: &mut Writer) {
        self.as_slice().write(w);
    }
}

impl<T: Write> Write for BTreeMap<String, T> {
    fn write(&self, w: &mut Writer) {
        w.begin_object();
        w.entries(self);
        w.end_object();
    }
}

/// A tuple is an array of exactly its members.
macro_rules! write_tuple {
    ($($name:ident)+) => {
        impl<$($name: Write),+> Write for ($($name,)+) {
            #[expect(non_snake_case, reason = "the members are named as their types")]
            fn write(&self, w: &mut Writer) {
                let ($($name,)+) = self;
                w.begin_array();
                $(w.item($name);)+
                w.end_array();
            }
        }
    };
}

write_tuple!(A);
write_tuple!(A B);
write_tuple!(A B C);
write_tuple!(A B C D);
write_tuple!(A B C D E);
write_tuple!(A B C D E F);
write_tuple!(A B C D E F G);
write_tuple!(A B C D E F G H);
write_tuple!(A B C D E F G H I);
write_tuple!(A B C D E F G H I J);
write_tuple!(A B C D E F G H I J K);
write_tuple!(A B C D E F G H I J K L);
