//! Everything that is logged, by anybody.
//!
//! In: spans and events of `tracing`, records of `log`, at all levels. Out: their texts. Invariant: nothing is filtered,
//! and nothing is forgotten until the process ends.

use std::cell::Cell;
use std::fmt::{Debug, Write};
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Mutex, Once};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

static LINES: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Listens from now on.
pub(crate) fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        tracing::subscriber::set_global_default(Sink).unwrap();
        log::set_logger(&Sink).unwrap();
        log::set_max_level(log::LevelFilter::Trace);
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                usual(info);
            }
        }));
    });
}

/// All lines so far.
pub(crate) fn lines() -> Vec<String> {
    LINES.lock().unwrap().clone()
}

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// The message of a panic.
pub(crate) fn panic_message(panics: impl FnOnce()) -> String {
    QUIET.set(true);
    let payload = panic::catch_unwind(AssertUnwindSafe(panics)).unwrap_err();
    QUIET.set(false);
    *payload.downcast::<String>().unwrap()
}

struct Sink;

fn push(line: String) {
    LINES.lock().unwrap().push(line);
}

struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {}={value:?}", field.name()).unwrap();
    }
}

impl Subscriber for Sink {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut fields = Fields(format!("{} {}:", span.metadata().target(), span.metadata().name()));
        span.record(&mut fields);
        push(fields.0);
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        let mut fields = Fields("recorded:".to_owned());
        values.record(&mut fields);
        push(fields.0);
    }

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields(format!("{}:", event.metadata().target()));
        event.record(&mut fields);
        push(fields.0);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

impl log::Log for Sink {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        push(format!("{}: {}", record.target(), record.args()));
    }

    fn flush(&self) {}
}
