"""Compile times and sizes of generated clients, side by side.

In: documents and options. Out: a table for each document on standard output. Invariant: the arms take turns within
each repetition, and ours runs twice, so that the table shows its error.
"""

import argparse
import json
import re
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import adds
import against
import arms as makers
import documents
import lines
import program
from measure import Failed, median, output, run, touch

STEPS = ("check", "build", "release", "program", "touch")
# Whole generated crates are compiled anew each time, as a user's build after a change of the document does.
WHOLE = {"CARGO_INCREMENTAL": "0"}


def options():
    """What is asked for."""
    parser = argparse.ArgumentParser(prog="benches/build.sh", description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, help="a folder of documents (synthetic ones without it)")
    parser.add_argument("--documents", default="pinned,middle,large",
                        help="pinned, middle (98 operations, 3.1), large (193, 3.0), largest, or names of files "
                             "(pinned,middle,large; the largest takes a peer up to 12 GB)")
    parser.add_argument("--arms", default=",".join(makers.ARMS), help="some of: %(default)s")
    parser.add_argument("--repeat", type=int, default=3, help="repetitions of each measurement (%(default)s)")
    parser.add_argument("--steps", default=",".join(STEPS), help="some of: %(default)s; `none` for none")
    parser.add_argument("--cold", action="store_true", help="also a build of everything from an empty folder")
    parser.add_argument("--no-sizes", action="store_true", help="leave the sizes out")
    parser.add_argument("--adds", action="store_true",
                        help="also what our crate adds to a program that has reqwest, and what causes a new build")
    parser.add_argument("--against", metavar="COMMIT",
                        help="also the client with its default features, compared with that at a commit")
    parser.add_argument("--work", type=Path, help="a folder to work in and keep; a temporary one without it")
    return parser.parse_args()


def prepare(arm, document, work, tools, size):
    """Generates an arm's crate and its programs; `None` if it cannot."""
    folder = work / size / arm
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        crate = makers.generate(arm, document, folder / "client", f"{arm}-{size}", tools)
    except (Failed, OSError) as fault:
        last = str(fault).strip().splitlines()[-1:] or ["?"]
        print(f"{arm} does not generate this document: {last[0][:150]}", flush=True)
        return None
    makers.settle(crate)
    return crate


def step(name, crate, folder, target):
    """Does one step, and measures it."""
    library = crate.folder / "src" / "lib.rs"
    main = folder / "ten" / "src" / "main.rs"
    variables = {"CARGO_TARGET_DIR": target}
    if name == "touch":
        with main.open("a", encoding="utf-8") as file:
            file.write("// Another call site.\n")
        return run(["cargo", "check", "--quiet"], folder / "ten", **variables, CARGO_INCREMENTAL="1")
    touch(library)
    if name == "program":
        touch(main)
        return run(["cargo", "build", "--quiet", "--release"], folder / "ten", **variables, **WHOLE)
    command = {"check": ["check"], "build": ["build"], "release": ["build", "--release"]}[name]
    # By way of the program, so that the features are those of the program.
    return run(["cargo", *command, "--quiet", "--package", crate.name], folder / "ten", **variables, **WHOLE)


def warm(name, crate, folder, target):
    """Builds the dependencies of a step."""
    step(name, crate, folder, target)


def measure(crates, work, size, wanted, repeat):
    """Does each step in each arm, in turn."""
    costs = {}
    target = work / "target"
    for name in wanted:
        for arm, crate in list(crates.items()):
            try:
                warm(name, crate, work / size / arm, target)
            except Failed as fault:
                print(f"{arm}: {name} fails:\n{fault}", flush=True)
                del crates[arm]
        for _ in range(repeat):
            for arm, crate in crates.items():
                costs.setdefault((arm, name), []).append(step(name, crate, work / size / arm, target))
    return costs


def cold(crate, folder):
    """Builds everything from nothing."""
    with tempfile.TemporaryDirectory() as target:
        return run(["cargo", "build", "--quiet"], folder / "ten", CARGO_TARGET_DIR=target, **WHOLE)


def sizes(crate, folder, target, count):
    """Bytes of the library, and of programs with no, one and more operations."""
    found = {}
    for name in ("none", "one", "ten"):
        run(["cargo", "build", "--quiet", "--release"], folder / name, CARGO_TARGET_DIR=target, **WHOLE)
        package = re.search(r'name = "(.*)"', (folder / name / "Cargo.toml").read_text())[1]
        found[name] = (target / "release" / package).stat().st_size
    libraries = (target / "release" / "deps").glob(f"lib{crate.library}-*.rlib")
    found["rlib"] = max(libraries, key=lambda path: path.stat().st_mtime).stat().st_size
    found["each"] = (found["ten"] - found["one"]) / max(count - 1, 1)
    return found


def crates_of(folder):
    """How many crates a program is made of."""
    tree = output(["cargo", "tree", "--edges", "normal,build", "--prefix", "none"], folder / "ten")
    return len({line.split(" (")[0] for line in tree.splitlines() if line.strip()})


def compare(size, document, work, tools, asked):
    """Measures all arms on one document and prints the table."""
    count = len(documents.operations(json.loads(document.read_text(encoding="utf-8"))))
    print(f"\n== {size}: {document.stem}, {count} operations, {document.stat().st_size // 1024} KiB", flush=True)
    crates = {}
    for arm in asked.arms.split(","):
        if (arm != "by-hand" or size == "pinned") and (crate := prepare(arm, document, work, tools, size)):
            crates[arm] = crate
    chosen = program.choose(list(crates.values()), 10)
    print(f"programs call: {', '.join(' '.join(operation) for operation in chosen)}")
    for arm, crate in crates.items():
        for name, calls in (("none", []), ("one", chosen[:1]), ("ten", chosen)):
            program.write(crate, calls, work / size / arm / name, f"{arm}-{size}-{name}")
    wanted = [] if asked.steps == "none" else asked.steps.split(",")
    costs = measure(crates, work, size, wanted, asked.repeat)
    for arm, crate in crates.items():
        if asked.cold:
            costs[arm, "cold"] = [cold(crate, work / size / arm)]
    table(crates, costs, count)
    if not asked.no_sizes:
        size_table(crates, work, size, len(chosen))


def table(crates, costs, count):
    """Prints the times: median wall seconds, CPU seconds beside them, and ours in per cent of each arm's CPU."""
    names = [name for name in (*STEPS, "cold") if any((arm, name) in costs for arm in crates)]
    print(f"{'seconds (CPU, ours/arm)':<24}" + "".join(f"{name:>22}" for name in names) +
          f"{'check MB':>10}{'lines/op':>10}{'crates':>8}")
    for arm, crate in crates.items():
        row = f"{arm:<24}"
        for name in names:
            mine = costs[arm, name]
            ours = costs.get(("ours", name), mine)
            ratio = 100 * median(ours, "cpu") / median(mine, "cpu")
            row += f"{median(mine, 'wall'):>9.2f} ({median(mine, 'cpu'):.2f},{ratio:4.0f}%)".rjust(22)
        peak = median(costs[arm, "check"], "peak") if (arm, "check") in costs else 0
        total = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in crate.sources())
        print(f"{row}{peak:>10.0f}{total / count:>10.0f}{crates_of(crate.folder.parent):>8}")
    if "ours" in crates:
        middle, most = lines.summary(crates["ours"])
        print(f"ours, lines of an operation apart from its errors and models: median {middle:.0f}, most {most}")


def size_table(crates, work, size, count):
    """Prints the sizes."""
    print(f"{'KiB, stripped':<24}{'rlib':>10}{'none':>10}{'one':>10}{count:>10}{'each further':>14}")
    for arm, crate in crates.items():
        if arm == "ours-again":
            continue
        try:
            found = sizes(crate, work / size / arm, work / "target", count)
        except Failed as fault:
            print(f"{arm}: {fault}")
            continue
        parts = [found[name] / 1024 for name in ("rlib", "none", "one", "ten")]
        print(f"{arm:<24}" + "".join(f"{part:>10.0f}" for part in parts) + f"{found['each'] / 1024:>14.2f}")


def find(name, chosen, named):
    """A document by its size or its name."""
    if name == "pinned":
        return makers.ROOT / "spec" / "openapi.json"
    if name not in chosen and name not in named:
        sys.exit(f"no document {name}; there are: pinned, {', '.join([*chosen, *named])}")
    return (chosen.get(name) or named[name]).resolve()


def main():
    """Does all that is asked for."""
    asked = options()
    if asked.folder and not asked.folder.is_dir():
        sys.exit(f"{asked.folder} is no folder")
    unknown = set(asked.arms.split(",")) - set(makers.ARMS)
    if unknown:
        sys.exit(f"no such arm: {', '.join(sorted(unknown))}")
    temporary = None if asked.work else tempfile.TemporaryDirectory()
    work = (asked.work or Path(temporary.name)).resolve()
    work.mkdir(parents=True, exist_ok=True)
    chosen, named = documents.choose(asked.folder) if asked.folder else (documents.write(work), {})
    # Packages are named after the documents.
    wanted = [(re.sub("[^A-Za-z0-9]", "-", name), find(name, chosen, named))
              for name in asked.documents.split(",") if name]
    target = Path(json.loads(output(["cargo", "metadata", "--no-deps", "--format-version", "1"], makers.ROOT))
                  ["target_directory"])
    run(["cargo", "build", "--quiet", "--package", "osparc-codegen"], makers.ROOT)
    peers = [arm for arm in asked.arms.split(",") if arm in makers.PEERS]
    (work / "peers").mkdir(exist_ok=True)
    tools = {"ours": target / "debug" / "osparc-codegen"}
    if peers and wanted:
        tools["peers"] = makers.install(peers, work / "peers")
    for size, document in wanted:
        compare(size, document, work, tools, asked)
    if asked.adds:
        adds.table(work, asked.repeat)
    if asked.against:
        against.table(asked.against, work, asked.repeat)
    if temporary:
        temporary.cleanup()


if __name__ == "__main__":
    main()
