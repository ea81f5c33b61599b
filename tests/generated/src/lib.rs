//! The generator's fixtures, each compiled in a module of its own name.

// With these alone rustc neither takes two names for one nor warns of how one looks.
#![deny(non_ascii_idents)]
#![expect(
    clippy::doc_markdown,
    clippy::many_single_char_names,
    clippy::self_named_constructors,
    clippy::similar_names,
    clippy::too_many_lines,
    reason = "documents choose their words, names and sizes"
)]

/// A type of one's own, that the fixture `overrides` uses instead of a generated one.
pub mod replaced {
    use osparc_runtime::support::{Json, Read, ReadError, Reader, Write, Writer};

    /// A point, as whatever JSON it is.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Point(pub Json);

    impl Read for Point {
        fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
            reader.value().map(Self)
        }
    }

    impl Write for Point {
        fn write(&self, writer: &mut Writer) {
            self.0.write(writer);
        }
    }
}

include!(concat!(env!("OUT_DIR"), "/fixtures.rs"));
