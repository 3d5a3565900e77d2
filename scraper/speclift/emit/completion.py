"""What other tools want to find in a document, though no page prints it.

Enters: a document that is being written. Leaves: the same with an error response on every operation, with null where
paging ends with it, and with the groups of tags in the form that viewers read (`x-tagGroups`, Redoc and Scalar).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclift.document import follow, unescape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ERROR = "#/components/schemas/Error"


def tag_groups(tags: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each tag without a parent, with those nested under it; nothing where none is nested.

    Viewers hide a tag that is in no group, so all are.
    """
    names = {tag["name"] for tag in tags}
    parents = {tag["name"]: tag["x-parent"] for tag in tags if tag.get("x-parent") in names}
    if not parents:
        return []

    def top(name: str) -> str:
        seen = {name}
        while name in parents and parents[name] not in seen:
            name = parents[name]
            seen.add(name)
        return name

    groups: dict[str, list[str]] = {}
    for tag in tags:
        groups.setdefault(top(tag["name"]), []).append(tag["name"])
    return [{"name": name, "tags": members} for name, members in groups.items()]


def add_error_response(operation: dict[str, Any], schemas: Mapping[str, Any]) -> None:
    """Give an operation that documents no error the response `default`: what the API's errors look like, if known."""
    responses = operation["responses"]
    if any(status == "default" or status[:1] in "45" for status in responses):
        return
    responses["default"] = {"description": "Error"}
    if "Error" in schemas:
        responses["default"]["content"] = {"application/json": {"schema": {"$ref": _ERROR}}}


def admit_end_of_paging(operation: Mapping[str, Any], schemas: Mapping[str, Any]) -> None:
    """Let the pointer to the next page be null where null is one of the values that end the paging."""
    paging = operation.get("x-pagination", {})
    steps = paging.get("response", {}).get("next", "").split("/")[1:]
    if None not in paging.get("end", ()) or not steps:
        return
    for status, response in operation["responses"].items():
        for media in response.get("content", {}).values() if status[:1] == "2" else ():
            schema = _property(media.get("schema", {}), [unescape(step) for step in steps], schemas)
            kind = schema.get("type") if schema is not None else None
            if schema is not None and isinstance(kind, str) and kind != "null" and "enum" not in schema:
                schema["type"] = [kind, "null"]


def _property(schema: dict[str, Any], steps: list[str], schemas: Mapping[str, Any]) -> dict[str, Any] | None:
    """The schema that `steps` lead to from field to field, references followed; None where they lead nowhere."""
    for step in steps:
        schema = follow({"components": {"schemas": schemas}}, schema) or {}
        if step not in schema.get("properties", {}):
            return None
        schema = schema["properties"][step]
    return schema
