//! Generates every fixture of the generator, each into a module of its own.
//!
//! In: `codegen/tests/fixtures/*/openapi.{json,yaml}`, and `config` beside them. Out: their code and `fixtures.rs`, which
//! includes it all; and `pages.rs`, the examples of their reference pages, each in a module of its own.
//! Invariant: a fixture that is not generated fails the build, with its diagnostics.

#[path = "build/examples.rs"]
mod examples;

use std::{
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

#[path = "../support/fixture_config.rs"]
mod fixture_config;

const FIXTURES: &str = "../../codegen/tests/fixtures";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed={FIXTURES}");
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let mut folders =
        fs::read_dir(FIXTURES)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, std::io::Error>>()?;
    folders.sort();
    let mut modules = String::new();
    let mut pages = examples::Examples::default();
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        modules += &module(folder, &out, &mut pages)?;
    }
    fs::write(out.join("fixtures.rs"), modules)?;
    fs::write(out.join("pages.rs"), pages.finish())?;
    Ok(())
}

/// Generates one fixture; gives the module that includes it.
fn module(folder: &Path, out: &Path, pages: &mut examples::Examples) -> Result<String, Box<dyn Error>> {
    let name = folder.file_name().and_then(|name| name.to_str()).ok_or("a fixture's name is plain")?;
    let json = folder.join("openapi.json");
    let spec = if json.is_file() { json } else { folder.join("openapi.yaml") };
    let config = fixture_config::of(folder)?.package("fixture");
    let output = osparc_codegen::generate(&spec, &config).map_err(|refusal| format!("{name}: {refusal}"))?;
    let reference =
        osparc_codegen::document(&spec, &config).map_err(|refusal| format!("{name}: {refusal}"))?;
    pages.add(name, &output.files, &reference.files)?;
    output.write(&out.join(name))?;
    let mut text = format!("/// The fixture `{name}`.\npub mod {name} {{\n");
    for file in &output.files {
        let module = file.name.trim_end_matches(".rs");
        let path = out.join(name).join(&file.name).display().to_string();
        writeln!(
            text,
            "    /// Its `{module}`.\n    pub mod {module} {{\n        include!({path:?});\n    }}"
        )?;
    }
    text += "}\n";
    Ok(text)
}
