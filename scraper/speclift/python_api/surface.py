"""The Python surface of a package: what callers can write, as values, without writing the package.

Enters: a document. Leaves: `Surface`. Comparing two of them says what an upgrade changes for Python code.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from speclift.document import iterate_operations
from speclift.generate import shapes
from speclift.generate.methods import method_of
from speclift.generate.reading import read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclift.generate.methods import Method
    from speclift.generate.reading import Reading


@dataclass(frozen=True, slots=True)
class Surface:
    """What a package offers: `methods` by operationId, `models` as field to type, `enums` as member to value, `errors`
    as class to base.

    `sent` are the same models as callers may give them: field to the type that is accepted. In both a field that may
    be left out is `T | Unset`. `aliases` are the names of unions and of lists of values, with what they stand for;
    the wider form of a model or of an enumeration that arguments accept is its name with `Like`.
    `bodies` are the models that are whole bodies of requests: no method names them, callers give their fields.
    """

    package: str
    client: str
    methods: Mapping[str, Method]
    models: Mapping[str, Mapping[str, str]]
    enums: Mapping[str, Mapping[str, str | int]]
    errors: Mapping[str, str]
    sent: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    bodies: tuple[str, ...] = ()


def surface(document: Mapping[str, Any]) -> Surface:
    """Say what the package of `document` would offer. Raises `InputError` for a document that cannot be read."""
    return surface_of(read(document))


def surface_of(package: Reading) -> Surface:
    """Say what the package of a document that is read already would offer."""
    models: dict[str, Mapping[str, str]] = {}
    sent: dict[str, Mapping[str, str]] = {}
    enums: dict[str, Mapping[str, str | int]] = {}
    aliases: dict[str, str] = {}
    script = shapes.Script()
    for name, definition in package.catalogue.definitions.items():
        match definition:
            case shapes.Record():
                fields = package.catalogue.record_fields(name)
                models[name] = {
                    field.name: _optional(shapes.received(field.type, script), field.required) for field in fields
                }
                sent[name] = {
                    field.name: _optional(shapes.accepted(field.type, script), field.required) for field in fields
                }
            case shapes.Enumeration(members=members):
                enums[name] = {member.name: member.value for member in members}
                values = tuple(member.value for member in members)
                aliases[f"{name}Like"] = f"{name} | {shapes.received(shapes.Constant(values), script)}"
            case shapes.Choice(members=alternatives):
                aliases[name] = shapes.received(shapes.union(alternatives), script)
                aliases[f"{name}Like"] = shapes.accepted(shapes.union(alternatives), script)
            case shapes.Spelled(values=values):
                aliases[name] = shapes.received(shapes.Constant(values), script)
    return Surface(
        package=package.document.settings.package,
        client=package.document.settings.client,
        methods={operation.id: method_of(operation) for operation in package.operations},
        models=models,
        enums=enums,
        errors={reason.name: reason.base for reason in package.reasons.all},
        sent=sent,
        aliases=aliases,
        bodies=tuple(sorted(_bodies(package.document.tree.root.mapping()) & models.keys())),
    )


def _bodies(document: Mapping[str, Any]) -> set[str]:
    """The components that request bodies refer to."""
    bodies = set()
    for operation in iterate_operations(dict(document)):
        body = operation.value.get("requestBody")
        content = body.get("content") if isinstance(body, dict) else None
        for media in content.values() if isinstance(content, dict) else ():
            schema = media.get("schema") if isinstance(media, dict) else None
            reference = schema.get("$ref") if isinstance(schema, dict) else None
            if isinstance(reference, str):
                bodies.add(reference.rpartition("/")[2])
    return bodies


def _optional(written: str, required: bool) -> str:
    return written if required else f"{written} | Unset"
