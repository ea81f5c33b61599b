//! The reference pages of a client, in a folder.
//!
//! In: a document, and how the examples name the client. Out: pages, or what they differ in. Invariant: only pages that
//! the generator wrote are ever replaced or removed.

use std::{fs, path::Path};

use clap::Args;

use super::{Failure, Faults, Input, check, report_warnings, scaffold, write};

/// The client that the pages document.
#[derive(Debug, Args)]
pub(super) struct Client {
    /// The package that the examples use
    #[arg(long, value_parser = scaffold::parse_name, default_value = "my-client")]
    name: String,
    /// The path of the runtime in that package
    #[arg(long, value_name = "PATH", default_value = scaffold::RUNTIME)]
    runtime: String,
}

pub(super) fn docs(
    input: &Input,
    out: &Path,
    faults: &Faults,
    client: &Client,
    check_only: bool,
) -> Result<(), Failure> {
    let config = input.config().runtime(&client.runtime).package(&client.name);
    let config = config.skip_unsupported(faults.skip_unsupported);
    let files = report_warnings(osparc_codegen::document(&input.spec, &config).map_err(Failure::Generate)?);
    let stale =
        osparc_codegen::stale_pages(out, &files).map_err(|fault| Failure::Io(out.to_owned(), fault))?;
    if check_only {
        return check::check_among(out, &files, &stale);
    }
    let foreign = osparc_codegen::foreign_pages(out, &files);
    if let Some(name) = foreign.map_err(|fault| Failure::Io(out.to_owned(), fault))?.first() {
        let path = out.join(name);
        return Err(Failure::Unusable(format!(
            "{}: was not generated and will not be replaced; move it or choose another folder",
            path.display()
        )));
    }
    write(out, &files)?;
    for name in stale {
        let path = out.join(name);
        fs::remove_file(&path).map_err(|fault| Failure::Io(path, fault))?;
    }
    Ok(())
}
