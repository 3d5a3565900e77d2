"""What the tests of recorded examples share: two recorded objects that placeholders can be filled with."""

from __future__ import annotations

from typing import Any

import pytest

RECORDED: dict[str, Any] = {"ObjectUser": {"id": "user"}, "GroupMini": {"id": "group"}}


@pytest.fixture
def resolve() -> Any:
    """Gives a recorded object by its printed name."""
    return RECORDED.get
