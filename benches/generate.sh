#!/usr/bin/env bash
# Time and memory of the generator: for a folder of documents, and as a document grows.
#
#   benches/generate.sh [DIR]
#
# DIR holds OpenAPI documents (.json, .yaml, .yml). Without it only synthetic documents are measured: each shape of
# codegen/examples/synthetic.rs at one, two, four and eight times a size. The columns x2, x4 and x8 are ratios of
# processor time to the smallest size; a linear generator has about 2, 4 and 8 there, and less where start-up dominates.
# A rejected document is measured, too. The exit status is 1 if a shape's time or memory grows more than 1.6
# times faster than the document between four and eight times the size, or if the generator crashes.
#
# RUNS (default 3) is how often each is run; the least time counts. It needs bash and python3, nothing else.
set -euo pipefail

[ $# -le 1 ] && [ -d "${1:-.}" ] || { sed -n '2,13s/^# \{0,1\}//p' "$0" >&2; exit 2; }
cd "$(dirname "$0")/.."
build=$(cargo metadata --no-deps --format-version 1 | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')
cargo build --quiet --release --package osparc-codegen --bin osparc-codegen --example synthetic
exec python3 - "$build/release/osparc-codegen" "$build/release/examples/synthetic" "${RUNS:-3}" "$@" <<'PYTHON'
import os, pathlib, resource, subprocess, sys, tempfile

generator, synthetic, runs, *folder = sys.argv[1:]
scratch = tempfile.TemporaryDirectory()
failed = False

# Shapes and their smallest sizes: some hundredths of a second, and eight times that within what is generated.
SHAPES = {
    "service": 150, "alias_chain": 10000, "alias_cycle": 10000, "all_of_chain": 10000, "object_chain": 1500,
    "object_cycle": 1500, "list_chain": 10000, "union_chain": 2000, "union": 1000, "tagged_union": 1000,
    "enumeration": 10000, "properties": 1200, "references": 1200, "clashing_types": 5000, "clashing_values": 2000,
    "clashing_methods": 1200, "security": 1000, "parameters": 1200, "tags": 1000, "warnings": 1200,
    "errors": 10000, "long_texts": 20000, "long_name": 20000, "nesting": 50000, "shared_all_of": 4000,
    "shared_path_item": 4000, "shared_response": 4000,
}


def run(document):
    """The least processor seconds of some runs, the peak of memory in MB, lines written, and what came of it."""
    best = None
    for _ in range(int(runs)):
        out = pathlib.Path(tempfile.mkdtemp(dir=scratch.name))
        process = subprocess.Popen([generator, "generate", document, "--out", out], stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = used.ru_utime + used.ru_stime
        best = min(seconds, best or seconds)
    memory = used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    lines = sum(file.read_bytes().count(b"\n") for file in out.iterdir())
    outcome = {0: "generated", 1: "rejected"}.get(process.returncode, "CRASHED")
    return best, memory, lines, outcome


def row(*cells):
    widths = (-34, 8, 8, 8, 9, 8, 5, 5, 5, 6, 0)
    print("  ".join(f"{cell:<{-w}}" if w < 0 else f"{cell:>{w}}" for cell, w in zip(cells, widths)).rstrip(), flush=True)


row("document", "input MB", "cpu s", "peak MB", "lines", "MB/s", "x2", "x4", "x8", "mem x8", "outcome")
for path in sorted(pathlib.Path(folder[0]).iterdir()) if folder else []:
    if path.suffix in (".json", ".yaml", ".yml"):
        seconds, memory, lines, outcome = run(path)
        size = path.stat().st_size / 1e6
        failed |= outcome == "CRASHED"
        row(path.stem, f"{size:.2f}", f"{seconds:.2f}", f"{memory:.0f}", lines, f"{size / seconds:.1f}", "", "", "", "", outcome)

for shape, least in SHAPES.items():
    figures = []
    for factor in (1, 2, 4, 8):
        document = pathlib.Path(scratch.name, "synthetic.json")
        document.write_bytes(subprocess.run([synthetic, shape, str(least * factor)], stdout=subprocess.PIPE, check=True).stdout)
        figures.append((document.stat().st_size, *run(document)))
    sizes, times, peaks, lines, outcomes = zip(*figures)
    growth = sizes[3] / sizes[2]
    # Under a twentieth of a second, and 20 MB, starting the program is most of it.
    steep = times[3] > 0.05 and times[3] / times[2] > 1.6 * growth or peaks[3] > 20 and peaks[3] / peaks[2] > 1.6 * growth
    crashed = "CRASHED" in outcomes
    failed |= steep or crashed
    outcome = "CRASHED" if crashed else outcomes[3] + (", NOT LINEAR" if steep else "")
    ratios = [f"{time / times[0]:.1f}" for time in times[1:]]
    row(f"{shape} {least * 8}", f"{sizes[3] / 1e6:.2f}", f"{times[3]:.2f}", f"{peaks[3]:.0f}", lines[3],
        f"{sizes[3] / 1e6 / times[3]:.1f}", *ratios, f"{peaks[3] / peaks[0]:.1f}", outcome)
scratch.cleanup()
sys.exit(failed)
PYTHON
