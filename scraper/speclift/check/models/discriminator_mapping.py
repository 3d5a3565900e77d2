"""A discriminator discriminates.

What it does: reports discriminators without `oneOf`, `anyOf` or schemas composed of this one; mappings that lead
nowhere or to a schema that is no alternative; and alternatives that do not have and require the property.

Why it is bad: a value cannot be told from its siblings; decoders fail on it.

Example: `discriminator: {propertyName: kind, mapping: {cat: "#/components/schemas/Kat"}}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclift.check.plain import properties_named
from speclift.check.problem import Problem, shown
from speclift.document import escape, resolve
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey
    from speclift.document.walk import Place


def discriminator_mapping(survey: Survey) -> Iterator[Problem]:
    """Yield what keeps a discriminator from its work."""
    for place in survey.of("Schema"):
        discriminator = place.value.get("discriminator")
        if isinstance(discriminator, dict) and isinstance(discriminator.get("propertyName"), str):
            yield from _examine(survey, place, discriminator, discriminator["propertyName"])


def _examine(survey: Survey, place: Place, discriminator: dict[str, Any], name: str) -> Iterator[Problem]:
    pointer = place.child("discriminator")
    alternatives = list(_alternatives(place))
    targets = {inner["$ref"] for _, inner in alternatives if isinstance(inner.get("$ref"), str)}
    mapping = discriminator.get("mapping")
    for key, target in mapping.items() if isinstance(mapping, dict) else ():
        where = f"{pointer}/mapping/{escape(key)}"
        wanted = target if str(target).startswith("#") else f"#/components/schemas/{target}"
        try:
            resolve(survey.document, wanted)
        except InputError:
            yield Problem(where, f"{shown(target)} leads nowhere")
            continue
        if targets and wanted not in targets:
            yield Problem(where, f"{shown(target)} is none of the alternatives")
    for where, inner in alternatives:
        schema = survey.follow(inner)
        if isinstance(schema, dict) and not properties_named(survey, schema, name):
            yield Problem(where, f"the alternative does not have the property {shown(name)}")
        elif isinstance(schema, dict) and not _requires(survey, schema, name):
            yield Problem(where, f"the alternative does not require the property {shown(name)}")
    if not alternatives and not any(_composes(other, place) for other in survey.of("Schema")):
        yield Problem(pointer, "there is nothing to discriminate: no oneOf, no anyOf, and nothing is composed of this")


def _alternatives(place: Place) -> Iterator[tuple[str, dict[str, Any]]]:
    for keyword in ("oneOf", "anyOf"):
        members = place.value.get(keyword)
        for index, inner in enumerate(members if isinstance(members, list) else ()):
            if isinstance(inner, dict) and inner.get("type") != "null":
                yield place.child(keyword, index), inner


def _composes(other: Place, place: Place) -> bool:
    """Whether `other` is a member of an `allOf` that refers to `place`."""
    return other.via == "allOf" and other.value.get("$ref") == f"#{place.pointer}"


def _requires(survey: Survey, schema: Any, name: str, depth: int = 0) -> bool:
    schema = survey.follow(schema)
    if not isinstance(schema, dict) or depth > 20:
        return False
    required, members = schema.get("required"), schema.get("allOf")
    if isinstance(required, list) and name in required:
        return True
    return any(_requires(survey, inner, name, depth + 1) for inner in (members if isinstance(members, list) else ()))
