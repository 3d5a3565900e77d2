"""Nothing stands beside a `$ref` that would be ignored.

What it does: reports fields beside `$ref` where OpenAPI ignores them: everywhere but in schemas and path items, other
than `summary` and `description`; in OpenAPI 3.0 in schemas too.

Why it is bad: the author believes that they count.

Example: `{$ref: "#/components/parameters/Page", required: true}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def reference_siblings(survey: Survey) -> Iterator[Problem]:
    """Yield each field beside a `$ref` that has no effect."""
    legacy = survey.version == (3, 0)
    for reference in survey.references:
        place = reference.place
        if place.kind == "Reference":
            ignored = [name for name in place.value if name not in {"$ref", "summary", "description"}]
        elif legacy and place.kind == "Schema":
            ignored = [name for name in place.value if name not in {"$ref", "description"}]
        else:
            continue
        for name in ignored:
            yield Problem(place.child(name), f"{shown(name)} beside $ref has no effect")
