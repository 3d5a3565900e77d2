"""Where a change is, in words that stay the same when a document is reordered or grows.

Enters: a difference and one use of it. Leaves: `schema User.address[].city` for what stands in a component, otherwise
the place in the operation: `get /users/{} response 200 application/json users[].state`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.document import split_pointer

if TYPE_CHECKING:
    from speclift.diff.difference import Difference, Use

_NAMED = {"properties": ".", "patternProperties": ".~", "dependentSchemas": ".?"}
_SINGLE = {"items": "[]", "additionalProperties": ".*", "unevaluatedProperties": ".*", "contains": "[contains]"}
_LISTS = {"allOf", "oneOf", "anyOf"}


def location(difference: Difference, use: Use) -> str:
    """Where a difference is."""
    steps = split_pointer(difference.old_pointer)
    if steps[:2] == ("components", "schemas") and len(steps) > 2:
        return f"schema {steps[2]}{fields(steps[3:])}"
    if steps[:1] == ("components",) and len(steps) > 2:
        return f"{steps[1]} {steps[2]}"
    return f"{use.location} {use.path}".strip()


def fields(steps: tuple[str, ...]) -> str:
    """The way from a schema to what is below it, as a path of fields; how schemas were composed is left out."""
    path, index = "", 0
    while index < len(steps):
        step = steps[index]
        if step in _NAMED and index + 1 < len(steps):
            path += _NAMED[step] + steps[index + 1]
            index += 1
        elif step in _LISTS:
            index += 1
        elif step == "prefixItems" and index + 1 < len(steps):
            path += f"[{steps[index + 1]}]"
            index += 1
        else:
            path += _SINGLE.get(step, "")
        index += 1
    return path
