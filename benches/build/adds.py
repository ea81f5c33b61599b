"""What our crate adds to a program that has reqwest already, and what is built again when.

In: this repository. Out: two tables on standard output. Invariant: both programs are built from nothing, with reqwest's
own TLS, on two cores, and our crates as what comes from a registry is: not incrementally.
"""

import shutil
import tempfile
from pathlib import Path

from arms import ROOT
from measure import Failed, median, run

WITHOUT = """[package]
name = "program"
version = "0.1.0"
edition = "2024"

[dependencies]
reqwest = { version = "0.13", features = ["json"] }
serde = { version = "1", features = ["derive"] }
tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
"""

WITHOUT_MAIN = """#[derive(Debug, serde::Deserialize)]
struct Study {
    uid: String,
}

#[tokio::main]
async fn main() -> Result<(), reqwest::Error> {
    let study: Study = reqwest::get("http://localhost/v0/studies/1").await?.json().await?;
    println!("{}", study.uid);
    Ok(())
}
"""

WITH_MAIN = WITHOUT_MAIN.replace(
    "    Ok(())",
    """    let studies = osparc_client::Client::builder().build().expect("a client").studies();
    println!("{}", studies.list_studies().await.is_ok());
    Ok(())""",
)


def programs(work):
    """The two programs."""
    found = {}
    for name, ours in (("without", False), ("with", True)):
        folder = work / "adds" / name
        (folder / "src").mkdir(parents=True, exist_ok=True)
        dependency = f'osparc-client = {{ path = "{ROOT}" }}\n' if ours else ""
        (folder / "Cargo.toml").write_text(WITHOUT + dependency + "\n[workspace]\n", encoding="utf-8")
        (folder / "src" / "main.rs").write_text(WITH_MAIN if ours else WITHOUT_MAIN, encoding="utf-8")
        shutil.copy(ROOT / "Cargo.lock", folder)
        run(["cargo", "fetch"], folder)
        found[name] = folder
    return found


def table(work, repeat):
    """Measures and prints."""
    print("\n== what our crate adds to a clean build of a program with reqwest, JSON and TLS, two jobs", flush=True)
    costs = {}
    folders = programs(work)
    for _ in range(repeat):
        for name, folder in folders.items():
            with tempfile.TemporaryDirectory() as target:
                command = ["cargo", "build", "--quiet", "--jobs", "2"]
                cost = run(command, folder, CARGO_INCREMENTAL="0", CARGO_TARGET_DIR=target)
                costs.setdefault(name, []).append(cost)
    for what in ("wall", "cpu"):
        without, with_ours = (median(costs[name], what) for name in ("without", "with"))
        more = 100 * (with_ours / without - 1)
        print(f"{what:<5} without {without:7.1f} s   with {with_ours:7.1f} s   more {more:5.1f} %")
    rebuilds(work)


def rebuilds(work):
    """Checks that generation runs again only where it must. A copy of the repository is changed, not the repository."""
    copy = work / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    ignored = shutil.ignore_patterns("target", ".git")
    shutil.copytree(ROOT, copy, ignore=ignored)
    target = work / "copy-target"
    build = "cargo check --verbose --package osparc-client --no-default-features --features studies"

    def said(changed=None):
        if changed:
            path = copy / changed
            path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        log = work / "copy.log"
        run(["sh", "-c", f"{build} > '{log}' 2>&1"], copy, CARGO_TARGET_DIR=target)
        text = Path(log).read_text(encoding="utf-8")
        compiled = any(line.split()[:2] in (["Checking", "osparc-client"], ["Compiling", "osparc-client"])
                       for line in text.splitlines())
        return compiled, "build-script-build`" in text

    said()
    expected = {None: (False, False), "src/lib.rs": (True, False), "spec/openapi.json": (True, True)}
    for changed, wanted in expected.items():
        found = said(changed)
        print(f"changed: {changed or 'nothing':<20} compiled again: {found[0]!s:<6} generated again: {found[1]}")
        if found != wanted:
            raise Failed(f"after a change of {changed or 'nothing'}, expected {wanted}")
