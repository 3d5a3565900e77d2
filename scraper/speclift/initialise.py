"""A new source: the platform recognised, the page recorded, `source.toml` written.

Enters: a name and recorded pages. Leaves: the files of a source folder, as bytes, and what was recognised. Nothing
is written here.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from speclift.findings import Trouble

if TYPE_CHECKING:
    from speclift.readers.page import Page, Recognition

SURE = 0.5
"""Below this confidence a page is not taken for a page of a platform."""

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source that does not exist yet: its files by name, and the recognition that chose its platform."""

    name: str
    recognition: Recognition
    files: dict[str, bytes]


def require_name(name: str) -> None:
    """Raise `Trouble` unless `name` is fit for a folder, a distribution and an address: `video-api`."""
    if not _NAME.fullmatch(name):
        raise Trouble(f"{name!r} is no name for a source", hint="small letters, digits and single dashes: my-api")


def recognise(pages: Sequence[Page]) -> Recognition:
    """The platform of a documentation. Raises `Trouble`, naming what was seen, when no reader is sure enough."""
    from speclift.readers.detect import detect

    best = detect(pages[0])[0]
    if best.confidence >= SURE:
        return best
    seen = f"closest: {best.platform} ({best.confidence:.0%}: {'; '.join(best.reasons) or 'no mark of it'})"
    raise Trouble(
        "not a page of a documentation platform that speclift reads",
        file=pages[0].url or pages[0].name,
        hint=f"{seen}; is it a login page, or half a page? save it from a browser and give the file",
    )


def new_source(name: str, pages: Sequence[Page], address: str) -> NewSource:
    """The files of a new source folder. `address` is where the page lives, "" for a file. Raises `Trouble`."""
    from speclift.readers import reader_for

    require_name(name)
    recognition = recognise(pages)
    raw = reader_for(recognition.platform).read(pages)
    lines = [
        "# What speclift knows of this documentation beside its page; every key is explained in docs/source-toml.md.",
        f"title = {_toml(raw.title or name)}",
        f"page = {_toml(address)}",
        f"platform = {_toml(recognition.platform)}",
    ]
    files = {"source.toml": ("\n".join(lines) + "\n").encode()}
    for page in pages:
        files[f"{page.name}.gz"] = packed(page.content)
    return NewSource(name, recognition, files)


def packed(content: bytes) -> bytes:
    """A page as it is recorded: gzip without a time stamp or a name, so the same page is the same file."""
    return gzip.compress(content, 9, mtime=0)


def _toml(text: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's too (TOML 1.0, "String"), but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
