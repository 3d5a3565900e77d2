"""What the documentation itself sends: the values of its recorded requests.

Enters: an operation. Leaves: the value of an argument in the first example that has it, where an example of ours can
show it as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.generate import shapes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from speclift.document.node import Node
    from speclift.generate.operations import Argument, Operation

_LONGEST = 40

_KINDS: Mapping[str, type | tuple[type, ...]] = {"text": str, "integer": int, "number": (int, float), "boolean": bool}


def recorded_values(operation: Operation, definitions: Mapping[str, shapes.Definition]) -> dict[str, object]:
    """The recorded values of an operation's arguments, by their Python names: short ones of the documented type."""
    node = operation.named.described.node
    bodies = [
        value
        for _, media in node.child("requestBody").child("content").entries()
        for value in _examples(media)
        if isinstance(value, dict)
    ]
    found: dict[str, object] = {}
    for argument in operation.arguments:
        if argument.location in {"json", "form", "multipart"}:
            values: Iterator[object] = (body[argument.wire] for body in bodies if argument.wire in body)
        else:
            values = (
                value
                for parameter in operation.named.described.parameters
                if (parameter.text("name"), parameter.text("in")) == (argument.wire, argument.location)
                for value in (*_examples(parameter), *_examples(parameter.child("schema")))
            )
        fitting = next((value for value in values if _shown(argument, value, definitions)), None)
        if fitting is not None:
            found[argument.name] = fitting
    return found


def _examples(node: Node) -> Iterator[object]:
    """Every example that stands at a media type, a parameter or a schema."""
    stated = node.mapping()
    if "example" in stated:
        yield stated["example"]
    examples = stated.get("examples")
    if isinstance(examples, list):
        yield from examples
    elif isinstance(examples, dict):
        yield from (one["value"] for one in examples.values() if isinstance(one, dict) and "value" in one)


def _shown(argument: Argument, value: object, definitions: Mapping[str, shapes.Definition]) -> bool:
    """Whether a value is one of the documented type, short, and nothing that a fence of code could end at."""
    if isinstance(value, str) and (not value or len(value) > _LONGEST or not value.isprintable() or "`" in value):
        return False
    return _fits(shapes.without_null(argument.type), value, definitions)


def _fits(type_: shapes.Type, value: object, definitions: Mapping[str, shapes.Definition]) -> bool:
    match type_:
        case shapes.Plain(kind) if kind in _KINDS:
            return isinstance(value, _KINDS[kind]) and (kind == "boolean" or not isinstance(value, bool))
        case shapes.Constant(values):
            return any(value == one and type(value) is type(one) for one in values)
        case shapes.Named(name):
            definition = definitions[name]
            members = definition.members if isinstance(definition, shapes.Enumeration) else ()
            return any(value == member.value and type(value) is type(member.value) for member in members)
        case _:
            return False
