"""Shapes that several operations answer become components.

Enters: the operations of a version and its components. Leaves: the operations, with references. An answer that wraps
one object or list of objects is `<Field>Response` wherever it occurs (`UserResponse`: `{user: User}`), so that the
next operation to answer it changes nothing; other objects are shared when two operations answer them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec.structs import replace

from speclift.model.api import Component, Field, ListOf, Media, Operation, Record, Reference, Response, Type
from speclift.normalise.names import pascal
from speclift.normalise.statuses import is_error

if TYPE_CHECKING:
    from speclift.normalise.components import Components

_SUFFIX = "Response"


def share_responses(operations: tuple[Operation, ...], components: Components) -> tuple[Operation, ...]:
    """Put shared answers into components."""
    users: dict[Record, list[tuple[str, Record]]] = defaultdict(list)
    for operation in operations:
        for response in operation.responses:
            for media in response.media:
                if isinstance(media.type, Record) and media.type.fields and not is_error(response.status):
                    users[media.type].append((operation.id, media.type))
    names: dict[Record, str] = {}
    for record, found in users.items():
        name = _name(record, found)
        if name and name not in components:
            made = _with_all_facts(record, [other for _, other in found])
            components.add(Component(name, made))
            names[record] = name
    return tuple(_shared(operation, names) for operation in operations)


def _name(record: Record, found: list[tuple[str, Record]]) -> str:
    if len(record.fields) == 1 and _is_object(record.fields[0].type):
        return pascal(record.fields[0].name) + _SUFFIX
    if len(found) < 2:
        return ""
    words = " ".join(field.name for field in record.fields) if len(record.fields) <= 3 else found[0][0]
    return pascal(words) + _SUFFIX


def _is_object(made: Type) -> bool:
    return isinstance(made, Reference) or (isinstance(made, ListOf) and isinstance(made.item, Reference))


def _with_all_facts(record: Record, others: list[Record]) -> Record:
    """The record, its fields explained by the rows of every operation that answers it."""
    fields = []
    for position, field in enumerate(record.fields):
        same = [other.fields[position] for other in others]
        facts = tuple(dict.fromkeys(fact for one in same for fact in one.facts))
        inner = [one.type for one in same if isinstance(one.type, Record)]
        type_ = _with_all_facts(field.type, inner) if isinstance(field.type, Record) else field.type
        fields.append(_explained(field, type_, facts))
    return replace(record, fields=tuple(fields))


def _explained(field: Field, made: Type, facts: tuple) -> Field:  # type: ignore[type-arg]
    return replace(field, type=made, facts=facts)


def _shared(operation: Operation, names: dict[Record, str]) -> Operation:
    responses = tuple([_response(response, names) for response in operation.responses])
    return operation if responses == operation.responses else replace(operation, responses=responses)


def _response(response: Response, names: dict[Record, str]) -> Response:
    if is_error(response.status):
        return response
    media = tuple([_media(one, names) for one in response.media])
    return response if media == response.media else replace(response, media=media)


def _media(media: Media, names: dict[Record, str]) -> Media:
    if isinstance(media.type, Record) and media.type in names:
        return replace(media, type=Reference(names[media.type]))
    return media
