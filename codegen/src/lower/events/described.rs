//! The events that a schema describes (OpenAPI 3.2, "Server-Sent Event Streams").
//!
//! In: the schema of an event: an object with the fields of one, or a choice of such, in any composition. Out: each event
//! with its names and its data.
//! Invariant: bounded, whatever the schema; what cannot be told is `None`, never a wrong event.

use crate::{
    ir::Literal,
    lower::{
        discriminator, enumeration,
        keywords::{Keywords, Shape},
        views::Views,
    },
    pointer::Pointer,
};

/// How many schemas are looked at for one stream.
const MAX_SCHEMAS: usize = 1000;

/// How deep compositions are followed.
const MAX_DEPTH: usize = 30;

/// The name of an event that names none (WHATWG HTML, "Server-sent events").
const UNNAMED: &str = "message";

/// One kind of event.
#[derive(Clone, Debug)]
pub(super) struct Event {
    /// The schema that tells it from others.
    pub(super) schema: Pointer,
    /// The schema of its data.
    pub(super) data: Option<Pointer>,
    /// The schema of its name.
    name: Option<Pointer>,
    /// The names by which a discriminator selects it.
    mapped: Vec<String>,
}

impl Event {
    /// Its names; `None` for any name.
    pub(super) fn names(&self, views: &Views<'_>) -> Option<Vec<String>> {
        let values = self.name.as_ref().map(|name| enumeration::values_of(views, name)).unwrap_or_default();
        let own = values.into_iter().filter_map(|value| match value {
            Literal::String(text) => Some(text),
            _ => None,
        });
        let mut names = self.mapped.clone();
        for name in own {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        match (names.is_empty(), &self.name) {
            (false, _) => Some(names),
            (true, None) => Some(vec![UNNAMED.to_owned()]),
            (true, Some(_)) => None,
        }
    }
}

/// The events that a schema describes; `None` if it describes anything else.
pub(super) fn events(views: &Views<'_>, schema: &Pointer) -> Option<Vec<Event>> {
    let start = Event { schema: schema.clone(), data: None, name: None, mapped: Vec::new() };
    let mut walk = Walk { views, left: MAX_SCHEMAS, events: Vec::new() };
    walk.expand(schema, start, 0)?;
    Some(walk.events)
}

struct Walk<'v, 's> {
    views: &'v Views<'s>,
    left: usize,
    events: Vec<Event>,
}

/// What a schema demands beside what it describes.
#[derive(Default)]
struct Choices {
    alternatives: Vec<Vec<Pointer>>,
    /// The names that lead to an alternative.
    mapping: Vec<(String, Pointer)>,
    /// Whether alternatives without a name in the mapping go by that of their component.
    by_component: bool,
}

impl Walk<'_, '_> {
    /// Adds the events of a schema, given what the schemas around it say of them.
    fn expand(&mut self, schema: &Pointer, around: Event, depth: usize) -> Option<()> {
        let mut event = around;
        let mut choices = Choices::default();
        self.gather(schema, &mut event, &mut choices, depth)?;
        let mut groups = choices.alternatives.iter();
        let Some(alternatives) = groups.next() else {
            self.events.push(event);
            return Some(());
        };
        // The events of two choices at once would be their products.
        if groups.next().is_some() {
            return None;
        }
        for alternative in alternatives {
            let mut names: Vec<String> = choices.names(self.views, alternative);
            if names.is_empty() {
                names.clone_from(&event.mapped);
            }
            let inner = Event { schema: alternative.clone(), mapped: names, ..event.clone() };
            self.expand(alternative, inner, depth.checked_add(1)?)?;
        }
        Some(())
    }

    /// Adds what a schema and all that apply with it say of an event.
    fn gather(
        &mut self,
        schema: &Pointer,
        event: &mut Event,
        choices: &mut Choices,
        depth: usize,
    ) -> Option<()> {
        self.left = self.left.checked_sub(1)?;
        let keywords = self.views.keywords(schema).filter(|_| depth < MAX_DEPTH)?;
        if !describes_members(&keywords) {
            return None;
        }
        for member in &keywords.all_of {
            self.gather(member, event, choices, depth.checked_add(1)?)?;
        }
        for (field, slot) in [("data", &mut event.data), ("event", &mut event.name)] {
            if let Some(property) = keywords.properties.get(field) {
                *slot = Some(property.clone());
            }
        }
        choices.add(self.views, &keywords);
        Some(())
    }
}

impl Choices {
    fn add(&mut self, views: &Views<'_>, keywords: &Keywords) {
        let groups = [&keywords.one_of, &keywords.any_of];
        self.alternatives.extend(groups.into_iter().filter(|group| !group.is_empty()).cloned());
        let said = keywords.data.discriminator.as_ref().filter(|said| said.property_name == "event");
        for (text, target) in said.iter().flat_map(|said| &said.mapping) {
            if let Some(target) = discriminator::mapped(views, target) {
                self.mapping.push((text.clone(), target));
            }
        }
        self.by_component |= said.is_some();
    }

    /// The names by which the discriminator selects an alternative.
    fn names(&self, views: &Views<'_>, alternative: &Pointer) -> Vec<String> {
        let meant = views.wrapped(alternative);
        let mapped = self.mapping.iter().filter(|(_, target)| meant.contains(target));
        let mapped: Vec<String> = mapped.map(|(text, _)| text.clone()).collect();
        if mapped.is_empty() && self.by_component && !says_name(views, alternative) {
            return alternative.component().into_iter().collect();
        }
        mapped
    }
}

/// Whether an alternative has a name of its own, as far as it says itself.
fn says_name(views: &Views<'_>, alternative: &Pointer) -> bool {
    let keywords = views.peeled(alternative);
    let name = keywords.as_ref().and_then(|keywords| keywords.properties.get("event"));
    name.is_some_and(|name| !enumeration::values_of(views, name).is_empty())
}

/// Whether values of a schema are objects, as far as it says.
fn describes_members(keywords: &Keywords) -> bool {
    let own = keywords.own_shape();
    own == Shape::Object || matches!(own, Shape::Any | Shape::Not)
}
