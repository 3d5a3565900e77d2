"""A server's address does not end in a slash.

What it does: reports `https://example.com/api/`.

Why it is bad: paths begin with a slash, so requests go to `//users`.

Example: `servers: [{url: "https://example.com/api/"}]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def server_trailing_slash(survey: Survey) -> Iterator[Problem]:
    """Yield each address that ends in a slash."""
    for place in survey.of("Server"):
        url = place.value.get("url")
        if isinstance(url, str) and url.endswith("/") and url != "/":
            yield Problem(place.child("url"), f"{shown(url)} ends in a slash")
