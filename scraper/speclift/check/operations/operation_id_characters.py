"""An operation id can stand in an address and in a program.

What it does: reports ids with characters other than letters, digits and `-._~`.

Why it is bad: documentation tools use the id in links, generators as a name.

Example: `operationId: get users`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]*")


def operation_id_characters(survey: Survey) -> Iterator[Problem]:
    """Yield each operation id with characters that need quoting."""
    for place in survey.of("Operation"):
        identifier = place.value.get("operationId")
        if isinstance(identifier, str) and not _SAFE.fullmatch(identifier):
            yield Problem(place.child("operationId"), f"{shown(identifier)} has characters that need quoting")
