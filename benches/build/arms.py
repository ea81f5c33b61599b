"""The arms: ours, the other generators, and a client by hand.

In: a document. Out: a crate, and how a program makes its client. Invariant: TLS is left out of all arms alike, because
it costs most and says nothing about a generator.
"""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from measure import run

ROOT = Path(__file__).resolve().parents[2]
# The other generators, as the registry has them.
PEERS = {"progenitor": "cargo-progenitor@0.15.1", "openapi-to-rust": "openapi-to-rust@0.23.0", "oas3-gen": "oas3-gen@0.29.0"}
ARMS = ("ours", "ours-again", *PEERS, "by-hand")


@dataclass
class Crate:
    """A generated crate."""

    folder: Path
    name: str
    # How a program makes a client, `API` standing for the struct whose method it calls.
    client: str
    # What the expression of a call begins with.
    receiver: str
    features: tuple = ()

    @property
    def library(self):
        return self.name.replace("-", "_")

    def sources(self):
        """Its Rust files."""
        return sorted((self.folder / "src").rglob("*.rs"))


def install(peers, folder):
    """Installs the other generators that are not there yet."""
    missing = [PEERS[peer] for peer in peers if not (folder / "bin" / PEERS[peer].split("@")[0]).exists()]
    if missing:
        run(["cargo", "install", "--locked", "--debug", "--root", folder, *missing], folder)
    return folder / "bin"


def generate(arm, document, folder, name, tools):
    """Generates the crate of an arm."""
    if arm in ("ours", "ours-again"):
        run([tools["ours"], "crate", document, "--out", folder, "--name", name, "--runtime-path",
             ROOT / "runtime"], ROOT)
        shutil.copy(ROOT / "Cargo.lock", folder)
        # The program uses the crate without its features, and so without TLS.
        return Crate(folder, name, 'Client::builder().base_url(url).build().expect("a client")', "API::new(&client)")
    if arm == "progenitor":
        run([tools["peers"] / "cargo-progenitor", "progenitor", "--input", document, "--output", folder,
             "--name", name, "--version", "0.1.0"], folder.parent)
        return Crate(folder, name, "Client::new(&url)", "client")
    if arm == "openapi-to-rust":
        run([tools["peers"] / "openapi-to-rust", "generate", document, "--output-dir", folder / "src", "--quiet"],
            folder.parent)
        (folder / "src" / "mod.rs").rename(folder / "src" / "lib.rs")
        dependencies = (folder / "src" / "REQUIRED_DEPS.toml").read_text()
        (folder / "Cargo.toml").write_text(package(name) + dependencies)
        without_tls(folder / "Cargo.toml")
        return Crate(folder, name, "HttpClient::new().with_base_url(url)", "client")
    if arm == "oas3-gen":
        run([tools["peers"] / "oas3-gen", "generate", "client-mod", "--workspace", "--input", document, "--output",
             folder, "--api-name", "BenchClient"], folder.parent)
        manifest = (folder / "Cargo.toml").read_text()
        (folder / "Cargo.toml").write_text(re.sub(r'(?m)^name = .*$', f'name = "{name}"', manifest, count=1))
        without_tls(folder / "Cargo.toml")
        return Crate(folder, name, 'BenchClient::with_base_url(&url).expect("a URL")', "client")
    shutil.copytree(ROOT / "benches" / "by_hand", folder)
    manifest = (folder / "Cargo.toml").read_text().split("[dependencies]")[1].split("[lints]")[0]
    (folder / "Cargo.toml").write_text(package(name) + "[dependencies]" + manifest)
    return Crate(folder, name, 'Client::new(::reqwest::Client::new(), &url, "", "")', "client")


def package(name):
    """The beginning of a manifest."""
    return f'[package]\nname = "{name}"\nversion = "0.1.0"\nedition = "2024"\n\n'


def without_tls(manifest: Path):
    """Takes TLS out of a manifest's reqwest."""
    text = manifest.read_text()
    manifest.write_text(re.sub(r'"(rustls|native-tls)",? ?', "", text))


def settle(crate: Crate):
    """Makes a crate a workspace of its own."""
    manifest = crate.folder / "Cargo.toml"
    text = manifest.read_text()
    if "[workspace]" not in text:
        manifest.write_text(text + "\n[workspace]\n")
