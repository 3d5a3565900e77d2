"""`x-pagination`: which operations go from page to page, and how, by the rules of `source.toml`.

Enters: an Operation Object, the schemas it refers to, and the rules. Leaves: the extension, or None. An operation
pages when it has every parameter that a rule names, and its answer has a list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclift.document import escape, follow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from speclift.workspace.source import Paging


def pagination(
    operation: Mapping[str, Any], schemas: Mapping[str, Any], rules: Sequence[Paging]
) -> dict[str, Any] | None:
    """The extension of the first rule that fits."""
    names = {parameter["name"] for parameter in operation.get("parameters", ()) if parameter["in"] == "query"}
    for rule in rules:
        if not rule.request or not set(rule.request.values()) <= names:
            continue
        answer = _answer(operation, schemas)
        items = _items(answer, rule)
        if items is None:
            continue
        response = {"items": items}
        for role, candidates in rule.response.items():
            pointer = next((at for at in candidates if _has(answer, at, schemas)), None)
            if pointer is not None and role != "items":
                response[role] = pointer
        extension: dict[str, Any] = {"style": rule.style, "request": dict(rule.request), "response": response}
        if rule.first is not None:
            extension["first"] = rule.first
        if rule.end and "next" in response:
            extension["end"] = list(rule.end)
        return extension
    return None


def _answer(operation: Mapping[str, Any], schemas: Mapping[str, Any]) -> Mapping[str, Any]:
    for status, response in operation.get("responses", {}).items():
        if status.startswith("2"):
            for media in response.get("content", {}).values():
                return _resolved(media.get("schema", {}), schemas)
    return {}


def _resolved(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Mapping[str, Any]:
    resolved = follow({"components": {"schemas": schemas}}, schema)
    return resolved if isinstance(resolved, dict) else {}


def _items(answer: Mapping[str, Any], rule: Paging) -> str | None:
    """Where the list is: as the rule says, else the answer's one property that is a list, else the answer itself."""
    properties = answer.get("properties", {})
    for at in rule.response.get("items", ()):
        if at.lstrip("/") in properties:
            return at
    lists = [name for name, schema in properties.items() if "array" in (schema.get("type"), *_kinds(schema))]
    if len(lists) == 1:
        return "/" + escape(lists[0])
    return "" if answer.get("type") == "array" else None


def _kinds(schema: Mapping[str, Any]) -> tuple[str, ...]:
    kinds = schema.get("type")
    return tuple(kinds) if isinstance(kinds, list) else ()


def _has(answer: Mapping[str, Any], pointer: str, schemas: Mapping[str, Any]) -> bool:
    schema: Mapping[str, Any] = answer
    for token in pointer.strip("/").split("/"):
        schema = _resolved(schema, schemas)
        if token not in schema.get("properties", {}):
            return False
        schema = schema["properties"][token]
    return True
