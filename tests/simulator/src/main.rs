//! The simulator as a program.
//!
//! In: options. Out: a server that runs until it is interrupted. Invariant: what it prints can be pasted into a shell
//! to point the client at it.

use std::fmt::{Display, Write};
use std::process::ExitCode;
use std::str::FromStr;
use std::time::Duration;

use osparc_simulator::{
    ApiVersion, Builder, FileShape, SLEEPER_SOLVER, SLEEPER_STUDY, SOLVER_VERSION, Simulator,
};

/// An option: its name, what its value is, and what it does.
struct Flag {
    name: &'static str,
    value: &'static str,
    help: &'static str,
    apply: fn(Builder, &str) -> Result<Builder, String>,
}

const FLAGS: &[Flag] = &[
    Flag {
        name: "--port",
        value: "NUMBER",
        help: "the port of the API; any free one unless given",
        apply: |builder, text| Ok(builder.port(read(text)?)),
    },
    Flag {
        name: "--key",
        value: "KEY",
        help: "the API key that is accepted; simulator-key unless given",
        apply: |builder, text| Ok(builder.key(text)),
    },
    Flag {
        name: "--secret",
        value: "SECRET",
        help: "the API secret that is accepted; simulator-secret unless given",
        apply: |builder, text| Ok(builder.secret(text)),
    },
    Flag {
        name: "--api-version",
        value: "VERSION",
        help: "the release that is imitated: 0.7.0, 0.8.0, 0.9.0, 0.13.0 or 0.16.0; 0.8.0 unless given",
        apply: |builder, text| {
            let version = ApiVersion::ALL.into_iter().find(|version| version.number() == text);
            Ok(builder.version(version.ok_or("no such release")?))
        },
    },
    Flag {
        name: "--file-shape",
        value: "SHAPE",
        help: "the file outputs of studies: object or pairs; as the release has them unless given",
        apply: |builder, text| match text {
            "object" => Ok(builder.file_shape(FileShape::Object)),
            "pairs" => Ok(builder.file_shape(FileShape::Pairs)),
            _ => Err("no such shape".to_owned()),
        },
    },
    Flag {
        name: "--early-outputs",
        value: "BOOL",
        help: "true or false: whether jobs have outputs before success; as in the release unless given",
        apply: |builder, text| Ok(builder.early_outputs(read(text)?)),
    },
    Flag {
        name: "--studies",
        value: "NUMBER",
        help: "how many studies there are; 25 unless given",
        apply: |builder, text| Ok(builder.studies(read(text)?)),
    },
    Flag {
        name: "--started-steps",
        value: "NUMBER",
        help: "how many inspections find a job STARTED; 3 unless given",
        apply: |builder, text| Ok(builder.started_steps(read(text)?)),
    },
    Flag {
        name: "--credits",
        value: "NUMBER",
        help: "the credits in each wallet; 150.5 unless given",
        apply: |builder, text| Ok(builder.credits(read(text)?)),
    },
    Flag {
        name: "--default-wallet",
        value: "BOOL",
        help: "true or false: whether the user has a default wallet; true unless given",
        apply: |builder, text| Ok(builder.default_wallet(read(text)?)),
    },
    Flag {
        name: "--rate-limit",
        value: "AVERAGE/SECONDS/BURST",
        help: "requests that pass in so many seconds, and at once; more are rejected with 429 (the platform: 1/60/10)",
        apply: |builder, text| {
            let [average, seconds, burst] = text.split('/').collect::<Vec<_>>()[..] else {
                return Err("three numbers with / between them are needed".to_owned());
            };
            Ok(builder.rate_limit(read(average)?, seconds_of(seconds)?, read(burst)?))
        },
    },
    Flag {
        name: "--most-in-flight",
        value: "NUMBER",
        help: "requests at the same time; more are rejected with 429 (the platform: 25)",
        apply: |builder, text| Ok(builder.most_in_flight(read(text)?)),
    },
    Flag {
        name: "--latency",
        value: "SECONDS",
        help: "how long each response takes; no time unless given",
        apply: |builder, text| Ok(builder.latency(seconds_of(text)?)),
    },
    Flag {
        name: "--spurious-not-found",
        value: "SHARE",
        help: "the share of requests, from 0 to 1, that find nothing although it is there",
        apply: |builder, text| Ok(builder.spurious_not_found(read(text)?)),
    },
    Flag {
        name: "--lost-connections",
        value: "SHARE",
        help: "the share of requests, from 0 to 1, whose connection is lost before or after they are processed",
        apply: |builder, text| Ok(builder.lost_connections(read(text)?)),
    },
    Flag {
        name: "--seed",
        value: "NUMBER",
        help: "decides which requests have bad luck; 0 unless given",
        apply: |builder, text| Ok(builder.seed(read(text)?)),
    },
    Flag {
        name: "--chunk-size",
        value: "BYTES",
        help: "the most bytes of a part of an upload; 10485760 unless given",
        apply: |builder, text| Ok(builder.chunk_size(read(text)?)),
    },
    Flag {
        name: "--link-lifetime",
        value: "SECONDS",
        help: "how long links to the object store may be used; 3600 unless given",
        apply: |builder, text| Ok(builder.link_lifetime(seconds_of(text)?)),
    },
    Flag {
        name: "--file-size",
        value: "BYTES",
        help: "the size of the file outputs of jobs; 100 unless given",
        apply: |builder, text| Ok(builder.file_size(read(text)?)),
    },
];

fn main() -> ExitCode {
    let builder = match configure(std::env::args().skip(1)) {
        Ok(Some(builder)) => builder,
        Ok(None) => {
            println!("{}", usage());
            return ExitCode::SUCCESS;
        }
        Err(complaint) => {
            eprintln!("{complaint}\n{}", usage());
            return ExitCode::from(2);
        }
    };
    match builder.start_blocking() {
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

/// The settings of the command line, or none when only help was asked for.
fn configure(mut words: impl Iterator<Item = String>) -> Result<Option<Builder>, String> {
    let mut builder = Simulator::builder();
    while let Some(word) = words.next() {
        if word == "--help" || word == "-h" {
            return Ok(None);
        }
        let flag = FLAGS.iter().find(|flag| flag.name == word);
        let flag = flag.ok_or_else(|| format!("unknown argument {word}"))?;
        let value = words.next().ok_or_else(|| format!("{word} needs a value"))?;
        builder = (flag.apply)(builder, &value).map_err(|error| format!("{word} {value}: {error}"))?;
    }
    Ok(Some(builder))
}

fn read<T: FromStr<Err: Display>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|error: T::Err| error.to_string())
}

fn seconds_of(text: &str) -> Result<Duration, String> {
    Duration::try_from_secs_f64(read(text)?).map_err(|error| error.to_string())
}

fn usage() -> String {
    let mut text = "usage: osparc-simulator [OPTION VALUE]...\n".to_owned();
    for Flag { name, value, help, .. } in FLAGS {
        let _infallible = write!(text, "\n  {:<38} {help}", format!("{name} {value}"));
    }
    text
}

fn announce(simulator: &Simulator) {
    println!("o²S²PARC simulator: {} (files at {})", simulator.base_url(), simulator.storage_url());
    println!("Use it from another shell:\n");
    println!("export OSPARC_API_HOST={}", simulator.base_url());
    println!("export OSPARC_API_KEY={}", simulator.key());
    println!("export OSPARC_API_SECRET={}\n", simulator.secret());
    println!("A study to run: {SLEEPER_STUDY}");
    println!("A solver to run: {SLEEPER_SOLVER} {SOLVER_VERSION}\nInterrupt with Ctrl-C.");
}

#[cfg(test)]
mod tests {
    use super::{FLAGS, configure, usage};

    fn outcome(line: &str) -> Result<bool, String> {
        configure(line.split(' ').map(str::to_owned)).map(|builder| builder.is_some())
    }

    #[test]
    fn every_option_takes_the_value_that_the_help_names() {
        for flag in FLAGS {
            let value = match flag.value {
                "VERSION" => "0.16.0",
                "AVERAGE/SECONDS/BURST" => "1/60/10",
                "SHARE" => "0.5",
                "SHAPE" => "pairs",
                "BOOL" => "false",
                _ => "7",
            };
            assert_eq!(outcome(&format!("{} {value}", flag.name)), Ok(true));
            assert!(usage().contains(&format!("{} {} ", flag.name, flag.value)));
        }
        assert_eq!(outcome("--port 0 --help"), Ok(false));
        for wrong in [
            "--port x",
            "--port",
            "--ports 1",
            "--rate-limit 1/2",
            "--latency -1",
            "--api-version 0.1",
            "--file-shape x",
        ] {
            assert!(outcome(wrong).is_err(), "{wrong}");
        }
    }
}
