"""The parts of a composition are different.

What it does: reports a schema that stands twice in one `allOf`, `anyOf` or `oneOf`.

Why it is bad: in `oneOf`, a value that fits it fits two alternatives, and so none is chosen; elsewhere it says nothing.

Example: `oneOf: [{type: string}, {type: string}]`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from speclift.check.problem import Problem
from speclift.document.anatomy import IN_PLACE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def composition_duplicate(survey: Survey) -> Iterator[Problem]:
    """Yield each part that stands in its composition already."""
    for place in survey.of("Schema"):
        for keyword in IN_PLACE:
            members = place.value.get(keyword)
            seen: dict[str, int] = {}
            for index, member in enumerate(members if isinstance(members, list) else ()):
                first = seen.setdefault(json.dumps(member, sort_keys=True), index)
                if first != index:
                    yield Problem(place.child(keyword, index), f"the same schema as {keyword}/{first}")
