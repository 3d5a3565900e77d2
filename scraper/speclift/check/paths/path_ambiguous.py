"""No request matches two paths of which neither is the more particular.

What it does: reports pairs such as `/{a}/list` and `/users/{b}`. (`/users/me` beside `/users/{id}` is fine: OpenAPI
prefers the concrete one.)

Why it is bad: which operation `/users/list` means is left to the tool.

Example: `/{kind}/list` and `/users/{id}`, both with GET.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclift.check.problem import Problem, shown
from speclift.document.operations import methods_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey
    from speclift.document.walk import Place


def path_ambiguous(survey: Survey) -> Iterator[Problem]:
    """Yield the later of two paths that one request may match."""
    by_length: dict[int, list[tuple[list[str], Place]]] = {}
    for place in survey.of("PathItem"):
        if place.via == "paths":
            segments = ["{}" if re.fullmatch(r"\{[^{}]*\}", part) else part for part in place.key.split("/")]
            earlier = by_length.setdefault(len(segments), [])
            for others, other in earlier:
                if _ambiguous(segments, others) and _share_method(place, other):
                    yield Problem(place.pointer, f"a request may match both {shown(place.key)} and {shown(other.key)}")
            earlier.append((segments, place))


def _ambiguous(left: list[str], right: list[str]) -> bool:
    left_wins = right_wins = False
    for one, two in zip(left, right, strict=True):
        if one == two:
            continue
        if one == "{}":
            right_wins = True
        elif two == "{}":
            left_wins = True
        else:
            return False
    return left_wins and right_wins


def _share_method(left: Place, right: Place) -> bool:
    return not {method for method, _ in methods_of(left.value)}.isdisjoint(dict(methods_of(right.value)))
