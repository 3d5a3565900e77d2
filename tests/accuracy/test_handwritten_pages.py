"""Real hand-written documentation against what a careful reader finds in it; sources and licences in SOURCES.md.

The floors are what the reader reaches today: a change that loses facts shows here.
"""

from __future__ import annotations

import gzip
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from score import Score, score

from speclift.pipeline.build import build_source
from speclift.pipeline.initialise import recognise
from speclift.readers.page import Page
from speclift.workspace.source import unconfigured

PAGES = Path(__file__).parent / "handwritten"

FLOORS: dict[str, dict[str, float]] = {
    "etcd-members": {
        "operations": 1.0,
        "parameters": 1.0,
        "response statuses": 1.0,
        "response fields of examples": 1.0,
    },
    "livy": {
        "operations": 1.0,
        "parameters": 1.0,
        "request fields": 1.0,
        "response fields": 1.0,
        "types": 0.98,
        "enum values": 1.0,
    },
    "linkding": {"operations": 1.0, "parameters": 1.0, "request fields": 1.0, "response fields of examples": 1.0},
    "zeppelin": {"operations": 1.0, "parameters": 1.0, "response statuses": 1.0, "response fields of examples": 0.97},
    "healthchecks-v1": {
        "operations": 0.85,
        "parameters": 1.0,
        "response statuses": 1.0,
        "request fields": 1.0,
        "defaults": 1.0,
        "enum values": 1.0,
    },
    "pelias": {"operations": 1.0, "parameters": 0.96, "required": 1.0, "types": 0.87},
    "series-tiempo": {
        "operations": 0.5,
        "parameters": 1.0,
        "response fields": 1.0,
        "defaults": 1.0,
        "enum values": 1.0,
    },
    "chronos": {"operations": 0.9, "parameters": 1.0, "request fields": 0.92, "response statuses": 1.0},
}
INVENTED = ("operations", "parameters", "request fields")
"""Kinds of facts of which next to nothing may be invented."""


@lru_cache
def scored(name: str) -> Score:
    """The score of one documentation, lifted by name alone."""
    paths = sorted(path for path in (PAGES / name).glob("*.gz") if path.name != "truth.json.gz")
    pages = [Page(path.name.removesuffix(".gz"), gzip.decompress(path.read_bytes())) for path in paths]
    assert recognise(pages).platform == "handwritten"
    built = build_source(unconfigured(name, "", "handwritten"), pages, packages=False)
    truth: dict[str, Any] = json.loads(gzip.decompress((PAGES / name / "truth.json.gz").read_bytes()))
    return score(list(built.documents.values())[-1], truth)


@pytest.mark.parametrize("name", FLOORS)
def test_what_a_careful_reader_finds_is_found(name: str) -> None:
    result = scored(name)
    for kind, floor in FLOORS[name].items():
        assert result[kind].recall >= floor, (kind, result[kind].missed[:5])


@pytest.mark.parametrize("name", FLOORS)
def test_next_to_nothing_is_invented(name: str) -> None:
    result = scored(name)
    invented = [fact for kind in INVENTED for fact in result[kind].invented]
    stated = [fact for kind in INVENTED for fact in result[kind].right]
    assert len(invented) <= 1 + 0.02 * len(stated), invented[:5]
