"""Version numbers and how they are raised; which bump changes demand is in tests/diff/test_verdict.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from speclift.model.findings import InputError
from speclift.pipeline.bump import raised

if TYPE_CHECKING:
    from speclift.python_api.verdict import Bump


@pytest.mark.parametrize(
    ("bump", "expected"), [("none", "1.9.3"), ("patch", "1.9.4"), ("minor", "1.10.0"), ("major", "2.0.0")]
)
def test_raised(bump: Bump, expected: str) -> None:
    assert raised("1.9.3", bump) == expected


@pytest.mark.parametrize("version", ["1.0", "01.0.0", "1.0.0rc1", "", "1.0.0\n"])
def test_raises_input_error_for_what_is_no_version(version: str) -> None:
    with pytest.raises(InputError, match="MAJOR"):
        raised(version, "patch")
