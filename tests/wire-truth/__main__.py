"""Calls every operation of documents, as the examples of their reference pages do, against Prism.

In: a folder of documents. Out: a table with a row for each, and on standard error each fault. Invariant: a fault that `exceptions.json`
does not explain fails, and so does an explanation whose fault no longer happens.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import documents
import exceptions
import prism
import program

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
COLUMNS = ("operations", "calls", "valid", "bad values", "invalid", "responses", "decoded", "cut", "not decoded",
           "failed", "explained")


def options():
    """What is asked for."""
    parser = argparse.ArgumentParser(prog="tests/wire-truth/run", description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, help="a folder of documents (the project's own without it)")
    parser.add_argument("--only", help="names of documents, with commas between")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of calls with made-up responses (%(default)s)")
    parser.add_argument("--generator", type=Path, help="the program osparc-codegen (built without it)")
    parser.add_argument("--work", type=Path, help="a folder to work in and keep; a temporary one without it")
    return parser.parse_args()


def try_document(document, work, tools, rounds):
    """The row of a document, and its faults."""
    folder = work / document.name
    client = program.build(document, folder, tools, work / "target")
    row = dict.fromkeys(COLUMNS, 0) | {"operations": documents.operations(document)}
    if isinstance(client, exceptions.Fault):
        return row, [client]
    try:
        fixed = prism.run(document, client, tools, folder / "static.log", [])
        faults = prism.judge(document, fixed.exchanges)
        by_kind = [fault.kind for fault in faults]
        wrong = {fault.operation for fault in faults}
        row["calls"] = len(fixed.exchanges)
        row["bad values"], row["invalid"] = by_kind.count("value"), by_kind.count("invalid")
        row["valid"] = row["calls"] - len({fault.number for fault in faults})
        runs = [fixed]
        for seed in range(rounds):
            flags = ["--dynamic", "--seed", str(seed)]
            runs.append(prism.run(document, client, tools, folder / f"dynamic{seed}.log", flags))
    except prism.NotStarted as fault:
        return row, [exceptions.Fault(document.name, "", "start", str(fault))]
    for outcome in (outcome for run in runs for outcome in run.outcomes):
        row["responses"] += 1
        row["decoded"] += outcome.kind == "ok"
        row["cut"] += outcome.kind == "cut"
        row["not decoded"] += outcome.kind == "decode"
        row["failed"] += outcome.kind == "failed"
        # To a request that it finds wrong, Prism responds with an error.
        if outcome.kind == "decode" or (outcome.kind == "failed" and outcome.operation not in wrong):
            faults.append(exceptions.Fault(document.name, outcome.operation, outcome.kind, outcome.text))
    return row, faults


def main():
    """Tries the documents; exit status 1 if anything is not as it must be."""
    asked = options()
    names = asked.only.split(",") if asked.only else None
    chosen = documents.find(asked.folder or HERE / "documents.txt", ROOT, names)
    known = exceptions.Exceptions(HERE / "exceptions.json", {document.name for document in chosen})
    with tempfile.TemporaryDirectory() as temporary:
        work = (asked.work or Path(temporary)).resolve()
        tools = prism.Tools.prepare(ROOT, HERE, work, asked.generator)
        unexplained, total = 0, dict.fromkeys(COLUMNS, 0)
        print("| document | " + " | ".join(COLUMNS) + " |\n|---|" + "---:|" * len(COLUMNS))
        for document in chosen:
            row, faults = try_document(document, work, tools, asked.rounds)
            left = known.unexplained(faults)
            row["explained"] = len(faults) - len(left)
            unexplained += len(left)
            total = {column: total[column] + row[column] for column in COLUMNS}
            show(document.name, row)
            for fault in left:
                print(f"{fault.document}: {fault.kind}: {fault.operation}\n  {fault.text}", file=sys.stderr, flush=True)
        show(f"{len(chosen)} documents", total)
    gone = known.gone()
    for entry in gone:
        print(f"no longer happens, so that its entry can be removed: {entry}", file=sys.stderr)
    print(f"\n{unexplained} faults that nothing explains, {len(gone)} explanations of nothing")
    sys.exit(bool(unexplained or gone or not chosen))


def show(name, row):
    """Prints a row of the table."""
    print(f"| {name} | " + " | ".join(str(row[column]) for column in COLUMNS) + " |", flush=True)


main()
