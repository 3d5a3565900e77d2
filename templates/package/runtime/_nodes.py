"""Documented types that can take a JSON value apart, part by part.

Enters: JSON as dictionaries, lists and scalars, and a type. Leaves: a value of that type, always: what does not fit is
made to fit where nothing is lost (`"5"` for a number), and otherwise left out, each told. `_drift` says what telling
means; `UNSET` stands for a value that no type could be made of.
"""

from __future__ import annotations

import contextlib
import datetime
import functools
import types
import typing
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

import msgspec

from ._enums import OpenIntEnum, OpenStrEnum, is_documented, meetings
from ._model import Alternatives
from ._origin import attach, watch
from ._secrets import is_secret_name
from ._values import UNSET, DateTime, Unset, is_array, is_object, quiet, words_of

if TYPE_CHECKING:
    from ._drift import Kind


class Tell(Protocol):
    """Hears of each part that does not fit: its place, in which way, the documented type in words, what came."""

    def __call__(self, place: str, kind: Kind, expected: str, received: object, field: str = "", /) -> None:
        """Hear of one. `field` is the model's field that the value was for."""


class Node(Protocol):
    """A documented type that can take a value apart."""

    expected: str

    def holds_models(self) -> bool:
        """Whether there may be models in it."""
        ...

    def convert(self, value: Any, place: str, tell: Tell, field: str = "") -> Any:
        """Make the documented type of it, telling what does not fit; `UNSET` where it cannot be made."""

    def survey(self, value: Any, place: str, tell: Tell, field: str = "") -> None:
        """Tell the fields and the values of enumerations that are not documented."""


class Field(NamedTuple):
    """A field of a model. `promised` is whether its type has no place for a value that is absent."""

    name: str
    wire: str
    required: bool
    promised: bool
    node: Any


class _Leaf:
    """A scalar, an enumeration, a moment."""

    def __init__(self, type_: Any) -> None:
        self.type = type_
        self.expected = words_of(type_)
        self.closed = typing.get_origin(type_) is Literal or hasattr(type_, "__members__")
        self.open = isinstance(type_, type) and issubclass(type_, OpenIntEnum | OpenStrEnum)
        self.plain = type_ if type_ in (str, int, bool, float) else None

    def holds_models(self) -> bool:
        return False

    def convert(self, value: Any, place: str, tell: Tell, field: str = "") -> Any:
        if type(value) is self.plain:
            return value
        try:
            fitting = quick(value, self.type)
        except msgspec.ValidationError:
            kind: Kind = "null" if value is None else "unknown value" if self._kin(value) else "other type"
            tell(place, kind, self.expected, value, field)
            return self.lenient(value)
        if self.open and not is_documented(fitting):
            tell(place, "unknown value", self.expected, value, field)
        return fitting

    def _kin(self, value: object) -> bool:
        """Whether it is of the right kind, only not among the documented values (an empty date is text as well)."""
        if self.type in (DateTime, datetime.date):
            return isinstance(value, str)
        return self.closed and isinstance(value, str | int)

    def lenient(self, value: object) -> Any:
        """Make what loses nothing: of text a number or a flag, of a number text, of 0 or 1 a flag."""
        if self.type is str:
            return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else UNSET
        if value is None or value == "" or isinstance(value, bool):
            return UNSET
        with contextlib.suppress(msgspec.ValidationError, ValueError):
            if self.open and issubclass(self.type, int):
                return self.type(int(value)) if isinstance(value, str) else UNSET
            return msgspec.convert(value, self.type, strict=False, dec_hook=foreign)
        return UNSET

    def survey(self, value: Any, place: str, tell: Tell, field: str = "") -> None:
        if self.open and isinstance(value, str | int) and not isinstance(value, bool):
            with contextlib.suppress(ValueError):
                if not is_documented(self.type(value)):
                    tell(place, "unknown value", self.expected, value, field)


class _Object:
    """A model, field by field."""

    def __init__(self, type_: Any) -> None:
        self.type, self.expected = type_, type_.__name__
        config = type_.__struct_config__
        self.tag_field, self.tag = config.tag_field, config.tag

    @functools.cached_property
    def fields(self) -> tuple[Field, ...]:
        """The fields; resolved late, since models name each other."""
        return tuple(
            Field(f.name, f.encode_name, f.required, Unset not in typing.get_args(f.type), node_of(f.type))
            for f in msgspec.structs.fields(self.type)
        )

    def holds_models(self) -> bool:
        return True

    @functools.cached_property
    def known(self) -> frozenset[str]:
        """The wire names, the discriminator's among them."""
        names = [field.wire for field in self.fields]
        return frozenset([*names, self.tag_field] if self.tag_field else names)

    def convert(self, value: Any, place: str, tell: Tell, field: str = "") -> Any:
        if not is_object(value):
            tell(place, "null" if value is None else "other type", self.expected, value, field)
            return UNSET
        if self.tag_field and value.get(self.tag_field, UNSET) != self.tag:
            kind: Kind = "unknown value" if self.tag_field in value else "missing"
            tell(f"{place}.{self.tag_field}", kind, repr(self.tag), value.get(self.tag_field, UNSET), field)
            return UNSET
        return self.made(value, place, tell)

    def made(self, value: dict[str, Any], place: str, tell: Tell) -> Any:
        """Make the model of an object, whatever it holds."""
        before = meetings.count
        try:
            model = quick(value, self.type)
        except msgspec.ValidationError:
            model = None
        if model is not None and meetings.count == before:
            attach(model, value)
            return model
        found: dict[str, Any] = {}
        for name, wire, required, promised, node in self.fields:
            field = f"{self.expected}.{name}"
            if wire in value:
                found[name] = node.convert(value[wire], f"{place}.{wire}", tell, field)
            elif required:
                tell(f"{place}.{wire}", "missing", node.expected, UNSET, field)
                found[name] = UNSET
            if promised and found.get(name) is UNSET:
                watch(self.type, name)
        model = self.type(**found)
        attach(model, value)
        return model

    def survey(self, value: Any, place: str, tell: Tell, field: str = "") -> None:  # noqa: ARG002  (a protocol's)
        if not is_object(value):
            return
        for key in value:
            if key not in self.known:
                tell(f"{place}.{key}", "unknown field", "nothing", value[key], f"{self.expected}.{key}")
        for known in self.fields:
            if known.wire in value:
                place_below, field_below = f"{place}.{known.wire}", f"{self.expected}.{known.name}"
                known.node.survey(value[known.wire], place_below, tell, field_below)


def _below(place: str, key: str) -> str:
    """The place of a value of a map: any, unless its key says that the value is secret."""
    return f"{place}.{key}" if is_secret_name(key) else f"{place}.*"


def _or_hollow(node: Node, value: Any, place: str, tell: Tell, field: str) -> Any:
    """Make an item; where no model can be made of it, a model without any field, so that its neighbours keep their
    places. A scalar that does not fit is left out.
    """
    item = node.convert(value, place, tell, field)
    return node.made({}, "", quiet) if item is UNSET and isinstance(node, _Object) else item


class _List:
    """A list, item by item."""

    def __init__(self, type_: Any) -> None:
        self.type, self.expected = type_, words_of(type_)

    @functools.cached_property
    def item(self) -> Node:
        return node_of((typing.get_args(self.type) or (object,))[0])

    def holds_models(self) -> bool:
        return self.item.holds_models()

    def convert(self, value: Any, place: str, tell: Tell, field: str = "") -> Any:
        if not is_array(value):
            tell(place, "null" if value is None else "other type", self.expected, value, field)
            return UNSET
        items = [_or_hollow(self.item, item, f"{place}[]", tell, field and f"{field}[]") for item in value]
        return [item for item in items if item is not UNSET]

    def survey(self, value: Any, place: str, tell: Tell, field: str = "") -> None:
        if is_array(value):
            for item in value:
                self.item.survey(item, f"{place}[]", tell, field and f"{field}[]")


class _Map:
    """An object with free keys, value by value."""

    def __init__(self, type_: Any) -> None:
        self.type, self.expected = type_, words_of(type_)

    @functools.cached_property
    def item(self) -> Node:
        return node_of((typing.get_args(self.type) or (str, object))[1])

    def holds_models(self) -> bool:
        return self.item.holds_models()

    def convert(self, value: Any, place: str, tell: Tell, field: str = "") -> Any:
        if not is_object(value):
            tell(place, "null" if value is None else "other type", self.expected, value, field)
            return UNSET
        found = {
            key: _or_hollow(self.item, item, _below(place, key), tell, field and _below(field, key))
            for key, item in value.items()
        }
        return {key: item for key, item in found.items() if item is not UNSET}

    def survey(self, value: Any, place: str, tell: Tell, field: str = "") -> None:
        if is_object(value):
            for item in value.values():
                self.item.survey(item, f"{place}.*", tell, field and f"{field}.*")


class _Union:
    """One of several: whichever fits, otherwise the one whose shape the value has."""

    def __init__(self, type_: Any, members: tuple[Any, ...]) -> None:
        self.type, self.members = type_, members
        self.expected = words_of(type_)

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

    def holds_models(self) -> bool:
        return any(node.holds_models() for node in self.nodes)

    def convert(self, value: Any, place: str, tell: Tell, field: str = "") -> Any:
        before = meetings.count
        try:
            fitting = quick(value, self.type)
        except msgspec.ValidationError:
            fitting = UNSET
        if fitting is not UNSET and meetings.count == before:
            attach(fitting, value)
            return fitting
        node = self._of_shape(value)
        if node is not None and value is not None:
            return node.convert(value, place, tell, field)
        if fitting is not UNSET:
            self.survey(value, place, tell, field)
            return fitting
        tell(place, "null" if value is None else "other type", self.expected, value, field)
        for member in self.nodes:
            if value is not None and isinstance(member, _Leaf) and (made := member.lenient(value)) is not UNSET:
                return made
        return UNSET

    def survey(self, value: Any, place: str, tell: Tell, field: str = "") -> None:
        node = self._of_shape(value)
        if node is not None:
            node.survey(value, place, tell, field)
            return
        told: list[tuple[str, Kind, str, object, str]] = []

        def hear(place: str, kind: Kind, expected: str, received: object, field: str = "") -> None:
            told.append((place, kind, expected, received, field))

        for member in self.nodes:
            before = len(told)
            member.survey(value, place, hear, field)
            if len(told) == before:
                return
        for one in told[:1]:
            tell(*one)


def fields_of(model: Any) -> tuple[Field, ...]:
    """The fields of a model."""
    node = node_of(model)
    return node.fields if isinstance(node, _Object) else ()


def hollow(type_: Any) -> Any:
    """A value of a type that holds nothing: a model whose fields were all left out; `UNSET` where there is none."""
    node = node_of(type_)
    if isinstance(node, _Object):
        return node.made({}, "", quiet)
    if isinstance(node, _List):
        return []
    if type_ is object or type_ is Any:
        return None
    return {} if isinstance(node, _Map) else UNSET


def made(type_: Any, value: dict[str, Any], tell: Tell) -> Any:
    """Make a model of an object, whatever it holds."""
    return _Object.made(typing.cast("_Object", node_of(type_)), value, "", tell)


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
        raise ValueError(f"none of {words_of(type_)}")
    return best
