//! What a mapping leads to.
//!
//! In: a name, or a reference of any form. Out: the component that is meant.
//! Invariant: a name that is a component's as a whole means that component; of other texts the last part that is one counts.

use crate::{
    lower::views::Views,
    pointer::{Pointer, percent_decode},
};

/// Whether there is a component of a name.
trait Targets {
    /// The pointer of the component of that name, if there is one.
    fn component(&self, name: &str) -> Option<Pointer>;
}

impl Targets for Views<'_> {
    fn component(&self, name: &str) -> Option<Pointer> {
        let pointer = Pointer::root().child("components").child("schemas").child(name);
        self.has(&pointer).then_some(pointer)
    }
}

/// The schema that a mapping's text leads to: a reference within the document, a component's name, or a path or URI whose
/// last segment, perhaps without its extension, is a component's name.
pub(in crate::lower) fn mapped(views: &Views<'_>, text: &str) -> Option<Pointer> {
    let local = Pointer::from_reference(text).filter(|pointer| views.has(pointer));
    local.or_else(|| views.component(text)).or_else(|| by_last_segment(views, text))
}

fn by_last_segment(targets: &impl Targets, text: &str) -> Option<Pointer> {
    let (path, fragment) = text.split_once('#').unwrap_or((text, ""));
    let path = path.split('?').next().unwrap_or_default();
    [fragment, path].into_iter().filter_map(last_segment).find_map(|segment| {
        let mut name = segment.as_str();
        loop {
            if let Some(found) = targets.component(name) {
                return Some(found);
            }
            name = name.rsplit_once('.')?.0;
        }
    })
}

/// The last segment of a path that has one, decoded.
fn last_segment(path: &str) -> Option<String> {
    let segment = path.trim_end_matches('/').rsplit(['/', '\\']).next().filter(|segment| !segment.is_empty())?;
    let decoded = percent_decode(segment).unwrap_or_else(|| segment.to_owned());
    Some(decoded.replace("~1", "/").replace("~0", "~"))
}

#[cfg(test)]
mod tests {
    use super::{Targets, by_last_segment};
    use crate::pointer::Pointer;

    struct Names(&'static [&'static str]);

    impl Targets for Names {
        fn component(&self, name: &str) -> Option<Pointer> {
            self.0.contains(&name).then(|| Pointer::root().child(name))
        }
    }

    #[test]
    fn the_last_segment_that_is_a_name_counts() {
        let names = Names(&["CatDto", "Cat.Dto", "Big Cat", "a/b"]);
        let cases = [
            ("CatDto", Some("CatDto")),
            ("./schemas/CatDto", Some("CatDto")),
            ("CatDto.json", Some("CatDto")),
            ("../x/CatDto.schema.yaml", Some("CatDto")),
            ("x/Cat.Dto.yaml", Some("Cat.Dto")),
            ("other.yaml#/CatDto", Some("CatDto")),
            ("other.yaml#/components/schemas/CatDto", Some("CatDto")),
            ("CatDto.yaml#", Some("CatDto")),
            ("CatDto.yaml#/definitions/main", Some("CatDto")),
            ("https://example.com/schemas/CatDto?v=1", Some("CatDto")),
            ("https://example.com/schemas/Big%20Cat/", Some("Big Cat")),
            ("#/components/schemas/a~1b", Some("a/b")),
            ("#CatDto", Some("CatDto")),
            ("urn:x:CatDto", None),
            ("./schemas/Dog", None),
            ("", None),
            ("/", None),
            ("#/", None),
            ("CatDto/x", None),
        ];
        for (text, expected) in cases {
            let expected = expected.map(|name| Pointer::root().child(name));
            assert_eq!(by_last_segment(&names, text), expected, "{text}");
        }
    }
}
