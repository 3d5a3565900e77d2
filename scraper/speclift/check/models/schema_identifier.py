"""A schema has no address of its own.

What it does: reports `$id` in schemas, and a `jsonSchemaDialect` or `$schema` other than OpenAPI's and JSON Schema
2020-12.

Why it is bad: references below it mean something else. speclift reads them as if `$id` and `$schema` were not there.

Example: `{$id: "https://example.com/user", properties: {boss: {$ref: "#"}}}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey

_DIALECTS = ("https://spec.openapis.org/oas/3.1/dialect/", "https://json-schema.org/draft/2020-12/schema")


def schema_identifier(survey: Survey) -> Iterator[Problem]:
    """Yield each identifier and each dialect that is not followed."""
    dialects = [("/jsonSchemaDialect", survey.document.get("jsonSchemaDialect"))]
    for place in survey.of("Schema"):
        if "$id" in place.value:
            yield Problem(place.child("$id"), f"the address {shown(place.value['$id'])} is not followed")
        dialects.append((place.child("$schema"), place.value.get("$schema")))
    for pointer, dialect in dialects:
        if isinstance(dialect, str) and not dialect.startswith(_DIALECTS):
            yield Problem(pointer, f"the dialect {shown(dialect)} is not supported")
