"""A reference leads to the kind of object that is wanted there.

What it does: reports a `$ref` to a component of another section than the place needs.

Why it is bad: a schema is no parameter; what is read there is nonsense.

Example: `parameters: [{$ref: "#/components/schemas/Id"}]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem, shown
from speclift.document.anatomy import COMPONENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def reference_kind(survey: Survey) -> Iterator[Problem]:
    """Yield each reference to a component of the wrong section."""
    for reference in survey.references:
        parts = reference.target.split("/")
        if len(parts) == 4 and parts[:2] == ["#", "components"]:
            kind = COMPONENTS.get(parts[2])
            if kind != reference.wanted:
                yield Problem(
                    reference.place.child("$ref"), f"{shown(reference.target)} is not a {reference.wanted} Object"
                )
