"""Headers that OpenAPI describes elsewhere are not described as headers.

What it does: reports header parameters called `Accept`, `Content-Type` or `Authorization`, and response headers called
`Content-Type`. OpenAPI says that they are ignored: media types and security schemes describe them.

Why it is bad: the author believes that they count; some tools send them twice.

Example: `parameters: [{name: Authorization, in: header}]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def header_ignored(survey: Survey) -> Iterator[Problem]:
    """Yield each header that is ignored."""
    for place in survey.of("Parameter"):
        name = place.value.get("name")
        if (
            place.value.get("in") == "header"
            and isinstance(name, str)
            and name.lower() in {"accept", "content-type", "authorization"}
        ):
            yield Problem(place.pointer, f"the header {shown(name)} is ignored as a parameter")
    for place in survey.of("Header"):
        if place.key.lower() == "content-type":
            yield Problem(place.pointer, f"the response header {shown(place.key)} is ignored")
