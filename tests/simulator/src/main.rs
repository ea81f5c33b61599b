//! The simulator as a program.
//!
//! In: `--port`, `--key` and `--secret`. Out: a server that runs until it is interrupted. Invariant: what it prints
//! can be pasted into a shell to point the client at it.

use std::process::ExitCode;

use osparc_simulator::{SLEEPER_STUDY, Simulator};

const USAGE: &str = "usage: osparc-simulator [--port NUMBER] [--key KEY] [--secret SECRET]";

/// What the command line says.
struct Arguments {
    port: u16,
    key: String,
    secret: String,
}

fn main() -> ExitCode {
    let arguments = match read(std::env::args().skip(1)) {
        Ok(Some(arguments)) => arguments,
        Ok(None) => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Err(complaint) => {
            eprintln!("{complaint}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let builder = Simulator::builder().port(arguments.port);
    match builder.credentials(&arguments.key, &arguments.secret).start_blocking() {
        Ok(simulator) => {
            announce(&simulator);
            loop {
                std::thread::park();
            }
        }
        Err(error) => {
            eprintln!("the simulator does not start: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The arguments, or none when only help was asked for.
fn read(mut words: impl Iterator<Item = String>) -> Result<Option<Arguments>, String> {
    let mut arguments =
        Arguments { port: 0, key: "simulator-key".to_owned(), secret: "simulator-secret".to_owned() };
    while let Some(word) = words.next() {
        if word == "--help" || word == "-h" {
            return Ok(None);
        }
        let mut value = || words.next().ok_or_else(|| format!("{word} needs a value"));
        match word.as_str() {
            "--port" => arguments.port = value()?.parse().map_err(|error| format!("--port: {error}"))?,
            "--key" => arguments.key = value()?,
            "--secret" => arguments.secret = value()?,
            _ => return Err(format!("unknown argument {word}")),
        }
    }
    Ok(Some(arguments))
}

fn announce(simulator: &Simulator) {
    println!("o²S²PARC simulator: {} (files at {})", simulator.base_url(), simulator.storage_url());
    println!("Use it from another shell:\n");
    println!("export OSPARC_API_HOST={}", simulator.base_url());
    println!("export OSPARC_API_KEY={}", simulator.key());
    println!("export OSPARC_API_SECRET={}\n", simulator.secret());
    println!("A study to run: {SLEEPER_STUDY}\nInterrupt with Ctrl-C.");
}
