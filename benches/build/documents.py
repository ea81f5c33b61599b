"""Documents to generate from: those of a folder, or synthetic ones.

In: a folder, or none. Out: named documents. Invariant: the same numbers give the same synthetic document.
"""

import json
from pathlib import Path

METHODS = ("get", "put", "post", "delete", "patch")
# What the documents of a folder are chosen by: operations, and the version that all generators read.
SIZES = {"middle": (98, "3.1"), "large": (193, "3.0")}
# Resources of four operations, and properties of a resource, of the synthetic documents.
SYNTHETIC = {"middle": (25, 8, "3.1.0"), "large": (48, 8, "3.0.3"), "largest": (300, 60, "3.0.3")}


def operations(document):
    """The operations of a document, as method and path."""
    return [
        (method.upper(), path)
        for path, item in document.get("paths", {}).items()
        for method in METHODS
        if isinstance(item, dict) and method in item
    ]


def choose(folder: Path):
    """The documents of a folder that are of the usual sizes, and the largest one; all others by their name."""
    found = {}
    for path in sorted(folder.glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(document, dict) and str(document.get("openapi", "")).startswith("3."):
            found[path.stem] = (path, len(operations(document)), document["openapi"])
    chosen = {}
    for size, (count, version) in SIZES.items():
        fitting = [entry for entry in found.values() if entry[2].startswith(version)]
        if fitting:
            chosen[size] = min(fitting, key=lambda entry: abs(entry[1] - count))[0]
    if found:
        chosen["largest"] = max((entry[0] for entry in found.values()), key=lambda path: path.stat().st_size)
    named = {name: entry[0] for name, entry in found.items()}
    return chosen, named


def synthetic(resources, properties, version):
    """A document with four operations for each of so many resources."""
    nullable = {"nullable": True} if version.startswith("3.0") else {}
    schemas = {"Fault": {"type": "object", "required": ["message"], "properties": {"message": {"type": "string"}}}}
    paths = {}
    for number in range(resources):
        name = f"Thing{number}"
        schemas |= models(name, properties, nullable)
        paths |= calls(name, f"/v1/things{number}")
    return {
        "openapi": version,
        "info": {"title": "Things", "version": "1.0.0"},
        "paths": paths,
        "components": {"schemas": schemas},
    }


def models(name, properties, nullable):
    """A resource, its state, its parts, and a page of it."""
    kinds = [
        {"type": "string", "description": "A name that people see."},
        {"type": "integer", "format": "int64"},
        {"type": "number"},
        {"type": "boolean", "description": "Whether it is switched on."},
        {"type": "string", "format": "uuid"},
        {"type": "string", "format": "date-time", "description": "When it was changed last."} | nullable,
        {"type": "array", "items": {"$ref": f"#/components/schemas/{name}Part"}},
        {"$ref": f"#/components/schemas/{name}State"},
    ]
    fields = {f"field_{index}": kinds[index % len(kinds)] for index in range(properties)}
    part = {"size": {"type": "number"}, "labels": {"type": "object", "additionalProperties": {"type": "string"}}}
    page = {"items": {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}, "total": {"type": "integer"}}
    required = [field for index, field in enumerate(fields) if index % 2 == 0]
    return {
        name: {"type": "object", "description": f"{name}.", "required": required, "properties": fields},
        f"{name}State": {"type": "string", "enum": ["new", "ready", "gone"]},
        f"{name}Part": {"type": "object", "required": ["size"], "properties": part},
        f"{name}Page": {"type": "object", "required": ["items"], "properties": page},
    }


def calls(name, path):
    """Lists, makes, reads and deletes a resource."""
    lower = name.lower()

    def responses(status, schema=None):
        fault = {"application/json": {"schema": {"$ref": "#/components/schemas/Fault"}}}
        done = {"description": "Done"}
        if schema:
            done["content"] = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
        return {status: done, "404": {"description": "Not found", "content": fault}}

    identifier = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
    limit = {"name": "limit", "in": "query", "schema": {"type": "integer", "format": "int32"}}
    body = {"required": True, "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}}
    tags = ["things"]
    return {
        path: {
            "get": {"operationId": f"list_{lower}", "tags": tags, "parameters": [limit],
                    "responses": responses("200", f"{name}Page")},
            "post": {"operationId": f"make_{lower}", "tags": tags, "requestBody": body,
                     "responses": responses("201", name)},
        },
        f"{path}/{{id}}": {
            "get": {"operationId": f"read_{lower}", "tags": tags, "parameters": [identifier],
                    "responses": responses("200", name)},
            "delete": {"operationId": f"delete_{lower}", "tags": tags, "parameters": [identifier],
                       "responses": responses("204")},
        },
    }


def write(folder: Path):
    """Writes the synthetic documents."""
    chosen = {}
    for size, numbers in SYNTHETIC.items():
        path = folder / f"{size}.json"
        path.write_text(json.dumps(synthetic(*numbers)), encoding="utf-8")
        chosen[size] = path
    return chosen
