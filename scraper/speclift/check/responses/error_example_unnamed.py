"""Examples of errors have names.

What it does: reports responses for 4xx and 5xx with a lone `example`.

Why it matters: an error is asked for by its reason, from a mock and in tests; a lone example has none.

Example: `"404": {content: {application/json: {example: {error: notFound}}}}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def error_example_unnamed(survey: Survey) -> Iterator[Problem]:
    """Yield each lone example of an error."""
    for place in survey.of("MediaType"):
        owner = place.owner
        if owner is not None and owner.kind == "Response" and owner.key[:1] in {"4", "5"} and "example" in place.value:
            yield Problem(place.child("example"), f"an example of the error {owner.key} has no name")
