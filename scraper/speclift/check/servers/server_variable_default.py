"""The default of a server's variable is one of its values.

What it does: reports a `default` that the variable's `enum` does not list.

Why it is bad: OpenAPI forbids it; a client begins with an address that is not offered.

Example: `variables: {region: {default: us, enum: [eu]}}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def server_variable_default(survey: Survey) -> Iterator[Problem]:
    """Yield each default that is none of the values."""
    for place in survey.of("ServerVariable"):
        values, default = place.value.get("enum"), place.value.get("default")
        if isinstance(values, list) and isinstance(default, str) and default not in values:
            yield Problem(place.child("default"), f"{shown(default)} is not one of {shown(values)}")
