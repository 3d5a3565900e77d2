"""The Python surface of a package: what callers can write, as values, without writing the package.

Enters: a document. Leaves: `Surface`. Comparing two of them says what an upgrade changes for Python code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from speclift.generate import shapes
from speclift.generate.methods import method_of
from speclift.generate.reading import read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclift.generate.methods import Method


@dataclass(frozen=True, slots=True)
class Surface:
    """What a package offers: `methods` by operationId, `models` as field to type, `enums` as member to value, `errors`
    as class to base.
    """

    package: str
    client: str
    methods: Mapping[str, Method]
    models: Mapping[str, Mapping[str, str]]
    enums: Mapping[str, Mapping[str, str | int]]
    errors: Mapping[str, str]


def surface(document: Mapping[str, Any]) -> Surface:
    """Say what the package of `document` would offer. Raises `InputError` for a document that cannot be read."""
    package = read(document)
    models: dict[str, Mapping[str, str]] = {}
    enums: dict[str, Mapping[str, str | int]] = {}
    script = shapes.Script()
    for name, definition in package.catalogue.definitions.items():
        if isinstance(definition, shapes.Record):
            models[name] = {
                field.name: shapes.received(field.type, script) + ("" if field.required else " | Unset")
                for field in package.catalogue.record_fields(name)
            }
        elif isinstance(definition, shapes.Enumeration):
            enums[name] = {member.name: member.value for member in definition.members}
    return Surface(
        package=package.document.settings.package,
        client=package.document.settings.client,
        methods={operation.id: method_of(operation) for operation in package.operations},
        models=models,
        enums=enums,
        errors={reason.name: reason.base for reason in package.reasons.all},
    )
