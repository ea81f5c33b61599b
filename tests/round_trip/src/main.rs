//! The round trips of a document through a crate that was generated from it, for `codegen/tests/corpus.sh`.
//!
//! In: `program SPEC MODULE`, or `run SPEC PROGRAM`. Out: the program that a crate is given as an example, or a line with
//! what became of the instances that it was sent, and each difference below. Invariant: the exit status is 1 if a
//! difference is not explained.

mod program;

use std::{
    error::Error,
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Command, ExitCode, Stdio},
};

use osparc_codegen::Config;
use osparc_round_trip::{Document, Tally, Trip};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [command, spec, other] = arguments.as_slice() else {
        return Err("program SPEC MODULE, or run SPEC PROGRAM".into());
    };
    let config = Config::new();
    match command.as_str() {
        "program" => {
            let types = osparc_codegen::types(Path::new(spec), &config).map_err(|error| error.to_string())?;
            print!("{}", program::text(&types, other)?);
            Ok(ExitCode::SUCCESS)
        }
        "run" => {
            let tally = run(&Document::read(Path::new(spec), &config)?, other)?;
            print(&tally);
            Ok(if tally.unexplained.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        _ => Err(format!("no command: {command}").into()),
    }
}

/// Sends each instance to the program, as a line, and reads its response.
fn run(document: &Document, program: &str) -> Result<Tally, Box<dyn Error>> {
    let mut child = Command::new(program).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err("a program without pipes".into());
    };
    let mut responses = BufReader::new(output).lines();
    let tally = document.round_trip(&mut |index, json| {
        writeln!(input, "{index}\t{json}").map_err(|fault| fault.to_string())?;
        let response = responses.next().ok_or("the program has ended")?.map_err(|fault| fault.to_string())?;
        match response.split_once('\t') {
            Some(("ok", json)) => Ok(json.to_owned()),
            _ => Err(response),
        }
    });
    drop(input);
    child.wait()?;
    tally
}

fn print(tally: &Tally) {
    let Tally { schemas, instances, examples, invalid_examples, equal, explained, unexplained, undrawn } =
        tally;
    println!(
        "{schemas} {instances} {equal} {} {} {} {examples} {invalid_examples}",
        explained.len(),
        unexplained.len(),
        undrawn.len()
    );
    let show = |kind: &str, trips: &[Trip]| {
        for Trip { pointer, sent, what, codes } in trips {
            let codes: Vec<&str> = codes.iter().copied().collect();
            println!("    {kind} {pointer}: {what} [{}]\n        {sent}", codes.join(" "));
        }
    };
    show("unexplained", unexplained);
    show("explained", explained);
    for pointer in undrawn {
        println!("    undrawn {pointer}");
    }
}
