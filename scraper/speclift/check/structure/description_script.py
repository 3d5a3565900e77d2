"""Texts hold no scripts.

What it does: reports `<script` and `eval(` in titles, summaries and descriptions.

Why it is bad: documentation made from the document would run them.

Example: `description: "<script>alert(1)</script>"`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclift.check.problem import Problem, shown
from speclift.document.anatomy import OBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey

_SCRIPT = re.compile(r"<\s*script|\beval\s*\(", re.IGNORECASE)


def description_script(survey: Survey) -> Iterator[Problem]:
    """Yield each text with a script in it."""
    for place in survey.of(*OBJECTS):
        for field in ("title", "summary", "description"):
            text = place.value.get(field)
            if isinstance(text, str) and (match := _SCRIPT.search(text)):
                yield Problem(
                    place.child(field), f"{shown(text[match.start() : match.start() + 40])} may run in a browser"
                )
