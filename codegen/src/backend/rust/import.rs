//! The `use` lines of a file.
//!
//! In: the path of the runtime and the file's items. Out: the imports that they need.
//! Invariant: no import is unused, and the runtime is named nowhere else.

use proc_macro2::TokenStream;
use quote::quote;

use crate::backend::syntax::paths;
use crate::path;

/// What the items of a file need, noted item by item.
#[derive(Debug, Default)]
pub(in crate::backend) struct Imports {
    runtime: bool,
    models: bool,
}

impl Imports {
    /// Notes what items name.
    pub(in crate::backend) fn note(&mut self, items: &TokenStream) {
        self.runtime = self.runtime || paths::names(items, "rt", &|_| true);
        self.models = self.models || paths::names(items, "models", &|_| true);
    }

    /// The `use` lines, given the path of the runtime.
    pub(in crate::backend) fn lines(&self, runtime: &str) -> TokenStream {
        let runtime = self.runtime.then(|| support(runtime));
        let models = self.models.then(|| {
            quote!(
                use super::models;
            )
        });
        quote!(#runtime #models)
    }
}

fn support(runtime: &str) -> TokenStream {
    let path = path::parse(runtime);
    quote!(use #path::support as rt;)
}
