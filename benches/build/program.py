"""A program that uses some operations of a generated crate.

In: crates. Out: their methods by operation, and programs. Invariant: all programs of one document call the same
operations, each once, and look at every outcome.
"""

import re
from dataclasses import dataclass
from pathlib import Path

METHOD = re.compile(r"^\s*pub (?:async )?fn (\w+)(<[^(]*>)?\(", re.MULTILINE)
NAMED = re.compile(r"`(GET|PUT|POST|DELETE|PATCH)(?: |` request to `)(/[^`]*)`")
BY_HAND = re.compile(r'(GET|PUT|POST) "(/[^"]*)"\s+(\w+)\(([^)]*)\)(?: \((\w+): (\w+)\))? ->')
API = re.compile(r"^impl (\w+) \{", re.MULTILINE)


@dataclass
class Call:
    """A method, the struct that has it, and an expression for each argument."""

    api: str
    name: str
    arguments: list


def calls(crate):
    """The methods of a crate that a program can call, by operation."""
    found = {}
    for path in crate.sources():
        text = path.read_text(encoding="utf-8")
        for match in BY_HAND.finditer(text):
            count = len([name for name in match[4].split(",") if name.strip()]) + (1 if match[5] else 0)
            found[match[1], plain(match[2])] = Call("Client", match[3], ["any()"] * count)
        for match in METHOD.finditer(text):
            # The comment above a method names its operation.
            above = text[: match.start()].rsplit("\n    }", 1)[-1].splitlines()[-60:]
            named = [NAMED.search(line) for line in above if line.lstrip().startswith("//")]
            named = [name for name in named if name]
            if not named:
                continue
            arguments = [expression(argument) for argument in split(text, match.end())]
            generic = match[2] and re.search(r"[A-Z]\w*\s*:|\bB\b", match[2])
            if generic or None in arguments or "async" not in match[0] and "_api" not in path.stem:
                continue
            apis = [api[1] for api in API.finditer(text, 0, match.start())]
            found.setdefault((named[-1][1], plain(named[-1][2])), Call(apis[-1], match[1], arguments))
    return found


def plain(path):
    """A path without the names of its placeholders, which generators change."""
    return re.sub(r"\{[^}]*\}", "{}", path)


def split(text, start):
    """The arguments of a method, `self` apart."""
    depth, begin, found = 1, start, []
    for index in range(start, len(text)):
        character = text[index]
        if character in "([{" or character == "<":
            depth += 1
        elif character in ")]}" or (character == ">" and text[index - 1] != "-"):
            depth -= 1
        if depth == 0 or (depth == 1 and character == ","):
            found.append(text[begin:index].strip())
            begin = index + 1
        if depth == 0:
            break
    return [argument for argument in found if argument and not argument.endswith("self")]


def expression(argument):
    """A value for an argument that no run makes; `None` where its type cannot be told."""
    ty = argument.split(":", 1)[1].strip()
    if "impl" not in ty:
        return None if "Body" in ty.split("::") else "any()"
    if "AsRef<str>" in ty or "Into<" in ty and "String" in ty:
        return "any::<Option<&str>>()" if ty.startswith("Option") else "any::<&str>()"
    return None


def choose(crates, count):
    """Operations that all crates have, spread over the document."""
    known = [calls(crate) for crate in crates]
    common = sorted(set.intersection(*(set(found) for found in known)))
    if not common:
        return []
    step = max(len(common) / count, 1)
    return [common[int(index * step)] for index in range(min(count, len(common)))]


def write(crate, chosen, folder: Path, tail):
    """Writes a program that calls the chosen operations."""
    found = calls(crate)
    lines = []
    for index, operation in enumerate(chosen):
        call = found[operation]
        receiver = crate.receiver.replace("API", call.api)
        lines.append(f"        {index} => {receiver}.{call.name}({', '.join(call.arguments)}).await.is_ok(),")
    main = MAIN.replace("CRATE", crate.library).replace("CLIENT", crate.client).replace("CALLS", "\n".join(lines))
    (folder / "src").mkdir(parents=True, exist_ok=True)
    (folder / "src" / "main.rs").write_text(main, encoding="utf-8")
    extra = 'reqwest = { version = "0.13", default-features = false }\n' if "::reqwest::" in main else ""
    (folder / "Cargo.toml").write_text(MANIFEST.format(
        name=f"program-{tail}", crate=crate.name, path=crate.folder, extra=extra), encoding="utf-8")


MANIFEST = """[package]
name = "{name}"
version = "0.1.0"
edition = "2024"

[dependencies]
{crate} = {{ path = "{path}", default-features = false }}
tokio = {{ version = "1", default-features = false, features = ["macros", "net", "rt", "time"] }}
{extra}
[profile.release]
strip = true

[workspace]
"""

MAIN = """#![allow(unused_imports, deprecated, reason = "some arms need less")]
use CRATE::*;

/// A value that the compiler does not know, and no run makes.
fn any<T>() -> T {
    std::hint::black_box(None).expect("a value, which no run needs")
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let url = std::env::args().next().unwrap_or_default();
    let client = std::hint::black_box(CLIENT);
    let done = match std::env::args().count() {
CALLS
        _ => false,
    };
    println!("{done}");
    drop(client);
}
"""
