//! What a discriminator's mapping leads to.
//!
//! In: a name, or a reference of any form, and what there is. Out: the schema that is meant.
//! Invariant: a text that is a component's name as a whole means that component; of others the last part that is one counts.

use crate::pointer::{Pointer, percent_decode};

/// The schema that a mapping's text leads to: a reference within the document, a component's name, or a path or URI whose
/// last segment, perhaps without its extension, is a component's name.
pub(crate) fn target(text: &str, has: impl Fn(&Pointer) -> bool) -> Option<Pointer> {
    let component = |name: &str| {
        let pointer = Pointer::root().child("components").child("schemas").child(name);
        has(&pointer).then_some(pointer)
    };
    let local = Pointer::from_reference(text).filter(|pointer| has(pointer));
    local.or_else(|| component(text)).or_else(|| by_last_segment(text, component))
}

fn by_last_segment(text: &str, component: impl Fn(&str) -> Option<Pointer>) -> Option<Pointer> {
    let (path, fragment) = text.split_once('#').unwrap_or((text, ""));
    let path = path.split('?').next().unwrap_or_default();
    [fragment, path].into_iter().filter_map(last_segment).find_map(|segment| {
        let mut name = segment.as_str();
        loop {
            if let Some(found) = component(name) {
                return Some(found);
            }
            name = name.rsplit_once('.')?.0;
        }
    })
}

/// The last segment of a path that has one, decoded.
fn last_segment(path: &str) -> Option<String> {
    let segment =
        path.trim_end_matches('/').rsplit(['/', '\\']).next().filter(|segment| !segment.is_empty())?;
    let decoded = percent_decode(segment).unwrap_or_else(|| segment.to_owned());
    Some(decoded.replace("~1", "/").replace("~0", "~"))
}

#[cfg(test)]
mod tests {
    use super::target;
    use crate::pointer::Pointer;

    #[test]
    fn the_last_segment_that_is_a_name_counts() {
        let names = ["CatDto", "Cat.Dto", "Big Cat", "a/b"];
        let component = |name| Pointer::root().child("components").child("schemas").child(name);
        let all = names.map(component);
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
            assert_eq!(target(text, |pointer| all.contains(pointer)), expected.map(component), "{text}");
        }
    }
}
