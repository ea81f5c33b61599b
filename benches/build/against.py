"""Build times of the client as a dependency has it, now and at an earlier commit.

In: a commit of this repository. Out: a table on standard output. Invariant: both arms take turns, this one runs twice, and
each is built with the default features, without the test dependencies and not incrementally.
"""

import io
import subprocess
import tarfile
import tempfile
from pathlib import Path

from arms import ROOT
from measure import median, output, run, touch

STEPS = ("everything", "the client", "check of it")


def checkout(commit, folder):
    """The files of a commit."""
    archive = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=True)
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
        files.extractall(folder, filter="data")
    return folder


def step(name, folder, target):
    """Does one step, and measures it."""
    touch(folder / "src" / "lib.rs")
    command = "check" if name == "check of it" else "build"
    arguments = ["cargo", command, "--quiet", "--offline", "--package", "osparc-client"]
    return run(arguments, folder, CARGO_INCREMENTAL="0", CARGO_TARGET_DIR=target)


def table(commit, work, repeat):
    """Measures and prints."""
    now = output(["git", "stash", "create"], ROOT).strip() or "HEAD"
    arms = {name: checkout(of, work / "against" / name) for name, of in
            (("before", commit), ("now", now), ("now again", now))}
    costs = {}
    for name in STEPS:
        for number in range(repeat):
            for arm, folder in arms.items():
                if name == "everything":
                    with tempfile.TemporaryDirectory() as target:
                        cost = step(name, folder, Path(target))
                else:
                    target = folder / "target"
                    if number == 0:
                        step(name, folder, target)
                    cost = step(name, folder, target)
                costs.setdefault((arm, name), []).append(cost)
    print(f"\n== the client with its default features, against {commit}; CPU seconds, medians of {repeat}")
    print(f"{'':<14}" + "".join(f"{arm:>12}" for arm in arms) + f"{'now/before':>12}")
    for name in STEPS:
        cpu = [median(costs[arm, name], "cpu") for arm in arms]
        print(f"{name:<14}" + "".join(f"{each:>12.1f}" for each in cpu) + f"{100 * cpu[1] / cpu[0]:>10.0f} %", flush=True)
