"""Prism, the mock server that judges.

In: a document, and a program that calls its operations. Out: the exchanges, what the program made of them, and what Prism
found wrong in the requests. Invariant: Prism has the document as written, and validates requests.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import documents
from exceptions import Fault
from proxy import Proxy

#: Keywords that a value breaks whose type and name are right.
OF_VALUES = {"format", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength",
             "maxLength", "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties", "enum", "const"}


class NotStarted(Exception):
    """Prism does not take the document."""


@dataclass
class Tools:
    """The programs that are needed."""

    generator: Path
    runtime: Path
    prism: Path

    @classmethod
    def prepare(cls, root, here, work, generator):
        """Builds the generator and installs Prism."""
        if not generator:
            subprocess.run(["cargo", "build", "--quiet", "--release", "-p", "osparc-codegen"], cwd=root, check=True)
            metadata = subprocess.check_output(["cargo", "metadata", "--no-deps", "--format-version", "1"], cwd=root)
            generator = Path(json.loads(metadata)["target_directory"]) / "release/osparc-codegen"
        work.mkdir(parents=True, exist_ok=True)
        prism = work / "node_modules/.bin/prism"
        if not prism.exists():
            shutil.copy(here / "package.json", work)
            command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--no-package-lock"]
            subprocess.run(command, cwd=work, check=True)
        return cls(generator.resolve(), root / "runtime", prism)


@dataclass
class Outcome:
    """What an example came to: `ok`, `cut` (it had no end), `decode` or `failed`."""

    kind: str
    operation: str
    text: str


@dataclass
class Run:
    """All calls of a program."""

    exchanges: list
    outcomes: list


def run(document, program, tools, log, flags):
    """Runs a program against Prism."""
    port = free_port()
    command = [tools.prism, "mock", "--host", "127.0.0.1", "--port", str(port), *flags, document.path]
    with log.open("w", encoding="utf-8") as out, Proxy(port) as proxy:
        mock = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        try:
            wait(mock, log)
            base = f"http://127.0.0.1:{proxy.server_port}"
            ended = subprocess.run([program], env=os.environ | {"BASE": base}, stdout=subprocess.PIPE, text=True,
                                   timeout=1800, check=True)
        finally:
            mock.terminate()
            mock.wait()
    # The examples print, too.
    lines = [line[2:] for line in ended.stdout.split("\n") if line.startswith("@@")]
    outcomes = [Outcome(*line.split("\t", 2)) for line in lines]
    return Run(proxy.seen, outcomes)


def wait(mock, log):
    """Waits until Prism listens."""
    for _ in range(240):
        time.sleep(0.25)
        text = log.read_text(encoding="utf-8")
        if "is listening" in text:
            return
        if mock.poll() is not None:
            raise NotStarted(text.strip()[-500:])
    raise NotStarted("it does not listen after a minute")


def free_port():
    """A port that nobody uses."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def judge(document, exchanges):
    """What Prism finds wrong in requests, and where it breaks."""
    templates = [(method.upper(), path) for path, item in document.root.get("paths", {}).items()
                 for method in item if method in documents.METHODS]
    faults = []
    for number, exchange in enumerate(exchanges):
        operation = operation_of(exchange, templates)
        shown = f"{exchange.method} {exchange.target} {exchange.body[:300]!r} -> {exchange.status}"
        found = violations(exchange)
        bad = [location(violation) for violation in found if violation.get("code") in OF_VALUES]
        for violation in found:
            is_value = violation.get("code") in OF_VALUES
            # Where a member of a union has a bad value, Prism also says what the other members want.
            if is_value or not any(place[:len(location(violation))] == location(violation) for place in bad):
                kind = "value" if is_value else "invalid"
                text = f"{'.'.join(location(violation))} {violation.get('message', '')} || {shown}"
                faults.append(Fault(document.name, operation, kind, text, number))
    return faults


def location(violation):
    """Where an error is: the part of the request, and the path in it."""
    return list(map(str, violation.get("location") or []))


def violations(exchange):
    """The errors in a request."""
    if "sl-violations" in exchange.headers:
        try:
            found = json.loads(exchange.headers["sl-violations"])
        except ValueError:  # It is cut off where it is long.
            found = [{"location": ["request"], "message": exchange.headers["sl-violations"][:300]}]
        return [violation for violation in found
                if location(violation)[:1] == ["request"] and violation.get("severity", "Error") == "Error"]
    problem = content(exchange)
    if "prism/errors" in str(problem.get("type")):
        return problem.get("validation") or [{"location": ["request"], "message": problem.get("title", "")}]
    if exchange.status in (500, 502):
        return [{"location": ["request"], "message": exchange.response.decode(errors="replace")[:300]}]
    return []


def content(exchange):
    """The JSON object of a response, or an empty one."""
    try:
        found = json.loads(exchange.response)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def operation_of(exchange, templates):
    """The operation that a request belongs to, the one with the fewest placeholders."""
    path = exchange.target.split("?", 1)[0]
    fitting = []
    for method, template in templates:
        pieces = [re.escape(piece) for piece in re.split(r"\{[^}]*\}", template.split("?")[0])]
        if method == exchange.method and re.fullmatch("[^/]+".join(pieces), path):
            fitting.append((len(pieces), template))
    return f"{exchange.method} {min(fitting)[1]}" if fitting else f"{exchange.method} {path}"
