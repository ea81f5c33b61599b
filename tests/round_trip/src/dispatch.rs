//! Types of generated code -> a table of functions that read and write each.
//!
//! In: what `osparc_codegen::types` lists, and the path of the module that has the generated files. Out: Rust, the rows
//! of a table and the function in them. Invariant: a row's key is the pointer of the type's schema.

use std::fmt::{Error, Write as _};

use osparc_codegen::NamedType;

/// What a row's function is: JSON text of a value in, the text that the type writes out, or why it cannot be read.
pub const FUNCTION: &str = "
use osparc_runtime::{from_json, json::{Read, Write}, to_json_string};

type RoundTrip = fn(&[u8]) -> Result<String, String>;

fn round_trip<T: Read + Write>(json: &[u8]) -> Result<String, String> {
    let value: T = from_json(json).map_err(|fault| fault.to_string())?;
    to_json_string(&value).map_err(|fault| fault.to_string())
}
";

/// The rows of the types, as an array.
///
/// # Errors
///
/// None but those of formatting.
pub fn rows(types: &[NamedType], module: &str) -> Result<String, Error> {
    let mut rows = String::from("&[\n");
    for ty in types {
        writeln!(rows, "    ({:?}, round_trip::<{module}::{}> as RoundTrip),", ty.pointer.as_str(), ty.path)?;
    }
    rows += "]";
    Ok(rows)
}
