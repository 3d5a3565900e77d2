"""Numbers of 5,000 digits wherever a page has a number or a word: a result, or one line."""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "endurance"))
from seed_pages import SEEDS, seed

from speclift.fetch.documentation import documentation_of
from speclift.model.entities import unescape
from speclift.model.findings import InputError
from speclift.pipeline.build import build_source
from speclift.pipeline.initialise import recognise
from speclift.readers.page import Page
from speclift.workspace.source import unconfigured

DIGITS = b"9" * 5000
SMALL = [name for name in SEEDS if len(seed(name)) < 150_000]


def test_a_reference_to_no_character() -> None:
    assert unescape(f"a&#{'9' * 5000};b &lt; &#60; &#x3c;") == "a\ufffdb < < <"


def longer(page: bytes, chance: random.Random) -> Iterator[bytes]:
    """The page with some of its numbers, and with some of its words, made longer than Python reads a number."""
    for pattern in (rb"\d+", rb"(?<=>)[^<>]{1,60}(?=<)"):
        places = [match.span() for match in re.finditer(pattern, page)]
        changed, last = bytearray(), 0
        for start, end in sorted(chance.sample(places, min(12, len(places)))):
            changed += page[last:start] + re.sub(rb"\d+|\Z", DIGITS, page[start:end], count=1)
            last = end
        yield bytes(changed + page[last:])


@pytest.mark.parametrize("name", SMALL)
def test_numbers_beyond_all_bounds(name: str) -> None:
    for content in longer(seed(name), random.Random(name)):
        try:
            documentation = documentation_of(Page(f"{name}.html", content), lambda _: None)
            source = unconfigured("api", documentation.address, recognise(documentation.pages).platform)
            built = build_source(source, documentation.pages, packages=False)
            told = [str(failure) for failure in built.failures]
        except InputError as error:
            told = [str(error)]
        assert not [line for line in told if "\n" in line or "fault of speclift" in line]
