//! Compares generated files with those of a folder.
//!
//! In: files, and a folder that should have them. Out: a unified diff on the output stream where they differ.
//! Invariant: missing and extra files are drift, too; nothing is written.

use std::{fs, io, path::Path};

use osparc_codegen::File;
use similar::TextDiff;

use super::Failure;

/// Compares source files with those of a folder; another Rust file there is extra.
pub(super) fn check(golden: &Path, files: &[File]) -> Result<(), Failure> {
    check_among(golden, files, &names(golden)?)
}

/// Compares files with those of a folder, where only the named ones can be extra.
pub(super) fn check_among(golden: &Path, files: &[File], there: &[String]) -> Result<(), Failure> {
    let drift = compare(golden, files, there)?;
    print!("{}", drift.concat());
    match drift.len() {
        0 => Ok(()),
        count => Err(Failure::Drift(format!("{count} file(s) differ from {}", golden.display()))),
    }
}

/// One diff for each file that differs.
fn compare(golden: &Path, files: &[File], there: &[String]) -> Result<Vec<String>, Failure> {
    let mut drift = Vec::new();
    for file in files {
        let there = read(&golden.join(&file.name))?;
        if there.as_deref() != Some(file.text.as_str()) {
            let old = if there.is_some() { format!("a/{}", file.name) } else { "/dev/null".to_owned() };
            drift.push(diff(&there.unwrap_or_default(), &file.text, &old, &format!("b/{}", file.name)));
        }
    }
    for name in there {
        if !files.iter().any(|file| file.name == *name) {
            let there = read(&golden.join(name))?.unwrap_or_default();
            drift.push(diff(&there, "", &format!("a/{name}"), "/dev/null"));
        }
    }
    Ok(drift)
}

fn diff(old: &str, new: &str, old_name: &str, new_name: &str) -> String {
    let text = TextDiff::from_lines(old, new).unified_diff().header(old_name, new_name).to_string();
    // An empty file that is missing or extra has no lines to show.
    if text.is_empty() { format!("--- {old_name}\n+++ {new_name}\n") } else { text }
}

fn read(path: &Path) -> Result<Option<String>, Failure> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(fault) => Err(Failure::Io(path.to_owned(), fault)),
    }
}

/// The Rust files of the folder, sorted.
fn names(golden: &Path) -> Result<Vec<String>, Failure> {
    let list = |folder| -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(folder)? {
            names.push(entry?.file_name().to_string_lossy().into_owned());
        }
        Ok(names)
    };
    let mut names = list(golden).map_err(|fault| Failure::Io(golden.to_owned(), fault))?;
    names.retain(|name| Path::new(name).extension().is_some_and(|extension| extension == "rs"));
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use osparc_codegen::File;

    use super::{compare, names};

    #[test]
    fn changed_missing_and_extra_files_are_drift() {
        let folder = std::env::temp_dir().join(format!("osparc-codegen-{}-check", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for (name, text) in [("a.rs", "1\n2\n"), ("same.rs", "same\n"), ("z.rs", "old\n"), ("README.md", "")]
        {
            fs::write(folder.join(name), text).unwrap();
        }
        let file = |name: &str, text: &str| File { name: name.into(), text: text.into() };
        let files = [file("a.rs", "1\n3\n"), file("b.rs", "new\n"), file("same.rs", "same\n")];
        let drift = compare(&folder, &files, &names(&folder).unwrap()).unwrap();
        assert_eq!(
            drift,
            [
                "--- a/a.rs\n+++ b/a.rs\n@@ -1,2 +1,2 @@\n 1\n-2\n+3\n",
                "--- /dev/null\n+++ b/b.rs\n@@ -0,0 +1 @@\n+new\n",
                "--- a/z.rs\n+++ /dev/null\n@@ -1 +0,0 @@\n-old\n",
            ]
        );
        fs::remove_dir_all(&folder).unwrap();
    }
}
