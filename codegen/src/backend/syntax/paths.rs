//! Paths in code.
//!
//! In: tokens. Out: whether they name something. Invariant: only names behind their module count, so that a field or a
//! variable of the same name does not.

use proc_macro2::{TokenStream, TokenTree};

/// Whether code has a path `module::name` whose name is the wanted one.
pub(in crate::backend) fn names(code: &TokenStream, module: &str, wanted: &dyn Fn(&str) -> bool) -> bool {
    let mut path = [None, None, None];
    for tree in code.clone() {
        let found = match (&tree, &path) {
            (TokenTree::Group(group), _) => names(&group.stream(), module, wanted),
            (TokenTree::Ident(name), [Some(TokenTree::Ident(first)), Some(colon), Some(second)]) => {
                *first == module && is_colon(colon) && is_colon(second) && wanted(&name.to_string())
            }
            _ => false,
        };
        if found {
            return true;
        }
        let [_, second, third] = path;
        path = [second, third, Some(tree)];
    }
    false
}

fn is_colon(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ':')
}
