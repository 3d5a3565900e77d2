"""A number has one lower and one upper limit.

What it does: reports `minimum` beside `exclusiveMinimum`, and `maximum` beside `exclusiveMaximum`.

Why it is bad: only the narrower counts; the other misleads the reader, or the author meant 3.0's boolean.

Example: `{minimum: 1, exclusiveMinimum: 0}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def bounds_mixed(survey: Survey) -> Iterator[Problem]:
    """Yield each limit that stands beside its exclusive kind."""
    if survey.version == (3, 0):
        return
    for place in survey.of("Schema"):
        for limit, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
            if limit in place.value and exclusive in place.value:
                yield Problem(place.child(exclusive), f"{exclusive} stands beside {limit}; only the narrower counts")
