"""A JSON response has an example.

What it does: reports JSON responses for success without an example at the media type or its schema.

Why it matters: nobody sees what comes back, and a mock has to make something up.

Example: `content: {application/json: {schema: {...}}}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem, shown
from speclift.check.values.recorded import is_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def example_missing(survey: Survey) -> Iterator[Problem]:
    """Yield each JSON response without an example."""
    for place in survey.of("MediaType"):
        owner = place.owner
        if owner is None or owner.kind != "Response" or not owner.key.startswith("2") or not is_json(place.key):
            continue
        schema = survey.follow(place.value.get("schema"))
        at_schema = isinstance(schema, dict) and schema.keys() & {"example", "examples", "default", "const"}
        if not place.value.keys() & {"example", "examples"} and not at_schema:
            yield Problem(place.pointer, f"the response {owner.key} ({shown(place.key)}) has no example")
