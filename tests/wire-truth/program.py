"""A program that does what the examples of a document's reference pages do.

In: a document. Out: a client's crate with the program in it, compiled. Invariant: an example is as its page has it, but
for the base URL, retries, and the runtime, which all examples share.
"""

import json
import os
import re
import shutil
import subprocess

import documents
from exceptions import Fault

SECTION = re.compile(r"\n## ")
OPERATION = re.compile(r"^\*\*([A-Z]+)\*\* `([^`]+)`", re.MULTILINE)
EXAMPLE = re.compile(r"```rust[^\n]*\n(.*?)```", re.DOTALL)
CLIENT = re.compile(r'\.base_url\("[^"]*"\)')
OWN_SERVER = '.base_url(std::env::var("BASE").unwrap()).retry(::osparc_runtime::RetryPolicy::none()).no_proxy()'
DEPENDENCIES = """
[dev-dependencies]
futures-util = "0.3"
tokio = { version = "1", features = ["macros", "rt-multi-thread", "time"] }
"""
MAIN = """
async fn call(operation: &str, example: impl Future<Output = Result<(), Box<dyn std::error::Error>>>) {
    let limit = std::time::Duration::from_secs(20);
    let (kind, text) = match tokio::time::timeout(limit, example).await {
        Ok(Ok(())) => ("ok", String::new()),
        Ok(Err(error)) => {
            let debug = format!("{error:?}");
            (if debug.starts_with("Decode") { "decode" } else { "failed" }, format!("{error} || {debug}"))
        }
        Err(_) => ("cut", String::new()),
    };
    println!("\\n@@{kind}\\t{operation}\\t{}", text.replace(['\\n', '\\r', '\\t'], " "));
}
"""


def build(document, folder, tools, target):
    """Compiles the program; returns its path, or a fault."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    variant = folder / "required.json"
    variant.write_text(json.dumps(documents.with_everything_required(document)), encoding="utf-8")
    package = "doc-" + re.sub(r"\W", "-", document.name)
    for command, *extra in (["crate", "--runtime-path", tools.runtime], ["docs"]):
        made = subprocess.run([tools.generator, command, variant, "--out", folder / command, "--name", package, *extra],
                              capture_output=True, text=True, check=False)
        if made.returncode:
            return Fault(document.name, command, "generate", made.stderr.strip()[:600])
    with (folder / "crate/Cargo.toml").open("a", encoding="utf-8") as manifest:
        manifest.write(DEPENDENCIES)
    source = folder / "crate/examples/calls.rs"
    source.parent.mkdir()
    source.write_text(code(examples(folder / "docs")), encoding="utf-8")
    # Optimised and without debug information, its folder would hold gigabytes.
    variables = {"CARGO_TARGET_DIR": str(target), "CARGO_PROFILE_DEV_DEBUG": "0", "CARGO_INCREMENTAL": "0"}
    built = subprocess.run(["cargo", "build", "--quiet", "--example", "calls"], cwd=folder / "crate",
                           env=os.environ | variables, capture_output=True, text=True, check=False)
    if built.returncode:
        return Fault(document.name, "examples", "compile", built.stderr.strip()[:2000])
    return shutil.copy(target / "debug/examples/calls", folder / "calls")


def examples(pages):
    """The operation and the code of each example that calls something."""
    for page in sorted(pages.glob("*.md")):
        text = page.read_text(encoding="utf-8")
        if page.name == "README.md" or "| Method | HTTP request |" not in text:
            continue
        for section in SECTION.split(text)[1:]:
            operation = OPERATION.search(section)
            for block in EXAMPLE.findall(section):
                if operation and "async fn main()" in block:
                    yield f"{operation[1]} {operation[2]}", block


def code(found):
    """The program's text."""
    modules, calls = ["#![allow(warnings)]"], []
    for number, (operation, block) in enumerate(found):
        block = block.replace("#[tokio::main]\n", "").replace("async fn main()", "pub async fn run()")
        block = CLIENT.sub(OWN_SERVER, block)
        modules.append(f"mod example_{number} {{\n{block}}}")
        calls.append(f"    call({json.dumps(operation)}, example_{number}::run()).await;")
    return "\n".join([*modules, MAIN, "#[tokio::main]\nasync fn main() {", *calls, "}\n"])
