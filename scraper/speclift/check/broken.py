"""Which Schema Objects cannot be used for validating anything.

Enters: a survey. Leaves: the pointers of the schemas that are no JSON Schemas, each with what is wrong; and of those
whose reference leads nowhere or round in a circle, with an empty text, because other rules say so.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import jsonschema_rs

from speclift.check.problem import shown
from speclift.check.schemas import official_schema
from speclift.document import join_pointer, resolve, split_pointer
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from speclift.document.walk import Place, Walk


def broken_schemas(survey: Walk) -> dict[str, str]:
    """The pointers of the schemas in `survey` that cannot be used, and why."""
    reasons: dict[str, str] = {}
    roots = [place for place in survey.of("Schema") if place.owner is None or place.owner.kind != "Schema"]
    if survey.version >= (3, 1):
        for root in roots:
            if not _metaschema().is_valid(root.value):
                _locate(survey, root, reasons)
    for reference in survey.references:
        if reference.wanted == "Schema" and not _leads_somewhere(survey, reference.target):
            reasons.setdefault(reference.place.pointer, "")
    return reasons


def _locate(survey: Walk, root: Place, reasons: dict[str, str]) -> None:
    """Put the blame on the innermost schema that holds the mistake."""
    for error in _metaschema().iter_errors(root.value):
        parts = [str(part) for part in error.instance_path]
        inside = join_pointer(*parts)
        while parts and root.pointer + join_pointer(*parts) not in survey.schemas_by_pointer:
            parts.pop()
        place = f"{inside}: " if inside else ""
        reasons.setdefault(root.pointer + join_pointer(*parts), f"{place}{_words(error)}")


def _words(error: jsonschema_rs.ValidationError) -> str:
    """What the metaschema minds, without its `anyOf`s."""
    if error.kind.name in {"anyOf", "type", "format", "enum"}:
        return f"{shown(error.instance)} is not allowed here"
    return error.message if len(error.message) < 200 else f"{error.message[:180]} …"


def _leads_somewhere(survey: Walk, target: str) -> bool:
    if target.startswith("#") and not target.startswith("#/") and target != "#":
        return any(target[1:] in (p.value.get("$anchor"), p.value.get("$dynamicAnchor")) for p in survey.of("Schema"))
    try:
        pointer = join_pointer(*split_pointer(target))
        return pointer in survey.schemas_by_pointer or isinstance(resolve(survey.document, target), bool)
    except InputError:
        return False


@lru_cache(maxsize=1)
def _metaschema() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(official_schema("schema-object-3.1"), validate_formats=False)
