"""Documents to compare, from wherever they are: files, addresses, revisions of git, standard input.

Enters: what a person wrote (`old.yaml`, `https://…/openapi.json`, `HEAD~1:spec/x.yaml`, `-`). Leaves: `Given`: the
document with references to other files taken in. Raises `InputError`.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from posixpath import join, normpath
from typing import Any
from urllib.parse import urljoin, urlsplit

from speclift.document import parse_document
from speclift.document.bundle import bundle
from speclift.document.load import MAX_BYTES, parse_values
from speclift.model.findings import InputError


@dataclass(frozen=True, slots=True)
class Given:
    """A document that was given: what a person calls it, the file that annotations name ("" for none), its text."""

    name: str
    file: str
    text: str
    document: dict[str, Any]


def read_given(what: str) -> Given:
    """Read a document from a file, an address, a revision of git (`REVISION:PATH`) or standard input (`-`)."""
    if what == "-":
        content, file, name = sys.stdin.buffer.read(MAX_BYTES + 1), "", "standard input"
    else:
        content, file, name = _content(what), what.partition(":")[2] if _is_revision(what) else what, what
    document = parse_document(content, name=name)
    text = content.decode("utf-8-sig")
    return Given(name, "" if _is_address(file) else file, text, bundle(document, what, partial(_load, what)))


def _load(first: str, address: str, reference: str) -> tuple[str, Any]:
    """The file that a file refers to, of those that the document `first` is made of."""
    if address == "-":
        raise InputError(f"reference to another file: {reference}", file="standard input", hint="give the file instead")
    if _is_address(address):
        place = urljoin(address, reference)
        if urlsplit(place)[:2] != urlsplit(address)[:2]:
            raise InputError(f"reference to another site: {reference}", file=address, hint="bundle the files first")
    elif _is_address(reference) or reference.startswith("/"):
        raise InputError(f"reference to another place: {reference}", file=address, hint="bundle the files first")
    elif _is_revision(address):
        revision, _, path = address.partition(":")
        place = f"{revision}:{normpath(join(path.rpartition('/')[0], reference))}"
    else:
        path_of_file = (Path(address).parent / reference).resolve()
        below = (Path.cwd(), Path(first).resolve().parent)
        if not any(path_of_file.is_relative_to(folder) for folder in below):
            raise InputError(f"reference out of the folder: {reference}", file=address, hint="bundle the files first")
        place = str(path_of_file)
    return place, parse_values(_content(place), name=place)


def _is_address(what: str) -> bool:
    return what.startswith(("http://", "https://"))


def _is_revision(what: str) -> bool:
    return ":" in what and not _is_address(what) and not Path(what).exists()


def _content(what: str) -> bytes:
    if _is_address(what):
        from speclift.fetch.client import PoliteClient

        with PoliteClient() as client:
            return client.get(what).content or b""
    if _is_revision(what):
        return _of_revision(what)
    try:
        with Path(what).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise InputError("there is no such file", file=what) from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", file=what) from None


def _of_revision(what: str) -> bytes:
    if what.startswith("-"):
        raise InputError("no revision of git begins with a dash", file=what)
    try:
        done = subprocess.run(["git", "cat-file", "blob", what], capture_output=True, check=False)  # noqa: S607
    except OSError:
        raise InputError("git is not installed", file=what) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = said[0].removeprefix("fatal: ") if said else "no such revision or file"
        raise InputError(f"git: {reason}", file=what, hint="like HEAD~1:spec/x.yaml, from the top of the repository")
    return done.stdout
