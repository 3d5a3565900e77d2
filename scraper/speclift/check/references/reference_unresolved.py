"""A reference leads somewhere.

What it does: reports each `$ref` into this document that leads nowhere.

Why it is bad: what stands there is unknown; generators fail or drop the operation.

Example: `$ref: "#/components/schemas/Usr"` where the component is called `User`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem
from speclift.document import resolve
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def reference_unresolved(survey: Survey) -> Iterator[Problem]:
    """Yield each reference into this document that leads nowhere."""
    anchors = {
        str(place.value.get(keyword)) for place in survey.of("Schema") for keyword in ("$anchor", "$dynamicAnchor")
    } - {"None"}
    for reference in survey.references:
        if not reference.target.startswith("#") or reference.target[1:] in anchors:
            continue
        try:
            resolve(survey.document, reference.target)
        except InputError as error:
            yield Problem(reference.place.child("$ref"), error.message)
