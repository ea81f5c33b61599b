"""Faults, and what explains them.

In: `exceptions.json`, and faults. Out: those that nothing explains, and explanations of nothing. Invariant: an entry says
why the fault is not the client's.
"""

import json
import re
from dataclasses import dataclass


@dataclass
class Fault:
    """Something that is not as it must be."""

    document: str
    operation: str
    #: `generate`, `compile`, `start`, `invalid`, `value`, `decode` or `failed`.
    kind: str
    text: str
    #: The number of the exchange that it is in.
    number: int = 0


class Exceptions:
    """The entries for some documents."""

    def __init__(self, path, documents):
        entries = json.loads(path.read_text(encoding="utf-8"))
        self.entries = [entry for entry in entries if entry["document"] in documents]
        self.used = [False] * len(self.entries)

    def unexplained(self, faults):
        """The faults that no entry explains."""
        return [fault for fault in faults if not self.explain(fault)]

    def explain(self, fault):
        """Whether an entry explains a fault."""
        explained = False
        for number, entry in enumerate(self.entries):
            if (entry["document"], entry["kind"]) != (fault.document, fault.kind):
                continue
            if entry.get("operation") in (None, fault.operation) and re.search(entry["text"], fault.text):
                self.used[number] = explained = True
        return explained

    def gone(self):
        """The entries that explain nothing, but for those of faults that are not in every run."""
        entries = zip(self.entries, self.used, strict=True)
        return [entry for entry, used in entries if not used and not entry.get("sometimes")]
