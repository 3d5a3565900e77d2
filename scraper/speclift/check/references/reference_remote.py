"""A reference stays in the document.

What it does: reports each `$ref` to a file or to an address. None is ever opened.

Why it is bad: a document from outside could read local files or call servers; and one that must be fetched is not
reproducible.

Example: `$ref: "https://example.com/schemas.yaml#/User"`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def reference_remote(survey: Survey) -> Iterator[Problem]:
    """Yield each reference that leads out of this document."""
    for reference in survey.references:
        if not reference.target.startswith("#"):
            yield Problem(
                reference.place.child("$ref"),
                f"{shown(reference.target)} leads out of the document; it is not followed",
            )
