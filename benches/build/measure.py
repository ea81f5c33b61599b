"""Runs commands and measures them.

In: commands. Out: seconds, CPU seconds and the peak of memory. Invariant: the cost of a command's children is included.
"""

import os
import statistics
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Cost:
    """The cost of a command."""

    wall: float
    cpu: float
    peak: float


class Failed(Exception):
    """A command failed; the text is the end of its output."""


def run(command, folder, **variables):
    """Runs a command and measures it."""
    environment = os.environ | {name: str(value) for name, value in variables.items()}
    # The benchmark's own profile, whatever the caller's shell says.
    for name in [name for name in environment if name.startswith("CARGO_PROFILE_")]:
        del environment[name]
    begin = time.monotonic()
    with subprocess.Popen(
        [str(part) for part in command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        said = process.stdout.read().decode(errors="replace")
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise Failed("\n".join(said.splitlines()[-25:]))
    return Cost(time.monotonic() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def output(command, folder, **variables):
    """What a command prints on its standard output."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=os.environ | {name: str(value) for name, value in variables.items()},
        capture_output=True,
        check=False,
    )
    if done.returncode != 0:
        raise Failed(done.stderr.decode(errors="replace")[-2000:])
    return done.stdout.decode()


def touch(path: Path):
    """Makes cargo compile a file again."""
    now = time.time()
    os.utime(path, (now, now))


def median(costs, what):
    """The middle of one figure of many measurements."""
    return statistics.median(getattr(cost, what) for cost in costs)
