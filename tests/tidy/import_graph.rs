//! Which file of a crate imports which.
//!
//! In: the Rust files of a crate. Out: a graph of files. Invariant: an import counts for the file that defines the item,
//! through all re-exports; `use` lines count, and so do paths in code that begin with `crate`, `super`, `self` or a child
//! module. Tests are left out, and what macros are given.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    path::Path,
};

use syn::{Item, UseTree, visit::Visit};

/// A module's path from the crate's root, which is empty.
type Module = Vec<String>;

/// The files of a crate, by their modules, and the files that each imports from.
pub(crate) struct Graph {
    pub(crate) edges: BTreeMap<String, BTreeSet<String>>,
}

/// What a file says.
#[derive(Default)]
struct Source {
    module: Module,
    /// Names that the file defines, its child modules apart.
    defined: BTreeSet<String>,
    /// Names that the file imports, with where from.
    imported: BTreeMap<String, Module>,
    /// Modules of which the file imports everything.
    globs: Vec<Module>,
    /// Everything that the file names, as paths from the root.
    named: Vec<Module>,
    children: BTreeSet<String>,
}

impl Graph {
    /// Reads a crate: (the path of a file below the source folder, its text).
    pub(crate) fn read(files: &[(String, String)]) -> Self {
        let code = files.iter().filter(|(name, _)| !name.split(['/', '.']).any(|part| part == "tests"));
        let names: BTreeMap<Module, &str> =
            code.clone().map(|(name, _)| (module(name), name.as_str())).collect();
        let sources: BTreeMap<Module, Source> =
            code.map(|(name, text)| (module(name), Source::read(module(name), text, &names))).collect();
        let mut edges = BTreeMap::new();
        for (module, source) in &sources {
            let targets = source.named.iter().filter_map(|path| resolve(&sources, path, 0));
            let targets = targets.filter(|target| target != module);
            let targets = targets.filter_map(|target| names.get(&target).map(|name| (*name).to_owned()));
            edges.insert(names.get(module).copied().unwrap_or_default().to_owned(), targets.collect());
        }
        Self { edges }
    }

    /// The circles, the shortest ones first; one that has all files of another is left out.
    pub(crate) fn circles(&self) -> Vec<Vec<&str>> {
        let edges = self.edges.iter().flat_map(|(from, targets)| targets.iter().map(move |to| (from, to)));
        let mut all: Vec<Vec<&str>> = edges.filter_map(|(from, to)| self.circle(from, to)).collect();
        all.sort_by_key(Vec::len);
        let mut shortest: Vec<Vec<&str>> = Vec::new();
        for circle in all {
            if !shortest.iter().any(|known| known.iter().all(|file| circle.contains(file))) {
                shortest.push(circle);
            }
        }
        shortest
    }

    /// The shortest circle that an import is part of: the files from its target back to the file that has it.
    ///
    /// An import of a module by a file of the module's own folder is part of none: such files are parts of the module.
    fn circle(&self, from: &str, to: &str) -> Option<Vec<&str>> {
        if is_below(from, to) {
            return None;
        }
        let (start, _) = self.edges.get_key_value(to)?;
        let mut before: BTreeMap<&str, &str> = BTreeMap::new();
        let mut open = VecDeque::from([start.as_str()]);
        while let Some(file) = open.pop_front() {
            if file == from {
                let mut way: Vec<&str> =
                    std::iter::successors(Some(file), |file| before.get(file).copied()).collect();
                way.reverse();
                return Some(way);
            }
            let steps = self.edges.get(file).into_iter().flatten().filter(|next| !is_below(file, next));
            for next in steps {
                if next != start && !before.contains_key(next.as_str()) {
                    before.insert(next, file);
                    open.push_back(next);
                }
            }
        }
        None
    }
}

/// Whether a file is in the folder of another, at any depth.
fn is_below(file: &str, other: &str) -> bool {
    let folder = other.trim_end_matches(".rs");
    other == "lib.rs" || file.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// The module of a file: `a/b.rs` is `a::b`, `lib.rs` the root.
fn module(name: &str) -> Module {
    match Path::new(name).with_extension("").to_string_lossy().as_ref() {
        "lib" => Vec::new(),
        other => other.split('/').map(str::to_owned).collect(),
    }
}

/// The module that defines what a path names; `None` if it is not of this crate.
fn resolve(sources: &BTreeMap<Module, Source>, path: &[String], depth: usize) -> Option<Module> {
    let length = (0..=path.len()).rev().find(|length| sources.contains_key(&path[..*length]))?;
    let (module, rest) = path.split_at(length);
    let source = sources.get(module)?;
    let Some(name) = rest.first().filter(|name| depth < 20 && !source.defined.contains(*name)) else {
        return Some(module.to_vec());
    };
    if let Some(target) = source.imported.get(name) {
        let target: Module = target.iter().chain(&rest[1..]).cloned().collect();
        return resolve(sources, &target, depth + 1);
    }
    let mut globs = source.globs.iter().filter_map(|glob| {
        let target: Module = glob.iter().chain(rest).cloned().collect();
        let found = resolve(sources, &target, depth + 1)?;
        sources.get(&found).filter(|source| source.defined.contains(name)).map(|_| found)
    });
    Some(globs.next().unwrap_or_else(|| module.to_vec()))
}

impl Source {
    fn read(module: Module, text: &str, modules: &BTreeMap<Module, &str>) -> Self {
        let below = |path: &Module| path.len() == module.len() + 1 && path.starts_with(&module);
        let children = modules.keys().filter(|path| below(path)).filter_map(|path| path.last().cloned());
        let children = children.collect();
        let mut source = Self { module, children, ..Self::default() };
        let file = syn::parse_file(text).expect("it compiles, so it parses");
        source.visit_file(&file);
        source
    }

    /// A path as written -> from the root; `None` for another crate's.
    fn absolute(&self, path: &[String]) -> Option<Module> {
        let mut module = self.module.clone();
        let mut rest = path;
        match rest.first()?.as_str() {
            "crate" => (module, rest) = (Vec::new(), &rest[1..]),
            "self" => rest = &rest[1..],
            "super" => {
                while rest.first().is_some_and(|part| part == "super") {
                    module.pop();
                    rest = &rest[1..];
                }
            }
            child if self.children.contains(child) => {}
            _ => return None,
        }
        module.extend(rest.iter().cloned());
        Some(module)
    }

    fn add_use(&mut self, tree: &UseTree, before: &[String]) {
        let joined = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            UseTree::Path(path) => self.add_use(&path.tree, &joined(&path.ident)),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.add_use(tree, before)),
            UseTree::Glob(_) => {
                let target = self.absolute(before);
                self.globs.extend(target.clone());
                self.named.extend(target);
            }
            UseTree::Name(name) if name.ident == "self" => {
                self.bind(before.last().cloned().unwrap_or_default(), before);
            }
            UseTree::Name(name) => self.bind(name.ident.to_string(), &joined(&name.ident)),
            UseTree::Rename(rename) => self.bind(rename.rename.to_string(), &joined(&rename.ident)),
        }
    }

    fn bind(&mut self, name: String, path: &[String]) {
        if let Some(target) = self.absolute(path) {
            self.named.push(target.clone());
            self.imported.insert(name, target);
        }
    }
}

impl<'a> Visit<'a> for Source {
    fn visit_item(&mut self, item: &'a Item) {
        let (attributes, name) = match item {
            Item::Const(item) => (&item.attrs, Some(&item.ident)),
            Item::Enum(item) => (&item.attrs, Some(&item.ident)),
            Item::Fn(item) => (&item.attrs, Some(&item.sig.ident)),
            Item::Macro(item) => (&item.attrs, item.ident.as_ref()),
            Item::Mod(item) => (&item.attrs, item.content.as_ref().map(|_| &item.ident)),
            Item::Static(item) => (&item.attrs, Some(&item.ident)),
            Item::Struct(item) => (&item.attrs, Some(&item.ident)),
            Item::Trait(item) => (&item.attrs, Some(&item.ident)),
            Item::Type(item) => (&item.attrs, Some(&item.ident)),
            Item::Impl(item) => (&item.attrs, None),
            Item::Use(item) => (&item.attrs, None),
            _ => return,
        };
        let is_test = |attribute: &syn::Attribute| {
            attribute.path().is_ident("cfg")
                && attribute.parse_args::<syn::Ident>().is_ok_and(|condition| condition == "test")
        };
        if attributes.iter().any(is_test) {
            return;
        }
        self.defined.extend(name.map(ToString::to_string));
        syn::visit::visit_item(self, item);
    }

    fn visit_item_use(&mut self, item: &'a syn::ItemUse) {
        if item.leading_colon.is_none() {
            self.add_use(&item.tree, &[]);
        }
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        let names: Module = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if path.leading_colon.is_none() && names.len() > 1 {
            self.named.extend(self.absolute(&names));
        }
        syn::visit::visit_path(self, path);
    }
}
