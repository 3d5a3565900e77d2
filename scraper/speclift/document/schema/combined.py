"""A schema as one Schema Object that a value can be made of.

Enters: a document and a schema as plain values. Leaves: one object: references followed, `allOf` put together, of
alternatives the first. What a schema admits altogether is said by `Schemas`; this is for who needs one example of it.
"""

from __future__ import annotations

from typing import Any

from speclift.document.pointers import follow

_DEEPEST = 24
"""Compositions within each other; further ones are left as they stand."""
_MOST = 1_000
"""Compositions of one schema: one that is composed of itself twice would be put together 2**24 times."""


def combined(document: dict[str, Any], schema: Any, depth: int = 0) -> Any:
    """`schema` as one object; what is no object (`true`) as it is, None for a reference that leads nowhere.

    `depth` is how many schemas it stands in.
    """
    return _Combining(document).schema(schema, depth)


class _Combining:
    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        self._left = _MOST

    def schema(self, schema: Any, depth: int) -> Any:
        self._left -= 1
        target = follow(self._document, schema)
        if not isinstance(target, dict) or depth > _DEEPEST or self._left < 0:
            return target
        if "$ref" in schema:  # what stands beside a reference counts before what it leads to
            target = {**target, **{key: value for key, value in schema.items() if key != "$ref"}}
        parts: list[Any] = [{key: value for key, value in target.items() if key not in ("allOf", "oneOf", "anyOf")}]
        members = target.get("allOf")
        parts += [self.schema(member, depth + 1) for member in (members if isinstance(members, list) else ())]
        for keyword in ("oneOf", "anyOf"):
            alternatives = target.get(keyword)
            if isinstance(alternatives, list) and alternatives:
                parts.append(self.schema(alternatives[0], depth + 1))
        return _merged([part for part in parts if isinstance(part, dict)])


def _merged(parts: list[dict[str, Any]]) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for part in parts:
        for key, value in part.items():
            if key == "properties" and isinstance(value, dict) and isinstance(merged.get(key), dict):
                merged[key] = {**value, **merged[key]}
            elif key == "required" and isinstance(value, list) and isinstance(merged.get(key), list):
                merged[key] = [*merged[key], *(name for name in value if name not in merged[key])]
            else:
                merged.setdefault(key, value)
    return merged
