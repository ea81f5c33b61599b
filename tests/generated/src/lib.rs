//! The generator's fixtures, each compiled in a module of its own name.

include!(concat!(env!("OUT_DIR"), "/fixtures.rs"));
