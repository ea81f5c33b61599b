//! Names of the standard library, written as a person would.
//!
//! In: items with absolute paths, and the names that their file defines. Out: the items, with the plain name where the
//! file does not define it. Invariant: a name of the document never stands for one of the standard library's.

use std::collections::BTreeSet;

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::quote;

/// A path as its parts.
type Path = [&'static str; 3];

/// The map, which is not in the prelude.
const MAP: Path = ["std", "collections", "BTreeMap"];

/// What generated code uses of the standard library.
const PATHS: [Path; 9] = [
    MAP,
    ["std", "option", "Option"],
    ["std", "string", "String"],
    ["std", "vec", "Vec"],
    ["std", "boxed", "Box"],
    ["core", "result", "Result"],
    ["core", "convert", "From"],
    ["core", "convert", "Into"],
    ["core", "default", "Default"],
];

/// How many tokens the parts and their colons are.
const TOKENS: usize = 9;

/// The names that a file can write plainly.
pub(in crate::backend) struct StdNames {
    plain: Vec<Path>,
    map: bool,
}

impl StdNames {
    /// All but those that the file defines.
    pub(in crate::backend) fn without(defined: &BTreeSet<&str>) -> Self {
        let plain = PATHS.into_iter().filter(|[_, _, name]| !defined.contains(name)).collect();
        Self { plain, map: false }
    }

    /// Writes paths plainly.
    pub(in crate::backend) fn shorten(&mut self, code: TokenStream) -> TokenStream {
        let mut out: Vec<TokenTree> = Vec::new();
        for tree in code {
            out.push(match tree {
                TokenTree::Group(group) => Group::new(group.delimiter(), self.shorten(group.stream())).into(),
                tree => tree,
            });
            if let Some(path) = self.last_path(&out) {
                self.map |= path == MAP;
                let name = out.pop();
                out.truncate(out.len().saturating_sub(TOKENS - 1));
                out.extend(name);
            }
        }
        out.into_iter().collect()
    }

    /// The path that the last tokens are.
    fn last_path(&self, trees: &[TokenTree]) -> Option<Path> {
        let [first, second, krate, _, _, module, _, _, name] = trees.last_chunk::<TOKENS>()?;
        let [TokenTree::Punct(_), TokenTree::Punct(_), TokenTree::Ident(_)] = [first, second, name] else {
            return None;
        };
        let is = |path: &&Path| {
            [krate, module, name].into_iter().zip(*path).all(|(tree, part)| is_ident(tree, part))
        };
        self.plain.iter().find(is).copied()
    }

    /// The import of what is not in the prelude, after all items.
    pub(in crate::backend) fn import(&self) -> Option<TokenStream> {
        self.map.then(|| {
            quote!(
                use std::collections::BTreeMap;
            )
        })
    }
}

fn is_ident(tree: &TokenTree, text: &str) -> bool {
    matches!(tree, TokenTree::Ident(ident) if ident == text)
}
