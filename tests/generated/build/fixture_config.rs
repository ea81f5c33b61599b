//! The configuration of a fixture: what a build script would say, in the file `config` beside its document.
//!
//! In: a fixture's folder. Out: a [`Config`]. Invariant: a line that is not understood fails.

use std::path::Path;

use osparc_codegen::{ArrayFormat, Config, DateLibrary};

/// Reads the file `config`, one setting a line; the default without it.
pub(crate) fn of(folder: &Path) -> Result<Config, String> {
    let text = std::fs::read_to_string(folder.join("config")).unwrap_or_default();
    text.lines().try_fold(Config::new(), |config, line| {
        Ok(match line.split(' ').collect::<Vec<_>>().as_slice() {
            ["alias", name, ty, field] => config.alias(*name, *ty, *field),
            ["array-format", "brackets"] => config.array_format(ArrayFormat::Brackets),
            ["array-format", "repeat"] => config.array_format(ArrayFormat::Repeat),
            ["date-library", "chrono"] => config.date_library(DateLibrary::Chrono),
            ["derive", name, path] => config.derive(*name, *path),
            ["operation-security", id, scheme] => {
                config.operation(*id, |operation| operation.security(*scheme))
            }
            ["rename-method", from, to] => config.rename_method(*from, *to),
            ["rename-type", from, to] => config.rename_type(*from, *to),
            ["replace-type", name, path] => config.replace_type(*name, *path),
            ["security-scheme", name, kind] => config.security_scheme(*name, kind.parse()?),
            _ => return Err(format!("{}: no setting: {line}", folder.display())),
        })
    })
}
