//! The arguments of an example.
//!
//! In: a usage text. Out: the arguments; or the usage text and the end of the program, where that was asked for or is needed.

use std::{env, process::exit};

/// The arguments, of which there are not more than `most`.
pub(crate) fn arguments(usage: &str, most: usize) -> Vec<String> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == "--help" || argument == "-h") {
        println!(
            "{usage}\n\nWithout OSPARC_API_HOST it uses the embedded simulator; with it, the platform, with the"
        );
        println!("credentials in OSPARC_API_KEY and OSPARC_API_SECRET.");
        exit(0);
    }
    if arguments.len() > most || arguments.iter().any(|argument| argument.starts_with("--")) {
        eprintln!("error: unknown arguments\n\n{usage}");
        exit(2);
    }
    arguments
}
