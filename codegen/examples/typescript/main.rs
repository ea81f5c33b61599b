//! Prints TypeScript declarations of a document: `cargo run --example typescript -- openapi.json`.

mod backend;

use std::{env, error::Error, path::Path};

use osparc_codegen::{Config, generate_with};

fn main() -> Result<(), Box<dyn Error>> {
    let spec = env::args().nth(1).ok_or("name an OpenAPI document")?;
    for file in generate_with(Path::new(&spec), &Config::new(), &backend::TypeScript)?.files {
        println!("{}", file.text);
    }
    Ok(())
}
