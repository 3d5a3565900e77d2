"""What recorded values say against a documented type: the limits that they break, the kind of its allowed values.

Enters: a documented scalar and recorded values. Leaves: limits to drop, or the scalar in the kind that values have.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

if TYPE_CHECKING:
    from speclift.model.api import Scalar


def is_json_text(value: Any) -> bool:
    """Whether a recorded text is a JSON object or list itself."""
    if not isinstance(value, str) or value[:1] not in "{[":
        return False
    try:
        json.loads(value)
    except ValueError:
        return False
    return True


def with_choices(believed: Scalar, made: Scalar, values: list[Any]) -> Scalar:
    """Keep the allowed values in the kind that the example shows ("0", "1" of a String that is 0 in the example)."""
    if believed.kind == "integer" and all(re.fullmatch(r"-?\d+", str(choice.value)) for choice in made.choices):
        choices = tuple(replace(choice, value=int(str(choice.value))) for choice in made.choices)
    elif believed.kind == "string":
        choices = tuple(replace(choice, value=str(choice.value)) for choice in made.choices)
    else:
        return believed
    return replace(believed, choices=choices) if {choice.value for choice in choices} >= set(values) else believed


def broken_bounds(made: Scalar, value: Any) -> dict[str, Any]:
    """The limits of a scalar that a recorded value breaks, by name, each with the value that says "no limit"."""
    broken: dict[str, Any] = {}
    if isinstance(value, str):
        if made.min_length is not None and len(value) < made.min_length:
            broken["min_length"] = None
        if made.max_length is not None and len(value) > made.max_length:
            broken["max_length"] = None
        if made.pattern and re.search(made.pattern, value) is None:
            broken["pattern"] = ""
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        if made.minimum is not None and value < made.minimum:
            broken["minimum"] = None
        if made.maximum is not None and value > made.maximum:
            broken["maximum"] = None
        if made.exclusive_minimum is not None and value <= made.exclusive_minimum:
            broken["exclusive_minimum"] = None
        if made.exclusive_maximum is not None and value >= made.exclusive_maximum:
            broken["exclusive_maximum"] = None
    return broken
