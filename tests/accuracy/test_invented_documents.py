"""Invented documents in the manners in which people write, against what they state: invented/NAME.html and NAME.yaml.

`shorthand.py` says how the truth is written. Everything that a document states is found, and nothing else.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
import yaml
from score import Score, score
from shorthand import expanded

from speclift.pipeline.build import build_source
from speclift.pipeline.initialise import recognise
from speclift.readers.page import Page
from speclift.workspace.source import unconfigured

DOCUMENTS = Path(__file__).parent / "invented"
NAMES = sorted(path.stem for path in DOCUMENTS.glob("*.html"))
STATED = (
    "operations", "parameters", "parameters seen in the path or an example", "request fields", "response statuses",
    "response fields", "response fields of examples", "required", "types", "defaults", "enum values",
)  # fmt: skip
"""Kinds of facts that the truth states in full."""
NOT_INVENTED = ("operations", "parameters", "request fields", "response fields", "required", "enum values")
"""Kinds of which nothing else may be found. A text without a type is one, and errors have a default answer."""


@lru_cache
def scored(name: str) -> Score:
    """The score of one document."""
    page = Page(f"{name}.html", (DOCUMENTS / f"{name}.html").read_bytes())
    assert recognise([page]).platform == "handwritten"
    built = build_source(unconfigured(name, "", "handwritten"), [page], packages=False)
    truth = yaml.safe_load((DOCUMENTS / f"{name}.yaml").read_text(encoding="utf-8"))
    return score(list(built.documents.values())[-1], expanded(truth))


@pytest.mark.parametrize("name", NAMES)
def test_what_a_document_states_is_found(name: str) -> None:
    assert {kind: scored(name)[kind].missed for kind in STATED if scored(name)[kind].missed} == {}


@pytest.mark.parametrize("name", NAMES)
def test_nothing_else_is_found(name: str) -> None:
    assert {kind: scored(name)[kind].invented for kind in NOT_INVENTED if scored(name)[kind].invented} == {}
