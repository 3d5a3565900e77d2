"""Values and defaults in sentences, as authors write them in several languages: sentences.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from speclift.normalise.phrases.enumerations import read_meanings
from speclift.normalise.phrases.stated_defaults import read_default

CASES = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("sentence", "kind", "values"), CASES["values"])
def test_a_sentence_lists_values(sentence: str, kind: Any, values: list[str]) -> None:
    assert [one.value for one in read_meanings(sentence, kind)] == values


@pytest.mark.parametrize(("sentence", "kind", "default"), CASES["defaults"])
def test_a_sentence_states_a_default(sentence: str, kind: str, default: str | None) -> None:
    assert read_default(sentence, kind) == default
