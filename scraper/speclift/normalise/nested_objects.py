"""Objects inside others become components, each named after its place, so that a further one renames nothing.

Enters: the operations of a version and its components. Leaves: the operations, with references. The name of an object
is that of what holds it with the field (`ConferenceRights`; `…Item` for the items of a list, `…Value` for the values of
a map), or with the operation that sends or answers it (`CreateUserRequest`, `DeleteUserResponse`, `DeleteUserError`).
An answer that wraps one documented object or a list of them is `<Field>Response` wherever it occurs (`UserResponse`:
`{user: User}`). A nameless alternative stays where it is: a number would be its only name.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec.structs import replace

from speclift.model.api import (
    Component,
    Field,
    ListOf,
    MapOf,
    Media,
    Operation,
    Record,
    Reference,
    Response,
    Type,
    map_types,
)
from speclift.normalise.names import pascal
from speclift.normalise.statuses import is_error

if TYPE_CHECKING:
    from speclift.normalise.components import Components

_USUAL = "200"
"""The status that needs no mention in the name of an answer."""


def name_objects(operations: tuple[Operation, ...], components: Components) -> tuple[Operation, ...]:
    """Put the objects inside operations and components into components of their own."""
    naming = _Naming(components)
    naming.wrappers(operations)
    for component in components.in_order():
        naming.component(component)
    return tuple([naming.operation(operation) for operation in operations])


class _Naming:
    def __init__(self, components: Components) -> None:
        self._components = components
        self._wrappers: dict[Record, str] = {}

    def wrappers(self, operations: tuple[Operation, ...]) -> None:
        """Make the components of answers that wrap one documented object, explained by every operation with them."""
        answers: dict[Record, list[Record]] = defaultdict(list)
        for operation in operations:
            for response in operation.responses:
                for media in response.media:
                    if isinstance(media.type, Record) and _is_wrapper(media.type) and not is_error(response.status):
                        answers[media.type].append(media.type)
        for record, same in answers.items():
            name = f"{pascal(record.fields[0].name)}Response"
            if name not in self._components:
                self._components.add(Component(name, _with_all_facts(record, same)))
                self._wrappers[record] = name

    def component(self, component: Component) -> None:
        """Name what is inside a component."""
        inner = self._inside(component.type, component.name, component.name)
        if inner is not component.type:
            self._components.add(replace(component, type=inner), self._components.home(component.name))

    def operation(self, operation: Operation) -> Operation:
        """The operation, with references in the place of objects."""
        name = pascal(operation.id)
        responses = tuple([self._response(response, name) for response in operation.responses])
        body = operation.body
        if body is not None:
            body = replace(body, media=tuple([self._media(media, f"{name}Request") for media in body.media]))
        return replace(operation, responses=responses, body=body)

    def _response(self, response: Response, owner: str) -> Response:
        suffix = "Error" if is_error(response.status) or response.status == "default" else "Response"
        status = "" if response.status in (_USUAL, "default") else response.status
        media = [self._media(one, f"{owner}{suffix}{status}") for one in response.media]
        return replace(response, media=tuple(media))

    def _media(self, media: Media, name: str) -> Media:
        if media.type is None:
            return media
        if isinstance(media.type, Record) and media.type in self._wrappers:
            return replace(media, type=Reference(self._wrappers[media.type]))
        made = self._named(media.type, name, "")
        return media if made is media.type else replace(media, type=made)

    def _named(self, made: Type, name: str, home: str) -> Type:
        """The type, an object in it replaced by a reference to a component called `name`."""
        match made:
            case Record(fields=(), parts=()):
                return made
            case Record():
                return Reference(self._component_of(made, name, home))
            case ListOf():
                return map_types(made, lambda item: self._named(item, f"{name}Item", home))
            case MapOf():
                return map_types(made, lambda value: self._named(value, f"{name}Value", home))
            case _:
                return self._inside(made, name, home)

    def _inside(self, made: Type, name: str, home: str) -> Type:
        """The type itself, with the objects inside it named."""
        if not isinstance(made, Record):
            return map_types(made, lambda inner: self._inside_of(inner, name, home))
        fields = [self._field(field, f"{name}{_part(field.name, name)}", home) for field in made.fields]
        return made if all(map(_is_same, fields, made.fields)) else replace(made, fields=tuple(fields))

    def _inside_of(self, made: Type, name: str, home: str) -> Type:
        return self._inside(made, name, home) if isinstance(made, Record) else self._named(made, name, home)

    def _field(self, field: Field, name: str, home: str) -> Field:
        made = self._named(field.type, name, home)
        return field if made is field.type else replace(field, type=made)

    def _component_of(self, record: Record, name: str, home: str) -> str:
        known = self._components.get(name)
        while known is not None and known.type != record:
            name += "Object"
            known = self._components.get(name)
        if known is None:
            self._components.add(Component(name, record), home)
            inner = self._inside(record, name, home or name)
            self._components.add(Component(name, inner), home)
        return name


def _part(field: str, owner: str) -> str:
    """What a field adds to the name of its owner: `Error.error` is no `ErrorError`."""
    name = pascal(field) or "Field"
    return "Content" if owner.endswith(name) else name


def _is_same(one: Field, other: Field) -> bool:
    return one is other


def _is_wrapper(record: Record) -> bool:
    """Whether an answer is one field with a documented object, or a list of them."""
    if len(record.fields) != 1 or record.parts:
        return False
    made = record.fields[0].type
    return isinstance(made, Reference) or (isinstance(made, ListOf) and isinstance(made.item, Reference))


def _with_all_facts(record: Record, others: list[Record]) -> Record:
    """The record, its fields explained by the rows of every operation that answers it."""
    fields = []
    for position, field in enumerate(record.fields):
        facts = tuple(dict.fromkeys(fact for other in others for fact in other.fields[position].facts))
        fields.append(replace(field, facts=facts))
    return replace(record, fields=tuple(fields))
