"""Documented types that can take a JSON value apart, part by part.

Enters: JSON as dictionaries, lists and scalars, and a type. Leaves: a value of that type with the parts that do not fit
as received, each told. `_drift` says what telling means.
"""

from __future__ import annotations

import datetime
import functools
import types
import typing
from typing import TYPE_CHECKING, Any, Literal, Protocol

import msgspec

from ._model import Alternatives
from ._values import UNSET, DateTime, Unset, is_array, is_object

if TYPE_CHECKING:
    from ._drift import Kind

__all__ = ["Node", "Tell", "foreign", "node_of"]


class Tell(Protocol):
    """Hears of each part that does not fit: its place, in which way, the documented type in words, what came."""

    def __call__(self, place: str, kind: Kind, expected: str, received: object, /) -> None:
        """Hear of one."""


class Node(Protocol):
    """A documented type that can take a value apart."""

    expected: str

    def convert(self, value: Any, place: str, tell: Tell) -> Any:
        """Make the documented type of it, keeping and telling what does not fit."""

    def survey(self, value: Any, place: str, tell: Tell) -> None:
        """Tell the fields that are not documented."""


class _Leaf:
    """A scalar, an enumeration, a moment: fits or is kept."""

    def __init__(self, type_: Any) -> None:
        self.type = type_
        self.expected = _words(type_)
        self.closed = typing.get_origin(type_) is Literal or hasattr(type_, "__members__")
        self.plain = type_ if type_ in (str, int, bool, float) else None

    def convert(self, value: Any, place: str, tell: Tell) -> Any:
        if type(value) is self.plain:
            return value
        try:
            return quick(value, self.type)
        except msgspec.ValidationError:
            kind: Kind = "null" if value is None else "unknown value" if self._kin(value) else "other type"
            tell(place, kind, self.expected, value)
            return value

    def _kin(self, value: object) -> bool:
        """Whether it is of the right kind, only not among the documented values (an empty date is text as well)."""
        if self.type in (DateTime, datetime.date):
            return isinstance(value, str)
        return self.closed and isinstance(value, str | int)

    def survey(self, value: Any, place: str, tell: Tell) -> None:
        """Nothing is below."""


class _Object:
    """A model, field by field."""

    def __init__(self, type_: Any) -> None:
        self.type, self.expected = type_, type_.__name__
        config = type_.__struct_config__
        self.tag_field, self.tag = config.tag_field, config.tag

    @functools.cached_property
    def fields(self) -> tuple[tuple[str, str, bool, Node], ...]:
        """Name, wire name, required, type; resolved late, since models name each other."""
        return tuple((f.name, f.encode_name, f.required, node_of(f.type)) for f in msgspec.structs.fields(self.type))

    @functools.cached_property
    def known(self) -> frozenset[str]:
        """The wire names, the discriminator's among them."""
        names = [wire for _, wire, _, _ in self.fields]
        return frozenset([*names, self.tag_field] if self.tag_field else names)

    def convert(self, value: Any, place: str, tell: Tell) -> Any:
        try:
            return quick(value, self.type)
        except msgspec.ValidationError:
            pass
        if not is_object(value):
            tell(place, "null" if value is None else "other type", self.expected, value)
            return value
        if self.tag_field and value.get(self.tag_field, UNSET) != self.tag:
            kind: Kind = "unknown value" if self.tag_field in value else "missing"
            tell(f"{place}.{self.tag_field}", kind, repr(self.tag), value.get(self.tag_field, UNSET))
            return value
        found = {}
        for name, wire, required, node in self.fields:
            if wire in value:
                found[name] = node.convert(value[wire], f"{place}.{wire}", tell)
            elif required:
                tell(f"{place}.{wire}", "missing", node.expected, UNSET)
                found[name] = UNSET
        return self.type(**found)

    def survey(self, value: Any, place: str, tell: Tell) -> None:
        if not is_object(value):
            return
        for key in value:
            if key not in self.known:
                tell(f"{place}.{key}", "unknown field", "nothing", value[key])
        for _, wire, _, node in self.fields:
            if wire in value:
                node.survey(value[wire], f"{place}.{wire}", tell)


class _List:
    """A list, item by item."""

    def __init__(self, type_: Any) -> None:
        self.type, self.expected = type_, _words(type_)

    @functools.cached_property
    def item(self) -> Node:
        return node_of((typing.get_args(self.type) or (object,))[0])

    def convert(self, value: Any, place: str, tell: Tell) -> Any:
        try:
            return quick(value, self.type)
        except msgspec.ValidationError:
            pass
        if not is_array(value):
            tell(place, "null" if value is None else "other type", self.expected, value)
            return value
        return [self.item.convert(item, f"{place}[]", tell) for item in value]

    def survey(self, value: Any, place: str, tell: Tell) -> None:
        if is_array(value):
            for item in value:
                self.item.survey(item, f"{place}[]", tell)


class _Map:
    """An object with free keys, value by value."""

    def __init__(self, type_: Any) -> None:
        self.type, self.expected = type_, _words(type_)

    @functools.cached_property
    def item(self) -> Node:
        return node_of((typing.get_args(self.type) or (str, object))[1])

    def convert(self, value: Any, place: str, tell: Tell) -> Any:
        try:
            return quick(value, self.type)
        except msgspec.ValidationError:
            pass
        if not is_object(value):
            tell(place, "null" if value is None else "other type", self.expected, value)
            return value
        return {key: self.item.convert(item, f"{place}.*", tell) for key, item in value.items()}

    def survey(self, value: Any, place: str, tell: Tell) -> None:
        if is_object(value):
            for item in value.values():
                self.item.survey(item, f"{place}.*", tell)


class _Union:
    """One of several: whichever fits, otherwise the one whose shape the value has."""

    def __init__(self, type_: Any, members: tuple[Any, ...]) -> None:
        self.type, self.members = type_, members
        self.expected = _words(type_)

    @functools.cached_property
    def nodes(self) -> tuple[Node, ...]:
        return tuple(node_of(member) for member in self.members)

    def _of_shape(self, value: Any) -> Node | None:
        """The member to take a value apart that fits none: by its shape, by its discriminator, by its keys."""
        if len(self.nodes) == 1:
            return self.nodes[0]
        if is_array(value):
            return next((node for node in self.nodes if isinstance(node, _List)), None)
        if not is_object(value):
            return None
        objects = [node for node in self.nodes if isinstance(node, _Object)]
        tagged = [node for node in objects if node.tag_field and value.get(node.tag_field, UNSET) == node.tag]
        if tagged:
            return tagged[0]
        untagged = [node for node in objects if not node.tag_field]
        if untagged:
            return max(untagged, key=lambda node: len(node.known & value.keys()))
        return next((node for node in self.nodes if isinstance(node, _Map)), None)

    def convert(self, value: Any, place: str, tell: Tell) -> Any:
        try:
            return quick(value, self.type)
        except msgspec.ValidationError:
            pass
        node = self._of_shape(value)
        if node is not None and value is not None:
            return node.convert(value, place, tell)
        tell(place, "null" if value is None else "other type", self.expected, value)
        return value

    def survey(self, value: Any, place: str, tell: Tell) -> None:
        node = self._of_shape(value)
        if node is not None:
            node.survey(value, place, tell)


@functools.cache
def node_of(type_: Any) -> Node:
    """Find how to take values of a type apart. `type_` is anything that a generated model is annotated with."""
    origin = typing.get_origin(type_)
    if origin is typing.Annotated:
        return node_of(typing.get_args(type_)[0])
    if origin is typing.Union or origin is types.UnionType:
        members = tuple(member for member in typing.get_args(type_) if member is not Unset)
        present = functools.reduce(lambda one, other: one | other, members)
        others = tuple(member for member in members if member is not type(None))
        return node_of(present) if len(members) == 1 else _Union(present, others)
    if isinstance(type_, type) and issubclass(type_, msgspec.Struct):
        return _Object(type_)
    if isinstance(type_, type) and type(type_) is type(Alternatives):
        return _Union(type_, type_.candidates())
    if type_ is list or origin is list:
        return _List(type_)
    if type_ is dict or origin is dict:
        return _Map(type_)
    return _Leaf(type_)


def _words(type_: Any) -> str:
    """Name a type for a person: `str`, `UserStatus`, `list of User`, `str or null`."""
    origin, arguments = typing.get_origin(type_), typing.get_args(type_)
    if origin is typing.Union or origin is types.UnionType:
        return " or ".join(_words(member) for member in arguments if member is not Unset)
    if origin is list:
        return f"list of {_words(arguments[0])}"
    if origin is dict:
        return f"object of {_words(arguments[1])}"
    if origin is Literal:
        return " or ".join(repr(value) for value in arguments)
    if type_ is type(None):
        return "null"
    return getattr(type_, "__name__", str(type_))


def quick(value: Any, type_: Any) -> Any:
    """Convert at full speed. Raises `msgspec.ValidationError` at the first misfit."""
    return msgspec.convert(value, type_, dec_hook=foreign)


def foreign(type_: Any, value: Any) -> Any:
    """Make what msgspec does not know of a JSON value. Raises `ValueError` or `TypeError` for a misfit."""
    if type_ is DateTime:
        return DateTime.parse(value)
    if type_ is object:
        return value
    if type(type_) is type(Alternatives):
        return _choose(type_, value)
    raise NotImplementedError(f"{type_} is not a type that a model may hold")


def _choose(type_: Any, value: Any) -> Any:
    """Take the alternative that fits and knows the most of the fields; the first of equals."""
    best: Any = UNSET
    most = -1
    for candidate in type_.candidates():
        try:
            converted = quick(value, candidate)
        except msgspec.ValidationError:
            continue
        node = node_of(candidate)
        knows = len(node.known & value.keys()) if isinstance(node, _Object) else 0
        if knows > most:
            best, most = converted, knows
    if best is UNSET:
        raise ValueError(f"none of {_words(type_)}")
    return best
