//! The generator's fixtures, each compiled in a module of its own name.

#![expect(
    clippy::doc_markdown,
    clippy::many_single_char_names,
    clippy::self_named_constructors,
    clippy::similar_names,
    clippy::too_many_lines,
    reason = "documents choose their words, names and sizes"
)]

include!(concat!(env!("OUT_DIR"), "/fixtures.rs"));
