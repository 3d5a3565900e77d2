"""Every keyword of OpenAPI 3.1 has a reader, or stands in the list of those that nobody can notice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_specifications
import pytest

from speclift.document.schema.keywords import _READERS as READERS
from speclift.document.schema.keywords import COMPOSED, UNNOTICED

OPENAPI = {"discriminator", "xml", "externalDocs", "example"}
"""What the OpenAPI 3.1 base vocabulary adds (OpenAPI 3.1.1, 4.8.24.1)."""
OLDER = {"nullable", "x-extensible-enum"}
"""What OpenAPI 3.0 and vendors say instead of a keyword of JSON Schema."""


def keywords_of_json_schema() -> set[str]:
    """The keywords that the vocabularies of JSON Schema 2020-12 define."""
    root = Path(jsonschema_specifications.__file__).parent / "schemas/draft202012"
    found: set[str] = set()
    for file in root.rglob("*"):
        if file.is_file():
            found |= json.loads(file.read_text()).get("properties", {}).keys()
    return found - {"definitions", "dependencies", "$recursiveAnchor", "$recursiveRef"}


def test_every_keyword_has_a_reader() -> None:
    known = READERS.keys() | COMPOSED | UNNOTICED.keys()
    keywords = keywords_of_json_schema() | OPENAPI
    assert len(keywords) > 55
    assert keywords - known == set(), "give these a reader, or say why nobody notices them"
    assert known - keywords - OLDER - {"definitions"} == set(), "no such keyword"
    assert READERS.keys() & UNNOTICED.keys() == set()


@pytest.mark.parametrize("keyword", sorted(UNNOTICED))
def test_an_unread_keyword_has_a_reason(keyword: str) -> None:
    reason: Any = UNNOTICED[keyword]
    assert reason.strip()
