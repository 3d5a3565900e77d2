"""Every row of cases/documents gives exactly the ids that the row names."""

from __future__ import annotations

import pytest
from documents_of_cases import ROWS, documents

from speclift.diff import compare


@pytest.mark.parametrize("name", ROWS)
def test_row(name: str) -> None:
    old, new = documents(ROWS[name])
    changes = compare(old, new)
    said = "\n".join(change.explain() for change in changes)
    assert sorted(change.rule for change in changes) == sorted(ROWS[name]["expected"]), said
    assert compare(old, old) == compare(new, new) == []
