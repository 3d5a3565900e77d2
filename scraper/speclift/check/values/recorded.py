"""Finds every recorded value of a document, with the schema that it must fit.

Enters: a survey. Leaves: `Recorded` values: the examples of media types, of parameters and headers, of schemas; and
defaults.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from speclift.document import join_pointer
from speclift.document.examples import value_field, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.plain import Direction
    from speclift.check.survey import Survey
    from speclift.document.walk import Place

_JSON = re.compile(r"(application|text)/(json|[\w.+-]+\+json)\s*(;.*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A value, its pointer, the pointer of its schema, and the direction in which it travels."""

    pointer: str
    value: Any
    schema: str
    direction: Direction


def is_json(media_type: str) -> bool:
    """Whether bodies of this media type are JSON."""
    return _JSON.fullmatch(media_type) is not None


def media_type_examples(survey: Survey) -> Iterator[Recorded]:
    """Yield each example of a request's or a response's body."""
    for place in survey.of("MediaType"):
        schema = place.value.get("schema")
        if not isinstance(schema, dict):
            continue
        for pointer, value in _examples(survey, place):
            if isinstance(value, str) and not is_json(place.key) and not _is_text(survey.follow(schema)):
                # XML, forms and the like as printed: text that JSON Schema cannot look into.
                continue
            yield Recorded(pointer, value, place.child("schema"), direction(place))


def parameter_examples(survey: Survey) -> Iterator[Recorded]:
    """Yield each example of a parameter or header that has a schema."""
    for place in survey.of("Parameter", "Header"):
        if isinstance(place.value.get("schema"), dict):
            for pointer, value in _examples(survey, place):
                yield Recorded(pointer, value, place.child("schema"), direction(place))


def schema_examples(survey: Survey) -> Iterator[Recorded]:
    """Yield each example that stands at a schema itself."""
    for place in survey.of("Schema"):
        if "example" in place.value:
            yield Recorded(place.child("example"), place.value["example"], place.pointer, "any")
        examples = place.value.get("examples")
        for index, value in enumerate(examples if isinstance(examples, list) else ()):
            yield Recorded(place.child("examples", index), value, place.pointer, "any")


def defaults(survey: Survey) -> Iterator[Recorded]:
    """Yield each default."""
    for place in survey.of("Schema"):
        if "default" in place.value:
            yield Recorded(place.child("default"), place.value["default"], place.pointer, "any")


def direction(place: Place) -> Direction:
    """Which way what stands at `place` travels."""
    for owner in (place, *place.owners()):
        if owner.kind in {"RequestBody", "Parameter"}:
            return "request"
        if owner.kind in {"Response", "Header"}:
            return "response"
    return "any"


def _examples(survey: Survey, place: Place) -> Iterator[tuple[str, Any]]:
    if "example" in place.value:
        yield place.child("example"), place.value["example"]
    named = place.value.get("examples")
    for name, entry in named.items() if isinstance(named, dict) else ():
        example = survey.follow(entry)
        if isinstance(example, dict) and value_field(example):
            target = entry.get("$ref")
            inside = target[1:] if isinstance(target, str) else place.pointer + join_pointer("examples", name)
            yield f"{inside}/{value_field(example)}", value_of(example)


def _is_text(schema: Any) -> bool:
    kind = schema.get("type") if isinstance(schema, dict) else None
    return kind == "string" or (isinstance(kind, list) and "string" in kind)
