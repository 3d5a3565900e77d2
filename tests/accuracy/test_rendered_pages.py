"""Saved pages of each renderer, scored against the document that they were drawn from.

`pages/PLATFORM/CASE/*.html.gz` are the pages, `truth.txt` names the document in `truth/`, `figures.json` holds how many
facts of each kind are right and how many are invented: fewer right ones or more invented ones fail. `--regen` records
today's figures; review them.
"""

from __future__ import annotations

import gzip
import json
from contextlib import suppress
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from lxml import html
from score import score

from speclift.document import resolve
from speclift.model.documents import ReadDocuments
from speclift.model.findings import InputError
from speclift.readers import document_reader_for
from speclift.readers.detect import LAST_RESORT, SURE, detect
from speclift.readers.page import Page

HERE = Path(__file__).parent
CASES = sorted(one.parent for one in HERE.glob("pages/*/*/truth.txt"))
RENDERERS = sorted({case.parent.name for case in CASES})


def named(case: Path) -> str:
    return f"{case.parent.name}/{case.name}"


def pages_of(case: Path) -> list[Page]:
    files = sorted(case.glob("*.html.gz"))
    return [Page(file.name.removesuffix(".gz"), gzip.decompress(file.read_bytes())) for file in files]


@cache
def read(case: Path) -> ReadDocuments:
    reader = document_reader_for(case.parent.name)
    assert reader is not None
    found = reader.read_documents(pages_of(case))
    assert found is not None
    return found


def truth_of(case: Path) -> dict[str, Any]:
    name = (case / "truth.txt").read_text().strip()
    truth: dict[str, Any] = json.loads(gzip.decompress((HERE / "truth" / f"{name}.gz").read_bytes()))
    return truth


@pytest.mark.parametrize("case", CASES, ids=named)
def test_is_as_accurate_as_recorded(case: Path, regen: bool) -> None:
    result = score(read(case).documents[0].document, truth_of(case))
    figures = {
        kind: {"truth": len(one.right) + len(one.missed), "right": len(one.right), "invented": len(one.invented)}
        for kind, one in result.kinds.items()
        if one.right or one.missed or one.invented
    }
    expected = case / "figures.json"
    if regen:
        expected.write_text(json.dumps(figures, indent=1) + "\n")
    recorded = json.loads(expected.read_text())
    assert set(figures) <= set(recorded)
    for kind, tally in recorded.items():
        now = figures.get(kind, {"right": 0, "invented": 0})
        assert now["right"] >= tally["right"], (kind, result[kind].missed[:5])
        assert now["invented"] <= tally["invented"], (kind, result[kind].invented[:5])


@pytest.mark.parametrize("case", CASES, ids=named)
def test_finds_every_operation_and_invents_none(case: Path) -> None:
    tally = score(read(case).documents[0].document, truth_of(case))["operations"]
    assert (tally.missed, tally.invented) == ([], [])


@pytest.mark.parametrize("case", CASES, ids=named)
def test_is_recognised_by_its_renderer(case: Path) -> None:
    best = [detect(page)[0] for page in pages_of(case)]
    sure = {one.platform for one in best if one.confidence >= SURE}
    assert sure - {LAST_RESORT} == {case.parent.name}  # an index has no operation


@pytest.mark.parametrize("case", CASES, ids=named)
def test_each_piece_of_evidence_points_into_the_document(case: Path) -> None:
    document = read(case).documents[0]
    pointers = [pointer for pointer, _ in document.evidence]
    assert len(pointers) == len(set(pointers)) > 5
    for pointer, text in document.evidence:
        assert resolve(document.document, pointer) is not None
        assert text.text


@pytest.mark.parametrize("case", CASES, ids=named)
def test_leaves_no_mark_of_its_own_in_the_document(case: Path) -> None:
    text = json.dumps(read(case).documents[0].document)
    assert not any(f'"{mark}"' in text for mark in ("x-not-shown", "x-from-sample", "x-title", "x-additional"))


def damaged(content: bytes, seed: int) -> bytes:
    """A page of which some elements are gone, empty, unwrapped, or say something else."""
    root = html.document_fromstring(content.decode())
    random = Random(seed)
    elements = [one for one in root.iter() if isinstance(one.tag, str) and one.tag not in ("html", "head", "body")]
    for one in random.sample(elements, min(60, len(elements))):
        if one.getparent() is None:
            continue
        match random.randrange(4):
            case 0:
                one.drop_tree()
            case 1:
                one.drop_tag()
            case 2:
                one.text = random.choice(["", "string", "[ 1 .. ", "Array of", '{"a":', "0", " or ", "() | <"])
            case 3:
                one.attrib.clear()
    return html.tostring(root)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("case", CASES, ids=named)
def test_a_damaged_page_is_read_or_refused(case: Path, seed: int) -> None:
    reader = document_reader_for(case.parent.name)
    assert reader is not None
    page = max(pages_of(case), key=lambda one: len(one.content))
    with suppress(InputError):
        found = reader.read_documents([Page(page.name, damaged(page.content, seed))])
        assert found is not None
        assert found.documents[0].document["paths"]


CLOSED = [case for case in CASES if case.name in ("shop-closed", "shop-samples", "resend-closed")]


@pytest.mark.parametrize("case", CLOSED, ids=named)
def test_what_a_page_keeps_closed_is_a_finding(case: Path) -> None:
    hidden = [one for one in read(case).findings if one.rule == "part-not-shown"]
    assert len(hidden) >= 5
    assert all(one.kind == "silent" and one.resolution for one in hidden)


@pytest.mark.parametrize("renderer", RENDERERS)
def test_refuses_a_page_without_an_operation(renderer: str) -> None:
    reader = document_reader_for(renderer)
    assert reader is not None
    page = Page("empty.html", b"<!doctype html><html><body><h1>Welcome</h1><p>Nothing here.</p></body></html>")
    assert reader.recognise(page).confidence == 0
    with pytest.raises(InputError, match=r"empty\.html: no operation is drawn"):
        reader.read_documents([page])
