"""Documents, and variants of them.

In: a folder, or a file that lists paths. Out: documents, as written and with everything required. Invariant: the server
always has the document as written.
"""

import json
from dataclasses import dataclass
from pathlib import Path

METHODS = ("get", "put", "post", "delete", "patch", "head", "options", "trace")


@dataclass
class Document:
    """A document with a name of its own."""

    name: str
    path: Path
    root: dict


def find(source, root, names):
    """The documents of a folder, or of a list of paths below the root; some of them by name."""
    if source.is_dir():
        found = {path.stem: path for path in sorted(source.iterdir()) if path.suffix in (".json", ".yaml", ".yml")}
    else:
        lines = [line for line in source.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
        found = {Path(line).parent.name: root / line for line in lines}
    chosen = [(name, path) for name, path in found.items() if not names or name in names]
    return [Document(name, path.resolve(), read(path)) for name, path in chosen]


def read(path):
    """A document's root."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        return json.loads(text)
    import yaml  # Only documents in YAML need it.

    return yaml.safe_load(text)


def operations(document):
    """How many operations a document has."""
    items = objects(document.root.get("paths"))
    return sum(method in METHODS for item in items for method in item)


def with_everything_required(document):
    """A copy in which parameters and bodies are required, so that examples have them, and all goes to one server."""
    root = json.loads(json.dumps(document.root, default=str))
    components = root.get("components") or {}
    parameters = list(objects(components.get("parameters")))
    bodies = list(objects(components.get("requestBodies")))
    for item in objects(root.get("paths")):
        item.pop("servers", None)
        parameters += item.get("parameters") or []
        for operation in (item[method] for method in METHODS if isinstance(item.get(method), dict)):
            operation.pop("servers", None)
            parameters += operation.get("parameters") or []
            bodies.append(operation.get("requestBody"))
    for part in parameters + bodies:
        if isinstance(part, dict) and "$ref" not in part:
            part["required"] = True
    return root


def objects(parent):
    """The objects that are the values of an object."""
    return [value for value in parent.values() if isinstance(value, dict)] if isinstance(parent, dict) else []
