"""How many lines a generator of ours emits for an operation.

In: generated sources. Out: a number for each operation. Invariant: whatever an operation brings counts (its descriptor,
method, request, setters and their comments), but not its error enum, which is as long as the document's list of errors.
"""

import re
import statistics

STATIC = re.compile(r"^static (\w+): rt::Operation")
REQUEST = re.compile(r"(?:pub (?:struct|type) |rt::paginated! \{\s*request: )(\w+)")
METHOD = re.compile(r"^    pub fn (\w+)\(", re.MULTILINE)


def camel(name):
    """The name of a request, as far as letters go."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def per_operation(crate):
    """The lines of each operation."""
    lines = {}
    for path in crate.sources():
        if not path.stem.endswith("_api"):
            continue
        for item in re.split(r"\n\n(?=\S)", path.read_text(encoding="utf-8")):
            count(item, lines)
    return lines


def count(item, lines):
    """Counts an item of a file, if it is one of an operation."""
    code = [line for line in item.splitlines() if not line.lstrip().startswith(("//", "#["))]
    first = code[0] if code else ""
    if static := STATIC.match(first):
        add(lines, static[1], item.count("\n") + 1)
    elif (request := REQUEST.match("\n".join(code))) and camel(request[1]) in lines:
        add(lines, request[1], item.count("\n") + 1)
    elif match := re.match(r"impl (\w+) \{", first):
        if camel(match[1]) in lines:
            add(lines, match[1], item.count("\n") + 1)
        else:
            methods(item, lines)


def methods(item, lines):
    """The methods of an API, each with the comment above it."""
    for method in re.split(r"(?<=\n    \}\n)", item):
        name = METHOD.search(method)
        if name and camel(name[1]) in lines:
            add(lines, name[1], method.count("\n") + 1)


def add(lines, name, number):
    """Adds to an operation's lines."""
    lines[camel(name)] = lines.get(camel(name), 0) + number


def summary(crate):
    """Median and greatest number of lines."""
    numbers = list(per_operation(crate).values())
    return (statistics.median(numbers), max(numbers)) if numbers else (0, 0)
