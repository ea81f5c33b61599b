//! The cost of calls compared with reqwest and `serde_json` by hand, and of models compared with serde's derive.
//!
//! In: options, see [`USAGE`]. Out: tables on standard output. Invariant: all arms run side by side in one process,
//! against one server, and the first arm runs twice, so that the table shows its own error.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a benchmark fails by panicking")]

#[path = "overhead/arms.rs"]
mod arms;
#[path = "overhead/bodies.rs"]
mod bodies;
#[path = "overhead/measure.rs"]
mod measure;
#[path = "overhead/models.rs"]
mod models;
#[path = "overhead/readers.rs"]
mod readers;
#[path = "overhead/requests.rs"]
mod requests;
#[path = "overhead/server.rs"]
mod server;
#[path = "overhead/tracing.rs"]
mod tracing;

use std::process::ExitCode;
use std::sync::Arc;

use arms::{ARMS, Arm, CASES};
use server::Server;

const USAGE: &str = "\
cargo bench -p osparc-benches -- [PART..] [--rounds N] [--calls N]

Parts: calls, downloads, models, readers; all of them by default. Each of the rounds (21 by default) makes the calls (1000
by default) with each arm. `benches/overhead.sh` counts instructions, if valgrind is installed.

For programs that count instructions: `call ARM CASE N` makes a call N times, `model NAME ARM N` decodes or encodes a
model N times; arms and cases are numbers, from 0.";

/// The amount of measurements.
#[derive(Clone, Copy)]
struct Options {
    rounds: usize,
    calls: usize,
}

fn main() -> ExitCode {
    // Cargo passes `--bench` to every benchmark.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match *words.as_slice() {
        [server::SERVE] => server::serve().ok(),
        ["call", arm, case, times] => call(arm, case, times),
        ["model", name, arm, times] => model(name, arm, times),
        ref words => tables(words),
    };
    if done.is_none() {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    }
    ExitCode::SUCCESS
}

fn call(arm: &str, case: &str, times: &str) -> Option<()> {
    let (name, traced) = ARMS.get(arm.parse::<usize>().ok()?)?;
    let (_, case) = CASES.get(case.parse::<usize>().ok()?)?;
    let server = Server::start();
    requests::run(Arm::new(name, &server.url), *traced, *case, times.parse().ok()?);
    Some(())
}

fn model(name: &str, arm: &str, times: &str) -> Option<()> {
    models::run(name, arm.parse().ok()?, times.parse().ok()?)
}

fn tables(words: &[&str]) -> Option<()> {
    let mut options = Options { rounds: 21, calls: 1000 };
    let mut parts = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match *word {
            "--rounds" => options.rounds = words.next()?.parse().ok().filter(|rounds| *rounds > 0)?,
            "--calls" => options.calls = words.next()?.parse().ok().filter(|calls| *calls > 0)?,
            "calls" | "downloads" | "models" | "readers" => parts.push(*word),
            _ => return None,
        }
    }
    let wanted = |part: &str| parts.is_empty() || parts.contains(&part);
    let server = Server::start();
    let arms: Vec<_> = ARMS.iter().map(|(name, _)| Arc::new(Arm::new(name, &server.url))).collect();
    if wanted("calls") {
        requests::calls(&arms, &options);
    }
    if wanted("downloads") {
        requests::downloads(&arms, &options);
    }
    if wanted("models") {
        models::table(&options);
    }
    if wanted("readers") {
        readers::table(&options);
    }
    Some(())
}
