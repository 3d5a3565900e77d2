"""Which version and which changelog a package must have, from its releases and what it is now."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from shop_page import GET, LIST, SHOP, Article, Row, page, with_parameter, without_answer

from speclift.model.findings import InputError
from speclift.pipeline.build import build_source
from speclift.pipeline.releases import Release, Releases, load_releases
from speclift.pipeline.version_plan import Plan, digest_of, plan
from speclift.python_api.snapshot import Snapshot, packed, snapshot, unpacked
from speclift.python_api.surface import surface
from speclift.readers.page import Page
from speclift.workspace.source import load_source


@pytest.fixture
def folder(tmp_path: Path, built: Path) -> Path:
    """A source folder in which nothing was released."""
    copy = tmp_path / "scraper/sources/shop"
    shutil.copytree(built / "scraper/sources/shop", copy)
    return copy


def planned(folder: Path, articles: Sequence[Article]) -> tuple[Plan, dict[str, object]]:
    build = build_source(load_source(folder), [Page("page.html", page(articles))])
    assert not build.failures
    return build.plans[0], dict(build.documents["1.0.0"])


def release(folder: Path, articles: Sequence[Article] = SHOP) -> Plan:
    made, document = planned(folder, articles)
    load_releases(folder).add(made.package, made.release, snapshot(document))
    return made


FIND = replace(
    GET,
    name="FindGood",
    url="/find",
    title="Find",
    parameters=(),
    answer=(Row("hits", "Number"),),
    example={"hits": 2},
)
EDITS: dict[str, tuple[Sequence[Article], str, str]] = {
    "only a text": ([replace(LIST, text="Lists all."), GET], "1.0.1", "No change for callers"),
    "a parameter more": (
        [with_parameter(LIST, Row("place", "String", optional=True)), GET],
        "1.1.0",
        "`shop.goods.list()` takes keyword `place`",
    ),
    "an operation more": ([*SHOP, FIND], "1.1.0", "was added"),
    "a field less": ([LIST, without_answer(GET, "price")], "2.0.0", "**Breaking:**"),
    # The wire is the same, and callers break.
    "another name of a method": ([replace(LIST, title="Show goods", name="ShowGoods"), GET], "2.0.0", "**Breaking:**"),
    "an operation less": ([LIST], "2.0.0", "**Breaking:**"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_the_next_version_is_what_the_changes_demand(folder: Path, edit: str) -> None:
    articles, expected, note = EDITS[edit]
    first = release(folder)
    assert (first.version, first.released, first.last, first.bump) == ("1.0.0", False, "", "none")
    now, _ = planned(folder, articles)
    assert (now.version, now.released, now.last) == (expected, False, "1.0.0")
    assert f'version = "{expected}"' in now.files["pyproject.toml"]
    changelog = now.files["CHANGELOG.md"]
    assert changelog.index(f"## {expected}") < changelog.index(note)
    assert note in changelog[: changelog.index("## 1.0.0")]

    # Recorded, it is the same package.
    release(folder, articles)
    after, _ = planned(folder, articles)
    assert (after.version, after.released, dict(after.files)) == (expected, True, dict(now.files))


def test_changes_add_up_until_they_are_released_and_can_be_taken_back(folder: Path) -> None:
    release(folder)
    more = with_parameter(LIST, Row("place", "String", optional=True))
    assert planned(folder, [more, GET])[0].version == "1.1.0"
    assert planned(folder, [more, without_answer(GET, "price")])[0].version == "2.0.0"
    back, _ = planned(folder, SHOP)
    assert (back.version, back.released) == ("1.0.0", True)


def test_other_code_in_the_package_is_a_patch_though_the_document_is_the_same(folder: Path) -> None:
    made, document = planned(folder, SHOP)
    older = replace(made.release, content=digest_of({**made.files, "src/shop_v1_0_0/_client.py": "older"}))
    load_releases(folder).add(made.package, older, snapshot(document))
    now, _ = planned(folder, SHOP)
    assert (now.version, now.bump) == ("1.0.1", "patch")
    assert "No change for callers" in now.files["CHANGELOG.md"]


def test_a_generator_that_names_things_otherwise_breaks_callers_though_the_document_is_the_same(folder: Path) -> None:
    made, document = planned(folder, SHOP)
    was = surface(document)
    named = replace(was, methods={**was.methods, "getGood": replace(was.methods["getGood"], path=("goods", "fetch"))})
    older = replace(made.release, content="another")
    load_releases(folder).add(made.package, older, Snapshot(document, named))
    now, _ = planned(folder, SHOP)
    assert (now.version, now.bump) == ("2.0.0", "major")
    assert "**Breaking:** `shop.goods.fetch()` is now `shop.goods.get()`" in now.files["CHANGELOG.md"]


def test_a_snapshot_comes_back_as_it_was(folder: Path) -> None:
    _, document = planned(folder, SHOP)
    kept = snapshot(document)
    assert unpacked(packed(kept), "x.json.gz") == kept
    assert packed(kept) == packed(snapshot(document))


def test_a_surface_described_in_another_way_is_made_anew(folder: Path) -> None:
    _, document = planned(folder, SHOP)
    older = {**asdict(surface(document)), "methods": {"listGoods": {"path": "goods.list"}}}
    content = gzip.compress(json.dumps({"document": document, "surface": older}).encode(), mtime=0)
    assert unpacked(content, "x.json.gz") == snapshot(document)


@pytest.mark.parametrize(
    "content", [b"", b"x", gzip.compress(b"{", mtime=0), gzip.compress(b"{}", mtime=0), gzip.compress(b"[]", mtime=0)]
)
def test_a_damaged_snapshot_raises_input_error(content: bytes) -> None:
    with pytest.raises(InputError, match="restore it from version control"):
        unpacked(content, "x.json.gz")


@pytest.mark.parametrize("content", ["", "[]", '{"a": [{}]}', '{"a": 7}'])
def test_a_damaged_record_raises_input_error(folder: Path, content: str) -> None:
    (folder / "releases.json").write_text(content)
    with pytest.raises(InputError, match="not a record of releases"):
        load_releases(folder)


def test_a_page_that_is_no_source_has_no_record() -> None:
    nothing = Releases.none()
    made = plan("p", {}, nothing, lambda version, changes: {"v": version, "c": changes})
    assert (made.version, made.files) == ("1.0.0", {"v": "1.0.0", "c": "## 1.0.0\n\n- First release."})
    with pytest.raises(InputError, match="speclift init"):
        nothing.add("p", Release("1.0.0", (), ""), Snapshot({}, surface({"openapi": "3.1.0", "info": {}, "paths": {}})))
