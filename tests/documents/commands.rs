//! Commands that the documents tell people to run.
//!
//! In: a line of a shell. Out: what it names that does not exist. Invariant: packages, tests, examples, benchmarks,
//! features, scripts, and the commands and options of `osparc-codegen` are checked; other programs are not.

use super::repository::{Repository, words};

/// The package at the root of the repository.
const ROOT: &str = "osparc-client";

/// Checks each part of a line: `codegen/fuzz/seeds.sh && cargo test # all of it`.
pub(crate) fn check(repository: &Repository, line: &str) -> Result<(), String> {
    let line = line.split(" #").next().unwrap_or_default();
    line.split(" && ").try_for_each(|command| {
        let mut words = command.split_whitespace().peekable();
        while words.next_if(|word| word.split_once('=').is_some_and(|(name, _)| is_variable(name))).is_some()
        {
        }
        let program = words.next().unwrap_or_default();
        let arguments: Vec<&str> = words.collect();
        match program {
            "cargo" => cargo(repository, &arguments),
            "osparc-codegen" => codegen(repository, &arguments),
            path if path.contains('/') => repository.find(path, &[]),
            _ => Ok(()),
        }
    })
}

fn is_variable(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || c == '_')
}

fn cargo(repository: &Repository, arguments: &[&str]) -> Result<(), String> {
    let end = arguments.iter().position(|argument| *argument == "--").unwrap_or(arguments.len());
    let (own, program) = arguments.split_at(end);
    // Commands of other projects take what they like.
    let known = ["bench", "build", "check", "clippy", "doc", "package", "run", "test"];
    if !own.first().is_some_and(|command| known.contains(command)) {
        return Ok(());
    }
    let value = |names: [&str; 2]| {
        let at = own.iter().position(|argument| names.contains(argument))?;
        own.get(at + 1).copied()
    };
    let package = value(["-p", "--package"]);
    let folder = repository.package(package.unwrap_or(ROOT))?;
    for (option, inside) in [("--test", "tests"), ("--example", "examples"), ("--bench", "")] {
        let Some(name) = value([option, option]) else { continue };
        let file = folder.join(inside).join(format!("{name}.rs"));
        if !file.is_file() {
            return Err(format!("there is no {}", file.display()));
        }
    }
    let any = own.contains(&"--workspace");
    let features = value(["-F", "--features"]).unwrap_or_default();
    for feature in features.split(',').filter(|feature| !feature.is_empty()) {
        if !repository.has_feature(Some(package.unwrap_or(ROOT)).filter(|_| !any), feature) {
            return Err(format!("there is no feature `{feature}`"));
        }
    }
    match program.split_first() {
        Some((_, program)) if package == Some("osparc-codegen") && own[0] == "run" => {
            codegen(repository, program)
        }
        _ => Ok(()),
    }
}

/// A command of the generator: clap derives it from a variant, and its options from fields.
fn codegen(repository: &Repository, arguments: &[&str]) -> Result<(), String> {
    let Some((command, arguments)) = arguments.split_first() else { return Ok(()) };
    let source = ["codegen/src/program.rs".to_owned(), "codegen/src/program".to_owned()];
    let upper = |word: &str| format!("{}{}", word[..1].to_ascii_uppercase(), &word[1..]);
    if *command != "..." {
        repository.defined_in(&words(command).map(upper).collect::<String>(), &source)?;
    }
    let options = arguments.iter().filter_map(|argument| argument.strip_prefix("--"));
    options.filter(|option| !option.is_empty()).try_for_each(|option| {
        let field = option.split('=').next().unwrap_or_default().replace('-', "_");
        repository.defined_in(&field, &source)
    })
}
