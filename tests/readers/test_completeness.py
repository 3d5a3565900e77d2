"""Nothing that a reader sees of an operation is lost: each run of words stands in `RawApi`, or the platform's own."""

from __future__ import annotations

import gzip
import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import Struct
from msgspec.structs import fields

from speclift.readers import reader_for
from speclift.readers.gitbook.streaming import finish
from speclift.readers.kit.encoding import decoded
from speclift.readers.kit.html_tree import main_element, parse
from speclift.readers.kit.leaves import leaves
from speclift.readers.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.readers.kit.leaves import Leaf

HERE = Path(__file__).parent
PAGES = sorted(HERE.glob("*/recorded/*.html.gz"))
PAGES += sorted(path for path in HERE.glob("*/cases/*.html") if path.parent.parent.name != "apidoc")


def _chrome(platform: str) -> set[str]:
    """What pages print round an API (navigation, buttons, dates, other languages of a sample): `NAME/chrome.txt`."""
    path = HERE / platform / "chrome.txt"
    return set(path.read_text(encoding="utf-8").splitlines()) if path.exists() else set()


def name(path: Path) -> str:
    return f"{path.parent.parent.name}/{path.name}"


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_word_of_the_page_arrived_or_is_the_platforms_own(path: Path) -> None:
    platform = path.parent.parent.name
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    page = Page(path.name, content)
    said = " ".join(_strings(reader_for(platform).read([page])))
    read = _plain(said)
    known = set(re.findall(r"[\w.]+", read))
    own = _chrome(platform) | _labels(platform)
    lost = [leaf.words for leaf in _shown(page) if not _arrived(leaf, read, known, own)]
    assert lost == []


def _shown(page: Page) -> list[Leaf]:
    root = parse(page)
    finish(root, decoded(page.content))
    return [
        leaf
        for leaf in leaves(main_element(root))
        if leaf.inside("nav", "aside", "header", "footer") is None or _in_sample(leaf)
    ]


def _in_sample(leaf: Leaf) -> bool:
    return leaf.kind == "code-block"


def _arrived(leaf: Leaf, read: str, known: set[str], own: set[str]) -> bool:
    words = _plain(leaf.text)
    if words in read or words.rstrip(":") in own or words in own:
        return True
    if words.lstrip("-—– ") in read or words.removeprefix("example") in read:
        return True
    if leaf.kind == "code-block" or leaf.inside("p", "td") is None:  # rows and labels: each word is somewhere
        spoken = known | {part for label in own for part in re.findall(r"[\w.]+", label)}
        return all(word in spoken for word in re.findall(r"[\w.]+", words))
    parts = [
        part.strip()
        for part in re.split(r"[·|()\[\]:]|\barray of\b|\bformat\b|\b(?:show|hide)\b", words)
        if part.strip()
    ]
    return all(part in read or part in own or part.strip('"') in read for part in parts)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"\]\([^)]*\)|[`\[#*]|^- ", "", text).split()).lower()


def _labels(platform: str) -> set[str]:
    return set(import_module(f"speclift.readers.{platform}.words").labels.words())


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, Struct):
        for field in fields(value):
            yield from _strings(getattr(value, field.name))
