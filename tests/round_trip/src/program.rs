//! The program that a generated crate is given.
//!
//! In: the crate's types. Out: Rust. Invariant: it needs nothing but the crate and its runtime.

use std::fmt::Error;

use osparc_codegen::NamedType;
use osparc_round_trip::dispatch;

/// A program that reads lines of a row's number, a tab and JSON, and responds to each with a line: `ok` or `fault`, a tab,
/// and the JSON or the reason.
///
/// # Errors
///
/// None but those of formatting.
pub(crate) fn text(types: &[NamedType], module: &str) -> Result<String, Error> {
    Ok(format!(
        "//! Reads and writes instances with the types of this crate.\n#![allow(deprecated)]\n\
         use std::io::BufRead as _;\n{}\n\
         const ROWS: &[(&str, RoundTrip)] = {};\n\n\
         fn main() {{\n    for line in std::io::stdin().lock().lines() {{\n        let line = line.unwrap();\n        \
         let (row, json) = line.split_once('\\t').unwrap();\n        \
         match ROWS[row.parse::<usize>().unwrap()].1(json.as_bytes()) {{\n            \
         Ok(json) => println!(\"ok\\t{{json}}\"),\n            \
         Err(fault) => println!(\"fault\\t{{}}\", fault.replace('\\n', \" \")),\n        }}\n    }}\n}}\n",
        dispatch::FUNCTION,
        dispatch::rows(types, module)?
    ))
}
