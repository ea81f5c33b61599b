//! What there is in the repository.
//!
//! In: its files. Out: whether a path or a name exists. Invariant: names are tokens of Rust code, words of manifests and
//! scripts, or names of files; what only a comment or this test says does not exist.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    str::FromStr,
};

use proc_macro2::{TokenStream, TokenTree};

/// Folders that are not part of the repository.
const IGNORED: &[&str] = &[".git", "target"];

/// Files whose words are names, beside Rust code.
const WORDS: &[&str] = &["toml", "sh", "py", "yml", "json"];

pub(crate) struct Repository {
    root: PathBuf,
    /// The name of each file, without its folder.
    files: BTreeSet<String>,
    names: BTreeSet<String>,
    /// The manifest of each package, by its name, with its folder.
    packages: BTreeMap<String, (PathBuf, String)>,
}

impl Repository {
    pub(crate) fn read() -> Self {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let (files, names, packages) = Default::default();
        let mut repository = Self { root: root.clone(), files, names, packages };
        repository.add_folder(&root);
        repository
    }

    /// The text of a file, by its path.
    pub(crate) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).expect("a page of the repository")
    }

    fn add_folder(&mut self, folder: &Path) {
        for entry in fs::read_dir(folder).expect("a folder of the repository") {
            let path = entry.expect("an entry of a folder").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_file() {
                self.add_file(&path);
                self.files.insert(name);
            } else if !IGNORED.contains(&name.as_str()) {
                self.add_folder(&path);
            }
        }
    }

    fn add_file(&mut self, path: &Path) {
        // This test has false names, and fixtures have names of any kind.
        let excluded = ["tests/documents", "tests/documents.rs", "codegen/tests/fixtures"];
        if excluded.iter().any(|excluded| path.starts_with(self.root.join(excluded))) {
            return;
        }
        self.names.extend(path.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
        let extension = extension(path);
        if extension == "rs" {
            self.names.extend(rust_names(&read(path)));
        } else if WORDS.contains(&extension.as_str()) || path == self.root.join(".ci/run") {
            self.names.extend(words(&read(path)).map(str::to_owned));
        }
        if path.ends_with("Cargo.toml") {
            let manifest = read(path);
            let name = manifest.split("[package]").nth(1).and_then(|rest| rest.split('"').nth(1));
            if let (Some(name), Some(folder)) = (name, path.parent()) {
                self.packages.insert(name.to_owned(), (folder.to_owned(), manifest.clone()));
            }
        }
    }

    /// The folder of a package.
    pub(crate) fn package(&self, name: &str) -> Result<&Path, String> {
        let (folder, _) = self.packages.get(name).ok_or_else(|| format!("there is no package `{name}`"))?;
        Ok(folder)
    }

    /// Whether a package, or any of the workspace, has a feature.
    pub(crate) fn has_feature(&self, package: Option<&str>, feature: &str) -> bool {
        let mut packages =
            self.packages.iter().filter(|(name, _)| package.is_none_or(|package| package == *name));
        packages.any(|(_, (_, manifest))| {
            let features = manifest.split("[features]").nth(1).unwrap_or_default();
            let mut lines = features.lines().skip(1).take_while(|line| !line.starts_with('['));
            lines.any(|line| line.split('=').next().is_some_and(|name| name.trim() == feature))
        })
    }

    /// Whether some file defines or uses a name, or is at a path.
    pub(crate) fn find(&self, text: &str, outside: &[&str]) -> Result<(), String> {
        if self.is_path(text) {
            return alternatives(text).iter().try_for_each(|path| self.find_path(path));
        }
        let unknown = words(text).find(|word| !self.is_name(word) && !outside.contains(word));
        // A name with hyphens is one name to other projects.
        unknown
            .filter(|_| !outside.contains(&text))
            .map_or(Ok(()), |word| Err(format!("`{word}` is in no source")))
    }

    /// Whether a word is a name, or none that could be missing.
    pub(crate) fn is_name(&self, word: &str) -> bool {
        word.len() < 2 || word.starts_with(|c: char| c.is_ascii_digit()) || self.names.contains(word)
    }

    /// Whether the Rust code under one of the paths has all names of a text.
    pub(crate) fn defined_in(&self, text: &str, paths: &[String]) -> Result<(), String> {
        let mut names = BTreeSet::new();
        for path in paths.iter().flat_map(|path| alternatives(path)) {
            let path = self.root.join(path);
            let files = if path.is_dir() { rust_files(&path) } else { vec![path] };
            files.iter().filter(|file| file.is_file()).for_each(|file| names.extend(rust_names(&read(file))));
        }
        let unknown = words(text).find(|word| word.len() > 1 && !names.contains(*word));
        unknown.map_or(Ok(()), |word| Err(format!("`{word}` is not in {}", paths.join(", "))))
    }

    /// Whether a text means a path: it has the name of a file, or begins with a folder of the repository.
    fn is_path(&self, text: &str) -> bool {
        let extension = extension(Path::new(text));
        let is_file = extension == "rs" || extension == "md" || WORDS.contains(&extension.as_str());
        let first = text.split('/').next().unwrap_or_default();
        let in_folder = text.contains('/') && !first.is_empty() && self.root.join(first).is_dir();
        !text.contains([' ', '(', '"']) && (is_file || in_folder)
    }

    /// A path from the root, with or without `.rs`, or the name of some file. What follows a placeholder is not checked.
    fn find_path(&self, text: &str) -> Result<(), String> {
        let known = text.split(['<', '*']).next().unwrap_or_default();
        let known = if known.len() < text.len() {
            known.rsplit_once('/').map_or("", |(folder, _)| folder)
        } else {
            known
        };
        let path = self.root.join(known);
        if path.exists() || path.with_extension("rs").exists() || self.files.contains(text) {
            return Ok(());
        }
        Err("there is no such path".to_owned())
    }
}

/// The texts that `a/{b,c}` stands for.
fn alternatives(text: &str) -> Vec<String> {
    let parts = text.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)));
    let Some((before, (middle, after))) = parts else { return vec![text.to_owned()] };
    middle.split(',').map(|part| format!("{before}{}{after}", part.trim())).collect()
}

/// The words of a text, as identifiers are cut.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// The identifiers of Rust code, and the words of its literals.
fn rust_names(code: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    // Examples of what does not compile have no names.
    let mut streams: Vec<TokenStream> = TokenStream::from_str(code).into_iter().collect();
    while let Some(stream) = streams.pop() {
        let mut tokens = stream.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                // Comments on items are attributes to the compiler.
                TokenTree::Punct(hash) if hash.as_char() == '#' => {
                    let _ = tokens
                        .next_if(|token| matches!(token, TokenTree::Punct(bang) if bang.as_char() == '!'));
                    let is_comment = |token: &TokenTree| token.to_string().starts_with("[doc =");
                    let _ = tokens.next_if(is_comment);
                }
                TokenTree::Group(group) => streams.push(group.stream()),
                TokenTree::Ident(name) => drop(names.insert(name.to_string())),
                TokenTree::Literal(literal) => {
                    names.extend(words(&literal.to_string()).map(str::to_owned));
                }
                TokenTree::Punct(_) => {}
            }
        }
    }
    names
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of the repository");
    let paths = entries.map(|entry| entry.expect("an entry of a folder").path());
    paths
        .flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

/// The extension of a file; none of a file whose whole name begins with a dot.
fn extension(path: &Path) -> String {
    path.extension().unwrap_or_default().to_string_lossy().into_owned()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_default()
}
