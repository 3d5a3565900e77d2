"""Words of a page as Markdown: `prose.json` holds markup beside what it says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from speclift.readers.apidoc.markup import parsed
from speclift.readers.apidoc.prose import markdown, printed, text_of

CASES = json.loads((Path(__file__).parent / "prose.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("markup", "says"), CASES["markdown"], ids=lambda text: text[:30])
def test_says_in_markdown(markup: str, says: str) -> None:
    assert markdown(parsed(markup.encode(), "section")) == says


@pytest.mark.parametrize(("markup", "says"), CASES["printed"], ids=lambda text: text[:30])
def test_code_as_printed(markup: str, says: str) -> None:
    assert printed(parsed(markup.encode(), "pre")) == says


@pytest.mark.parametrize(("markup", "says"), CASES["line"], ids=lambda text: text[:30])
def test_words_on_one_line(markup: str, says: str) -> None:
    assert text_of(parsed(markup.encode(), "h1")) == says
