"""Every variable of a server stands in its address.

What it does: reports `variables` that the `url` does not hold.

Why it is bad: setting it changes nothing; usually one of the two is misspelt.

Example: `servers: [{url: "https://example.com", variables: {host: {default: x}}}]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem, shown
from speclift.check.servers.templates import server_variables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def server_variable_unused(survey: Survey) -> Iterator[Problem]:
    """Yield each variable that the address does not hold."""
    for place in survey.of("ServerVariable"):
        url = place.owner.value.get("url") if place.owner else None
        if isinstance(url, str) and place.key not in server_variables(url):
            yield Problem(place.pointer, f"{shown(url)} does not hold the variable {shown(place.key)}")
