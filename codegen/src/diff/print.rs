//! A difference as text and as JSON.
//!
//! In: a [`Difference`]. Out: text. Invariant: the gravest come first; the JSON has everything, in one fixed order.

use std::fmt;

use serde_json::{Value, json};

use super::{Change, Consequence, Difference};

const ALL: [Consequence; 3] = [Consequence::Breaking, Consequence::Additive, Consequence::Neutral];

impl Difference {
    /// The difference as JSON: `consequence` (null where nothing changed), `summary` and `changes`.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let one = |change: &Change| {
            let Change { consequence, item, what, prose } = change;
            json!({ "consequence": consequence.as_str(), "item": item, "what": what, "prose": prose })
        };
        let summary =
            ALL.map(|consequence| (consequence.as_str().to_owned(), json!(self.count(consequence))));
        json!({
            "consequence": self.consequence().map(Consequence::as_str),
            "summary": Value::Object(summary.into_iter().collect()),
            "changes": self.changes.iter().map(one).collect::<Vec<Value>>(),
        })
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(gravest) = self.consequence() else { return writeln!(f, "no change of the generated API") };
        let counts = ALL.map(|consequence| format!("{} {}", self.count(consequence), consequence.as_str()));
        writeln!(f, "{}: {}", release(gravest), counts.join(", "))?;
        for consequence in ALL {
            let changes =
                self.changes.iter().filter(|change| change.consequence == consequence && !change.prose);
            for Change { item, what, .. } in changes {
                writeln!(f, "  {:<8}  {item}: {what}", consequence.as_str())?;
            }
        }
        match self.changes.iter().filter(|change| change.prose).count() {
            0 => Ok(()),
            count => writeln!(f, "  neutral   documentation of {count} item(s)"),
        }
    }
}

fn release(consequence: Consequence) -> &'static str {
    match consequence {
        Consequence::Breaking => "major release (below 1.0: minor)",
        Consequence::Additive => "minor release (below 1.0: patch)",
        Consequence::Neutral => "patch release",
    }
}
