"""An example holds only what travels that way.

What it does: reports `readOnly` properties in examples of requests, and `writeOnly` ones in examples of responses.

Why it is bad: a server refuses or ignores them; a secret that is only written would be shown.

Example: `{id: 1}` as a request, where `id` is `readOnly`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclift.check.plain import properties_named
from speclift.check.problem import Problem, shown
from speclift.check.values.recorded import media_type_examples
from speclift.document import join_pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey

_FORBIDDEN = {"request": "readOnly", "response": "writeOnly"}


def example_direction(survey: Survey) -> Iterator[Problem]:
    """Yield each property in an example that does not travel that way."""
    used = {
        keyword for place in survey.of("Schema") for keyword in _FORBIDDEN.values() if place.value.get(keyword) is True
    }
    for item in media_type_examples(survey) if used else ():
        keyword = _FORBIDDEN.get(item.direction)
        if keyword in used:
            schema = survey.schemas_by_pointer[item.schema].value
            yield from _forbidden(survey, schema, item.value, item.pointer, str(keyword))


def _forbidden(survey: Survey, schema: Any, value: Any, pointer: str, keyword: str) -> Iterator[Problem]:
    if isinstance(value, list):
        items = survey.follow(schema)
        items = items.get("items") if isinstance(items, dict) else None
        for index, item in enumerate(value):
            yield from _forbidden(survey, items, item, f"{pointer}/{index}", keyword)
    elif isinstance(value, dict):
        for name, item in value.items():
            inside = pointer + join_pointer(name)
            for property_schema in properties_named(survey, schema, name):
                target = survey.follow(property_schema)
                if any(isinstance(s, dict) and s.get(keyword) is True for s in (property_schema, target)):
                    yield Problem(inside, f"{shown(name)} is {keyword}")
                else:
                    yield from _forbidden(survey, property_schema, item, inside, keyword)
