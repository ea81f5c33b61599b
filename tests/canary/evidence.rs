//! What is said of a call, and whether a secret is in it.
//!
//! In: errors and values. Out: the locations in which a secret was found. Invariant: all forms in which an error can be
//! printed are looked at.

use std::error::Error;
use std::fmt::Debug;

use crate::scripted_server::{Recorded, ScriptedServer};
use crate::secrets::Search;
use crate::sink;

/// The leaks of a test.
pub(crate) struct Evidence {
    search: Search,
    leaks: Vec<String>,
    /// How many texts were looked at.
    texts: usize,
}

impl Evidence {
    pub(crate) fn new(search: Search) -> Self {
        sink::listen();
        Self { search, leaks: Vec::new(), texts: 0 }
    }

    /// Looks at a text.
    pub(crate) fn text(&mut self, location: &str, text: &str) {
        self.texts += 1;
        if let Some(found) = self.search.find(text) {
            self.leaks.push(format!("{found} in {location}: {text}"));
        }
    }

    /// Looks at all that an error says.
    pub(crate) fn error(&mut self, location: &str, error: impl Error + 'static) {
        let mut source: Option<&dyn Error> = Some(&error);
        while let Some(error) = source {
            self.text(&format!("{location}, Display"), &error.to_string());
            self.text(&format!("{location}, Debug"), &format!("{error:?} {error:#?}"));
            source = error.source();
        }
        let message = sink::panic_message(|| failed(Err(error)));
        self.text(&format!("{location}, panic"), &message);
    }

    /// Looks at what `Debug` shows.
    pub(crate) fn debug(&mut self, location: &str, value: &impl Debug) {
        self.text(&format!("{location}, Debug"), &format!("{value:?} {value:#?}"));
    }

    /// Looks at the requests that another origin got; `search` knows what may be in them.
    pub(crate) fn foreign(&mut self, location: &str, server: &ScriptedServer, search: &Search) {
        for Recorded { line, headers, body } in server.requests() {
            self.texts += 1;
            let text = format!("{line} {headers:?} {}", String::from_utf8_lossy(&body));
            if let Some(found) = search.find(&text) {
                self.leaks.push(format!("{found} in a request to another origin, {location}: {text}"));
            }
        }
    }

    /// The leaks, those of the log among them.
    pub(crate) fn leaks(mut self) -> Vec<String> {
        let lines = sink::lines();
        for line in &lines {
            self.text("the log", line);
        }
        println!("{} texts, {} of them log lines", self.texts, lines.len());
        self.leaks
    }

    /// Fails if there is a leak.
    pub(crate) fn judge(self) {
        let leaks = self.leaks();
        let told: Vec<String> = leaks.iter().take(20).map(|leak| leak.chars().take(500).collect()).collect();
        assert!(leaks.is_empty(), "{} leaks, among them\n{}", leaks.len(), told.join("\n"));
    }
}

/// What users of the client write in haste.
fn failed(result: Result<(), impl Debug>) {
    result.unwrap();
}
