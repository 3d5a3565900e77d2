"""A parameter stands once in a list.

What it does: reports a second parameter with the same name and place (header names: whatever their case).

Why it is bad: OpenAPI forbids it; a client has two ideas of one value.

Example: `parameters: [{name: id, in: query}, {name: id, in: query}]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem, shown
from speclift.document import join_pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def parameter_duplicate(survey: Survey) -> Iterator[Problem]:
    """Yield each parameter that stands in its list already."""
    for owner in survey.of("PathItem", "Operation"):
        listed = owner.value.get("parameters")
        seen: set[tuple[str, object]] = set()
        for index, entry in enumerate(listed if isinstance(listed, list) else ()):
            parameter = survey.follow(entry)
            name = parameter.get("name") if isinstance(parameter, dict) else None
            where = parameter.get("in") if isinstance(parameter, dict) else None
            if not isinstance(name, str) or not isinstance(where, str):
                continue
            key = (name.lower() if where == "header" else name, where)
            if key in seen:
                pointer = owner.pointer + join_pointer("parameters", index)
                yield Problem(pointer, f"the {where} parameter {shown(name)} stands here twice")
            seen.add(key)
