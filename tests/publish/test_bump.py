"""Which version a set of changes demands."""

from __future__ import annotations

import pytest

from speclift.model.findings import InputError
from speclift.pipeline.bump import Bump, bump_for, raised


@pytest.mark.parametrize(
    ("changes", "content_changed", "expected"),
    [
        ([], False, "none"),
        ([], True, "patch"),
        ([("info", "change")], True, "patch"),
        ([("info", "add")], True, "minor"),
        ([("warning", "change")], True, "minor"),
        ([("info", "add"), ("breaking", "remove"), ("info", "change")], True, "major"),
    ],
)
def test_bump(changes: list[tuple[str, str]], content_changed: bool, expected: Bump) -> None:
    assert bump_for(changes, content_changed=content_changed) == expected


@pytest.mark.parametrize(
    ("bump", "expected"), [("none", "1.9.3"), ("patch", "1.9.4"), ("minor", "1.10.0"), ("major", "2.0.0")]
)
def test_raised(bump: Bump, expected: str) -> None:
    assert raised("1.9.3", bump) == expected


@pytest.mark.parametrize("version", ["1.0", "01.0.0", "1.0.0rc1", "", "1.0.0\n"])
def test_a_version_that_is_none_is_trouble(version: str) -> None:
    with pytest.raises(InputError, match="MAJOR"):
        raised(version, "patch")
