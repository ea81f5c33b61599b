//! The text of a reference -> its target.
//!
//! In: a reference, and the location that has it, in its file. Out: the target, in the document or in another file.
//! Invariant: what the standard says comes first; only where that has no target is one accepted that people mean, and that
//! is told.

use serde_json::Value;

use super::{
    Bundle, FARTHEST, Location, Target,
    component::{self, Descent},
    folder::Reading,
    reference::{self, Rejected},
};
use crate::{
    Diagnostic, diagnostics,
    openapi::NodeKind,
    pointer::{Pointer, prefixes},
};

/// Where Swagger 2.0 had what OpenAPI 3 has among the components.
const FORMER: &[(&str, &str)] = &[
    ("/definitions/", "/components/schemas/"),
    ("/parameters/", "/components/parameters/"),
    ("/responses/", "/components/responses/"),
    ("/securityDefinitions/", "/components/securitySchemes/"),
];

/// The target of a reference.
pub(super) struct Located {
    pub(super) target: Target,
    /// Whether it is what people mean, but not what the standard says.
    pub(super) is_loose: bool,
}

/// A file, a location in it, and whether only people mean it.
type Opened = (usize, Pointer, bool);

impl Bundle<'_> {
    /// The target of a reference; references on the way are followed, one at the end is not.
    pub(super) fn locate(
        &mut self,
        text: &str,
        (file, at): (usize, &Pointer),
        reading: Reading,
    ) -> Result<Located, Box<Diagnostic>> {
        let (mut text, mut file, mut at, mut rest) = (text.to_owned(), file, at.clone(), Vec::new());
        let mut is_loose = false;
        for _ in 0..FARTHEST {
            let (target, pointer, loose) = self.open(&text, (file, &at), reading)?;
            is_loose |= loose;
            let pointer = rest.iter().fold(pointer, |at: Pointer, key: &String| at.child(key));
            if target == 0 {
                return Ok(Located { target: Target::Own(pointer), is_loose });
            }
            match component::descend(self.folder.value(target).unwrap_or(&Value::Null), &pointer) {
                Descent::There => {
                    return Ok(Located { target: Target::Part((target, pointer)), is_loose });
                }
                Descent::Nowhere => break,
                Descent::Through(reference, keys, holder) => {
                    (text, file, at, rest) = (reference, target, holder, keys);
                }
            }
        }
        Err(unresolved(&text))
    }

    /// Reads the file that a reference names.
    fn open(
        &mut self,
        text: &str,
        (file, at): (usize, &Pointer),
        reading: Reading,
    ) -> Result<Opened, Box<Diagnostic>> {
        let (name, fragment) = reference::split(text).ok_or_else(|| unresolved(text))?;
        if name.is_empty() {
            return self
                .within(file, at, &fragment)
                .filter(|_| !text.is_empty())
                .ok_or_else(|| unresolved(text));
        }
        let identifiers = self.folder.identifiers(file);
        let base = identifiers.and_then(|known| known.base(at)).unwrap_or_default();
        let uri = reference::absolute(base, name);
        let identified = self.folder.identified(&uri);
        let is_uri = reference::has_scheme(&uri);
        let found = match identified.filter(|_| is_uri) {
            Some(found) => found,
            None => match self.open_file(name, (file, reading), text) {
                Ok(found) => found,
                Err(fault) => match self.folder.identified(&uri) {
                    Some(found) => found,
                    None => return self.component_called(name).ok_or(fault),
                },
            },
        };
        self.in_resource(found.0, &found.1, &fragment).ok_or_else(|| unresolved(text))
    }

    fn open_file(
        &mut self,
        name: &str,
        (file, reading): (usize, Reading),
        text: &str,
    ) -> Result<Location, Box<Diagnostic>> {
        let names = reference::names(name, self.folder.names(file)).map_err(|rejected| match rejected {
            Rejected::Url => Box::new(diagnostics::external_reference(&Pointer::root(), text)),
            Rejected::Outside => self.folder.outside(text),
        })?;
        let before = self.sources.len();
        let target = self.folder.open(&names, reading, text, self.sources, self.diagnostics)?;
        if self.sources.len() > before {
            let length = self.sources.get(target).map_or(0, |source| source.text.len());
            self.budget = self.budget.saturating_add(length.saturating_mul(super::COPIES));
        }
        Ok((target, Pointer::root()))
    }

    /// A schema of the document that a reference calls by its name alone, as Swagger 1 did.
    fn component_called(&self, name: &str) -> Option<Opened> {
        let at = component::location("schemas", name);
        self.exists(0, &at).then_some((0, at, true))
    }

    /// A fragment of another resource.
    fn in_resource(&self, file: usize, root: &Pointer, fragment: &str) -> Option<Opened> {
        if fragment.is_empty() || fragment.starts_with('/') {
            return Some((file, root.below(fragment), false));
        }
        let known = self.folder.identifiers(file)?;
        let exact = known.anchor(fragment, root).map(|at| (file, at.clone(), false));
        exact.or_else(|| known.only_anchor(fragment).map(|at| (file, at.clone(), true)))
    }

    /// A fragment of the file that has the reference.
    fn within(&self, file: usize, at: &Pointer, fragment: &str) -> Option<Opened> {
        let is_pointer = fragment.is_empty() || fragment.starts_with('/');
        if self.folder.value(file).is_none() {
            return is_pointer.then(|| (file, Pointer::root().below(fragment), false));
        }
        let known = self.folder.identifiers(file)?;
        let resource = known.resource(at).map(|(root, _)| root).unwrap_or_default();
        let found = |at: Pointer, is_loose| self.exists(file, &at).then_some((file, at, is_loose));
        if !is_pointer {
            let anchor = known.anchor(fragment, &resource).map(|at| (file, at.clone(), false));
            return anchor
                .or_else(|| known.only_anchor(fragment).map(|at| (file, at.clone(), true)))
                .or_else(|| found(Pointer::root().below("/").below(fragment), true))
                .or_else(|| found(component::location("schemas", fragment), true));
        }
        let root = Pointer::root();
        let of_file = Some(root.below(fragment)).filter(|at| self.exists(file, at));
        if resource == root && (file != 0 || !fragment.is_empty()) && of_file.is_some() {
            return of_file.map(|at| (file, at, false));
        }
        let of_resource = Some(resource.below(fragment)).filter(|at| resource != root && self.has(file, at));
        of_resource
            .map(|at| (file, at, false))
            .or_else(|| of_file.filter(|_| !fragment.is_empty()).map(|at| (file, at, true)))
            .or_else(|| enclosing(at, fragment).find(|at| self.has(file, at)).map(|at| (file, at, true)))
            .or_else(|| former(fragment).and_then(|at| found(at, true)))
            .or_else(|| Some((file, root.below(fragment), false)))
    }

    /// Whether a file has a node, perhaps behind references.
    fn exists(&self, file: usize, at: &Pointer) -> bool {
        let value = self.folder.value(file);
        value.is_some_and(|value| !matches!(component::descend(value, at), Descent::Nowhere))
    }

    /// Whether a file itself has a node.
    fn has(&self, file: usize, at: &Pointer) -> bool {
        self.folder.value(file).and_then(|value| value.pointer(at.as_str())).is_some()
    }
}

/// Where a fragment leads from the schemas around a location, the innermost first; the fragment of a whole schema leads to the
/// outermost.
fn enclosing<'p>(at: &'p Pointer, fragment: &'p str) -> Box<dyn Iterator<Item = Pointer> + 'p> {
    let around = prefixes(at.as_str()).map(|prefix| Pointer::root().below(prefix));
    let around = around.filter(|at| *at != Pointer::root());
    if fragment.is_empty() {
        let schemas = around.filter(|at| NodeKind::of(at) == NodeKind::Schema);
        return Box::new(schemas.last().into_iter());
    }
    Box::new(around.map(move |at| at.below(fragment)))
}

fn former(fragment: &str) -> Option<Pointer> {
    FORMER.iter().find_map(|(old, new)| Some(Pointer::root().below(new).below(fragment.strip_prefix(old)?)))
}

fn unresolved(text: &str) -> Box<Diagnostic> {
    Box::new(diagnostics::unresolved_reference(&Pointer::root(), text))
}
