"""Where things lie, and what is said when they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from speclift.model.findings import InputError
from speclift.workspace.layout import find_workspace, version_order


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "scraper/sources/acme").mkdir(parents=True)
    (tmp_path / "scraper/sources/acme/source.toml").touch()
    (tmp_path / "spec/acme").mkdir(parents=True)
    for version in ("v3", "v3.10", "v3.9", "v3.1"):
        (tmp_path / f"spec/acme/{version}.yaml").touch()
    return tmp_path


def test_a_workspace_is_found_from_anywhere_inside(root: Path) -> None:
    assert find_workspace(root / "spec" / "acme").root == root


def test_outside_a_workspace_the_way_out_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="speclift init"):
        find_workspace(tmp_path)


def test_versions_are_ordered_as_numbers(root: Path) -> None:
    assert find_workspace(root).versions("acme") == ("v3", "v3.1", "v3.9", "v3.10")


def test_a_word_in_a_version_has_a_place_too() -> None:
    assert sorted(["v10", "v2-beta", "v2"], key=version_order) == ["v2", "v2-beta", "v10"]


def test_a_document_is_found_with_and_without_v(root: Path) -> None:
    workspace = find_workspace(root)
    assert workspace.document("acme", "3.10") == workspace.document("acme", "v3.10")


@pytest.mark.parametrize(("name", "words"), [("v4", "known: v3, v3.1, v3.9, v3.10"), ("../x", "known: v3")])
def test_a_missing_document_names_those_there_are(root: Path, name: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        find_workspace(root).document("acme", name)


def test_a_missing_source_names_those_there_are(root: Path) -> None:
    with pytest.raises(InputError, match="known: acme"):
        find_workspace(root).source_folder("../acme")
