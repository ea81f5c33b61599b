//! A document's types, and the trips of their instances.
//!
//! In: a document, and what the generator says of it. Out: a [`Tally`].
//! Invariant: a difference is explained only by a degradation at the schema or at one that it leads to.

use std::{collections::BTreeSet, error::Error, path::Path};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use jsonschema::{Registry, Validator};
use osparc_codegen::{Config, NamedType, Stage, pointer::Pointer};
use serde_json::{Value, json};

use crate::{
    draw::Drawing,
    same::{self, Leave},
    schema::{BASE, Schemas},
};

/// How many instances are drawn from a schema.
const INSTANCES: usize = 12;

/// How often it is tried.
const ATTEMPTS: usize = 240;

/// A document, and its types.
pub struct Document {
    root: Value,
    /// The types, as `osparc_codegen::types` lists them.
    pub types: Vec<NamedType>,
    /// Where the document is degraded, and by which code.
    degraded: Vec<(Pointer, &'static str)>,
}

/// What became of a document's instances.
#[derive(Default)]
pub struct Tally {
    /// Schemas with a type.
    pub schemas: usize,
    /// Valid instances, examples among them.
    pub instances: usize,
    /// The document's own examples that are valid.
    pub examples: usize,
    /// The document's own examples that are not, or that have members beside those of the schema.
    pub invalid_examples: usize,
    /// Instances that came back the same.
    pub equal: usize,
    /// Differences with a degradation that explains them.
    pub explained: Vec<Trip>,
    /// Others.
    pub unexplained: Vec<Trip>,
    /// The schemas that nothing valid was drawn from.
    pub undrawn: Vec<Pointer>,
}

/// An instance that did not come back as it was.
#[derive(Debug)]
pub struct Trip {
    /// Where the schema is.
    pub pointer: Pointer,
    /// The instance.
    pub sent: Value,
    /// The difference, or why it was not read.
    pub what: String,
    /// The codes of the degradations that explain it.
    pub codes: BTreeSet<&'static str>,
}

impl Document {
    /// Reads a document, its types and what is degraded.
    ///
    /// # Errors
    ///
    /// The generator's error.
    pub fn read(spec: &Path, config: &Config) -> Result<Self, Box<dyn Error>> {
        let rejected = |error: osparc_codegen::GenerateError| error.to_string();
        let text = osparc_codegen::inspect(Stage::Load, spec, None, config).map_err(rejected)?;
        let report = osparc_codegen::report(spec, config).map_err(rejected)?;
        let reasons = report.operations.into_iter().chain(report.schemas).flat_map(|entry| entry.reasons);
        Ok(Self {
            root: serde_json::from_str(&text)?,
            types: osparc_codegen::types(spec, config).map_err(rejected)?,
            degraded: reasons
                .chain(report.document)
                .map(|reason| (reason.pointer, reason.code))
                .filter(|(_, code)| code.starts_with("degraded-"))
                .collect(),
        })
    }

    /// The document, with what it refers to in other files among its components.
    #[must_use]
    pub fn root(&self) -> &Value {
        &self.root
    }

    /// Whether one of some candidates is an instance of a schema in a request.
    ///
    /// # Errors
    ///
    /// Those of the validator about the schema.
    pub fn is_request(&self, schema: &Pointer, candidates: &[Value]) -> Result<bool, Box<dyn Error>> {
        let schemas = Schemas::read(&self.root, std::iter::once(schema.clone()), "readOnly");
        let registry = Registry::new().add(BASE, &schemas.root)?.prepare()?;
        let number = schemas.number(schema).ok_or("the schema was read")?;
        let validator = validator(&registry, number, false)?;
        Ok(candidates.iter().any(|candidate| validator.is_valid(candidate)))
    }

    /// Sends instances of each type through `send`, which takes the type's index and an instance. What is only ever sent
    /// has instances of requests, all else of responses.
    ///
    /// # Errors
    ///
    /// Those of the validator about the document as a whole.
    pub fn round_trip(
        &self,
        send: &mut dyn FnMut(usize, &str) -> Result<String, String>,
    ) -> Result<Tally, Box<dyn Error>> {
        let locations = || self.types.iter().map(|ty| ty.pointer.clone());
        let responses = Schemas::read(&self.root, locations(), "writeOnly");
        let requests = Schemas::read(&self.root, locations(), "readOnly");
        let of_answers = Registry::new().add(BASE, &responses.root)?.prepare()?;
        let of_requests = Registry::new().add(BASE, &requests.root)?.prepare()?;
        let mut tally = Tally { schemas: self.types.len(), ..Tally::default() };
        for (index, ty) in self.types.iter().enumerate() {
            let is_sent = ty.usage.request && !ty.usage.response;
            let (schemas, registry) =
                if is_sent { (&requests, &of_requests) } else { (&responses, &of_answers) };
            let before = tally.instances;
            let mut one = |sent: Value, drawing: Option<&Drawing<'_>>, tally: &mut Tally| {
                let back = send(index, &sent.to_string());
                self.count(ty, schemas, sent, back, drawing, tally);
            };
            self.send_examples(ty, schemas, registry, &mut one, &mut tally);
            draw(index, ty, schemas, registry, &mut one, &mut tally);
            if tally.instances == before {
                tally.undrawn.push(ty.pointer.clone());
            }
        }
        Ok(tally)
    }

    /// Counts what became of an instance.
    fn count(
        &self,
        ty: &NamedType,
        schemas: &Schemas,
        sent: Value,
        back: Result<String, String>,
        drawing: Option<&Drawing<'_>>,
        tally: &mut Tally,
    ) {
        let none = BTreeSet::new();
        let leave = Leave {
            null: !ty.usage.request,
            whole: drawing.map(|drawing| &drawing.whole),
            unsent: drawing.map_or(&none, |drawing| &drawing.unsent),
        };
        tally.instances += 1;
        let Some(what) = trip(&sent, back, &leave) else {
            tally.equal += 1;
            return;
        };
        let trip = Trip { pointer: ty.pointer.clone(), sent, what, codes: self.codes(schemas, &ty.pointer) };
        let list = if trip.codes.is_empty() { &mut tally.unexplained } else { &mut tally.explained };
        list.push(trip);
    }

    /// Sends the examples that have what the schema lists and nothing else: other members are not kept.
    fn send_examples(
        &self,
        ty: &NamedType,
        schemas: &Schemas,
        registry: &Registry<'_>,
        one: &mut dyn FnMut(Value, Option<&Drawing<'_>>, &mut Tally),
        tally: &mut Tally,
    ) {
        let validator = schemas.number(&ty.pointer).and_then(|number| validator(registry, number, true).ok());
        for example in self.examples(&ty.pointer) {
            if validator.as_ref().is_some_and(|validator| validator.is_valid(&example)) {
                tally.examples += 1;
                one(example, None, tally);
            } else {
                tally.invalid_examples += 1;
            }
        }
    }

    /// The examples of a schema.
    fn examples(&self, location: &Pointer) -> Vec<Value> {
        let schema = self.root.pointer(location.as_str());
        let listed = schema.and_then(|schema| schema["examples"].as_array()).into_iter().flatten();
        schema.and_then(|schema| schema.get("example")).into_iter().chain(listed).cloned().collect()
    }

    /// The codes of what is degraded at a schema or at one that it leads to.
    fn codes(&self, schemas: &Schemas, location: &Pointer) -> BTreeSet<&'static str> {
        let reached = schemas.reached(location);
        let within = |at: &Pointer| {
            reached.iter().any(|location| {
                at.as_str()
                    .strip_prefix(location.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
        };
        self.degraded.iter().filter(|(at, _)| within(at)).map(|(_, code)| *code).collect()
    }
}

/// Draws instances, and sends the valid ones.
fn draw(
    index: usize,
    ty: &NamedType,
    schemas: &Schemas,
    registry: &Registry<'_>,
    one: &mut dyn FnMut(Value, Option<&Drawing<'_>>, &mut Tally),
    tally: &mut Tally,
) {
    let Some(number) = schemas.number(&ty.pointer) else { return };
    let Ok(validator) = validator(registry, number, false) else { return };
    let mut drawing = Drawing::new(schemas, index as u64);
    let mut drawn = BTreeSet::new();
    for attempt in 0..ATTEMPTS {
        let Some(value) = drawing.draw(number, attempt) else { continue };
        // Whether a named type may be null is said where it is used.
        if !value.is_null() && validator.is_valid(&value) && drawn.insert(value.to_string()) {
            one(value, Some(&drawing), tally);
        }
        if drawn.len() == INSTANCES || (attempt > INSTANCES * 3 && !drawn.is_empty()) {
            break;
        }
    }
    if drawn.is_empty() && validator.is_valid(&Value::Null) {
        one(Value::Null, None, tally);
    }
}

/// The judge of a schema's instances; a strict one rejects members that the schema does not list.
fn validator(registry: &Registry<'_>, number: usize, is_strict: bool) -> Result<Validator, Box<dyn Error>> {
    let reference = format!("{BASE}#/$defs/{number}");
    let schema = json!({ "$ref": reference, "unevaluatedProperties": !is_strict });
    let options = jsonschema::options().with_registry(registry).should_validate_formats(true);
    // The server's times may lack their offset.
    let options = options.with_format("date-time", |text: &str| same::point_in_time(text).is_some());
    let options = options.with_format("byte", |text: &str| STANDARD.decode(text).is_ok());
    Ok(options.build(&schema).map_err(|fault| fault.to_string())?)
}

/// What is wrong with what came back.
fn trip(sent: &Value, back: Result<String, String>, leave: &Leave<'_>) -> Option<String> {
    match back.map(|back| serde_json::from_str::<Value>(&back)) {
        Ok(Ok(back)) => same::difference(sent, &back, leave),
        Ok(Err(fault)) => Some(format!("what was written is no JSON: {fault}")),
        Err(fault) => Some(fault),
    }
}
