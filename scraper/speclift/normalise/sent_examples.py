"""An example for each body that the page only describes: the recorded object, cut to what the call may send.

Enters: the operations of a version and its components, named. Leaves: the operations; a JSON body without a recorded
example, of an object that the page shows, has the object's own example, without the fields that the call does not
send. Nothing is made up: where a field that must be sent is not in the recorded object, or a value does not fit, there
is no example.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from speclift.document.schema.regular import matches
from speclift.model.api import (
    AnyOf,
    Anything,
    Example,
    Field,
    ListOf,
    MapOf,
    Media,
    OneOf,
    Operation,
    Record,
    Reference,
    Scalar,
    Type,
)

if TYPE_CHECKING:
    from speclift.normalise.components import Components

_KINDS: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


def add_sent_examples(operations: tuple[Operation, ...], components: Components) -> tuple[Operation, ...]:
    """Give bodies without an example one that is cut from the recorded object that they send."""
    return tuple([_with_example(operation, _Cutter(components)) for operation in operations])


def _with_example(operation: Operation, cutter: _Cutter) -> Operation:
    body = operation.body
    if body is None or any(media.examples for media in body.media):
        return operation
    media = [_media(media, operation.method, cutter) for media in body.media]
    return replace(operation, body=replace(body, media=tuple(media))) if media != list(body.media) else operation


def _media(media: Media, method: str, cutter: _Cutter) -> Media:
    if not media.media_type.endswith("json") or not isinstance(media.type, Reference):
        return media
    name, recorded = cutter.recorded(media.type)
    for value in recorded:
        try:
            cut = cutter.cut(value, media.type)
        except _MisfitError:
            continue
        if cut:
            words = f"{name} as recorded, cut to what {method.upper()} may send"
            return replace(media, examples=(Example("example", cut, words),))
    return media


class _MisfitError(Exception):
    """A recorded value is not what a type says."""


class _Cutter:
    """Cuts recorded values to types of one version."""

    def __init__(self, components: Components) -> None:
        self._components = components

    def recorded(self, reference: Reference) -> tuple[str, list[Any]]:
        """The name of the object that is sent, and its recorded values."""
        component = self._components.get(reference.name)
        while component is not None:
            home = self._components.home(component.name)
            shown = self._components.get(home)
            if shown is not None and shown.examples:
                return home, [example.value for example in shown.examples]
            parts = component.type.parts if isinstance(component.type, Record) else ()
            component = self._components.get(parts[0].name) if parts else None
        return "", []

    def cut(self, value: Any, made: Type) -> Any:
        """`value` without the fields that `made` does not have. Raises `_MisfitError` where it does not fit."""
        match made:
            case Anything() | Record(fields=(), parts=()):
                return value
            case Reference(name=name):
                component = self._components.get(name)
                if component is None or (value is None and component.nullable):
                    return value
                return self.cut(value, component.type)
            case Scalar():
                return _fitting(value, made)
            case ListOf(item=item) if isinstance(value, list):
                return [self.cut(inner, item) for inner in value]
            case MapOf(value=inner) if isinstance(value, dict):
                return {key: self.cut(one, inner) for key, one in value.items()}
            case Record() if isinstance(value, dict):
                return self._cut_record(value, made)
            case OneOf(options=options) | AnyOf(options=options):
                return self._cut_choice(value, options, only=isinstance(made, OneOf))
        raise _MisfitError

    def _cut_record(self, value: dict[str, Any], record: Record) -> dict[str, Any]:
        fields = self._fields(record)
        cut = {}
        for name, inner in value.items():
            field = fields.get(name)
            if field is not None and (inner is not None or field.nullable):
                cut[name] = inner if inner is None else self.cut(inner, field.type)
        if any(field.required and field.name not in cut for field in fields.values()):
            raise _MisfitError
        return cut

    def _fields(self, record: Record) -> dict[str, Field]:
        fields: dict[str, Field] = {}
        for part in record.parts:
            component = self._components.get(part.name)
            if component is not None and isinstance(component.type, Record):
                fields |= self._fields(component.type)
        return fields | {field.name: field for field in record.fields}

    def _cut_choice(self, value: Any, options: tuple[Type, ...], *, only: bool) -> Any:
        """The value as the one alternative that keeps most of it; where only one may hold, no other holds for it."""
        fitting = []
        for option in options:
            try:
                fitting.append(self.cut(value, option))
            except _MisfitError:
                continue
        if not fitting:
            raise _MisfitError
        best = max(fitting, key=lambda cut: len(cut) if isinstance(cut, (dict, list)) else 0)
        if only and len(fitting) > 1:
            raise _MisfitError
        return best


def _fitting(value: Any, scalar: Scalar) -> Any:
    if not isinstance(value, _KINDS[scalar.kind]) or (isinstance(value, bool) and scalar.kind != "boolean"):
        raise _MisfitError
    if scalar.choices and value not in [choice.value for choice in scalar.choices]:
        raise _MisfitError
    if isinstance(value, str) and not _has_length(value, scalar):
        raise _MisfitError
    if isinstance(value, (int, float)) and not _is_within(value, scalar):
        raise _MisfitError
    return value


def _has_length(value: str, scalar: Scalar) -> bool:
    long_enough = scalar.min_length is None or len(value) >= scalar.min_length
    short_enough = scalar.max_length is None or len(value) <= scalar.max_length
    return long_enough and short_enough and (not scalar.pattern or matches(scalar.pattern, value) is True)


def _is_within(value: float, scalar: Scalar) -> bool:
    return not (
        (scalar.minimum is not None and value < scalar.minimum)
        or (scalar.maximum is not None and value > scalar.maximum)
        or (scalar.exclusive_minimum is not None and value <= scalar.exclusive_minimum)
        or (scalar.exclusive_maximum is not None and value >= scalar.exclusive_maximum)
    )
