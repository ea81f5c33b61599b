//! The excerpts in ARCHITECTURE.md are what `inspect` prints.

use std::{fs, path::Path};

use osparc_codegen::{Config, Stage, inspect};

const COMMAND: &str = "$ osparc-codegen inspect ";

const STAGES: [(&str, Stage); 6] = [
    ("load", Stage::Load),
    ("normalise", Stage::Normalise),
    ("resolve", Stage::Resolve),
    ("lower", Stage::Lower),
    ("analyse", Stage::Analyse),
    ("backend", Stage::Backend),
];

#[test]
fn excerpts_are_what_inspect_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let text = fs::read_to_string(root.join("ARCHITECTURE.md")).expect("the architecture");
    let mut shown = Vec::new();
    for block in text.split("```console\n").skip(1).filter(|block| block.starts_with(COMMAND)) {
        let block = block.split("\n```").next().expect("a block ends");
        let (command, excerpt) = block.split_once('\n').expect("a command with what it prints");
        let words: Vec<&str> = command[COMMAND.len()..].split(' ').collect();
        let [stage, spec, name] = words[..] else { panic!("{command}: a stage, a document and a name") };
        let (_, stage) = STAGES.iter().find(|(known, _)| *known == stage).expect("a stage");
        shown.push(*stage);
        let printed = inspect(*stage, &root.join(spec), Some(name), &Config::new()).expect("it is printed");
        for piece in excerpt.split("\n…\n") {
            assert!(
                format!("\n{printed}").contains(&format!("\n{piece}\n")),
                "{command}\nno longer prints\n{piece}"
            );
        }
    }
    for (name, stage) in STAGES {
        assert!(shown.contains(&stage), "no excerpt of {name}");
    }
}
