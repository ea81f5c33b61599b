//! Generates every fixture of the generator, each into a module of its own.
//!
//! In: `codegen/tests/fixtures/*/*/openapi.{json,yaml}`, and `config` beside them. Out: their code and `fixtures.rs`, which
//! includes it all; `pages.rs`, the examples of their reference pages, each in a module of its own; and `trips.rs`, a table
//! of functions that read and write an instance of each schema, of the pinned document's too.
//! Invariant: a fixture that is not generated fails the build, with its diagnostics.

#[path = "build/client_config.rs"]
mod client_config;
#[path = "build/examples.rs"]
mod examples;

use std::{
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

#[expect(unreachable_pub, reason = "it is shared, and public where it stands")]
#[path = "build/dispatch.rs"]
mod dispatch;
#[path = "build/fixture_config.rs"]
mod fixture_config;
#[path = "build/fixture_folders.rs"]
mod fixture_folders;

const FIXTURES: &str = "../../codegen/tests/fixtures";

/// The pinned document, whose types are in `osparc_client`.
const PINNED: &str = "../../spec/openapi.json";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed={FIXTURES}");
    println!("cargo::rerun-if-changed={PINNED}");
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    // `cargo package` builds each package by itself, where there is nothing to generate from.
    if !Path::new(PINNED).is_file() {
        return Ok(fs::write(out.join("fixtures.rs"), "")?);
    }
    let mut modules = String::new();
    let mut pages = examples::Examples::default();
    let pinned = osparc_codegen::types(PINNED.as_ref(), &client_config::of_the_client());
    let rows = dispatch::rows(&pinned.map_err(|error| error.to_string())?, "osparc_client")?;
    let mut trips =
        format!("{}\nconst TABLES: &[Table] = &[\n    ({PINNED:?}, {rows}),\n", dispatch::FUNCTION);
    for (folder, spec) in fixture_folders::all(FIXTURES.as_ref())? {
        modules += &module(&folder, &spec, &out, &mut pages, &mut trips)?;
    }
    fs::write(out.join("fixtures.rs"), modules)?;
    fs::write(out.join("pages.rs"), pages.finish())?;
    fs::write(out.join("trips.rs"), trips + "];\n")?;
    Ok(())
}

/// Generates one fixture; gives the module that includes it.
fn module(
    folder: &Path,
    spec: &Path,
    out: &Path,
    pages: &mut examples::Examples,
    trips: &mut String,
) -> Result<String, Box<dyn Error>> {
    let name = folder.file_name().and_then(|name| name.to_str()).ok_or("a fixture's name is plain")?;
    let config = fixture_config::of(folder)?;
    let output = osparc_codegen::generate(spec, &config).map_err(|error| format!("{name}: {error}"))?;
    let reference = osparc_codegen::document(spec, &config.clone().package("fixture"))
        .map_err(|error| format!("{name}: {error}"))?;
    pages.add(name, spec, &output.files, &reference.files)?;
    let types = osparc_codegen::types(spec, &config).map_err(|error| format!("{name}: {error}"))?;
    let rows = dispatch::rows(&types, &format!("osparc_generated::{name}"))?;
    writeln!(trips, "    ({:?}, {rows}),", spec.display().to_string())?;
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
